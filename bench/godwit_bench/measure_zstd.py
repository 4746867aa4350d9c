"""Compression: what it gains on a slow line with text, and what it costs where it can gain nothing."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from godwit_bench.bench import Bench
from godwit_bench.console import say
from godwit_bench.flow import Flow
from godwit_bench.godwit_pair import await_ticket
from godwit_bench.link_proxy import LinkProxy, LinkSampler
from godwit_bench.payload import require_same_bytes, write_log_file, write_random_file
from godwit_bench.report import Check, Measurement, Table
from godwit_bench.sizes import MIB, format_size
from godwit_bench.spread import Spread
from godwit_bench.workspace import free_port

_LINE = {"rate": 12_500_000, "delayMillis": 5, "queue": MIB}
_TEXT_BYTES = 256 * MIB
_MODES = ("auto", "never")
_TEXT_BAR = 1 / 3
_RANDOM_BAR = 1.02


def measure(bench: Bench) -> Measurement:
    size_bytes = bench.options.size_bytes
    bench.workspace.require_free(2 * max(size_bytes, _TEXT_BYTES) + 256 * MIB)
    directory = bench.workspace.directory("served")
    text = _rounds(bench, "text", write_log_file(directory / "service.log", _TEXT_BYTES), _over_the_line)
    random = _rounds(bench, "random", write_random_file(directory / "random.bin", size_bytes), _directly)
    return Measurement(
        "ZSTD", "--compress auto against never",
        tables=[Table(
            ["content", "line", "auto, s", "never, s", "auto ÷ never, median of pairs"],
            [[f"{format_size(_TEXT_BYTES)} of log lines", "100 Mbit/s, 10 ms", *_cells(text)],
             [f"{format_size(size_bytes)} of random bytes", "loopback", *_cells(random)]])],
        checks=[Check("text on a slow line, auto ÷ never", _ratio(text), _TEXT_BAR, "×"),
                Check("random bytes on a fast line, auto ÷ never", _ratio(random), _RANDOM_BAR, "×")],
        notes=["Text: from the first byte on the line to the last. Random: from the start of "
               "`receive` until both have exited."],
        figures={"text": text, "random": random})


_Cross = Callable[[Bench, Path, Path, str], float]


def _rounds(bench: Bench, title: str, source: Path, cross: _Cross) -> dict[str, list[float]]:
    """Modes in turn, the first of a round another one each time; the source is removed at the end."""
    seconds: dict[str, list[float]] = {mode: [] for mode in _MODES}
    try:
        for number in range(bench.options.rounds):
            for mode in _MODES if number % 2 == 0 else _MODES[::-1]:
                directory = bench.workspace.fresh_directory("copy")
                try:
                    seconds[mode].append(cross(bench, source, directory, mode))
                    require_same_bytes(source, directory / source.name)
                finally:
                    shutil.rmtree(directory)
                say(f"ZSTD round {number + 1}/{bench.options.rounds}  {title}, {mode}: "
                    f"{seconds[mode][-1]:.2f} s")
    finally:
        source.unlink()
    return seconds


def _over_the_line(bench: Bench, source: Path, directory: Path, mode: str) -> float:
    port = free_port()
    with bench.godwit.fresh_pair() as pair, LinkProxy(bench.workspace, port, **_LINE) as proxy:
        sender = pair.send(source, port, ("--compress", mode))
        ticket = await_ticket(sender)
        with LinkSampler(proxy) as sampler:
            receiver = pair.receive(ticket, directory, at_port=proxy.port)
            receiver.expect_success(_patience_seconds(source))
            sender.expect_success(_patience_seconds(source))
        return Flow([(each.at, each.down_bytes) for each in sampler.samples]).seconds


def _directly(bench: Bench, source: Path, directory: Path, mode: str) -> float:
    with bench.godwit.fresh_pair() as pair:
        sender = pair.send(source, None, ("--compress", mode))
        ticket = await_ticket(sender)
        start = time.monotonic()
        receiver = pair.receive(ticket, directory)
        receiver.expect_success(_patience_seconds(source))
        sender.expect_success(_patience_seconds(source))
        return time.monotonic() - start


def _cells(seconds: dict[str, list[float]]) -> list[str]:
    return [*(Spread.of(seconds[mode]).text() for mode in _MODES), f"{_ratio(seconds):.3f}"]


def _ratio(seconds: dict[str, list[float]]) -> float:
    return statistics.median(
        auto / never for auto, never in zip(seconds["auto"], seconds["never"], strict=True))


def _patience_seconds(source: Path) -> float:
    return 60 + source.stat().st_size / 5e6
