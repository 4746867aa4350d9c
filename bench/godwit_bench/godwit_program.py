"""Godwit as the harness uses it: built, warmed, and handed out as pairs of fresh peers."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from godwit_bench.godwit_pair import PATIENCE_SECONDS, GodwitPair, await_ticket
from godwit_bench.payload import write_random_file
from godwit_bench.sizes import MIB
from godwit_bench.workspace import Workspace

_BUILD_PATIENCE_SECONDS = 30 * 60


class Godwit:
    """Made once per run; `prepare` builds the program and warms its class-data cache."""

    def __init__(self, launcher: Path, workspace: Workspace) -> None:
        self._launcher = launcher
        self._workspace = workspace
        self._warm: GodwitPair | None = None
        self.version = "not used"
        self.java = "not used"

    def why_absent(self) -> str | None:
        if os.access(self._launcher, os.X_OK):
            return None
        return "Godwit's launcher is not there (point --godwit at it)"

    def prepare(self) -> None:
        """Run `version`, which builds in a fresh checkout, and one transfer; nothing is timed."""
        if self._warm is not None:
            return
        printed = self._workspace.run([self._launcher, "version"], _BUILD_PATIENCE_SECONDS)
        self.version = next((line for line in reversed(printed.split("\n")) if line.strip()),
                            "unknown")
        warm = GodwitPair(self._launcher, self._workspace,
                          self._workspace.fresh_directory("home"),
                          self._workspace.fresh_directory("home"))
        self._warm_up(warm)
        self._warm = warm

    def fresh_pair(self) -> GodwitPair:
        """Peers with copies of homes that hold a warm cache and an identity, but no other trace.

        Rounds must not see each other's shares, journals or receipts, and a cache that lies in
        the home must be as warm as one that lies elsewhere.
        """
        self.prepare()
        assert self._warm is not None
        return GodwitPair(self._launcher, self._workspace, self._clone(self._warm.sender_home),
                          self._clone(self._warm.receiver_home))

    def _warm_up(self, pair: GodwitPair) -> None:
        file = write_random_file(self._workspace.fresh_directory("warm") / "warm-up", MIB)
        try:
            sender = pair.send(file)
            ticket = await_ticket(sender)
            self.java = _java_of(sender.pid)
            receiver = pair.receive(ticket, self._workspace.fresh_directory("received"))
            receiver.expect_success(PATIENCE_SECONDS)
            sender.expect_success(PATIENCE_SECONDS)
        finally:
            pair.end_commands()

    def _clone(self, home: Path) -> Path:
        clone = self._workspace.fresh_directory("home")
        shutil.copytree(home, clone, symlinks=True, dirs_exist_ok=True)
        return clone


def _java_of(pid: int) -> str:
    """The Java that the launcher chose, from the `release` file beside the running program."""
    try:
        release = (Path(os.readlink(f"/proc/{pid}/exe")).parent.parent / "release").read_text()
    except OSError:
        return "unknown"
    facts = dict(re.findall(r'^(\w+)="(.*)"$', release, re.MULTILINE))
    return " ".join(facts[key] for key in ("IMPLEMENTOR", "JAVA_RUNTIME_VERSION") if key in facts) \
        or "unknown"
