"""rsync over ssh: the engineer's usual way, a fresh copy of the whole file."""

from __future__ import annotations

from pathlib import Path

from godwit_bench.client_run import run_client
from godwit_bench.contestant import CopyFigures
from godwit_bench.programs import missing_program, program
from godwit_bench.ssh_server import HOST_ALIAS, SshServer
from godwit_bench.workspace import Workspace


class RsyncOverSsh:
    name = "rsync-ssh"
    title = "rsync over ssh"

    def __init__(self, workspace: Workspace, ssh: SshServer) -> None:
        self._workspace = workspace
        self._ssh = ssh

    def why_absent(self) -> str | None:
        return missing_program("rsync", *SshServer.PROGRAMS)

    def start(self) -> None:
        self._ssh.start()

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        remote_shell = f"{program('ssh')} -F {self._ssh.client_configuration}"
        command: list[str | Path] = [
            program("rsync"), "--whole-file", "-e", remote_shell,
            f"{HOST_ALIAS}:{source}", directory / source.name]
        with self._ssh.round() as server:
            client = run_client(self._workspace, command, timeout_seconds)
        return CopyFigures.of_client_and_server(client, server)

    def stop(self) -> None:
        self._ssh.stop()
