"""An sshd of our own on a high port, with fresh keys and default ciphers."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from godwit_bench.programs import program
from godwit_bench.server import Server, ServerRound
from godwit_bench.workspace import Workspace, free_port

HOST_ALIAS = "bench"

_SERVER_CONFIGURATION = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {home}/host_key
AuthorizedKeysFile {home}/client_key.pub
PidFile none
StrictModes no
UsePAM no
UseDNS no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp {sftp}
LogLevel ERROR
"""

_CLIENT_CONFIGURATION = """\
Host {alias}
    HostName 127.0.0.1
    Port {port}
    User {user}
    IdentityFile {home}/client_key
    IdentitiesOnly yes
    UserKnownHostsFile {home}/known_hosts
    GlobalKnownHostsFile /dev/null
    StrictHostKeyChecking yes
    BatchMode yes
    LogLevel ERROR
"""

_SFTP_SERVER = Path("/usr/lib/openssh/sftp-server")
_PRIVILEGE_SEPARATION_DIRECTORY = Path("/run/sshd")


class SshServer:
    """Shared by scp and rsync over ssh; it runs from the first start to the last stop."""

    PROGRAMS = ("sshd", "ssh", "ssh-keygen")

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._users = 0

    @property
    def client_configuration(self) -> Path:
        """For `-F`: names the server HOST_ALIAS and ignores the user's own settings."""
        return self._home / "ssh_config"

    def start(self) -> None:
        if self._users == 0:
            self._start_server()
        self._users += 1

    def round(self) -> ServerRound:
        return self._server.round()

    def stop(self) -> None:
        self._users -= 1
        if self._users == 0:
            self._server.stop()

    def _start_server(self) -> None:
        self._home = self._workspace.fresh_directory("ssh")
        self._make_separation_directory()
        port = free_port()
        self._make_keys(port)
        sftp = _SFTP_SERVER if _SFTP_SERVER.exists() else "internal-sftp"
        server_configuration = self._home / "sshd_config"
        server_configuration.write_text(
            _SERVER_CONFIGURATION.format(port=port, home=self._home, sftp=sftp))
        self.client_configuration.write_text(_CLIENT_CONFIGURATION.format(
            alias=HOST_ALIAS, port=port, user=getpass.getuser(), home=self._home))
        command: list[str | Path] = [program("sshd"), "-D", "-e", "-f", server_configuration]
        self._server = Server(self._workspace, command, port)

    def _make_keys(self, port: int) -> None:
        for name in ("host_key", "client_key"):
            self._workspace.run([program("ssh-keygen"), "-q", "-t", "ed25519", "-N", "",
                                 "-C", "bench", "-f", self._home / name])
        host_key = (self._home / "host_key.pub").read_text()
        (self._home / "known_hosts").write_text(f"[127.0.0.1]:{port} {host_key}")

    def _make_separation_directory(self) -> None:
        """Debian's service makes this directory; without the service a root sshd lacks it."""
        if os.geteuid() == 0 and not _PRIVILEGE_SEPARATION_DIRECTORY.exists():
            _PRIVILEGE_SEPARATION_DIRECTORY.mkdir(mode=0o755)
            self._workspace.at_end(_PRIVILEGE_SEPARATION_DIRECTORY.rmdir)
