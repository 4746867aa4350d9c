"""Two Godwit peers on this machine, with homes of their own, for one transfer."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.godwit_command import GodwitCommand
from godwit_bench.workspace import Workspace

PATIENCE_SECONDS = 60

# Nobody is asked and told: the other side has a ticket.
ALONE = ("--no-lan", "--no-dht")


class GodwitPair:
    """A context that, however it is left, ends the commands and removes the homes."""

    def __init__(self, launcher: Path, workspace: Workspace, sender_home: Path,
                 receiver_home: Path) -> None:
        self.sender_home = sender_home
        self.receiver_home = receiver_home
        self._launcher = launcher
        self._workspace = workspace
        self._commands: list[GodwitCommand] = []

    def __enter__(self) -> GodwitPair:
        return self

    def __exit__(self, *_: object) -> None:
        self.end_commands()
        shutil.rmtree(self.sender_home)
        shutil.rmtree(self.receiver_home)

    def end_commands(self) -> None:
        for command in self._commands:
            if command.running:
                command.kill()

    def send(self, file: Path, port: int | None = None,
             further_words: Sequence[str] = ()) -> GodwitCommand:
        port_words = [] if port is None else ["--port", str(port)]
        return self._start("send", [file, "--home", self.sender_home, "--bind", "127.0.0.1",
                                    *port_words, *further_words, *ALONE, "--json"])

    def receive(self, ticket: str, directory: Path, at_port: int | None = None,
                further_words: Sequence[str] = ()) -> GodwitCommand:
        at_words = [] if at_port is None else ["--at", f"127.0.0.1:{at_port}"]
        return self._start("receive", [ticket, "--home", self.receiver_home, "-o", directory,
                                       *at_words, *further_words, *ALONE, "--yes", "--json"])

    def _start(self, role: str, words: list[str | Path]) -> GodwitCommand:
        process = self._workspace.start([self._launcher, role, *words], pipe_output=True)
        command = GodwitCommand(f"godwit {role}", process)
        self._commands.append(command)
        return command


def await_ticket(sender: GodwitCommand) -> str:
    ready = sender.await_event("ready", PATIENCE_SECONDS)
    ticket = ready.body.get("ticket")
    if not isinstance(ticket, str):
        raise BenchError("godwit send printed a 'ready' event without a ticket")
    return ticket
