"""The files that keep a run: Markdown to read and JSON to compute with."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from godwit_bench.render import markdown
from godwit_bench.report import Measurement

CHECKOUT = Path(__file__).resolve().parents[2]


def commit() -> str:
    """The short commit, marked when the tree differs from it; results do not count as a change."""
    revision = _git("rev-parse", "--short", "HEAD")
    if revision is None:
        return "uncommitted"
    changes = _git("status", "--porcelain", "--", ".", ":(exclude)bench/results")
    return f"{revision}-dirty" if changes else revision


def write_results(directory: Path, arguments: Sequence[str], commit_name: str,
                  machine: dict[str, str], measurements: list[Measurement],
                  private_paths: Sequence[Path]) -> list[Path]:
    """Write both files and return their paths; an earlier result is never overwritten."""
    machine = {name: _public(value, private_paths) for name, value in machine.items()}
    measurements = [replace(each, notes=[_public(note, private_paths) for note in each.notes],
                            failure=each.failure and _public(each.failure, private_paths))
                    for each in measurements]
    now = datetime.now(timezone.utc)
    head = {"command": _command_line(arguments), "commit": commit_name,
            "date": now.strftime("%Y-%m-%dT%H:%MZ"), "machine": machine}
    body: dict[str, Any] = head | {"measurements": [each.as_json() for each in measurements]}
    directory.mkdir(parents=True, exist_ok=True)
    stem = _unused_stem(directory, f"{now:%Y-%m-%d}-{commit_name}")
    written = []
    for suffix, text in ((".md", _markdown(head, measurements)),
                         (".json", json.dumps(body, indent=2, ensure_ascii=False) + "\n")):
        path = directory / (stem + suffix)
        path.write_text(text)
        written.append(path)
    return written


def _markdown(head: dict[str, Any], measurements: list[Measurement]) -> str:
    lines = ["# Benchmark run", "", f"- command: `{head['command']}`",
             f"- commit: {head['commit']}", f"- date: {head['date']}"]
    lines += [f"- {name}: {value}" for name, value in head["machine"].items()]
    return "\n".join(lines) + "\n\n" + "\n".join(markdown(each) for each in measurements)


def _command_line(arguments: Sequence[str]) -> str:
    """The command as it was given, with every absolute path reduced to its last part."""
    shown = [re.sub(r"(?:(?<=^)|(?<==))/\S*?([^/\s]+)/?$", r"…/\1", word) for word in arguments]
    return " ".join(["bench/race", *shown])


def _unused_stem(directory: Path, wanted: str) -> str:
    stem, number = wanted, 2
    while any((directory / (stem + suffix)).exists() for suffix in (".md", ".json")):
        stem, number = f"{wanted}-{number}", number + 1
    return stem


def _public(text: str, private_paths: Sequence[Path]) -> str:
    """Error texts may quote paths and the host's name; a kept result must not."""
    replacements = {str(CHECKOUT): "…", str(Path.home()): "~", socket.gethostname(): "localhost"}
    replacements |= {str(path): "…" for path in private_paths}
    for private in sorted(filter(None, replacements), key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(private)}(?![\w-])", replacements[private], text)
    return text


def _git(*words: str) -> str | None:
    try:
        answer = subprocess.run(["git", "--no-optional-locks", *words], cwd=CHECKOUT,
                                capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()
