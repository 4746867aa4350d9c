"""P11: bandwidth limited to 10 MB/s, at the sender and at the receiver, seen from outside."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from godwit_bench.bench import Bench
from godwit_bench.console import say
from godwit_bench.flow import Flow
from godwit_bench.godwit_pair import await_ticket
from godwit_bench.link_proxy import LinkProxy, LinkSampler
from godwit_bench.payload import require_same_bytes, write_random_file
from godwit_bench.report import Check, Measurement, Table, json_fields
from godwit_bench.spread import Spread
from godwit_bench.workspace import free_port

_RATE = 10_000_000
_RATE_WORD = "10MB"
_DEVIATION_BAR_PERCENT = 2.0
_SECOND_BAR = 1.2
_DIRECTIONS = ("up", "down")


@dataclass(frozen=True)
class _Limited:
    """A rate as a share of what was asked for."""

    seconds: float
    mean: float
    largest_second: float


def measure(bench: Bench) -> Measurement:
    seconds = bench.options.limit_seconds
    file = write_random_file(bench.workspace.fresh_directory("limited") / "limited.bin",
                             seconds * _RATE)
    limited: dict[str, list[_Limited]] = {direction: [] for direction in _DIRECTIONS}
    try:
        for number in range(bench.options.rounds):
            for direction in _DIRECTIONS:
                limited[direction].append(_transfer(bench, file, direction))
                say(f"P11 round {number + 1}/{bench.options.rounds}  --limit-{direction}: "
                    f"{limited[direction][-1].mean * 100:.2f} %")
    finally:
        shutil.rmtree(file.parent)
    return Measurement(
        "P11", f"limited to 10 MB/s for {seconds} s, counted on the wire",
        tables=[_table(limited)], checks=_checks(limited),
        notes=["Counted are the bytes that leave the sender's host: TLS and hashes are part of "
               "them, and so is what waits in the receiver's socket."],
        figures={f"limit{direction.title()}": [json_fields(each) for each in series]
                 for direction, series in limited.items()})


def _transfer(bench: Bench, file: Path, direction: str) -> _Limited:
    directory, port = bench.workspace.fresh_directory("copy"), free_port()
    words = {each: ["--limit-" + each, _RATE_WORD] if each == direction else []
             for each in _DIRECTIONS}
    try:
        with bench.godwit.fresh_pair() as pair, LinkProxy(bench.workspace, port) as proxy:
            sender = pair.send(file, port, words["up"])
            ticket = await_ticket(sender)
            with LinkSampler(proxy) as sampler:
                receiver = pair.receive(ticket, directory, proxy.port, words["down"])
                receiver.expect_success(60 + 3 * bench.options.limit_seconds)
                sender.expect_success(60)
            require_same_bytes(file, directory / file.name)
    finally:
        shutil.rmtree(directory)
    flow = Flow([(each.at, each.down_bytes) for each in sampler.samples])
    return _Limited(flow.seconds, (flow.rate() or 0) / _RATE, (flow.largest_second() or 0) / _RATE)


def _table(limited: dict[str, list[_Limited]]) -> Table:
    rows = [[f"--limit-{direction}",
             Spread.of([each.seconds for each in series]).text(),
             Spread.of([each.mean for each in series]).text(4),
             Spread.of([each.largest_second for each in series]).text(3)]
            for direction, series in limited.items()]
    return Table(["limit", "flowing, s", "mean ÷ limit", "largest second ÷ limit"], rows)


def _checks(limited: dict[str, list[_Limited]]) -> list[Check]:
    checks = []
    for direction, series in limited.items():
        worst = max(abs(each.mean - 1) * 100 for each in series)
        checks.append(Check(f"mean off the limit, --limit-{direction}, worst round", worst,
                            _DEVIATION_BAR_PERCENT, "%"))
        checks.append(Check(f"largest second ÷ limit, --limit-{direction}, worst round",
                            max(each.largest_second for each in series), _SECOND_BAR, "×"))
    return checks
