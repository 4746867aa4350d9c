"""One Syncthing instance that knows one other on loopback and nothing else in the world."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from godwit_bench.errors import BenchError
from godwit_bench.programs import program
from godwit_bench.workspace import Workspace, free_port

_KEY = "bench"
_FOLDER = "race"
_PATIENCE_SECONDS = 60

_CONFIGURATION = """\
<configuration version="35">
    <folder id="{folder}" path={path} type="{kind}" rescanIntervalS="0" fsWatcherEnabled="false"
            ignorePerms="false" autoNormalize="false">
        <device id="{own}"></device>
        <device id="{other}"></device>
        <minDiskFree unit="%">0</minDiskFree>
    </folder>
    <device id="{own}" name="own"><address>dynamic</address></device>
    <device id="{other}" name="other"><address>tcp://127.0.0.1:{other_port}</address></device>
    <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
    <options>
        <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
        <globalAnnounceEnabled>false</globalAnnounceEnabled>
        <localAnnounceEnabled>false</localAnnounceEnabled>
        <relaysEnabled>false</relaysEnabled>
        <natEnabled>false</natEnabled>
        <stunKeepaliveStartS>0</stunKeepaliveStartS>
        <urAccepted>-1</urAccepted>
        <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
        <crashReportingEnabled>false</crashReportingEnabled>
        <startBrowser>false</startBrowser>
        <reconnectionIntervalS>1</reconnectionIntervalS>
        <announceLANAddresses>false</announceLANAddresses>
    </options>
</configuration>
"""


class SyncthingNode:
    """Keys are made once; each run has a database and a folder of its own."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.home = workspace.fresh_directory("syncthing")
        self.folder = workspace.fresh_directory("synchronised")
        self.port = free_port()
        self._gui = free_port()
        workspace.run([program("syncthing"), "generate", f"--home={self.home}",
                       "--no-default-folder", "--skip-port-probing"])
        self.device = workspace.run([program("syncthing"), "serve", "--device-id",
                                     f"--home={self.home}"]).strip().split("\n")[-1]

    def start(self, other: SyncthingNode, kind: str) -> None:
        (self.home / "config.xml").write_text(_CONFIGURATION.format(
            folder=_FOLDER, path=quoteattr(str(self.folder)), kind=kind, own=self.device,
            other=other.device, other_port=other.port, gui=self._gui, key=_KEY, port=self.port))
        self._process = self._workspace.start([
            program("syncthing"), "serve", f"--home={self.home}", "--no-browser", "--no-restart",
            "--no-upgrade"])

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        self._process.stop()

    def await_connected(self, other: SyncthingNode) -> None:
        self._await(lambda: self.ask("system/connections")["connections"]
                    .get(other.device, {}).get("connected"), "a connection", _PATIENCE_SECONDS)

    def await_idle(self) -> None:
        self._await(lambda: self._status()["state"] == "idle", "the folder", _PATIENCE_SECONDS)

    def scan(self, timeout_seconds: float) -> None:
        """Returns when what is new in the folder has been hashed."""
        self.ask(f"db/scan?folder={_FOLDER}", "POST", timeout_seconds)

    def await_bytes(self, size_bytes: int, timeout_seconds: float) -> None:
        """Until the folder is whole and holds as much."""
        self._await(lambda: self._is_whole(size_bytes), "the file", timeout_seconds)

    def _is_whole(self, size_bytes: int) -> bool:
        status = self._status()
        return status["state"] == "idle" and status["needBytes"] == 0 \
            and status["localBytes"] >= size_bytes

    def _status(self) -> dict[str, Any]:
        return self.ask(f"db/status?folder={_FOLDER}")

    def ask(self, path: str, method: str = "GET", timeout_seconds: float = 10) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self._gui}/rest/{path}",
                                         method=method, headers={"X-API-Key": _KEY})
        with urllib.request.urlopen(request, timeout=timeout_seconds) as answer:
            body = answer.read()
        return json.loads(body) if body.strip() else None

    def _await(self, holds: Any, what: str, timeout_seconds: float) -> None:
        deadline = time.monotonic() + timeout_seconds
        while True:
            try:
                if holds():
                    return
            except (OSError, urllib.error.URLError, KeyError):
                pass  # not up yet
            if time.monotonic() > deadline or not self._process.running:
                raise BenchError(f"syncthing waited for {what} in vain: "
                                 f"{self._process.last_words()}")
            time.sleep(0.02)
