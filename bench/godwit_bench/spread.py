"""Minimum, median and maximum of repeated measurements, and ratios between two series."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """What is quoted of a series: the median, with the range as the honest error bar."""

    minimum: float
    median: float
    maximum: float

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        return Spread(min(values), statistics.median(values), max(values))

    def text(self, decimals: int = 2, scale: float = 1.0) -> str:
        low, middle, high = (f"{value / scale:.{decimals}f}" for value in
                             (self.minimum, self.median, self.maximum))
        return f"{middle} ({low}–{high})"

    def as_json(self) -> dict[str, float]:
        return {"min": self.minimum, "median": self.median, "max": self.maximum}


def ratio_of_medians(ours: Sequence[float], theirs: Sequence[float]) -> float:
    return statistics.median(ours) / statistics.median(theirs)


def median_of_pairwise_ratios(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Ratio within each round first: a disturbance that hits a whole round cancels out."""
    return statistics.median(our / their for our, their in zip(ours, theirs))
