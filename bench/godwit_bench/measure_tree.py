"""A tree like a kernel's, copied and compared in full: names, contents, modes, times, links."""

from __future__ import annotations

import shutil

from godwit_bench.bench import Bench
from godwit_bench.console import say
from godwit_bench.copy_race import run_copy_race
from godwit_bench.entrants import entrants
from godwit_bench.race_report import race_measurement
from godwit_bench.report import Measurement
from godwit_bench.sizes import MIB, format_size
from godwit_bench.tree_comparison import tree_size
from godwit_bench.tree_payload import write_kernel_tree

# Others cannot keep links as links, or times.
_CONTESTANTS = ("cp", "rsync", "godwit")


def measure(bench: Bench) -> Measurement:
    files = bench.options.kernel_files
    bench.workspace.require_free(files * 48_000 + 256 * MIB)
    say(f"tree: writing about {files:,} files")
    tree = bench.workspace.directory("served") / "kernel"
    write_kernel_tree(tree, files)
    entries, size_bytes = tree_size(tree)
    names = [name for name in bench.options.contestants if name in _CONTESTANTS]
    try:
        race = run_copy_race(entrants(names, bench.workspace, bench.godwit), tree,
                             bench.workspace, bench.options.rounds)
    finally:
        shutil.rmtree(tree)
    size = format_size(size_bytes // MIB * MIB)
    measurement = race_measurement(
        "TREE", f"{entries:,} entries of a kernel-like tree, {size}, compared in full", race, {})
    measurement.notes.append("Everybody in the table kept names, contents, modes, times and links.")
    return measurement
