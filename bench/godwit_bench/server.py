"""A long-running server on loopback, and what one round of work cost it."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.memory_sampler import MemorySampler
from godwit_bench.proc_files import cpu_seconds, process_tree, reset_peak_resident
from godwit_bench.workspace import Workspace

_PATIENCE_SECONDS = 10


class Server:
    """Started once for all rounds; idle again between them."""

    def __init__(self, workspace: Workspace, command: Sequence[str | Path], port: int) -> None:
        self.port = port
        self._process = workspace.start(command)
        self._await_port()
        self._resident = self._settled_tree()

    def stop(self) -> None:
        self._process.stop()

    def round(self) -> ServerRound:
        return ServerRound(self._process.pid, self.await_idle)

    def await_idle(self) -> None:
        """Wait until the processes of the last connection have ended and been reaped.

        Only then is their CPU time part of the listener's account of its children.
        """
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while set(process_tree(self._process.pid)) != self._resident:
            if time.monotonic() > deadline:
                raise BenchError(f"{self._process.name} kept working after its client had ended")
            time.sleep(0.005)

    def _await_port(self) -> None:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if not self._process.running or time.monotonic() > deadline:
                    raise BenchError(f"{self._process.name} did not start: "
                                     f"{self._process.last_words()}") from None
            time.sleep(0.02)

    def _settled_tree(self) -> set[int]:
        """The processes that stay: seen unchanged for half a second after the first contact."""
        tree, since = set(process_tree(self._process.pid)), time.monotonic()
        while time.monotonic() - since < 0.5:
            time.sleep(0.02)
            now = set(process_tree(self._process.pid))
            if now != tree:
                tree, since = now, time.monotonic()
        return tree


class ServerRound:
    """A context around one client's work: CPU seconds and peak memory of the whole tree."""

    def __init__(self, root_pid: int, await_idle: Callable[[], None]) -> None:
        self.cpu_seconds = 0.0
        self._root_pid = root_pid
        self._await_idle = await_idle
        self._sampler = MemorySampler(root_pid)

    @property
    def peak_bytes(self) -> int:
        return self._sampler.peak_bytes

    def __enter__(self) -> ServerRound:
        self._await_idle()
        for pid in process_tree(self._root_pid):
            reset_peak_resident(pid)
        self._cpu_before = self._cpu_total()
        self._sampler.__enter__()
        return self

    def __exit__(self, failure: type | None, *_: object) -> None:
        self._sampler.__exit__()
        if failure is None:
            self._await_idle()
            self.cpu_seconds = self._cpu_total() - self._cpu_before

    def _cpu_total(self) -> float:
        return sum(cpu_seconds(pid) for pid in process_tree(self._root_pid))
