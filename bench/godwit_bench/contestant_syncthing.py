"""Syncthing: two connected instances, from adding the file until the other one has it."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from godwit_bench.contestant import CopyFigures
from godwit_bench.memory_sampler import MemorySampler
from godwit_bench.proc_files import cpu_seconds, process_tree
from godwit_bench.programs import missing_program
from godwit_bench.syncthing_node import SyncthingNode
from godwit_bench.workspace import Workspace


class Syncthing:
    name = "syncthing"
    title = "Syncthing, adding to in sync"

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def why_absent(self) -> str | None:
        return missing_program("syncthing")

    def start(self) -> None:
        """Instances start anew for each copy: a database must not remember earlier ones."""

    def copy(self, source: Path, directory: Path, timeout_seconds: float) -> CopyFigures:
        """The instances are connected and idle when time begins: the link costs nothing."""
        sender, receiver = SyncthingNode(self._workspace), SyncthingNode(self._workspace)
        try:
            sender.start(receiver, "sendonly")
            receiver.start(sender, "receiveonly")
            for one, other in ((sender, receiver), (receiver, sender)):
                one.await_connected(other)
                one.await_idle()
            return self._measured(sender, receiver, source, directory, timeout_seconds)
        finally:
            for node in (sender, receiver):
                node.stop()
                shutil.rmtree(node.home)
                shutil.rmtree(node.folder)

    def stop(self) -> None:
        pass

    def _measured(self, sender: SyncthingNode, receiver: SyncthingNode, source: Path,
                  directory: Path, timeout_seconds: float) -> CopyFigures:
        os.link(source, sender.folder / source.name)
        cpu_before = _cpu(sender) + _cpu(receiver)
        with MemorySampler(sender.pid) as sent, MemorySampler(receiver.pid) as received:
            begin = time.monotonic()
            sender.scan(timeout_seconds)
            receiver.await_bytes(source.stat().st_size, timeout_seconds)
            wall = time.monotonic() - begin
        cpu = _cpu(sender) + _cpu(receiver) - cpu_before
        os.rename(receiver.folder / source.name, directory / source.name)
        return CopyFigures(wall, cpu, sent.peak_bytes, received.peak_bytes)


def _cpu(node: SyncthingNode) -> float:
    return sum(cpu_seconds(pid) for pid in process_tree(node.pid))
