"""What a measurement hands back: tables to read, checks against bars, figures to keep."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Check:
    """A measured value against the most that BENCHMARKS.md allows; None: it was not measured."""

    subject: str
    value: float | None
    bar: float
    unit: str

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not judged"
        return "met" if self.value <= self.bar else "missed"

    @property
    def ratio(self) -> float | None:
        """How much of the bar is used: above 1 the bar is missed."""
        return None if self.value is None else self.value / self.bar

    def as_json(self) -> dict[str, Any]:
        return {"subject": self.subject, "value": self.value, "bar": self.bar,
                "unit": self.unit, "ratioToBar": self.ratio, "verdict": self.verdict}


@dataclass(frozen=True)
class Table:
    headings: list[str]
    rows: list[list[str]]


@dataclass
class Measurement:
    """One row of BENCHMARKS.md, measured."""

    name: str
    title: str
    tables: list[Table] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    failure: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "title": self.title, "failure": self.failure,
                "checks": [check.as_json() for check in self.checks],
                "notes": self.notes, "figures": self.figures}


def json_fields(figures: Any) -> dict[str, Any]:
    """The fields of a dataclass under camel-case names, as all keys of the JSON results are."""
    return {re.sub(r"_(\w)", lambda match: match[1].upper(), name): value
            for name, value in asdict(figures).items()}
