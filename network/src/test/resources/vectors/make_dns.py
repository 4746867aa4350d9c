"""Writes dns.txt and the fuzz corpora: messages as python3-zeroconf writes them, and a few that nobody should write.

Run by hand with Debian's python3-zeroconf 0.47; a vector that is there never changes.
"""

import pathlib
import socket

from zeroconf import (DNSAddress, DNSIncoming, DNSOutgoing, DNSPointer, DNSQuestion, DNSService, DNSText, const)

HERE = pathlib.Path(__file__).parent
LAN = HERE.parent / "dev/godwit/network/lan"
SERVICE = "_godwit._tcp.local."
TAG = "_abcdefghijklmnop._sub." + SERVICE
INSTANCE = "qrstuvwxyz234567." + SERVICE
HOST = "bcdefghijklmnopa.local."
UNIQUE = const._CLASS_IN | const._CLASS_UNIQUE


def records():
    return [
        DNSPointer(TAG, const._TYPE_PTR, const._CLASS_IN, 120, INSTANCE),
        DNSService(INSTANCE, const._TYPE_SRV, UNIQUE, 120, 0, 0, 4711, HOST),
        DNSText(INSTANCE, const._TYPE_TXT, UNIQUE, 120, b"\x03v=1\x0cname=Gr\xc3\xbc\xc3\x9fe"),
        DNSAddress(HOST, const._TYPE_A, UNIQUE, 120, socket.inet_aton("192.0.2.1")),
        DNSAddress(HOST, const._TYPE_AAAA, UNIQUE, 120, socket.inet_pton(socket.AF_INET6, "2001:db8::1")),
    ]


def lines(packet):
    """What a reader must see."""
    message = DNSIncoming(packet)
    for question in message.questions:
        yield f"question {question.name[:-1]} {question.type} {int(question.unique)}"
    for record in message.answers:
        if isinstance(record, DNSPointer):
            content = record.alias[:-1]
        elif isinstance(record, DNSService):
            content = f"{record.priority} {record.weight} {record.port} {record.server[:-1]}"
        elif isinstance(record, DNSText):
            content = record.text.hex()
        else:
            content = record.address.hex()
        yield f"record {record.name[:-1]} {record.type} {int(record.unique)} {record.ttl} {content}"


def packets():
    query = DNSOutgoing(const._FLAGS_QR_QUERY)
    query.add_question(DNSQuestion(TAG, const._TYPE_PTR, const._CLASS_IN))
    unicast = DNSQuestion(SERVICE, const._TYPE_PTR, const._CLASS_IN)
    unicast.unicast = True
    query.add_question(unicast)
    yield "query", query
    known = DNSOutgoing(const._FLAGS_QR_QUERY)
    known.add_question(DNSQuestion(TAG, const._TYPE_PTR, const._CLASS_IN))
    known.add_answer_at_time(records()[0], 0)
    yield "known-answer", known
    response = DNSOutgoing(const._FLAGS_QR_RESPONSE | const._FLAGS_AA)
    first, *others = records()
    response.add_answer_at_time(first, 0)
    for record in others:
        response.add_additional_answer(record)
    yield "response", response
    goodbye = DNSOutgoing(const._FLAGS_QR_RESPONSE | const._FLAGS_AA)
    goodbye.add_answer_at_time(DNSPointer(TAG, const._TYPE_PTR, const._CLASS_IN, 0, INSTANCE), 0)
    yield "goodbye", goodbye


def write(folder, name, packet):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(packet)


def main():
    text = ["# Messages as python3-zeroconf writes them, and what its own reader sees. Made by make_dns.py."]
    corpus = {}
    for name, message in packets():
        packet, = message.packets()
        corpus[name] = packet
        text += ["", f"message {name}", *("  " + line for line in lines(packet)), "  = " + packet.hex()]
    (HERE / "dns.txt").write_text("\n".join(text) + "\n")
    corpus["loop"] = bytes.fromhex("000000000001000000000000" "c00c" "000c0001")
    corpus["counts"] = bytes.fromhex("00008400ffffffffffffffff")
    for name, packet in corpus.items():
        write(LAN / "dns/DnsReaderFuzzTestInputs/reads", name, packet)
        write(LAN / "mdns/LinkEndpointFuzzTestInputs/receives", name, packet)


main()
