"""The private directory of one run, and everything the run has started: gone at the end."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.processes import Process
from godwit_bench.sizes import MIB, format_size


class Workspace:
    """A context: on leaving it, by any way, processes are stopped and files removed."""

    def __init__(self, parent: Path) -> None:
        if not parent.is_dir():
            raise BenchError(f"{parent} is not a directory; choose another with --dir")
        self.path = Path(tempfile.mkdtemp(prefix="godwit-bench-", dir=parent))
        self._processes: list[Process] = []
        self._numbers = count(1)
        self._closing = ExitStack()
        self._closing.callback(shutil.rmtree, self.path, ignore_errors=True)

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self._processes):
            if process.running:
                process.stop()
        self._closing.close()

    def at_end(self, action: Callable[[], None]) -> None:
        """Undo something outside the directory once all processes have stopped."""
        self._closing.callback(action)

    def directory(self, name: str) -> Path:
        """A directory of this name, made on first use."""
        directory = self.path / name
        directory.mkdir(exist_ok=True)
        return directory

    def fresh_directory(self, purpose: str) -> Path:
        """A directory that nobody has used before, so that no state can be left in it."""
        directory = self.path / f"{purpose}-{next(self._numbers)}"
        directory.mkdir()
        return directory

    def start(self, command: Sequence[str | Path], *, pipe_input: bool = False,
              pipe_output: bool = False) -> Process:
        self._processes = [process for process in self._processes if process.running]
        log = self.directory("logs") / f"{Path(command[0]).name}-{next(self._numbers)}.log"
        process = Process(command, log, pipe_input=pipe_input, pipe_output=pipe_output)
        self._processes.append(process)
        return process

    def run(self, command: Sequence[str | Path], timeout_seconds: float = 60) -> str:
        """Run a preparing command to its end and return all it printed."""
        process = self.start(command)
        process.expect_success(timeout_seconds)
        return process.log.read_text(errors="replace")

    def require_free(self, size_bytes: int) -> None:
        free = shutil.disk_usage(self.path).free
        if free < size_bytes:
            raise BenchError(f"this needs {format_size(size_bytes)} of free storage and "
                             f"{free // MIB} MiB are free; use --size or --dir")


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
