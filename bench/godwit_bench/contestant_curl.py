"""curl from nginx over TLS 1.3: what a plain HTTPS download costs, verifying no content."""

from __future__ import annotations

import os
from pathlib import Path

from godwit_bench.client_run import run_client
from godwit_bench.contestant import CopyFigures
from godwit_bench.programs import missing_program, program
from godwit_bench.server import Server
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


class CurlFromNginx:
    name = "curl"
    title = "curl from nginx, TLS 1.3"

    def __init__(self, workspace: Workspace, served: Path) -> None:
        self._workspace = workspace
        self._served = served

    def why_absent(self) -> str | None:
        return missing_program("nginx", "curl", "openssl")

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

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        command: list[str | Path] = [
            program("curl"), "--silent", "--show-error", "--fail", "--tlsv1.3",
            "--cacert", self._home / "certificate.pem", "--output", directory / source.name,
            f"https://127.0.0.1:{self._server.port}/{source.name}"]
        with self._server.round() as server:
            client = run_client(self._workspace, command, timeout_seconds)
        return CopyFigures.of_client_and_server(client, server)

    def stop(self) -> None:
        self._server.stop()

    def _make_certificate(self) -> None:
        self._workspace.run([
            program("openssl"), "req", "-x509", "-nodes", "-days", "2",
            "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
            "-keyout", self._home / "key.pem", "-out", self._home / "certificate.pem"])
