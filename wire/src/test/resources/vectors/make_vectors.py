"""Writes the vector files and the fuzz corpora: a second writer of PROTOCOL.md, so that the tests compare two.

Run by hand when the protocol grows (python3 with the package cryptography); a vector that is there never changes.
"""

import base64
import hashlib
import ipaddress
import pathlib
import struct

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

HERE = pathlib.Path(__file__).parent
NUMBERS = {"u8": ">B", "u16": ">H", "u32": ">I", "u64": ">Q", "i64": ">q"}
TYPES = ("HELLO OPEN ATTACH OPENED ENTRIES ENTRIES_END GET BLOCKS STREAM_END HAVE ROOT_REQUEST ROOT "
         "COMPLETE COMPLETED PING PONG FAILED LISTING LIST ENTRY_FAILED GET_FILES FILES "
         "CODE_OPEN CODE_ANSWER CODE_PROOF CODE_CONFIRMED CODE_GRANTED").split()

# RFC 8032 section 7.1, tests 1 and 2: the receiver and the sender of every vector.
RECEIVER = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
SENDER = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"))
CAPABILITY = bytes(range(16))
TOKEN = bytes(range(0xF0, 0x100))
ROOT = hashlib.sha256(b"any root will do").digest()
ZERO_BLOCK = hashlib.sha256(bytes(16384)).digest()
A_BLOCK = hashlib.sha256(b"a" * 16384).digest()
UNIX_SECONDS = 1767225600
LENGTH = 1_000_000


def public(key):
    return key.public_key().public_bytes_raw()


def share_id(capability):
    return hashlib.sha256(b"godwit share 1" + capability).digest()[:10]


def pattern(length, seed):
    """Bytes that only their places have in common: the numbers seed, seed + 1, ... modulo 256."""
    return bytes((seed + i) % 256 for i in range(length))


def field(kind, value):
    if kind in NUMBERS:
        return struct.pack(NUMBERS[kind], value)
    if kind == "hex":
        return value
    text = value.encode()
    return struct.pack(">B" if kind == "text8" else ">H", len(text)) + text


def message(name, kind, *fields):
    payload = [field(kind, value) for _, kind, value in fields]
    body = b"".join(payload)
    lines = [f"{kind} {name}"]
    for what, how, value in fields:
        shown = value.hex() if how == "hex" else value
        lines.append(f"  {what:<14} {how:<6} {shown}".rstrip())
    head = struct.pack(">HI", TYPES.index(kind) + 1, len(body))
    lines.append("  = " + " ".join([head[:2].hex(), head[2:].hex()] + [part.hex() for part in payload]).strip())
    return "\n".join(lines)


def place(kind, depth, name, seconds, nanos):
    return [("kind", "u8", kind), ("depth", "u8", depth), ("name", "text8", name),
            ("mtimeSeconds", "i64", seconds), ("mtimeNanos", "u32", nanos)]


def directory(depth, name, mode, seconds, nanos):
    return place(1, depth, name, seconds, nanos) + [("mode", "u16", mode)]


def file(depth, name, mode, time, length, data, bits):
    return place(2, depth, name, *time) + [
        ("mode", "u16", mode), ("length", "i64", length), ("dataBytes", "i64", data), ("pieceBits", "u8", bits)]


def link(depth, name, seconds, nanos, target):
    return place(3, depth, name, seconds, nanos) + [("target", "text16", target)]


def entries(name, first, *several):
    fields = [each for one in several for each in one]
    return message(name, "ENTRIES", ("firstIndex", "u32", first), ("count", "u16", len(several)), *fields)


def sent(index, content):
    """A file of one block at most: the hash of its content is its root."""
    root = hashlib.sha256(content).digest() if content else bytes(32)
    return [("entry", "u32", index), ("fault", "u16", 0), ("length", "u32", len(content)), ("root", "hex", root)]


def missing(index, fault, detail):
    return [("entry", "u32", index), ("fault", "u16", fault), ("detail", "text16", detail)]


def files(name, encoding, wire, *several):
    fields = [each for one in several for each in one]
    return message(name, "FILES", ("count", "u16", len(several)), ("encoding", "u8", encoding),
                   ("wireBytes", "u32", wire), *fields)


def blocks(name, first, content, encoding, wire, *hashes):
    return message(name, "BLOCKS", ("entry", "u32", 7), ("firstBlock", "u64", first), ("contentBytes", "u32", content),
                   ("encoding", "u8", encoding), ("wireBytes", "u32", wire), *(("hash", "hex", h) for h in hashes))


def complete(name, whole):
    return message(name, "COMPLETE", ("whole", "u8", whole), ("length", "u64", LENGTH), ("root", "hex", ROOT),
                   ("unixSeconds", "i64", UNIX_SECONDS), ("signature", "hex", RECEIVER.sign(receipt(whole))))


def receipt(whole):
    return (b"godwit receipt 1" + public(SENDER) + public(RECEIVER) + share_id(CAPABILITY)
            + struct.pack(">Q", LENGTH) + ROOT + struct.pack(">qB", UNIX_SECONDS, whole))


MESSAGES = [
    message("godwit", "HELLO", ("versionMin", "u16", 1), ("versionMax", "u16", 1), ("capabilities", "u64", 0),
            ("agent", "text8", "godwit/0.1.0")),
    message("newer-peer", "HELLO", ("versionMin", "u16", 1), ("versionMax", "u16", 65535),
            ("capabilities", "u64", 1 << 63), ("agent", "text8", "")),
    message("share", "OPEN", ("shareId", "hex", share_id(CAPABILITY)), ("capability", "hex", CAPABILITY)),
    message("stream", "ATTACH", ("token", "hex", TOKEN)),
    message("share", "OPENED", ("token", "hex", TOKEN)),
    entries("file", 0, file(0, "holiday.mp4", 0o644, (UNIX_SECONDS, 123_456_789), LENGTH, LENGTH, 18)),
    entries("tree", 4095,
            directory(2, "Füße", 0o755, -1, 999_999_999),
            file(3, "日本語.img", 0o600, (-(1 << 40) + 1, 0), 1 << 48, 4096, 24),
            link(3, "🐦", UNIX_SECONDS, 1, "../../Größe"),
            file(127, "empty", 0, ((1 << 40) - 1, 0), 0, 0, 18)),
    entries("stream", 0, file(0, "stdin", 0o644, (0, 0), -1, -1, 20)),
    entries("last", (1 << 24) - 1, directory(0, "zz", 0o777, 0, 0)),
    message("tree", "ENTRIES_END", ("entries", "u32", 1 << 24), ("bytes", "i64", 1 << 60)),
    message("stream", "ENTRIES_END", ("entries", "u32", 1), ("bytes", "i64", -1)),
    message("first", "GET", ("entry", "u32", 0), ("firstPiece", "u64", 0), ("count", "u32", 1)),
    message("last", "GET", ("entry", "u32", (1 << 24) - 1), ("firstPiece", "u64", (1 << 24) - 1024),
            ("count", "u32", 1024)),
    blocks("two-blocks", 16, 32768, 0, 16384, A_BLOCK, ZERO_BLOCK),
    blocks("one-byte", 3, 1, 0, 1, hashlib.sha256(b"a").digest()),
    blocks("hole", 1 << 34, 16384, 0, 0, ZERO_BLOCK),
    blocks("packed", 0, 49152, 1, 23, A_BLOCK, ZERO_BLOCK, A_BLOCK),
    message("end", "STREAM_END", ("entry", "u32", 0), ("length", "u64", LENGTH)),
    message("half", "HAVE", ("entry", "u32", 0), ("belowPiece", "u64", 2), ("verifiedBytes", "u64", 524288),
            ("entriesDone", "u32", 0)),
    message("all", "HAVE", ("entry", "u32", (1 << 24) - 1), ("belowPiece", "u64", 1 << 24),
            ("verifiedBytes", "u64", 1 << 60), ("entriesDone", "u32", 1 << 24)),
    message("root", "ROOT_REQUEST", ("entry", "u32", 65536)),
    message("file", "ROOT", ("entry", "u32", 65536), ("length", "u64", LENGTH), ("root", "hex", ROOT)),
    message("empty", "ROOT", ("entry", "u32", 0), ("length", "u64", 0), ("root", "hex", bytes(32))),
    complete("whole", 1),
    complete("part", 0),
    message("thanks", "COMPLETED", ("sourceNanos", "u64", 1_000_000_001), ("cpuNanos", "u64", 0),
            ("networkNanos", "u64", (1 << 63) - 1)),
    message("nonce", "PING", ("nonce", "u64", 0x0123456789ABCDEF)),
    message("nonce", "PONG", ("nonce", "u64", 0xFFFFFFFFFFFFFFFF)),
    message("changed", "FAILED", ("code", "u16", 16), ("detail", "text16", "holiday.mp4 grew")),
    message("refused", "FAILED", ("code", "u16", 7), ("detail", "text16", "")),
    message("running", "LISTING", ("entries", "u32", 8192), ("bytes", "i64", 1 << 40), ("complete", "u8", 0)),
    message("complete", "LISTING", ("entries", "u32", 1), ("bytes", "i64", -1), ("complete", "u8", 1)),
    message("more", "LIST", ("below", "u32", 8192)),
    message("unreadable", "ENTRY_FAILED", ("entry", "u32", 3), ("code", "u16", 17), ("detail", "text16", "a/b.txt")),
    message("few", "GET_FILES", ("firstEntry", "u32", 4096), ("count", "u16", 2)),
    message("last", "GET_FILES", ("firstEntry", "u32", (1 << 24) - 1024), ("count", "u16", 1024)),
    files("plain", 0, 4, sent(1, b"abc"), missing(2, 16, "b/日本語 grew"), sent(9, b""), sent(10, b"a")),
    files("packed", 1, 22, sent((1 << 24) - 2, b"a" * 16384), sent((1 << 24) - 1, b"a" * 16384)),
    files("none", 0, 0, missing(0, 17, "")),
    message("slot", "CODE_OPEN", ("slot", "u32", 482193), ("nonce", "hex", pattern(32, 1)),
            ("roundOne", "hex", pattern(324, 2))),
    message("answer", "CODE_ANSWER", ("nonce", "hex", pattern(32, 3)), ("roundOne", "hex", pattern(324, 4)),
            ("roundTwo", "hex", pattern(162, 5))),
    message("proof", "CODE_PROOF", ("roundTwo", "hex", pattern(162, 6)), ("tag", "hex", pattern(32, 7))),
    message("tag", "CODE_CONFIRMED", ("tag", "hex", pattern(32, 8))),
    message("capability", "CODE_GRANTED", ("capability", "hex", CAPABILITY)),
]


def group(kind, port, *addresses):
    packed = [ipaddress.ip_address(address).packed for address in addresses]
    return struct.pack(">BH", kind << 4 | len(packed), port) + b"".join(packed)


def uri(groups):
    body = public(SENDER) + CAPABILITY + groups
    body += hashlib.sha256(b"godwit ticket 1" + body).digest()[:2]
    return "godwit:" + base64.b32encode(body).decode().rstrip("=").lower()


def ticket(name, groups, addresses, how="both"):
    return "\n".join([f"{how} {name}", f"  peer       {public(SENDER).hex()}", f"  capability {CAPABILITY.hex()}"]
                     + [f"  address    {address}" for address in addresses]
                     + [f"  groups     {groups.hex()}".rstrip(), f"  uri        {uri(groups)}"])


V4 = group(1, 4711, "192.0.2.1")
MANY = [f"198.51.100.{i}" for i in range(1, 17)]
TICKETS = [
    ticket("no-address", b"", []),
    ticket("one-ipv4", V4, ["192.0.2.1:4711"]),
    ticket("one-ipv6", group(2, 65535, "2001:db8::1"), ["[2001:db8::1]:65535"]),
    ticket("several-groups", V4 + group(1, 22, "203.0.113.9") + group(2, 4711, "2001:db8::1", "2001:db8::2"),
           ["192.0.2.1:4711", "203.0.113.9:22", "[2001:db8::1]:4711", "[2001:db8::2]:4711"]),
    ticket("sixteen-in-two-groups", group(1, 1, *MANY[:15]) + group(1, 1, MANY[15]), [m + ":1" for m in MANY]),
    ticket("unknown-skippable-group", b"\x8f\x03abc" + V4 + b"\xf0\x00", ["192.0.2.1:4711"], "read"),
    ticket("unknown-mandatory-group", V4 + b"\x31\x12\x67\xc0\x00\x02\x01", [], "refuse"),
    ticket("kind-zero", b"\x00", [], "refuse"),
    ticket("group-cut-short", V4[:-1], [], "refuse"),
    ticket("skippable-cut-short", b"\x80\x04abc", [], "refuse"),
    ticket("skippable-without-length", b"\x80", [], "refuse"),
    ticket("seventeen-addresses", group(1, 1, *MANY[:15]) + group(1, 1, *MANY[:2]), [], "refuse"),
]



def code(name, typed, slot=None, words=None):
    """What somebody types, and what it stands for; nothing, if it is no code."""
    if slot is None:
        return f"refuse {name}\n  typed      {typed}"
    digits = str(slot).encode()
    return "\n".join([f"read {name}", f"  typed      {typed}", f"  text       {slot}-{words}",
                      f"  secret     {words.encode().hex()}",
                      f"  lookupKey  {hashlib.sha256(b'godwit slot 1' + digits).hexdigest()[:40]}",
                      f"  lanTag     {hashlib.sha256(b'godwit slot lan 1' + digits).hexdigest()[:20]}"])


VIOLIN = (482193, "violin-harbor-cactus")
CODES = [
    code("canonical", "482193-violin-harbor-cactus", *VIOLIN),
    code("lowest", "100000-abacus-abacus-abacus", 100000, "abacus-abacus-abacus"),
    code("highest", "999999-zoology-zoology-zoology", 999999, "zoology-zoology-zoology"),
    code("without-separators", "482193violinharborcactus", *VIOLIN),
    code("spoken", "482 193 Violin Harbor Cactus", *VIOLIN),
    code("shortened", "482-193 violi/harb_cactu", *VIOLIN),
    code("typeset", "\u201c482193\u2011violin\u2013harbor \u2014 cactus.\u201d", *VIOLIN),
    code("command", "godwit receive '482193-violin-harbor-cactus'", *VIOLIN),
    code("few-digits", "48219-violin-harbor-cactus"),
    code("leading-zero", "082193-violin-harbor-cactus"),
    code("two-words", "482193-violin-harbor"),
    code("four-words", "482193-violin-harbor-cactus-violin"),
    code("no-word", "482193-violin-harbor-cactxs"),
    code("two-letters", "482193-violin-harbor-ca"),
    code("foreign-letter", "482193-violin-harb\u00f6r-cactus"),
    code("ticket", "godwit:hvabpq7iioevvevxbktu2g36xsojqlgpf3cjndgazvk7ckxumyga"),
]

MESSAGES_HEAD = """\
# Every message of protocol version 1: type and name, its fields, the whole frame. Numbers are big-endian; i64 is
# signed; text8 and text16 are UTF-8 after their length in one or two bytes. Made by make_vectors.py.
"""
TICKETS_HEAD = """\
# Tickets, and what is in them. "both" is read and written, "read" only read (a newer Godwit made it), "refuse" is
# refused although its checksum is right. "groups" are the bytes between capability and checksum. Made by make_vectors.py.
"""
CODES_HEAD = """\
# Codes as people type them: "read" with the canonical text, its secret in UTF-8, and what its slot leads to; "refuse" is
# no code. Made by make_vectors.py.
"""

(HERE / "messages.txt").write_text(MESSAGES_HEAD + "\n" + "\n\n".join(MESSAGES) + "\n")
(HERE / "tickets.txt").write_text(TICKETS_HEAD + "\n" + "\n\n".join(TICKETS) + "\n")
(HERE / "codes.txt").write_text(CODES_HEAD + "\n" + "\n\n".join(CODES) + "\n")


def seeds(test, method, inputs):
    folder = HERE.parent / "dev/godwit/wire" / f"{test}Inputs" / method
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in inputs:
        (folder / name).write_bytes(data)


def frames():
    for section in MESSAGES:
        kind, name = section.split("\n")[0].split(" ")
        yield kind, name, bytes.fromhex(section.split("= ")[1])


# The order of the enum Phase, and what each phase admits that no body follows.
PHASES = [{"HELLO"}, {"OPEN", "ATTACH", "CODE_OPEN"}, {"CODE_PROOF"}, {"OPEN"}, {"LIST", "HAVE", "ROOT_REQUEST", "COMPLETE", "PING", "PONG"},
          {"GET", "GET_FILES"}, {"CODE_ANSWER"}, {"CODE_CONFIRMED"}, {"CODE_GRANTED", "PING"}, {"OPENED", "PING"},
          {"ENTRIES", "ENTRIES_END", "LISTING", "ROOT", "ENTRY_FAILED", "COMPLETED", "PING", "PONG"},
          {"STREAM_END", "ENTRY_FAILED"}]
WITH_BODY = {"BLOCKS": 17, "FILES": 3}
OPTIONAL = bytes.fromhex("8001000000050102030405")


def with_bodies():
    """BLOCKS and FILES, each with so many bytes after it as its payload says at that offset."""
    for kind, _, frame in frames():
        if kind in WITH_BODY:
            at = 6 + WITH_BODY[kind]
            yield frame + b"a" * int.from_bytes(frame[at:at + 4])


seeds("ticket/TicketFuzzTest", "parses", [(t.split(" ")[1].split("\n")[0], t.split(" ")[-1].encode()) for t in TICKETS])
seeds("ticket/TicketFuzzTest", "parses", [("groups", V4 + group(2, 1, "2001:db8::1") + b"\x8f\x03abc")])
seeds("code/CodeFuzzTest", "reads", [(c.split("\n")[0].split(" ")[1], c.split("\n")[1].strip()[5:].strip().encode())
                                     for c in CODES])
seeds("message/HelloFuzzTest", "greets", [(n, f) for k, n, f in frames() if k == "HELLO"])
seeds("message/HelloFuzzTest", "greets", [("optional-first", OPTIONAL + next(frames())[2])])
seeds("message/PayloadFuzzTest", "reads", [(f"{k}-{n}", bytes([f[1]]) + f[6:]) for k, n, f in frames()])
seeds("message/FrameStreamFuzzTest", "receives",
      [(f"phase-{i}", bytes([i]) + b"".join(f + OPTIONAL for k, n, f in frames() if k in admitted))
       for i, admitted in enumerate(PHASES)])
seeds("message/FrameStreamFuzzTest", "receives", [("bodies", bytes([len(PHASES) - 1]) + b"".join(with_bodies()))])

peer = public(RECEIVER)
print("peer id", base64.b32encode(peer + hashlib.sha256(peer).digest()[:2]).decode().rstrip("=").lower())
print("share id", share_id(CAPABILITY).hex(), base64.b32encode(share_id(CAPABILITY)).decode().lower())
print("receipt", receipt(1).hex())
