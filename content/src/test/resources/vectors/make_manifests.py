"""Writes manifest.txt: manifest ids by a second reading of PROTOCOL.md section 8.2, so that the tests compare two.

Run by hand when the protocol grows (python3); a vector that is there never changes.
"""

import hashlib
import pathlib
import struct
from urllib.parse import quote

UNIX_SECONDS = 1767225600
LENGTH = 1_000_000
ROOT = hashlib.sha256(b"any root will do").digest()


def text(length_type, value):
    utf8 = value.encode()
    return struct.pack(">" + length_type, len(utf8)) + utf8


def tree_root(content):
    """BEP 52, one file: the hashes of its blocks, padded with zeros to a power of two, hashed in pairs."""
    if not content:
        return bytes(32)
    nodes = [hashlib.sha256(content[at:at + 16384]).digest() for at in range(0, len(content), 16384)]
    while len(nodes) & len(nodes) - 1:
        nodes.append(bytes(32))
    while len(nodes) > 1:
        nodes = [hashlib.sha256(nodes[i] + nodes[i + 1]).digest() for i in range(0, len(nodes), 2)]
    return nodes[0]


class Manifest:
    """Entries in words and in the bytes that PROTOCOL.md section 8.2 hashes."""

    def __init__(self):
        self.lines, self.records, self.roots = [], [], []

    def record(self, kind, depth, name, mode, time, rest=b""):
        self.records.append(bytes([kind, depth]) + text("B", name) + struct.pack(">HqI", mode, *time) + rest)

    def directory(self, depth, name, mode, time):
        self.record(1, depth, name, mode, time)
        self.lines.append(f"directory {depth} {mode:04o} {time[0]} {time[1]} {quote(name, '')}")
        return self

    def file(self, depth, name, mode, time, length, root):
        self.add_file(depth, name, mode, time, length, root)
        self.lines.append(f"file {depth} {mode:04o} {time[0]} {time[1]} {length} {root.hex()} {quote(name, '')}")
        return self

    def add_file(self, depth, name, mode, time, length, root):
        self.record(2, depth, name, mode, time, struct.pack(">q", length))
        self.roots.append(root)

    def files(self, count):
        for i in range(count):
            name = f"{i:08}"
            root = hashlib.sha256(name.encode()).digest() if i else bytes(32)
            self.add_file(0, name, 0o644, (UNIX_SECONDS + i, i), i, root)
        self.lines.append(f"files {count}")
        return self

    def link(self, depth, name, time, target):
        self.record(3, depth, name, 0, time, text("H", target))
        self.lines.append(f"link {depth} {time[0]} {time[1]} {quote(name, '')} {quote(target, '')}")
        return self

    def canonical(self):
        return b"".join(self.records + self.roots)

    def manifest(self, name):
        content = self.canonical()
        shown = [f"bytes {content.hex()}".strip()] if len(content) < 2000 else []
        lines = self.lines + shown + [f"id {tree_root(content).hex()}:{len(content)}"]
        return "\n  ".join([f"manifest {name}"] + lines)

    def single(self, name, length, root):
        return "\n  ".join([f"single {name}"] + self.lines + [f"id {root.hex()}:{length}"])


NOW = (UNIX_SECONDS, 123_456_789)
NOT_SENT = b"\xff" * 32
MANIFESTS = [
    Manifest().file(0, "holiday.mp4", 0o644, NOW, LENGTH, ROOT).single("file", LENGTH, ROOT),
    Manifest().file(0, "nothing", 0o600, NOW, 0, bytes(32)).single("empty-file", 0, bytes(32)),
    Manifest().manifest("no-entries"),
    Manifest().directory(0, "empty", 0o755, (-1, 999_999_999)).manifest("one-directory"),
    Manifest().link(0, "current", NOW, "versions/2 é").manifest("one-link"),
    (Manifest().directory(0, "a", 0o755, NOW).directory(1, "b", 0o700, NOW).file(2, "one byte", 0o444, NOW, 1,
        hashlib.sha256(b"a").digest()).file(2, "zero", 0o777, (0, 0), 0, bytes(32)).link(1, "c", (1, 2), "b/one byte")
     .file(0, "a\nb%+c", 0, ((1 << 40) - 1, 1), 5, NOT_SENT).file(0, "a-b", 0o644, (-(1 << 40) + 1, 0), 1 << 48, ROOT)
     .manifest("tree")),
    # In UTF-16 the bird would come before the tilde.
    (Manifest().file(0, "Füße", 0o644, NOW, 3, ROOT).file(0, "日本語", 0o644, NOW, 4, NOT_SENT)
     .file(0, "～", 0o644, NOW, 5, ROOT).directory(0, "🐦", 0o755, NOW).manifest("order-of-bytes")),
    Manifest().files(2).manifest("two-generated"),
    Manifest().files(300).manifest("two-blocks"),
    Manifest().files(20_000).manifest("two-pieces"),
]
MANIFESTS_HEAD = """\
# Manifests and their ids, PROTOCOL.md section 8.2. Sections with an empty line between them, of a head and lines:
#   manifest NAME   "id" is that of the bytes "bytes", which are left out where they are many
#   single NAME     one file, whose content id is the id
# Entries are in order and count from 0; SECONDS and NANOS are the modified time, names and targets are percent-encoded
# UTF-8 (RFC 3986, all but letters, digits and -._~), MODE is octal, ROOT is hexadecimal, all f for a file not sent:
#   directory DEPTH MODE SECONDS NANOS NAME
#   file DEPTH MODE SECONDS NANOS LENGTH ROOT NAME
#   link DEPTH SECONDS NANOS NAME TARGET
#   files COUNT     so many files with i from 0: depth 0, name i in eight decimal digits, mode 0644, modified
#                   1767225600+i seconds and i nanoseconds, length i, root SHA-256(name) (of i = 0: zeros)
#   bytes HEX       what is hashed
#   id ROOT:LENGTH
# Made by make_manifests.py.
"""
(pathlib.Path(__file__).parent / "manifest.txt").write_text(MANIFESTS_HEAD + "\n" + "\n\n".join(MANIFESTS) + "\n")
