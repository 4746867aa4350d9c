"""scp: what most people use; encrypted, one stream, no resume."""

from __future__ import annotations

from pathlib import Path

from godwit_bench.client_run import run_client
from godwit_bench.contestant import CopyFigures
from godwit_bench.programs import missing_program, program
from godwit_bench.ssh_server import HOST_ALIAS, SshServer
from godwit_bench.workspace import Workspace


class Scp:
    name = "scp"
    title = "scp"

    def __init__(self, workspace: Workspace, ssh: SshServer) -> None:
        self._workspace = workspace
        self._ssh = ssh

    def why_absent(self) -> str | None:
        return missing_program("scp", *SshServer.PROGRAMS)

    def start(self) -> None:
        self._ssh.start()

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        command: list[str | Path] = [
            program("scp"), "-q", "-F", self._ssh.client_configuration,
            *(["-r", "-p"] if source.is_dir() else []),
            f"{HOST_ALIAS}:{source}", directory / source.name]
        with self._ssh.round() as server:
            client = run_client(self._workspace, command, timeout_seconds)
        return CopyFigures.of_client_and_server(client, server)

    def stop(self) -> None:
        self._ssh.stop()
