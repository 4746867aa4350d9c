"""The harness's hold on the link proxy: a line with a delay, a rate and a fate, in Java.

It is the proxy of the tests, run from its sources, so it needs no build.
"""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from godwit_bench.errors import BenchError
from godwit_bench.results_file import CHECKOUT
from godwit_bench.workspace import Workspace

_SOURCE = CHECKOUT / "testkit/src/main/java/dev/godwit/testkit/LinkProxyMain.java"
_SAMPLE_SECONDS = 0.1


@dataclass(frozen=True)
class Carried:
    """What had passed at a time, over all connections so far."""

    at: float
    down_bytes: int
    up_bytes: int
    connections: int
    broken: int


class LinkProxy:
    """Stands before a port; a context that ends with the process."""

    def __init__(self, workspace: Workspace, target_port: int, **line: int | float) -> None:
        self._process = workspace.start(
            [_java(), "-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1", _SOURCE,
             f"target={target_port}", *(f"{name}={value}" for name, value in line.items())],
            pipe_input=True, pipe_output=True)
        self.port = int(self._answer())

    def __enter__(self) -> LinkProxy:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.input is not None and self._process.output is not None
        self._process.input.close()
        self._process.output.close()
        self._process.stop()

    def carried(self) -> Carried:
        assert self._process.input is not None
        self._process.input.write(b"\n")
        nanos, *counts = (int(word) for word in self._answer().split())
        return Carried(nanos / 1e9, *counts)

    def _answer(self) -> str:
        assert self._process.output is not None
        answer = self._process.output.readline()
        if not answer:
            raise BenchError(f"the link proxy died: {self._process.last_words()}")
        return answer.decode()


class LinkSampler:
    """A context that looks ten times a second at what a proxy has carried."""

    def __init__(self, proxy: LinkProxy) -> None:
        self.samples: list[Carried] = []
        self._proxy = proxy
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> LinkSampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _sample(self) -> None:
        due = time.monotonic()
        while True:
            try:
                self.samples.append(self._proxy.carried())
            except (BenchError, OSError, ValueError):
                return  # it died; whoever waits for the transfer finds out why
            due += _SAMPLE_SECONDS
            if self._stopping.wait(max(0.0, due - time.monotonic())):
                return


def _java() -> Path:
    """A JDK that runs several source files at once: 22 or newer."""
    homes = [os.environ.get("JAVA_HOME", ""), *map(str, sorted(Path("/usr/lib/jvm").glob("*")))]
    for home in filter(None, homes):
        release = Path(home) / "release"
        if release.is_file() and (Path(home) / "bin/javac").is_file():
            version = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(), re.MULTILINE)
            if version and int(version[1]) >= 22:
                return Path(home) / "bin/java"
    raise BenchError("the link proxy needs a JDK 22 or newer (set JAVA_HOME)")
