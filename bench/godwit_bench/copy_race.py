"""The race: every contestant copies the same file or directory in every round, in rotating order."""

from __future__ import annotations

import os
import shutil
import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from godwit_bench.console import say
from godwit_bench.contestant import Contestant, CopyFigures
from godwit_bench.errors import BenchError
from godwit_bench.payload import require_same_bytes, write_random_file
from godwit_bench.sizes import MIB
from godwit_bench.tree_comparison import require_same_tree, tree_size
from godwit_bench.tree_payload import write_small_files
from godwit_bench.workspace import Workspace

_OUTLIER_FACTOR = 3


@dataclass
class CopyRace:
    """The figures of all rounds, by contestant name; whoever is in it ran every round."""

    size_bytes: int
    rounds: dict[str, list[CopyFigures]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def wall_seconds(self, name: str) -> list[float]:
        return [figures.wall_seconds for figures in self.rounds[name]]

    def cpu_seconds_per_gib(self, name: str) -> list[float]:
        gib = self.size_bytes / (1 << 30)
        return [figures.cpu_seconds / gib for figures in self.rounds[name]]

    def outliers(self) -> list[str]:
        """Rounds that a median hides: they stay in the figures, and the reader is told."""
        return [f"{self.titles[name]}, round {number}: {wall:.1f} s is {wall / median:.0f} times "
                "its median; the kernel's log may tell whether the machine itself stalled."
                for name in self.rounds
                for median in [statistics.median(self.wall_seconds(name))]
                for number, wall in enumerate(self.wall_seconds(name), start=1)
                if wall > _OUTLIER_FACTOR * median]

    def drop(self, contestant: Contestant, problem: BenchError) -> None:
        """Whoever fails leaves the race with all its figures; the others go on."""
        failure = f"{contestant.title} failed and left the race: {problem}"
        say(failure)
        self.failed.append(failure)
        self.rounds.pop(contestant.name, None)


def run_copy_race(contestants: list[Contestant], source: Path, workspace: Workspace,
                  rounds: int) -> CopyRace:
    race = CopyRace(_size_bytes(source))
    with ExitStack() as started:
        racing = []
        for contestant in contestants:
            if _start(contestant, source, workspace, race):
                started.callback(contestant.stop)
                racing.append(contestant)
        for number in range(rounds):
            turn = number % len(racing) if racing else 0
            for contestant in racing[turn:] + racing[:turn]:
                if contestant.name in race.rounds:
                    _race_once(contestant, source, workspace, race, f"{number + 1}/{rounds}")
    return race


def _start(contestant: Contestant, source: Path, workspace: Workspace, race: CopyRace) -> bool:
    """Start a contestant and let it make one small uncounted copy, so that nobody starts colder."""
    absence = contestant.why_absent()
    if absence is not None:
        race.absent.append(f"{absence}, so {contestant.title} does not race.")
        say(race.absent[-1])
        return False
    race.titles[contestant.name] = contestant.title
    try:
        contestant.start()
    except BenchError as problem:
        race.drop(contestant, problem)
        return False
    race.rounds[contestant.name] = []
    _attempt(contestant, _small_one_like(source), workspace, race)
    return True


def _small_one_like(source: Path) -> Path:
    """Of the same kind, beside it."""
    small = source.parent / ("warm-up" if source.is_dir() else "warm-up.bin")
    if not small.exists():
        if source.is_dir():
            write_small_files(small, 100)
        else:
            write_random_file(small, MIB)
    return small


def _size_bytes(source: Path) -> int:
    return tree_size(source)[1] if source.is_dir() else source.stat().st_size


def _touch_storage(source: Path, workspace: Workspace) -> None:
    """Make and delete one copy of full size just before a measured one.

    A virtual machine may give freed memory back to its host and pay for it again at the next
    touch: 8 to 10 s of system time for 2 GiB were seen, instead of 1. Done before every copy,
    since the memory is given back within seconds; a slow contestant may still pay for a part.
    """
    directory = workspace.fresh_directory("touch")
    try:
        if source.is_dir():
            shutil.copytree(source, directory / source.name, symlinks=True)
        else:
            shutil.copyfile(source, directory / source.name)
    finally:
        shutil.rmtree(directory)


def _race_once(contestant: Contestant, source: Path, workspace: Workspace, race: CopyRace,
               label: str) -> None:
    _touch_storage(source, workspace)
    figures = _attempt(contestant, source, workspace, race)
    if figures is not None:
        race.rounds[contestant.name].append(figures)
        say(f"round {label}  {contestant.title:<26} {figures.wall_seconds:7.2f} s wall  "
            f"{figures.cpu_seconds:7.2f} s CPU")


def _attempt(contestant: Contestant, source: Path, workspace: Workspace,
             race: CopyRace) -> CopyFigures | None:
    """Copy, verify and delete the copy."""
    directory = workspace.fresh_directory("copy")
    os.sync()  # on a disk, nobody pays for the writes of the one before
    try:
        figures = contestant.copy(source, directory, _patience_seconds(source))
        if source.is_dir():
            require_same_tree(source, directory / source.name)
        else:
            require_same_bytes(source, directory / source.name)
        return figures
    except BenchError as problem:
        race.drop(contestant, problem)
        return None
    finally:
        shutil.rmtree(directory)


def _patience_seconds(source: Path) -> float:
    """Time enough for 5 MB/s, or 100 files a second: whoever is slower hangs."""
    if source.is_dir():
        entries, size_bytes = tree_size(source)
        return 60 + size_bytes / 5e6 + entries / 100
    return 60 + source.stat().st_size / 5e6
