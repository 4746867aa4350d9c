"""Directories to race with: many small files, very many tiny ones, and one like a kernel's.

All are a function of their numbers alone, so that two machines race with the same.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

_PER_DIRECTORY = 500
_SMALL_BYTES = 10_000
_WHOLE_SECONDS = 1_700_000_000
_KERNEL_SEED = 20_260_101

# Shares and names as in a kernel's source tree: mostly C, few large files, few scripts.
_SUFFIXES = (".c",) * 42 + (".h",) * 33 + (".dts", ".dtsi", ".rst", ".yaml", ".txt") * 3 \
    + (".S", ".py", ".sh", ".json", "", ".lds", ".in", ".cocci", ".gitignore", ".rs")
_WORDS = ("arch", "drivers", "net", "fs", "include", "sound", "tools", "kernel", "mm", "crypto",
          "block", "lib", "security", "virt", "samples", "scripts", "gpu", "media", "usb", "pci",
          "core", "phy", "dsa", "intel", "mediatek", "renesas", "clk", "iio", "hwmon", "regmap")


def write_small_files(directory: Path, count: int) -> int:
    """So many files of 10 KB, 500 to a directory; returns the bytes of them all."""
    content = random.Random(count).randbytes(_SMALL_BYTES + count)
    for number in range(count):
        folder = _numbered_folder(directory, number)
        (folder / f"file-{number:06}.bin").write_bytes(content[number:number + _SMALL_BYTES])
    for folder, _, files in os.walk(directory):
        # Of whole seconds: scp can keep no others.
        for path in [*(os.path.join(folder, name) for name in files), folder]:
            os.utime(path, (_WHOLE_SECONDS, _WHOLE_SECONDS))
    return count * _SMALL_BYTES


def write_entries(directory: Path, count: int) -> int:
    """So many entries in all, of which one in 1,000 is a directory; a file holds its number."""
    size_bytes, folder = 0, directory
    directory.mkdir(exist_ok=True)
    for number in range(count - 1):
        if number % 1000 == 0:
            folder = directory / f"{number // 1000:04}"
            folder.mkdir()
        else:
            descriptor = os.open(folder / f"{number:07}", os.O_WRONLY | os.O_CREAT, 0o644)
            size_bytes += os.write(descriptor, b"%07d\n" % number)
            os.close(descriptor)
    return size_bytes


def write_kernel_tree(directory: Path, files: int) -> int:
    """Names, depths and sizes as in a kernel's sources, with links, scripts and empty folders."""
    chance = random.Random(_KERNEL_SEED)
    text = _source_text(chance)
    directory.mkdir()
    folders, depths = [directory], {directory: 0}
    size_bytes = 0
    for number in range(files):
        if number % 15 == 0:
            folders.append(_make_folder(chance, folders, depths, number))
        folder = chance.choice(folders[-40:]) if chance.random() < 0.8 else chance.choice(folders)
        size_bytes += _write_source(chance, folder, number, text)
    _add_oddities(chance, folders, max(1, files // 1000))
    return size_bytes


def _make_folder(chance: random.Random, folders: list[Path], depths: dict[Path, int],
                 number: int) -> Path:
    parent = chance.choice(folders)
    while depths[parent] >= 10:
        parent = chance.choice(folders)
    folder = parent / f"{chance.choice(_WORDS)}-{number // 15}"
    folder.mkdir()
    depths[folder] = depths[parent] + 1
    return folder


def _write_source(chance: random.Random, folder: Path, number: int, text: bytes) -> int:
    suffix = chance.choice(_SUFFIXES)
    file = folder / f"{chance.choice(_WORDS)}_{chance.choice(_WORDS)}{number}{suffix}"
    # The median is 4 KB, the mean 16 KB, and a generated header of some megabytes occurs.
    size = min(int(chance.lognormvariate(8.3, 1.6)), 10_000_000)
    begin = chance.randrange(len(text) // 2)
    content = (text[begin:] + text * (size // len(text) + 1))[:size]
    file.write_bytes(content)
    if suffix in (".sh", ".py") or chance.random() < 0.002:
        file.chmod(0o755)
    # Times of whole seconds as of a checkout, and of nanoseconds as of a build.
    nanos = 1_700_000_000_000_000_000 + chance.randrange(60_000_000_000_000_000)
    os.utime(file, ns=(nanos, nanos if chance.random() < 0.5 else nanos // 10**9 * 10**9))
    return size


def _add_oddities(chance: random.Random, folders: list[Path], count: int) -> None:
    """Links to files, to folders and to nothing, empty folders, empty files, awkward names."""
    for number in range(count):
        folder = chance.choice(folders)
        (folder / f"link-{number}").symlink_to(f"file-that-is-not-there-{number}")
        (folder / f"empty-{number}").mkdir()
        (folder / f"empty-{number}.o").write_bytes(b"")
        (folder / f"name with spaces, ümläute and 'quotes' {number}").write_bytes(b"x" * number)
        if folder is not folders[0]:
            (folder / f"up-{number}").symlink_to(Path("..") / folder.name)


def _source_text(chance: random.Random) -> bytes:
    """A megabyte that compresses about as source code does."""
    lines = []
    size = 0
    while size < 1 << 20:
        words = (chance.choice(_WORDS) for _ in range(chance.randrange(1, 9)))
        line = "\t" * chance.randrange(4) + "_".join(words) + f"({chance.randrange(10**6)});\n"
        lines.append(line)
        size += len(line)
    return "".join(lines).encode()


def _numbered_folder(directory: Path, number: int) -> Path:
    folder = directory / f"folder-{number // _PER_DIRECTORY:04}"
    if number % _PER_DIRECTORY == 0:
        folder.mkdir(parents=True)
    return folder
