"""P5: memory of each end while a very large sparse file, and very many entries, are sent."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from godwit_bench.bench import Bench
from godwit_bench.console import say
from godwit_bench.errors import BenchError
from godwit_bench.godwit_command import GodwitCommand
from godwit_bench.godwit_pair import PATIENCE_SECONDS, await_ticket
from godwit_bench.payload import allocated_bytes, require_zeros, write_sparse_file
from godwit_bench.processes import Exit
from godwit_bench.report import Check, Measurement, Table
from godwit_bench.sizes import MIB, format_size
from godwit_bench.tree_comparison import require_same_tree
from godwit_bench.tree_payload import write_entries

_MEMORY_BAR_MIB = 256.0
_ENTRIES_MEMORY_BAR_MIB = 512.0
_ALLOCATED_BAR_PERCENT = 1.0
_POLL_SECONDS = 0.2


def measure(bench: Bench) -> Measurement:
    """One run of each only: it takes minutes, and a peak is a maximum already."""
    sparse, entries = _measure_sparse(bench), _measure_entries(bench)
    return Measurement(
        "P5", f"memory of each end: {sparse.title}; {entries.title}",
        tables=sparse.tables + entries.tables, checks=sparse.checks + entries.checks,
        notes=sparse.notes + entries.notes,
        figures={"sparse": sparse.figures, "entries": entries.figures})


def _measure_entries(bench: Bench) -> Measurement:
    count = bench.options.entries
    say(f"P5: writing and sending {count:,} entries, which takes a while")
    tree = bench.workspace.fresh_directory("many") / "entries"
    write_entries(tree, count)
    directory = bench.workspace.fresh_directory("copy")
    patience = 300 + count / 1000
    try:
        with bench.godwit.fresh_pair() as pair:
            sender = pair.send(tree)
            receiver = pair.receive(await_ticket(sender), directory)
            received = receiver.expect_success(patience)
            sent = sender.expect_success(PATIENCE_SECONDS)
        require_same_tree(tree, directory / tree.name)
    finally:
        shutil.rmtree(directory)
        shutil.rmtree(tree.parent)
    wall_seconds = max(sent.finished_at, received.finished_at) - sender.started_at
    ends = {"sender": sent, "receiver": received}
    return Measurement(
        "P5", f"{count:,} entries", tables=[_table(f"{count:,} entries", ends)],
        checks=_memory_checks(f"{count:,} entries", ends, _ENTRIES_MEMORY_BAR_MIB),
        notes=[f"{count:,} entries: one run of {wall_seconds:.0f} s."],
        figures=_end_figures(ends, wall_seconds))


def _measure_sparse(bench: Bench) -> Measurement:
    size_bytes = bench.options.p5_size_bytes
    say(f"P5: sending a sparse file of {format_size(size_bytes)}, which takes a while")
    file = write_sparse_file(bench.workspace.fresh_directory("sparse") / "sparse.bin", size_bytes)
    directory = bench.workspace.fresh_directory("copy")
    try:
        with bench.godwit.fresh_pair() as pair:
            sender = pair.send(file)
            receiver = pair.receive(await_ticket(sender), directory)
            allocated = _watch(receiver, directory, size_bytes)
            received = receiver.expect_success(PATIENCE_SECONDS)
            sent = sender.expect_success(PATIENCE_SECONDS)
        require_zeros(directory / file.name, size_bytes)
    finally:
        shutil.rmtree(directory)
        shutil.rmtree(file.parent)
    wall_seconds = max(sent.finished_at, received.finished_at) - sender.started_at
    return _report(size_bytes, sent, received, wall_seconds, allocated)


def _watch(receiver: GodwitCommand, directory: Path, size_bytes: int) -> int:
    """Wait for the receiver's end; stop before holes stored as data fill the storage.

    Returns the most storage that was ever occupied: memory-backed storage is memory too.
    """
    limit = shutil.disk_usage(directory).free // 2
    deadline = time.monotonic() + 300 + size_bytes / 20e6
    most = 0
    while receiver.running:
        most = max(most, allocated_bytes(directory))
        if most > limit:
            raise BenchError("the receiver stores holes as data and would fill the storage")
        if time.monotonic() > deadline:
            raise BenchError("the transfer of the sparse file did not finish in time")
        time.sleep(_POLL_SECONDS)
    return max(most, allocated_bytes(directory))


def _report(size_bytes: int, sent: Exit, received: Exit, wall_seconds: float,
            allocated: int) -> Measurement:
    ends = {"sender": sent, "receiver": received}
    size = format_size(size_bytes)
    checks = _memory_checks(f"{size} sparse", ends, _MEMORY_BAR_MIB)
    # BENCHMARKS.md sets no bar for this; a copy that is not sparse would hide the memory bar.
    checks.append(Check("storage occupied by the copy, of its length",
                        allocated * 100 / size_bytes, _ALLOCATED_BAR_PERCENT, "%"))
    return Measurement(
        "P5", f"{size} sparse file", tables=[_table(f"{size} sparse", ends)], checks=checks,
        notes=[f"{size} sparse: one run of {wall_seconds:.0f} s; the copy occupied at most "
               f"{allocated / MIB:.1f} MiB."],
        figures=_end_figures(ends, wall_seconds) | {"allocatedBytes": allocated})


def _table(what: str, ends: dict[str, Exit]) -> Table:
    rows = [[name, f"{end.peak_resident_bytes / MIB:.0f}", f"{end.cpu_seconds:.1f}"]
            for name, end in ends.items()]
    return Table([what, "peak resident MiB", "CPU s"], rows)


def _memory_checks(what: str, ends: dict[str, Exit], bar_mib: float) -> list[Check]:
    return [Check(f"peak memory of the {name}, {what}", end.peak_resident_bytes / MIB, bar_mib,
                  "MiB")
            for name, end in ends.items()]


def _end_figures(ends: dict[str, Exit], wall_seconds: float) -> dict[str, Any]:
    return {"wallSeconds": wall_seconds,
            "peakResidentBytes": {name: end.peak_resident_bytes for name, end in ends.items()},
            "cpuSeconds": {name: end.cpu_seconds for name, end in ends.items()}}
