"""A description of the machine: enough to judge the figures by, nothing that identifies it."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.godwit_program import Godwit
from godwit_bench.programs import find_program
from godwit_bench.workspace import Workspace

_VERSION_QUESTIONS = {
    "cp": "--version", "curl": "--version", "nginx": "-v", "openssl": "version",
    "rsync": "--version", "ssh": "-V", "aria2c": "--version", "wormhole": "--version",
    "syncthing": "--version",
}


def describe_machine(workspace: Workspace, godwit: Godwit,
                     load_before: float) -> dict[str, str]:
    facts = {
        "CPU": _first_match("/proc/cpuinfo", r"^model name\s*:\s*(.+)$"),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{_memory_bytes() / (1 << 30):.1f} GiB",
        "kernel": f"{platform.system()} {platform.release()}",
        "system": _first_match("/etc/os-release", r'^PRETTY_NAME="?([^"\n]+)'),
        "storage": storage_kind(workspace.path),
        "load before the run": f"{load_before:.2f}",
        "Python": platform.python_version(),
        "Java": godwit.java,
        "Godwit": godwit.version,
    }
    return facts | _program_versions(workspace)


def storage_kind(path: Path) -> str:
    """The file system that holds a path, by the longest mount point above it."""
    best, kind = "", "unknown"
    for line in Path("/proc/mounts").read_text().split("\n"):
        fields = line.split()
        if len(fields) > 2 and path.is_relative_to(fields[1]) and len(fields[1]) >= len(best):
            best, kind = fields[1], fields[2]
    return f"{kind} (memory-backed)" if kind in ("tmpfs", "ramfs") else kind


def _program_versions(workspace: Workspace) -> dict[str, str]:
    versions = {}
    for name, question in _VERSION_QUESTIONS.items():
        if (found := find_program(name)) is not None:
            try:
                versions[name] = workspace.run([found, question]).split("\n")[0].strip()
            except BenchError:
                versions[name] = "unknown"
    return versions


def _memory_bytes() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _first_match(file: str, pattern: str) -> str:
    try:
        match = re.search(pattern, Path(file).read_text(), re.MULTILINE)
    except OSError:
        return "unknown"
    return match[1].strip() if match else "unknown"
