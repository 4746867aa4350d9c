"""P7: a line of 100 ms round trip and 1 Gbit/s; and the same with connections that break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from godwit_bench.bench import Bench
from godwit_bench.client_run import run_client
from godwit_bench.console import say
from godwit_bench.contestant_curl import CurlFromNginx
from godwit_bench.errors import BenchError
from godwit_bench.flow import Flow
from godwit_bench.godwit_pair import await_ticket
from godwit_bench.link_proxy import LinkProxy, LinkSampler
from godwit_bench.payload import require_same_bytes, write_random_file
from godwit_bench.report import Check, Measurement, Table, json_fields
from godwit_bench.sizes import MIB, format_size
from godwit_bench.spread import Spread
from godwit_bench.workspace import free_port

_RATE = 125_000_000
_LINE = {"rate": _RATE, "delayMillis": 50, "queue": 4 * MIB}
# One connection in a hundred is reset, after up to 200 MB. With this seed it is the third, after
# 13 MB, and none of the next thirty: else a transfer, which opens a few, would seldom meet any.
_BREAKS = {"resetShare": 0.01, "resetWithin": 200_000_000, "seed": 352}
_START_SECONDS = 5.0
_IDLE_BAR_PERCENT = 10.0

# curl fills any line that the proxy can make; where even curl cannot, the machine is too busy.
_CONTROL = "curl from nginx, TLS 1.3"
_CONTROL_PERCENT = 95.0


@dataclass(frozen=True)
class _Crossing:
    seconds: float
    used_percent: float | None
    connections: int
    broken: int


def measure(bench: Bench) -> Measurement:
    size_bytes = bench.options.link_size_bytes
    bench.workspace.require_free(2 * size_bytes + 256 * MIB)
    source = write_random_file(bench.workspace.directory("served") / "far.bin", size_bytes)
    crossings: dict[str, list[_Crossing]] = {}
    notes, failed = [], []
    try:
        for title, (absence, cross) in _racers(bench, source).items():
            if absence is not None:
                notes.append(f"{absence}, so {title} does not race.")
                continue
            try:
                crossings[title] = _rounds(title, cross, bench.options.rounds)
            except BenchError as problem:
                failed.append(f"{title} failed: {problem}")
    finally:
        source.unlink()
    judged = _line_was_there(crossings, notes)
    return Measurement(
        "P7", f"{format_size(size_bytes)} over 100 ms round trip and 1 Gbit/s",
        tables=[_table(crossings)],
        checks=[Check(f"line left idle after {_START_SECONDS:.0f} s, {title}",
                      _idle(series) if judged else None, _IDLE_BAR_PERCENT, "%")
                for title, series in crossings.items() if title.startswith("Godwit")],
        notes=[*notes, "TCP itself sees loopback: what is measured is whether the program keeps "
               "the line full, not the kernel's congestion control."],
        figures={title: [json_fields(each) for each in series]
                 for title, series in crossings.items()},
        failure="; ".join(failed) or None)


def _line_was_there(crossings: dict[str, list[_Crossing]], notes: list[str]) -> bool:
    idle = _idle(crossings.get(_CONTROL, []))
    if idle is None or 100 - idle >= _CONTROL_PERCENT:
        return True
    notes.append(f"Even curl used {100 - idle:.0f} % only: the machine was too busy for the line, "
                 "so nothing is judged.")
    return False


def _rounds(title: str, cross: Callable[[], _Crossing], rounds: int) -> list[_Crossing]:
    series = []
    for number in range(rounds):
        series.append(cross())
        say(f"P7 round {number + 1}/{rounds}  {title}: {_percent(series[-1])}")
    return series


def _racers(bench: Bench, source: Path) -> dict[str, tuple[str | None, Callable[[], _Crossing]]]:
    curl = CurlFromNginx(bench.workspace, source.parent)
    godwit_absent = bench.godwit.why_absent()
    return {
        _CONTROL: (curl.why_absent(), lambda: _curl(bench, curl, source)),
        "Godwit": (godwit_absent, lambda: _godwit(bench, source, {})),
        "Godwit, a connection breaks": (godwit_absent, lambda: _godwit(bench, source, _BREAKS))}


def _curl(bench: Bench, curl: CurlFromNginx, source: Path) -> _Crossing:
    directory = bench.workspace.fresh_directory("copy")
    curl.start()
    try:
        with LinkProxy(bench.workspace, curl.port, **_LINE) as proxy:
            with LinkSampler(proxy) as sampler:
                run_client(bench.workspace, curl.command(source, directory, proxy.port),
                           _patience_seconds(source))
            require_same_bytes(source, directory / source.name)
            return _crossing(sampler)
    finally:
        curl.stop()
        shutil.rmtree(directory)


def _godwit(bench: Bench, source: Path, breaks: dict[str, int | float]) -> _Crossing:
    directory, port = bench.workspace.fresh_directory("copy"), free_port()
    try:
        with bench.godwit.fresh_pair() as pair, \
                LinkProxy(bench.workspace, port, **_LINE, **breaks) as proxy:
            sender = pair.send(source, port)
            ticket = await_ticket(sender)
            with LinkSampler(proxy) as sampler:
                receiver = pair.receive(ticket, directory, at_port=proxy.port)
                receiver.expect_success(_patience_seconds(source))
                sender.expect_success(_patience_seconds(source))
            require_same_bytes(source, directory / source.name)
            return _crossing(sampler)
    finally:
        shutil.rmtree(directory)


def _crossing(sampler: LinkSampler) -> _Crossing:
    if not sampler.samples:
        raise BenchError("the link proxy told nothing")
    last = sampler.samples[-1]
    flow = Flow([(each.at, each.down_bytes) for each in sampler.samples])
    rate = flow.rate(_START_SECONDS)
    return _Crossing(flow.seconds, None if rate is None else rate * 100 / _RATE,
                     last.connections, last.broken)


def _idle(series: list[_Crossing]) -> float | None:
    used = [each.used_percent for each in series if each.used_percent is not None]
    return 100 - Spread.of(used).median if used else None


def _table(crossings: dict[str, list[_Crossing]]) -> Table:
    rows = [[title, Spread.of([each.seconds for each in series]).text(),
             _used(series), str(max(each.connections for each in series)),
             str(max(each.broken for each in series))]
            for title, series in crossings.items()]
    return Table(["contestant", "flowing, s", "of the line after 5 s, %", "connections", "broken"],
                 rows)


def _used(series: list[_Crossing]) -> str:
    used = [each.used_percent for each in series if each.used_percent is not None]
    return Spread.of(used).text(1) if used else "–"


def _percent(crossing: _Crossing) -> str:
    return "over before it could be judged" if crossing.used_percent is None \
        else f"{crossing.used_percent:.1f} % of the line after {_START_SECONDS:.0f} s"


def _patience_seconds(source: Path) -> float:
    return 60 + source.stat().st_size / 5e6
