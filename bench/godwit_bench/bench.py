"""What all measurements of one run share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from godwit_bench.console import say
from godwit_bench.copy_race import CopyRace, run_copy_race
from godwit_bench.entrants import entrants
from godwit_bench.godwit_program import Godwit
from godwit_bench.payload import write_random_file
from godwit_bench.sizes import MIB, format_size
from godwit_bench.workspace import Workspace


@dataclass(frozen=True)
class Options:
    """The command line, read and checked."""

    measurements: list[str]
    rounds: int
    size_bytes: int
    p5_size_bytes: int
    files: int
    kernel_files: int
    entries: int
    link_size_bytes: int
    limit_seconds: int
    storage: Path
    godwit: Path
    contestants: list[str]
    results: Path


class Bench:
    """Makes the expensive shared things once, when the first measurement asks for them."""

    def __init__(self, options: Options, workspace: Workspace) -> None:
        self.options = options
        self.workspace = workspace
        self.godwit = Godwit(options.godwit, workspace)

    @cached_property
    def source(self) -> Path:
        """The file of random bytes that every copy is made of."""
        # The file, one copy of it at a time, and room for homes and logs.
        self.workspace.require_free(self.options.size_bytes * 2 + 256 * MIB)
        say(f"writing {format_size(self.options.size_bytes)} of random bytes")
        return write_random_file(self.workspace.directory("served") / "payload.bin",
                                 self.options.size_bytes)

    @cached_property
    def copy_race(self) -> CopyRace:
        """The runs that P1 and P2 both judge."""
        chosen = entrants(self.options.contestants, self.workspace, self.godwit)
        return run_copy_race(chosen, self.source, self.workspace, self.options.rounds)
