"""A peer made of Debian's python3-zeroconf: "offer ADDRESS PORT TAG" registers a service, "browse TYPE" prints what it finds."""

import socket
import sys

from zeroconf import InterfaceChoice, ServiceBrowser, ServiceInfo, Zeroconf

SERVICE = "_godwit._tcp.local."


class Listener:
    def add_service(self, zeroconf, kind, name):
        info = zeroconf.get_service_info(kind, name)
        if info:
            print("found", ",".join(info.parsed_addresses()), info.port,
                  info.properties.get(b"name", b"-").decode(), flush=True)

    def update_service(self, zeroconf, kind, name):
        pass

    def remove_service(self, zeroconf, kind, name):
        print("removed", flush=True)


def main():
    verb, *arguments = sys.argv[1:]
    zeroconf = Zeroconf(interfaces=InterfaceChoice.All)
    if verb == "offer":
        address, port, tag = arguments
        zeroconf.register_service(ServiceInfo(
            f"_{tag}._sub.{SERVICE}", f"python.{SERVICE}", addresses=[socket.inet_aton(address)], port=int(port),
            properties={"v": "1"}, server="python.local."))
    else:
        browser = ServiceBrowser(zeroconf, arguments[0], Listener())
    print("ready", flush=True)
    sys.stdin.read()
    zeroconf.close()


main()
