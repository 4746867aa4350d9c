"""One running `godwit send` or `godwit receive`, and the JSON events it prints."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from godwit_bench.errors import BenchError
from godwit_bench.processes import Exit, Process


@dataclass(frozen=True)
class Event:
    """An event line with the time at which it was read."""

    at: float
    body: dict[str, Any]

    @property
    def name(self) -> str:
        return self.body["event"]

    @property
    def bytes_done(self) -> int:
        return int(self.body.get("bytesDone", 0))


class GodwitCommand:
    """Reads events as they come, so that each has the time of its arrival."""

    def __init__(self, role: str, process: Process) -> None:
        self._role = role
        self._process = process
        self._events: list[Event] = []
        self._changed = threading.Condition()
        self._output_ended = False
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def started_at(self) -> float:
        return self._process.started_at

    @property
    def running(self) -> bool:
        return self._process.running

    @property
    def failed(self) -> bool:
        return self._process.failed

    def events(self, name: str) -> list[Event]:
        with self._changed:
            return [event for event in self._events if event.name == name]

    def await_event(self, name: str, timeout_seconds: float) -> Event:
        return self.await_match(lambda event: event.name == name, f"'{name}'", timeout_seconds)

    def await_match(self, matches: Callable[[Event], bool], description: str,
                    timeout_seconds: float) -> Event:
        """The first event that matches; fails when the process ends without it."""
        deadline = time.monotonic() + timeout_seconds
        seen = 0
        with self._changed:
            while True:
                for event in self._events[seen:]:
                    if matches(event):
                        return event
                seen = len(self._events)
                if self._output_ended:
                    break
                if not self._changed.wait(deadline - time.monotonic()):
                    raise BenchError(f"{self._role} printed no {description} event "
                                     f"within {timeout_seconds:.0f} s")
        status = self._process.wait(timeout_seconds=10).status
        raise BenchError(f"{self._role} ended with status {status} before a {description} "
                         f"event: {self._explanation()}")

    def expect_success(self, timeout_seconds: float) -> Exit:
        ended = self.wait(timeout_seconds)
        if ended.status != 0:
            raise BenchError(f"{self._role} ended with status {ended.status}: "
                             f"{self._explanation()}")
        return ended

    def wait(self, timeout_seconds: float) -> Exit:
        return self._process.wait(timeout_seconds)

    def kill(self) -> None:
        self._process.kill()

    @property
    def pid(self) -> int:
        return self._process.pid

    def _explanation(self) -> str:
        errors = self.events("error")
        if not errors:
            return self._process.last_words()
        parts = (errors[-1].body.get(key) for key in ("code", "message", "hint"))
        return " / ".join(str(part) for part in parts if part)

    def _read(self) -> None:
        assert self._process.output is not None
        with self._process.output as lines:
            for line in lines:
                at = time.monotonic()
                body = _event_body(line)
                if body is not None:
                    with self._changed:
                        self._events.append(Event(at, body))
                        self._changed.notify_all()
        with self._changed:
            self._output_ended = True
            self._changed.notify_all()


def _event_body(line: bytes) -> dict[str, Any] | None:
    """An event, or None for a line that is none: the wait for the event then tells the failure."""
    try:
        body = json.loads(line)
    except ValueError:
        return None
    return body if isinstance(body, dict) and isinstance(body.get("event"), str) else None
