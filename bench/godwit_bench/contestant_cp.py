"""cp: no network, no encryption; the limit that storage alone sets."""

from __future__ import annotations

from pathlib import Path

from godwit_bench.client_run import run_client
from godwit_bench.contestant import CopyFigures
from godwit_bench.programs import missing_program, program
from godwit_bench.workspace import Workspace


class Cp:
    name = "cp"
    title = "cp (limit)"

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def why_absent(self) -> str | None:
        return missing_program("cp")

    def start(self) -> None:
        pass

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        command: list[str | Path] = [
            program("cp"), *(["-a"] if source.is_dir() else []), source,
            directory / source.name]
        used = run_client(self._workspace, command, timeout_seconds)
        return CopyFigures(used.wall_seconds, used.cpu_seconds, None, used.peak_bytes)

    def stop(self) -> None:
        pass
