"""curl from nginx over TLS 1.3: what a plain HTTPS download costs, verifying no content."""

from __future__ import annotations

from pathlib import Path

from godwit_bench.client_run import run_client
from godwit_bench.contestant import CopyFigures
from godwit_bench.nginx_server import NginxServer
from godwit_bench.programs import missing_program, program
from godwit_bench.workspace import Workspace


class CurlFromNginx:
    name = "curl"
    title = "curl from nginx, TLS 1.3"

    def __init__(self, workspace: Workspace, served: Path) -> None:
        self._workspace = workspace
        self._nginx = NginxServer(workspace, served)

    def why_absent(self) -> str | None:
        return missing_program("curl", *NginxServer.PROGRAMS)

    def start(self) -> None:
        self._nginx.start()

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        with self._nginx.round() as server:
            client = run_client(self._workspace, self.command(source, directory), timeout_seconds)
        return CopyFigures.of_client_and_server(client, server)

    def stop(self) -> None:
        self._nginx.stop()

    @property
    def port(self) -> int:
        return self._nginx.port

    def command(self, source: Path, directory: Path, port: int | None = None) -> list[str | Path]:
        return [program("curl"), "--silent", "--show-error", "--fail", "--tlsv1.3",
                "--cacert", self._nginx.certificate, "--output", directory / source.name,
                self._nginx.url(source, port)]
