"""rsync from a daemon: no encryption, one stream, a fresh copy of the whole file."""

from __future__ import annotations

import os
from pathlib import Path

from godwit_bench.client_run import run_client
from godwit_bench.contestant import CopyFigures
from godwit_bench.programs import missing_program, program
from godwit_bench.server import Server
from godwit_bench.workspace import Workspace, free_port

_CONFIGURATION = """\
use chroot = no
{account_lines}
[served]
path = {served}
read only = yes
"""


class RsyncDaemon:
    name = "rsync"
    title = "rsync daemon"

    def __init__(self, workspace: Workspace, served: Path) -> None:
        self._workspace = workspace
        self._served = served

    def why_absent(self) -> str | None:
        return missing_program("rsync")

    def start(self) -> None:
        port = free_port()
        configuration = self._workspace.path / "rsyncd.conf"
        configuration.write_text(_CONFIGURATION.format(
            # A root daemon would change to nobody, who cannot read the private directory.
            account_lines="uid = root\ngid = root" if os.geteuid() == 0 else "",
            served=self._served))
        command: list[str | Path] = [
            program("rsync"), "--daemon", "--no-detach", "--address=127.0.0.1",
            f"--port={port}", f"--config={configuration}"]
        self._server = Server(self._workspace, command, port)

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        command: list[str | Path] = [
            program("rsync"), "--whole-file", *(["--archive"] if source.is_dir() else []),
            f"rsync://127.0.0.1:{self._server.port}/served/{source.name}",
            directory / ("" if source.is_dir() else source.name)]
        with self._server.round() as server:
            client = run_client(self._workspace, command, timeout_seconds)
        return CopyFigures.of_client_and_server(client, server)

    def stop(self) -> None:
        self._server.stop()
