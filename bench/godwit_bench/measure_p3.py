"""P3: very many small files in a tree."""

from __future__ import annotations

import shutil

from godwit_bench.bench import Bench
from godwit_bench.console import say
from godwit_bench.copy_race import run_copy_race
from godwit_bench.entrants import TREE_ENTRANT_NAMES, entrants
from godwit_bench.race_report import race_measurement
from godwit_bench.report import Measurement
from godwit_bench.sizes import KIB, MIB
from godwit_bench.tree_payload import write_small_files

_BARS = {"rsync": 1.0, "scp": 0.3}


def measure(bench: Bench) -> Measurement:
    files = bench.options.files
    # Twice, with storage that is handed out in pages, and the inodes.
    bench.workspace.require_free(files * 14 * KIB * 2 + 256 * MIB)
    say(f"P3: writing {files:,} files of 10 KB")
    tree = bench.workspace.directory("served") / "small-files"
    write_small_files(tree, files)
    names = [name for name in bench.options.contestants if name in TREE_ENTRANT_NAMES]
    try:
        race = run_copy_race(entrants(names, bench.workspace, bench.godwit), tree,
                             bench.workspace, bench.options.rounds)
    finally:
        shutil.rmtree(tree)
    return race_measurement("P3", f"{files:,} files of 10 KB in a tree", race, _BARS)
