"""Prints what libtorrent computes for files: root and piece layer, as an oracle for our trees.

Reads lines "<piece bytes> <path>" and answers each with "<root hex or -> <piece layer hex or ->".
"""
import os
import sys

import libtorrent as lt

for line in sys.stdin:
    piece_bytes, path = line.rstrip("\n").split(" ", 1)
    name = os.path.basename(path).encode()
    storage = lt.file_storage()
    lt.add_files(storage, path)
    torrent = lt.create_torrent(storage, int(piece_bytes), lt.create_torrent.v2_only)
    if os.path.getsize(path):
        lt.set_piece_hashes(torrent, os.path.dirname(path))
        described = torrent.generate()
        root = described[b"info"][b"file tree"][name][b""][b"pieces root"]
        print(root.hex(), described.get(b"piece layers", {}).get(root, b"").hex() or "-", flush=True)
    else:
        print("- -", flush=True)
