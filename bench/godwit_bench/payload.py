"""The files that are raced with, and the checks that a copy is right."""

from __future__ import annotations

import os
import random
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.sizes import MIB


def write_random_file(path: Path, size_bytes: int) -> Path:
    """Random bytes: nothing can be gained by compression or by a file system's tricks."""
    with path.open("wb", buffering=0) as file:
        left = size_bytes
        while left > 0:
            left -= file.write(os.urandom(min(MIB, left)))
    return path


def write_log_file(path: Path, size_bytes: int) -> Path:
    """Lines as a service logs them: alike, but for times, ids and numbers; the same in every run."""
    chance = random.Random(7)
    with path.open("wb") as file:
        left, seconds = size_bytes, 1_790_000_000.0
        while left > 0:
            seconds += chance.random()
            line = (f"{seconds:.3f} INFO worker-{chance.randrange(64)} "
                    f"GET /api/v1/items/{chance.randrange(100_000)} id={chance.getrandbits(32):08x} "
                    f"status={chance.choice((200, 200, 200, 304, 404))} "
                    f"bytes={chance.randrange(20_000)} took={chance.randrange(500)}ms "
                    "agent=\"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36\"\n").encode()
            left -= file.write(line[:left])
    return path


def write_sparse_file(path: Path, size_bytes: int) -> Path:
    """A file of this length that occupies no storage."""
    with path.open("wb") as file:
        file.truncate(size_bytes)
    return path


def require_same_bytes(original: Path, copy: Path) -> None:
    if not copy.is_file():
        raise BenchError(f"no copy named {copy.name} was made")
    if original.stat().st_size != copy.stat().st_size:
        raise BenchError(f"the copy holds {copy.stat().st_size} bytes, "
                         f"the original {original.stat().st_size}")
    with original.open("rb", buffering=0) as left, copy.open("rb", buffering=0) as right:
        while expected := left.read(MIB):
            if right.read(MIB) != expected:
                raise BenchError(f"the copy differs from the original before byte {left.tell()}")


def require_zeros(copy: Path, size_bytes: int) -> None:
    """Check a copy of a sparse file by reading only what is allocated."""
    if not copy.is_file() or copy.stat().st_size != size_bytes:
        raise BenchError(f"the copy of the sparse file is missing or not {size_bytes} bytes long")
    descriptor = os.open(copy, os.O_RDONLY)
    try:
        position = 0
        while (extent := _next_extent(descriptor, position)) is not None:
            position, end = extent
            while position < end:
                piece = os.pread(descriptor, min(MIB, end - position), position)
                if piece.count(0) != len(piece):
                    raise BenchError(f"the copy is not zero after byte {position}")
                position += len(piece)
    finally:
        os.close(descriptor)


def allocated_bytes(directory: Path) -> int:
    """Storage that the files below a directory really occupy."""
    return sum(_blocks(path) * 512 for path in directory.rglob("*"))


def _blocks(path: Path) -> int:
    try:
        return path.lstat().st_blocks
    except FileNotFoundError:
        return 0


def _next_extent(descriptor: int, position: int) -> tuple[int, int] | None:
    try:
        start = os.lseek(descriptor, position, os.SEEK_DATA)
    except OSError:
        return None
    return start, os.lseek(descriptor, start, os.SEEK_HOLE)
