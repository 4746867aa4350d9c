"""What /proc tells about a process and its descendants.

Every function answers with nothing rather than failing when the process has just gone:
a process tree changes while it is read.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class ProcessIdentity:
    """A pid with its start time, so that a reused pid is never mistaken for the old process."""

    pid: int
    start_ticks: int


def process_tree(root_pid: int) -> list[int]:
    """The process and all its living descendants, parents first."""
    found = [root_pid]
    for pid in found:
        found.extend(_children(pid))
    return found


def identity(pid: int) -> ProcessIdentity | None:
    fields = _stat_fields(pid)
    return ProcessIdentity(pid, int(fields[19])) if fields else None


def cpu_seconds(pid: int) -> float:
    """User and system time of the process and of those children it has already reaped."""
    fields = _stat_fields(pid)
    return sum(int(ticks) for ticks in fields[11:15]) / _TICKS_PER_SECOND if fields else 0.0


def peak_resident_bytes(pid: int) -> int:
    """VmHWM: unlike ru_maxrss it starts afresh at exec, so it holds nothing of the parent."""
    try:
        with open(f"/proc/{pid}/status", "rb") as status:
            for line in status:
                if line.startswith(b"VmHWM:"):
                    return int(line.split()[1]) * 1024
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def reset_peak_resident(pid: int) -> None:
    """Let VmHWM start again from the present size (proc(5), clear_refs 5), where allowed."""
    try:
        Path(f"/proc/{pid}/clear_refs").write_text("5")
    except OSError:
        pass


def _children(pid: int) -> list[int]:
    children: list[int] = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", "rb") as listing:
                children.extend(int(child) for child in listing.read().split())
    except (FileNotFoundError, ProcessLookupError):
        pass
    return children


def _stat_fields(pid: int) -> list[bytes]:
    """The fields of /proc/pid/stat after the name; the name may hold blanks and brackets."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as stat:
            return stat.read().rpartition(b")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []
