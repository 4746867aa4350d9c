"""Start a process, learn its exact end and cost, and stop it with everything it started."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from godwit_bench.errors import BenchError
from godwit_bench.proc_files import ProcessIdentity, identity, process_tree


@dataclass(frozen=True)
class Exit:
    """How a process ended; the CPU time includes the children it waited for."""

    status: int
    finished_at: float
    cpu_seconds: float
    peak_resident_bytes: int


class Process:
    """A child in a session of its own, reaped by wait4 so that its resource usage is known."""

    def __init__(self, command: Sequence[str | Path], log: Path, *,
                 pipe_input: bool = False, pipe_output: bool = False) -> None:
        self.command = [str(word) for word in command]
        self.log = log
        self.input: BinaryIO | None = None
        self.output: BinaryIO | None = None
        self._reaping = threading.Lock()
        self._ended = threading.Event()
        self._exit: Exit | None = None
        self.started_at = time.monotonic()
        self.pid = self._spawn(pipe_input, pipe_output)
        threading.Thread(target=self._reap, daemon=True).start()

    def wait(self, timeout_seconds: float) -> Exit:
        """Wait for the end; a process that takes too long is stopped and reported."""
        if not self._ended.wait(timeout_seconds):
            self.stop()
            raise BenchError(f"{self.name} did not finish within {timeout_seconds:.0f} s")
        assert self._exit is not None
        return self._exit

    def expect_success(self, timeout_seconds: float) -> Exit:
        ended = self.wait(timeout_seconds)
        if ended.status != 0:
            raise BenchError(f"{self.name} ended with status {ended.status}: {self.last_words()}")
        return ended

    @property
    def name(self) -> str:
        return Path(self.command[0]).name

    @property
    def running(self) -> bool:
        return not self._ended.is_set()

    @property
    def failed(self) -> bool:
        return self._exit is not None and self._exit.status != 0

    def last_words(self) -> str:
        """The end of what it wrote to standard error."""
        lines = self.log.read_text(errors="replace").split("\n")
        return " / ".join(line.strip() for line in lines if line.strip())[-500:] or "no message"

    def kill(self) -> None:
        """SIGKILL the process alone, as a crash would, and wait until it is gone."""
        self._signal(signal.SIGKILL)
        self._ended.wait()

    def stop(self) -> None:
        """End the process and all its descendants: politely first, then for certain."""
        tree = [found for pid in process_tree(self.pid) if (found := identity(pid))]
        self._signal(signal.SIGTERM)
        self._ended.wait(3)
        self._signal(signal.SIGKILL)
        for member in tree[1:]:
            _kill_if_same(member)
        self._ended.wait()

    def _spawn(self, pipe_input: bool, pipe_output: bool) -> int:
        actions: list[tuple] = []
        theirs: list[int] = []
        if pipe_input:
            reading, writing = os.pipe()
            self.input = os.fdopen(writing, "wb", buffering=0)
            actions.append((os.POSIX_SPAWN_DUP2, reading, 0))
            theirs.append(reading)
        else:
            actions.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
        append = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        actions.append((os.POSIX_SPAWN_OPEN, 2, str(self.log), append, 0o600))
        if pipe_output:
            reading, writing = os.pipe()
            self.output = os.fdopen(reading, "rb")
            actions.append((os.POSIX_SPAWN_DUP2, writing, 1))
            theirs.append(writing)
        else:
            actions.append((os.POSIX_SPAWN_DUP2, 2, 1))
        try:
            return os.posix_spawn(self.command[0], self.command, _environment(),
                                  file_actions=actions, setsid=True)
        except OSError as problem:
            raise BenchError(f"cannot start {self.name}: {problem.strerror}") from problem
        finally:
            for descriptor in theirs:
                os.close(descriptor)

    def _reap(self) -> None:
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        finished_at = time.monotonic()
        with self._reaping:
            _, status, usage = os.wait4(self.pid, 0)
            self._exit = Exit(os.waitstatus_to_exitcode(status), finished_at,
                              usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)
            self._ended.set()

    def _signal(self, number: int) -> None:
        with self._reaping:
            if self.running:
                os.kill(self.pid, number)


def _kill_if_same(member: ProcessIdentity) -> None:
    if identity(member.pid) == member:
        try:
            os.kill(member.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _environment() -> dict[str, str]:
    """The caller's environment without settings that would change a contestant's behaviour."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("GODWIT_", "RSYNC_", "SSH_"))}
    return kept | {"LC_ALL": "C"}
