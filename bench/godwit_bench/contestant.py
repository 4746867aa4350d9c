"""What every program in the race must be able to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from godwit_bench.client_run import ClientUsage
from godwit_bench.server import ServerRound


@dataclass(frozen=True)
class CopyFigures:
    """What one copy took. A program without a sending end has no sender's memory."""

    wall_seconds: float
    cpu_seconds: float
    sender_peak_bytes: int | None
    receiver_peak_bytes: int
    phases: dict[str, float] = field(default_factory=dict)

    @staticmethod
    def of_client_and_server(client: ClientUsage, server: ServerRound) -> CopyFigures:
        return CopyFigures(client.wall_seconds, client.cpu_seconds + server.cpu_seconds,
                           server.peak_bytes, client.peak_bytes)


class Contestant(Protocol):
    """A program that copies one file; what it needs is started once and stays idle meanwhile."""

    name: str
    title: str

    def why_absent(self) -> str | None:
        """What is missing on this machine, if anything is."""

    def start(self) -> None:
        """Start the servers; nothing of this is timed."""

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        """Bring the source into the directory under its own name, and measure that."""

    def stop(self) -> None:
        """Stop what start has started."""
