"""Godwit: `send` and `receive` as two processes, both started cold in every round."""

from __future__ import annotations

from pathlib import Path

from godwit_bench.contestant import CopyFigures
from godwit_bench.godwit_pair import PATIENCE_SECONDS, await_ticket
from godwit_bench.godwit_program import Godwit


class GodwitSendReceive:
    name = "godwit"
    title = "Godwit"

    def __init__(self, godwit: Godwit) -> None:
        self._godwit = godwit

    def why_absent(self) -> str | None:
        return self._godwit.why_absent()

    def start(self) -> None:
        self._godwit.prepare()

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        """Wall time runs from the start of `send` until both have ended well."""
        with self._godwit.fresh_pair() as pair:
            sender = pair.send(source)
            receiver = pair.receive(await_ticket(sender), directory)
            received = receiver.expect_success(timeout_seconds)
            sent = sender.expect_success(timeout_seconds)
        ready = sender.await_event("ready", PATIENCE_SECONDS)
        return CopyFigures(
            max(received.finished_at, sent.finished_at) - sender.started_at,
            received.cpu_seconds + sent.cpu_seconds,
            sent.peak_resident_bytes, received.peak_resident_bytes,
            {"send start to ready": ready.at - sender.started_at,
             "receive start to its exit": received.finished_at - receiver.started_at})

    def stop(self) -> None:
        pass
