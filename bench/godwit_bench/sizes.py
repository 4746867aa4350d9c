"""Sizes as people write them: `2GiB`, `100GB`, `64MiB`."""

import re

KIB, MIB, GIB = 1 << 10, 1 << 20, 1 << 30

_FACTORS = {
    "": 1, "B": 1,
    "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
    "KIB": KIB, "MIB": MIB, "GIB": GIB, "TIB": 1 << 40,
}


def parse_size(text: str) -> int:
    """Read a size; the ValueError it may raise tells what is wrong with the text."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]*)", text.strip())
    if match is None or match[2].upper() not in _FACTORS:
        raise ValueError(f"not a size: {text}")
    size = int(float(match[1]) * _FACTORS[match[2].upper()])
    if size < 1:
        raise ValueError(f"a size must be at least one byte: {text}")
    return size


def format_size(size_bytes: int) -> str:
    """Write a size in the largest unit, decimal or binary, that shows it without rounding."""
    for unit in ("TIB", "TB", "GIB", "GB", "MIB", "MB", "KIB", "KB"):
        if size_bytes >= _FACTORS[unit] and size_bytes % _FACTORS[unit] == 0:
            return f"{size_bytes // _FACTORS[unit]} {unit.replace('IB', 'iB')}"
    return f"{size_bytes} B"
