"""magic-wormhole: `send` and `receive`, direct, meeting at a mailbox server of our own."""

from __future__ import annotations

from pathlib import Path

from godwit_bench.client_run import trusted_peak_bytes
from godwit_bench.contestant import CopyFigures
from godwit_bench.memory_sampler import MemorySampler
from godwit_bench.processes import Process
from godwit_bench.programs import missing_program, program
from godwit_bench.server import Server
from godwit_bench.workspace import Workspace, free_port

_CODE = "1-bench-race"

# Another Python that comes first on the PATH does not know Debian's packages.
_DEBIAN_PYTHON = Path("/usr/bin/python3")

# Debian's program is this too; it would offer the machine's other addresses, and connect to them.
_LOOPBACK_ONLY = """\
from wormhole import ipaddrs
ipaddrs.find_addresses = lambda: ["127.0.0.1"]
from wormhole.cli.cli import wormhole
wormhole()
"""


class MagicWormhole:
    name = "magic-wormhole"
    title = "magic-wormhole"

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def why_absent(self) -> str | None:
        return missing_program("wormhole", "twist3") or self._missing_service()

    def start(self) -> None:
        home = self._workspace.fresh_directory("wormhole")
        self._mailbox = self._service("wormhole-mailbox", "--channel-db", home / "mailbox.sqlite")
        self._relay = self._service("transitrelay")

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        """Both ends start at once, cold; the servers' work is little and is not counted."""
        sender = self._wormhole("send", "--hide-progress", "--code", _CODE, source)
        receiver = self._wormhole("receive", "--hide-progress", "--accept-file",
                                  "-o", directory / source.name, _CODE)
        with MemorySampler(sender.pid) as sent_memory, MemorySampler(receiver.pid) as memory:
            received = receiver.expect_success(timeout_seconds)
            sent = sender.expect_success(timeout_seconds)
        return CopyFigures(
            max(sent.finished_at, received.finished_at) - sender.started_at,
            sent.cpu_seconds + received.cpu_seconds,
            max(sent_memory.peak_bytes, trusted_peak_bytes(sent)),
            max(memory.peak_bytes, trusted_peak_bytes(received)))

    def stop(self) -> None:
        self._mailbox.stop()
        self._relay.stop()

    def _service(self, name: str, *words: str | Path) -> Server:
        port = free_port()
        return Server(self._workspace, [
            program("twist3"), name, "--port", f"tcp:{port}:interface=127.0.0.1", *words], port)

    def _wormhole(self, *words: str | Path) -> Process:
        return self._workspace.start([
            _DEBIAN_PYTHON, "-c", _LOOPBACK_ONLY,
            "--relay-url", f"ws://127.0.0.1:{self._mailbox.port}/v1",
            "--transit-helper", f"tcp:127.0.0.1:{self._relay.port}", *words])

    def _missing_service(self) -> str | None:
        plugins = Path("/usr/lib/python3/dist-packages/twisted/plugins")
        for module, package in {"magic_wormhole_mailbox": "python3-magic-wormhole-mailbox-server",
                                "magic_wormhole_transit_relay": "magic-wormhole-transit-relay"
                                }.items():
            if not (plugins / f"{module}.py").exists():
                return f"{module} is not installed (Debian package {package})"
        return None
