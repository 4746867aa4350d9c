"""P6: kill either side at 50 %, start the same command again, and see what is sent twice."""

from __future__ import annotations

from godwit_bench.bench import Bench
from godwit_bench.console import say
from godwit_bench.interrupted_transfer import InterruptedTransfer, Resumed
from godwit_bench.report import Check, Measurement, Table, json_fields
from godwit_bench.sizes import MIB, format_size
from godwit_bench.spread import Spread

_SENT_TWICE_BAR_PERCENT = 1.0
_FLOW_BAR_SECONDS = 1.0
_VICTIMS = ("sender", "receiver")


def measure(bench: Bench) -> Measurement:
    size_bytes = bench.options.size_bytes
    with _transfer(bench) as transfer:
        whole = transfer.uninterrupted()
    say(f"P6 an undisturbed transfer sends {whole - size_bytes} bytes more than the file holds")
    resumed: dict[str, list[Resumed]] = {victim: [] for victim in _VICTIMS}
    for number in range(bench.options.rounds):
        for victim in _VICTIMS:
            with _transfer(bench) as transfer:
                resumed[victim].append(transfer.killed_half_way(victim))
            say(f"P6 round {number + 1}/{bench.options.rounds}  {victim} killed, "
                f"{(resumed[victim][-1].payload_bytes - whole) / MIB:.1f} MiB sent twice")
    twice = {victim: [max(0, each.payload_bytes - whole) * 100 / size_bytes for each in series]
             for victim, series in resumed.items()}
    return Measurement(
        "P6", f"resume: {format_size(size_bytes)}, either side killed at 50 %",
        tables=[_table(resumed, twice)], checks=_checks(resumed, twice),
        notes=[f"Overhead of an undisturbed transfer, taken off: {whole - size_bytes} bytes."],
        figures={"undisturbedBytes": whole, "sizeBytes": size_bytes,
                 **{f"{victim}Killed": [json_fields(each) | {"sentTwicePercent": percent}
                                    for each, percent in zip(series, twice[victim])]
                    for victim, series in resumed.items()}})


def _transfer(bench: Bench) -> InterruptedTransfer:
    return InterruptedTransfer(bench.godwit, bench.workspace, bench.source)


def _table(resumed: dict[str, list[Resumed]], twice: dict[str, list[float]]) -> Table:
    rows = [[victim,
             Spread.of(twice[victim]).text(3),
             Spread.of([each.restart_to_progress for each in series]).text(3),
             Spread.of([each.restart_to_wire for each in series]).text(3)]
            for victim, series in resumed.items()]
    return Table(["killed", "sent twice, % of the file", "restart to progress, s",
                  "restart to 1 MiB on the wire, s"], rows)


def _checks(resumed: dict[str, list[Resumed]], twice: dict[str, list[float]]) -> list[Check]:
    checks = []
    for victim, series in resumed.items():
        checks.append(Check(f"sent twice, {victim} killed", Spread.of(twice[victim]).median,
                            _SENT_TWICE_BAR_PERCENT, "%"))
        checks.append(Check(f"restart until bytes flow, {victim} killed",
                            Spread.of([each.restart_to_wire for each in series]).median,
                            _FLOW_BAR_SECONDS, "s"))
    return checks
