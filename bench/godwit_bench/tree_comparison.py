"""Is a copied tree the same: names, kinds, contents, modes, times and where links lead."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.payload import require_same_bytes

_SMALL_BYTES = 1 << 20


@dataclass(frozen=True)
class _Difference:
    path: Path
    what: str


def require_same_tree(original: Path, copy: Path) -> None:
    """Fails with the first differences; only a directory's size and everybody's owner may differ."""
    found = []
    for difference in _differences(original, copy, Path(original.name)):
        found.append(f"{difference.path}: {difference.what}")
        if len(found) == 5:
            break
    if found:
        raise BenchError("the copy differs from the original: " + "; ".join(found))


def tree_size(directory: Path) -> tuple[int, int]:
    """Entries below a directory, itself included, and the bytes of all its files."""
    entries, size_bytes = 1, 0
    for folder, folders, files in os.walk(directory):
        entries += len(folders) + len(files)
        size_bytes += sum(os.lstat(os.path.join(folder, name)).st_size for name in files
                          if not os.path.islink(os.path.join(folder, name)))
    return entries, size_bytes


def _differences(left: Path, right: Path, name: Path) -> Iterator[_Difference]:
    try:
        expected, found = left.lstat(), right.lstat()
    except FileNotFoundError:
        yield _Difference(name, "missing")
        return
    if expected.st_mode != found.st_mode:
        yield _Difference(name, f"mode {found.st_mode:o} instead of {expected.st_mode:o}")
        if stat.S_IFMT(expected.st_mode) != stat.S_IFMT(found.st_mode):
            return
    if stat.S_ISLNK(expected.st_mode):
        if os.readlink(left) != os.readlink(right):
            yield _Difference(name, "leads elsewhere")
        return
    if expected.st_mtime_ns != found.st_mtime_ns:
        yield _Difference(name, f"modified {found.st_mtime_ns} instead of {expected.st_mtime_ns}")
    if stat.S_ISDIR(expected.st_mode):
        yield from _directory_differences(left, right, name)
    elif not _same_content(left, right, expected.st_size, found.st_size):
        yield _Difference(name, "other content")


def _directory_differences(left: Path, right: Path, name: Path) -> Iterator[_Difference]:
    expected, found = set(os.listdir(left)), set(os.listdir(right))
    for extra in sorted(found - expected):
        yield _Difference(name / extra, "not in the original")
    for each in sorted(expected):
        yield from _differences(left / each, right / each, name / each)


def _same_content(left: Path, right: Path, expected_size: int, found_size: int) -> bool:
    if expected_size != found_size:
        return False
    if expected_size <= _SMALL_BYTES:
        return left.read_bytes() == right.read_bytes()
    try:
        require_same_bytes(left, right)
    except BenchError:
        return False
    return True
