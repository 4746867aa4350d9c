"""aria2 with four connections from nginx over TLS 1.3: parallel ranges, no content verified."""

from __future__ import annotations

from pathlib import Path

from godwit_bench.client_run import run_client
from godwit_bench.contestant import CopyFigures
from godwit_bench.nginx_server import NginxServer
from godwit_bench.programs import missing_program, program
from godwit_bench.workspace import Workspace

_CONNECTIONS = 4


class Aria2FromNginx:
    name = "aria2"
    title = f"aria2 ×{_CONNECTIONS} from nginx, TLS"

    def __init__(self, workspace: Workspace, served: Path) -> None:
        self._workspace = workspace
        self._nginx = NginxServer(workspace, served)

    def why_absent(self) -> str | None:
        return missing_program("aria2c", *NginxServer.PROGRAMS)

    def start(self) -> None:
        self._nginx.start()

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        command: list[str | Path] = [
            program("aria2c"), "--no-conf=true", "--quiet=true", "--disable-ipv6=true",
            f"--max-connection-per-server={_CONNECTIONS}", f"--split={_CONNECTIONS}",
            "--min-split-size=1M", "--file-allocation=none", "--min-tls-version=TLSv1.3",
            f"--ca-certificate={self._nginx.certificate}", "--async-dns=false",
            f"--dir={directory}", f"--out={source.name}", self._nginx.url(source)]
        with self._nginx.round() as server:
            client = run_client(self._workspace, command, timeout_seconds)
        return CopyFigures.of_client_and_server(client, server)

    def stop(self) -> None:
        self._nginx.stop()
