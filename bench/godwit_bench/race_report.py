"""What a race of copies says: a table, the bars, every figure."""

from __future__ import annotations

from typing import Any

from godwit_bench.contestant import CopyFigures
from godwit_bench.copy_race import CopyRace
from godwit_bench.report import Check, Measurement, Table, json_fields
from godwit_bench.sizes import MIB
from godwit_bench.spread import Spread, median_of_pairwise_ratios, ratio_of_medians


def race_measurement(name: str, title: str, race: CopyRace, bars: dict[str, float]) -> Measurement:
    """The bars say how much of a contestant's wall time Godwit may take."""
    return Measurement(
        name, title,
        tables=[_table(race), *_phase_tables(race)],
        checks=[_check(race, other, bar) for other, bar in bars.items()],
        notes=[*race.absent, *race.outliers()],
        figures={name: _figures(race, name) for name in race.rounds},
        failure="; ".join(race.failed) or None)


def _table(race: CopyRace) -> Table:
    rows = []
    for name, rounds in race.rounds.items():
        cpu = Spread.of([figures.cpu_seconds for figures in rounds])
        rows.append([
            race.titles[name], Spread.of(race.wall_seconds(name)).text(), cpu.text(),
            _memory(rounds, "sender_peak_bytes"), _memory(rounds, "receiver_peak_bytes"),
            *_ratio_cells(race, name)])
    return Table(["contestant", "wall s", "CPU s, both ends", "sender MiB", "receiver MiB",
                  "Godwit ÷ it, of medians", "median of pairs"], rows)


def _phase_tables(race: CopyRace) -> list[Table]:
    rows = [[race.titles[name], phase, Spread.of([each.phases[phase] for each in rounds]).text()]
            for name, rounds in race.rounds.items() for phase in rounds[0].phases]
    return [Table(["contestant", "of which", "s"], rows)] if rows else []


def _memory(rounds: list[CopyFigures], end: str) -> str:
    peaks = [getattr(figures, end) for figures in rounds]
    return "–" if None in peaks else Spread.of(peaks).text(decimals=0, scale=MIB)


def _ratio_cells(race: CopyRace, other: str) -> list[str]:
    if other == "godwit" or "godwit" not in race.rounds:
        return ["–", "–"]
    ours, theirs = race.wall_seconds("godwit"), race.wall_seconds(other)
    return [f"{ratio_of_medians(ours, theirs):.2f}",
            f"{median_of_pairwise_ratios(ours, theirs):.2f}"]


def _check(race: CopyRace, other: str, bar: float) -> Check:
    subject = f"wall time, Godwit ÷ {race.titles.get(other, other)}"
    if other not in race.rounds or "godwit" not in race.rounds:
        return Check(subject, None, bar, "×")
    ratio = ratio_of_medians(race.wall_seconds("godwit"), race.wall_seconds(other))
    return Check(subject, ratio, bar, "×")


def _figures(race: CopyRace, name: str) -> dict[str, Any]:
    rounds = race.rounds[name]
    figures: dict[str, Any] = {
        "title": race.titles[name],
        "wallSeconds": Spread.of(race.wall_seconds(name)).as_json(),
        "cpuSeconds": Spread.of([each.cpu_seconds for each in rounds]).as_json(),
        "receiverPeakBytes": Spread.of([each.receiver_peak_bytes for each in rounds]).as_json(),
        "rounds": [json_fields(each) for each in rounds]}
    sender_peaks = [each.sender_peak_bytes for each in rounds
                    if each.sender_peak_bytes is not None]
    if sender_peaks:
        figures["senderPeakBytes"] = Spread.of(sender_peaks).as_json()
    if name != "godwit" and "godwit" in race.rounds:
        ours, theirs = race.wall_seconds("godwit"), race.wall_seconds(name)
        figures["godwitToThisWall"] = {
            "ratioOfMedians": ratio_of_medians(ours, theirs),
            "medianOfPairwiseRatios": median_of_pairwise_ratios(ours, theirs)}
    return figures
