"""P2: CPU seconds of both ends per GiB, from the same runs as P1."""

from __future__ import annotations

from typing import Any

from godwit_bench.bench import Bench
from godwit_bench.copy_race import CopyRace
from godwit_bench.report import Check, Measurement, Table
from godwit_bench.sizes import format_size
from godwit_bench.spread import Spread, median_of_pairwise_ratios, ratio_of_medians

_BAR_AGAINST_CURL = 1.3


def measure(bench: Bench) -> Measurement:
    race = bench.copy_race
    return Measurement(
        "P2", f"CPU seconds of both ends per GiB, one file of {format_size(race.size_bytes)}",
        tables=[_table(race)], checks=[_check(race)],
        notes=["The runs are those of P1.", *race.absent, *race.outliers()],
        figures={name: _figures(race, name) for name in race.rounds},
        failure="; ".join(race.failed) or None)


def _table(race: CopyRace) -> Table:
    rows = []
    for name in race.rounds:
        ratios = _ratios(race, name)
        cells = [f"{ratio:.2f}" for ratio in ratios.values()] or ["–", "–"]
        rows.append([race.titles[name], Spread.of(race.cpu_seconds_per_gib(name)).text(), *cells])
    return Table(["contestant", "CPU s per GiB", "Godwit ÷ it, of medians", "median of pairs"],
                 rows)


def _check(race: CopyRace) -> Check:
    ratio = _ratios(race, "curl").get("ratioOfMedians") if "curl" in race.rounds else None
    return Check("CPU time, Godwit ÷ curl and nginx", ratio, _BAR_AGAINST_CURL, "×")


def _figures(race: CopyRace, name: str) -> dict[str, Any]:
    per_gib = race.cpu_seconds_per_gib(name)
    figures: dict[str, Any] = {"title": race.titles[name],
                               "cpuSecondsPerGib": Spread.of(per_gib).as_json(),
                               "rounds": per_gib}
    if ratios := _ratios(race, name):
        figures["godwitToThisCpu"] = ratios
    return figures


def _ratios(race: CopyRace, other: str) -> dict[str, float]:
    """Godwit against another; empty when there is nothing to compare."""
    if other == "godwit" or "godwit" not in race.rounds:
        return {}
    ours, theirs = race.cpu_seconds_per_gib("godwit"), race.cpu_seconds_per_gib(other)
    return {"ratioOfMedians": ratio_of_medians(ours, theirs),
            "medianOfPairwiseRatios": median_of_pairwise_ratios(ours, theirs)}
