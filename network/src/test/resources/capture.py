"""Prints the payload of every UDP datagram from or to port 5353 that passes in this namespace, in hex, until killed."""

import socket
import struct

ETHERNET = 14
capture = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
print("ready", flush=True)
while True:
    frame = capture.recv(65536)
    kind, = struct.unpack_from("!H", frame, 12)
    if kind == 0x0800 and frame[ETHERNET + 9] == 17:
        udp = ETHERNET + 4 * (frame[ETHERNET] & 15)
    elif kind == 0x86DD and frame[ETHERNET + 6] == 17:
        udp = ETHERNET + 40
    else:
        continue
    if 5353 in struct.unpack_from("!HH", frame, udp):
        print(frame[udp + 8:].hex(), flush=True)
