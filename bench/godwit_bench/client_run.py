"""Run a client program once and measure what it took."""

from __future__ import annotations

import resource
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from godwit_bench.memory_sampler import MemorySampler
from godwit_bench.processes import Exit
from godwit_bench.workspace import Workspace


@dataclass(frozen=True)
class ClientUsage:
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int


def run_client(workspace: Workspace, command: Sequence[str | Path],
               timeout_seconds: float) -> ClientUsage:
    client = workspace.start(command)
    with MemorySampler(client.pid) as sampler:
        ended = client.expect_success(timeout_seconds)
    return ClientUsage(ended.finished_at - client.started_at, ended.cpu_seconds,
                       max(sampler.peak_bytes, trusted_peak_bytes(ended)))


def trusted_peak_bytes(ended: Exit) -> int:
    """The peak that wait4 tells, or 0 when it may be the harness's own.

    Linux carries the high-water mark of the memory in which fork and exec happened over into
    ru_maxrss, so a small program started from here would seem as large as this interpreter.
    """
    own_peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return ended.peak_resident_bytes if ended.peak_resident_bytes > own_peak_bytes else 0
