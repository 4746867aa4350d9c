"""The command line of `bench/race`."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from godwit_bench import (measure_p1, measure_p2, measure_p3, measure_p4, measure_p5, measure_p6,
                          measure_p7, measure_p11, measure_tree, measure_zstd)
from godwit_bench.bench import Bench, Options
from godwit_bench.console import say
from godwit_bench.entrants import ENTRANT_NAMES
from godwit_bench.errors import BenchError
from godwit_bench.machine import describe_machine
from godwit_bench.render import terminal_text
from godwit_bench.report import Measurement
from godwit_bench.results_file import CHECKOUT, commit, write_results
from godwit_bench.sizes import parse_size
from godwit_bench.workspace import Workspace

# These race others, too; the rest measure Godwit alone and are pointless without it.
_RACES: dict[str, Callable[[Bench], Measurement]] = {
    "p1": measure_p1.measure, "p2": measure_p2.measure, "p3": measure_p3.measure,
    "p7": measure_p7.measure, "tree": measure_tree.measure}
_GODWIT_ALONE: dict[str, Callable[[Bench], Measurement]] = {
    "p4": measure_p4.measure, "p5": measure_p5.measure, "p6": measure_p6.measure,
    "p11": measure_p11.measure, "zstd": measure_zstd.measure}
_ALL = _RACES | _GODWIT_ALONE

_INTERRUPTIONS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_DESCRIPTION = """\
Race Godwit against other programs on this machine, on loopback only.

  p1    wall time of one file            p5   memory: huge sparse file, very many entries
  p2    CPU time per GiB, same runs      p6   resume after a kill
  p3    very many small files            p7   a far line, and one that breaks
  p4    time to code and to first byte   p11  limited bandwidth, each direction
  tree  a kernel-sized tree, compared    zstd what compression gains, and costs
  all   everything (the default)
"""
_EPILOG = """\
Exit status: 0 all was measured (bars met or missed), 1 something failed, 2 wrong usage.
bench/README.md tells how to read the results.
"""


def main() -> int:
    options = _read_options()
    for number in _INTERRUPTIONS:
        signal.signal(number, _interrupt)
    try:
        return _run(options)
    except KeyboardInterrupt:
        say("interrupted; everything has been stopped and removed")
        return 130
    except BenchError as problem:
        say(f"bench/race: {problem}")
        return 1


def _run(options: Options) -> int:
    commit_name = commit()
    with Workspace(options.storage) as workspace:
        bench = Bench(options, workspace)
        load_before = os.getloadavg()[0]
        measurements = []
        for name in options.measurements:
            measurement = _measure(name, bench)
            measurements.append(measurement)
            print(terminal_text(measurement), end="\n\n", flush=True)
        machine = describe_machine(workspace, bench.godwit, load_before)
        written = write_results(options.results, sys.argv[1:], commit_name, machine, measurements,
                                [workspace.path, options.storage, options.godwit])
    for path in written:
        say(f"wrote {os.path.relpath(path)}")
    return 1 if any(measurement.failure for measurement in measurements) else 0


def _measure(name: str, bench: Bench) -> Measurement:
    """One measurement; its failure must not take the others' results along."""
    absence = bench.godwit.why_absent() if name in _GODWIT_ALONE else None
    if absence is not None:
        return Measurement(name.upper(), "not measured", failure=absence)
    try:
        return _ALL[name](bench)
    except BenchError as problem:
        return Measurement(name.upper(), "not measured", failure=str(problem))


def _read_options() -> Options:
    parser = argparse.ArgumentParser(
        prog="bench/race", description=_DESCRIPTION, epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measurements", nargs="*", metavar="MEASUREMENT",
                        help=f"{', '.join(_ALL)} or all")
    parser.add_argument("--rounds", type=_positive, default=5,
                        help="rounds to take medians of (default 5; quote nothing below)")
    parser.add_argument("--size", type=_size, default=parse_size("2GiB"),
                        help="file of p1, p2, p6 and zstd (default 2GiB)")
    parser.add_argument("--p5-size", type=_size, default=parse_size("100GB"),
                        help="sparse file of p5 (default 100GB)")
    parser.add_argument("--files", type=_positive, default=100_000,
                        help="files of 10 KB in p3 (default 100000)")
    parser.add_argument("--kernel-files", type=_positive, default=80_000,
                        help="files of the tree that is compared (default 80000)")
    parser.add_argument("--entries", type=_positive, default=1_000_000,
                        help="entries in p4 and p5 (default 1000000)")
    parser.add_argument("--link-size", type=_size, default=parse_size("2GB"),
                        help="file of p7; 5 s of the line are not judged (default 2GB)")
    parser.add_argument("--limit-seconds", type=_positive, default=30,
                        help="how long a transfer of p11 takes at its limit (default 30)")
    parser.add_argument("--dir", type=Path, default=Path("/dev/shm"),
                        help="where files lie (default /dev/shm; name a disk for a disk run)")
    parser.add_argument("--contestants", type=_contestants, default=ENTRANT_NAMES,
                        metavar="NAME,...",
                        help=f"who races (default {','.join(ENTRANT_NAMES)})")
    parser.add_argument("--godwit", type=Path, default=CHECKOUT / "godwit",
                        help="Godwit's launcher (default: this checkout's)")
    parser.add_argument("--results", type=Path, default=CHECKOUT / "bench" / "results",
                        help="where results are kept (default bench/results)")
    given = parser.parse_args()
    unknown = set(given.measurements) - {*_ALL, "all"}
    if unknown:
        parser.error(f"unknown measurement: {', '.join(sorted(unknown))}")
    everything = not given.measurements or "all" in given.measurements
    chosen = [name for name in _ALL if everything or name in given.measurements]
    return Options(chosen, given.rounds, given.size, given.p5_size, given.files,
                   given.kernel_files, given.entries, given.link_size, given.limit_seconds,
                   given.dir.absolute(),
                   given.godwit.absolute(), given.contestants, given.results)


def _contestants(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in ENTRANT_NAMES:
            raise argparse.ArgumentTypeError(f"unknown contestant: {name}")
    return names


def _size(text: str) -> int:
    try:
        return parse_size(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _interrupt(*_: object) -> None:
    """Unwind, which cleans up; a second, impatient interruption must not stop that."""
    for number in _INTERRUPTIONS:
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
