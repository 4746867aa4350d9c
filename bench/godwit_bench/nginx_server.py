"""An nginx that serves one directory over TLS 1.3, with a certificate of its own."""

from __future__ import annotations

import os
from pathlib import Path

from godwit_bench.programs import program
from godwit_bench.server import Server, ServerRound
from godwit_bench.workspace import Workspace, free_port

_CONFIGURATION = """\
{user_line}
daemon off;
worker_processes auto;
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    sendfile on;
    tcp_nopush on;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    server {{
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {home}/certificate.pem;
        ssl_certificate_key {home}/key.pem;
        ssl_protocols TLSv1.3;
        root {root};
    }}
}}
"""


class NginxServer:
    """Each contestant that downloads starts one of its own."""

    PROGRAMS = ("nginx", "openssl")

    def __init__(self, workspace: Workspace, served: Path) -> None:
        self._workspace = workspace
        self._served = served

    @property
    def certificate(self) -> Path:
        return self._home / "certificate.pem"

    @property
    def port(self) -> int:
        return self._server.port

    def url(self, file: Path, port: int | None = None) -> str:
        """Where a file is; another port when something stands in between."""
        return f"https://127.0.0.1:{port or self.port}/{file.name}"

    def start(self) -> None:
        self._home = self._workspace.fresh_directory("nginx")
        self._make_certificate()
        port = free_port()
        configuration = self._home / "nginx.conf"
        configuration.write_text(_CONFIGURATION.format(
            # Workers must read the private directory, so they keep the caller's account.
            user_line="user root;" if os.geteuid() == 0 else "",
            home=self._home, port=port, root=self._served))
        command: list[str | Path] = [
            program("nginx"), "-p", self._home, "-e", self._home / "error.log",
            "-c", configuration]
        self._server = Server(self._workspace, command, port)

    def round(self) -> ServerRound:
        return self._server.round()

    def stop(self) -> None:
        self._server.stop()

    def _make_certificate(self) -> None:
        self._workspace.run([
            program("openssl"), "req", "-x509", "-nodes", "-days", "2",
            "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
            "-keyout", self._home / "key.pem", "-out", self.certificate])
