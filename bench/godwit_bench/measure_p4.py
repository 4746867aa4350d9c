"""P4: time until the code is printed and until bytes flow, whatever size and number."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from godwit_bench.bench import Bench
from godwit_bench.console import say
from godwit_bench.godwit_command import Event, GodwitCommand
from godwit_bench.godwit_pair import PATIENCE_SECONDS, await_ticket
from godwit_bench.payload import require_same_bytes, write_random_file, write_sparse_file
from godwit_bench.report import Check, Measurement, Table, json_fields
from godwit_bench.spread import Spread
from godwit_bench.tree_payload import write_entries

_READY_BAR_SECONDS = 0.5
_FIRST_BYTE_BAR_SECONDS = 1.0
_SMALL_BYTES = 10**6
_LARGE_BYTES = 20 * 10**9


@dataclass(frozen=True)
class _Start:
    """One start; the first byte is dated by the first progress event that counts any."""

    send_to_ready: float
    receive_to_first_byte: float
    connected_to_first_byte: float


def measure(bench: Bench) -> Measurement:
    directory = bench.workspace.fresh_directory("start")
    small = write_random_file(directory / "small.bin", _SMALL_BYTES)
    large = write_sparse_file(directory / "large.bin", _LARGE_BYTES)
    say(f"P4: writing {bench.options.entries:,} entries")
    write_entries(directory / "entries", bench.options.entries)
    many = f"{bench.options.entries:,} entries"
    starts: dict[str, list[_Start]] = {"1 MB": [], "20 GB sparse": [], many: []}
    for number in range(bench.options.rounds):
        starts["1 MB"].append(_start(bench, small, complete=True))
        starts["20 GB sparse"].append(_start(bench, large, complete=False))
        starts[many].append(_start(bench, directory / "entries", complete=False))
        say(f"P4 round {number + 1}/{bench.options.rounds} done")
    shutil.rmtree(directory)
    return Measurement(
        "P4", "time from `send` to code, and from accept to first byte",
        tables=[_table(starts)], checks=_checks(starts),
        notes=["The two large transfers are killed at their first byte."],
        figures={size: [json_fields(start) for start in series] for size, series in starts.items()})


def _start(bench: Bench, path: Path, complete: bool) -> _Start:
    directory = bench.workspace.fresh_directory("copy")
    with bench.godwit.fresh_pair() as pair:
        sender = pair.send(path)
        receiver = pair.receive(await_ticket(sender), directory)
        first = receiver.await_match(_bytes_have_come, "progress", PATIENCE_SECONDS)
        if complete:
            receiver.expect_success(PATIENCE_SECONDS)
            sender.expect_success(PATIENCE_SECONDS)
            require_same_bytes(path, directory / path.name)
        else:
            pair.end_commands()
    shutil.rmtree(directory)
    return _times(sender, receiver, first)


def _bytes_have_come(event: Event) -> bool:
    """A small file may be done before a progress line is due; that is later, never earlier."""
    return event.name == "done" or (event.name == "progress" and event.bytes_done > 0)


def _times(sender: GodwitCommand, receiver: GodwitCommand, first: Event) -> _Start:
    ready = sender.await_event("ready", PATIENCE_SECONDS)
    connected = receiver.await_event("connected", PATIENCE_SECONDS)
    return _Start(ready.at - sender.started_at, first.at - receiver.started_at,
                  first.at - connected.at)


def _table(starts: dict[str, list[_Start]]) -> Table:
    rows = [[size,
             Spread.of([start.send_to_ready for start in series]).text(3),
             Spread.of([start.receive_to_first_byte for start in series]).text(3),
             Spread.of([start.connected_to_first_byte for start in series]).text(3)]
            for size, series in starts.items()]
    return Table(["what", "send start to code, s", "receive start to first byte, s",
                  "connected to first byte, s"], rows)


def _checks(starts: dict[str, list[_Start]]) -> list[Check]:
    checks = []
    for size, series in starts.items():
        ready = Spread.of([start.send_to_ready for start in series]).median
        first = Spread.of([start.receive_to_first_byte for start in series]).median
        checks.append(Check(f"send start to code, {size}", ready, _READY_BAR_SECONDS, "s"))
        checks.append(Check(f"receive start to first byte, {size}", first,
                            _FIRST_BYTE_BAR_SECONDS, "s"))
    return checks
