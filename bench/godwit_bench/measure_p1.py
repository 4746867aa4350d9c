"""P1: wall time of one file, Godwit's `send` and `receive` started cold."""

from __future__ import annotations

from godwit_bench.bench import Bench
from godwit_bench.race_report import race_measurement
from godwit_bench.report import Measurement
from godwit_bench.sizes import format_size

_BARS = {"curl": 1.0, "scp": 0.5, "rsync-ssh": 0.3, "magic-wormhole": 0.5}


def measure(bench: Bench) -> Measurement:
    race = bench.copy_race
    return race_measurement(
        "P1", f"one file of {format_size(race.size_bytes)}, `send` and `receive` started cold",
        race, _BARS)
