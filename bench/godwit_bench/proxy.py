"""The harness's hold on the counting proxy, which runs as a process of its own."""

from __future__ import annotations

import sys
from pathlib import Path

from godwit_bench import counting_proxy
from godwit_bench.errors import BenchError
from godwit_bench.workspace import Workspace


class CountingProxy:
    """Stands between the receiver and the sender's port; a context that ends with `stop`."""

    def __init__(self, workspace: Workspace, target_port: int) -> None:
        self._process = workspace.start(
            [sys.executable, Path(counting_proxy.__file__), str(target_port)],
            pipe_input=True, pipe_output=True)
        self.port = self._answer()

    def __enter__(self) -> CountingProxy:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.input is not None and self._process.output is not None
        self._process.input.close()
        self._process.output.close()
        self._process.stop()

    def payload_bytes(self) -> int:
        """All that the sender has sent through here, over all connections so far."""
        assert self._process.input is not None
        self._process.input.write(b"\n")
        return self._answer()

    def _answer(self) -> int:
        assert self._process.output is not None
        answer = self._process.output.readline()
        if not answer:
            raise BenchError(f"the counting proxy died: {self._process.last_words()}")
        return int(answer)
