"""One transfer through the counting proxy, whose sender or receiver is killed half-way."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.godwit_command import Event, GodwitCommand
from godwit_bench.godwit_pair import PATIENCE_SECONDS, await_ticket
from godwit_bench.godwit_program import Godwit
from godwit_bench.payload import require_same_bytes
from godwit_bench.proxy import CountingProxy
from godwit_bench.workspace import Workspace, free_port

# A person needs longer to start a command again; meanwhile what was in flight has arrived.
_PAUSE_SECONDS = 1.0
_MOST_RESTARTS = 5
# More than a handshake and a manifest: only content can be meant.
_FLOW_BYTES = 1 << 20


@dataclass(frozen=True)
class Resumed:
    """What a kill cost."""

    payload_bytes: int
    restart_to_progress: float
    restart_to_wire: float


class InterruptedTransfer:
    """Both commands with all they need to be started again exactly as they were."""

    def __init__(self, godwit: Godwit, workspace: Workspace, source: Path) -> None:
        self._workspace = workspace
        self._source = source
        self._size = source.stat().st_size
        self._pair = godwit.fresh_pair()
        self._directory = workspace.fresh_directory("copy")
        self._port = free_port()
        self._receivers: list[GodwitCommand] = []
        self._restarts = 0

    def __enter__(self) -> InterruptedTransfer:
        return self

    def __exit__(self, *failure: object) -> None:
        self._pair.__exit__(*failure)
        shutil.rmtree(self._directory)

    def uninterrupted(self) -> int:
        """The payload of a transfer that nobody disturbs: content plus all overhead."""
        with CountingProxy(self._workspace, self._port) as proxy:
            self._begin(proxy)
            self._receiver.expect_success(self._patience_seconds)
            self._require_complete(proxy)
            return proxy.payload_bytes()

    def killed_half_way(self, victim: str) -> Resumed:
        with CountingProxy(self._workspace, self._port) as proxy:
            self._begin(proxy)
            self._await_half(proxy)
            (self._sender if victim == "sender" else self._receiver).kill()
            time.sleep(_PAUSE_SECONDS)
            sent_before = proxy.payload_bytes()
            restarted_at = time.monotonic()
            wire_at = self._see_through(proxy, sent_before)
            self._require_complete(proxy)
            progress_at = self._first_progress(restarted_at, sent_before).at
            return Resumed(proxy.payload_bytes(), progress_at - restarted_at,
                           wire_at - restarted_at)

    @property
    def _receiver(self) -> GodwitCommand:
        return self._receivers[-1]

    @property
    def _patience_seconds(self) -> float:
        return 60 + self._size / 5e6

    def _begin(self, proxy: CountingProxy) -> None:
        self._sender = self._pair.send(self._source, self._port)
        self._ticket = await_ticket(self._sender)
        self._start_receiver(proxy)

    def _start_receiver(self, proxy: CountingProxy) -> None:
        self._receivers.append(self._pair.receive(self._ticket, self._directory,
                                                  at_port=proxy.port))

    def _await_half(self, proxy: CountingProxy) -> None:
        deadline = time.monotonic() + self._patience_seconds
        while proxy.payload_bytes() < self._size // 2:
            if not self._receiver.running:
                self._receiver.expect_success(PATIENCE_SECONDS)
                raise BenchError("the transfer did not go through the counting proxy")
            if time.monotonic() > deadline:
                raise BenchError("the transfer hung before half of the file had come")
            time.sleep(0.005)

    def _see_through(self, proxy: CountingProxy, sent_before: int) -> float:
        """Start what is down, as often as needed; returns when bytes flowed on the wire again."""
        deadline = time.monotonic() + self._patience_seconds
        flowing_at = None
        while flowing_at is None or self._receiver.running or self._receiver.failed:
            self._revive(proxy)
            if flowing_at is None and proxy.payload_bytes() >= sent_before + _FLOW_BYTES:
                flowing_at = time.monotonic()
            if time.monotonic() > deadline:
                raise BenchError("the transfer did not go on to its end after the restart")
            time.sleep(0.005 if flowing_at is None else 0.05)
        return flowing_at

    def _revive(self, proxy: CountingProxy) -> None:
        """Give the same command again to an end that was killed or gave up, the sender first."""
        if not (self._sender.failed or self._receiver.failed):
            return
        self._restarts += 1
        if self._restarts > _MOST_RESTARTS:
            self._receiver.expect_success(PATIENCE_SECONDS)
            self._sender.expect_success(PATIENCE_SECONDS)
        if self._sender.failed:
            self._sender = self._pair.send(self._source, self._port)
            if await_ticket(self._sender) != self._ticket:
                raise BenchError("the same `send` command printed another ticket after a restart")
        if self._receiver.failed:
            self._start_receiver(proxy)

    def _first_progress(self, restarted_at: float, sent_before: int) -> Event:
        """The first event after the restart that counts bytes which had not been there before.

        A new receiver's first event tells what it resumes from, unless it counts more than had
        ever been sent; a surviving receiver's last event before the restart tells the same.
        """
        found: list[Event] = []
        for receiver in self._receivers:
            progress = receiver.events("progress")
            before = [event.bytes_done for event in progress if event.at < restarted_at]
            after = [event for event in progress if event.at >= restarted_at]
            if after:
                base = max(before) if before else min(after[0].bytes_done, sent_before)
                found.extend(event for event in after if event.bytes_done > base)
            found.extend(receiver.events("done"))
        return min(found, key=lambda event: event.at)

    def _require_complete(self, proxy: CountingProxy) -> None:
        self._sender.expect_success(PATIENCE_SECONDS)
        require_same_bytes(self._source, self._directory / self._source.name)
        if proxy.payload_bytes() < self._size:
            raise BenchError("a part of the transfer did not go through the counting proxy")
