"""Peak resident memory of one end of a transfer that may consist of several processes."""

from __future__ import annotations

import threading

from godwit_bench.proc_files import peak_resident_bytes, process_tree

_INTERVAL_SECONDS = 0.05


class MemorySampler:
    """Adds up the high-water marks of all living processes below a root, and keeps the maximum.

    Sampling is needed because a process that has ended no longer tells its own peak. High-water
    marks rather than present sizes are added, so only growth within the last interval before a
    process ends can be missed. Pages shared by processes count once for each of them.
    """

    def __init__(self, root_pid: int) -> None:
        self.peak_bytes = 0
        self._root_pid = root_pid
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> MemorySampler:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    def _sample(self) -> None:
        while True:
            total = sum(peak_resident_bytes(pid) for pid in process_tree(self._root_pid))
            self.peak_bytes = max(self.peak_bytes, total)
            if self._stopping.wait(_INTERVAL_SECONDS):
                return
