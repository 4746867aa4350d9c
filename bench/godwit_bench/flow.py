"""How evenly and how fast bytes flowed, from samples taken outside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


class Flow:
    """Cumulative bytes at times; the first byte is time nought."""

    def __init__(self, samples: Sequence[tuple[float, int]], noise_bytes: int = 100_000) -> None:
        """Handshakes and manifests are noise: the flow begins when more than that has passed."""
        begun = [index for index, (_, count) in enumerate(samples) if count > noise_bytes]
        first = max(0, begun[0] - 1) if begun else len(samples)
        most = samples[-1][1] if samples else 0
        # What dribbles in after the last content is noise, too.
        last = next((index for index, (_, count) in enumerate(samples)
                     if count >= most - noise_bytes), len(samples))
        kept = samples[first:last + 1]
        self._times = [at - kept[0][0] for at, _ in kept]
        self._counts = [count for _, count in kept]

    @property
    def seconds(self) -> float:
        return self._times[-1] if self._times else 0.0

    def rate(self, from_seconds: float = 0.0) -> float | None:
        """Bytes per second from then to the end; None if it did not last so long."""
        if self.seconds - from_seconds < 0.5:
            return None
        carried = self._counts[-1] - self._count_at(from_seconds)
        return carried / (self.seconds - from_seconds)

    def largest_second(self) -> float | None:
        """The most bytes in any second that lies within the flow, wherever it begins."""
        if self.seconds < 1:
            return None
        return max(self._count_at(begin + 1) - self._count_at(begin)
                   for begin in self._times if begin + 1 <= self.seconds)

    def _count_at(self, seconds: float) -> float:
        """Between two samples, bytes are taken to have flowed evenly."""
        after = min(max(1, bisect_left(self._times, seconds)), len(self._times) - 1)
        begin, end = self._times[after - 1], self._times[after]
        share = (seconds - begin) / (end - begin) if end > begin else 1.0
        return self._counts[after - 1] + share * (self._counts[after] - self._counts[after - 1])
