"""Measurements as text: aligned for a terminal, and as Markdown."""

from __future__ import annotations

from godwit_bench.report import Check, Measurement, Table

_DECIMALS = {"MiB": 0, "s": 2, "×": 2, "%": 2}


def terminal_text(measurement: Measurement) -> str:
    lines = [f"{measurement.name}  {measurement.title}", ""]
    for table in [*measurement.tables, *_check_tables(measurement.checks)]:
        lines += [*_aligned(table), ""]
    return "\n".join(lines + _remarks(measurement))


def markdown(measurement: Measurement) -> str:
    lines = [f"## {measurement.name}: {measurement.title}", ""]
    for table in [*measurement.tables, *_check_tables(measurement.checks)]:
        lines.append(_markdown_row(table.headings))
        lines.append("|" + "---|" * len(table.headings))
        lines += [_markdown_row(row) for row in table.rows]
        lines.append("")
    return "\n".join(lines + [f"- {remark}" for remark in _remarks(measurement)]) + "\n"


def _check_tables(checks: list[Check]) -> list[Table]:
    rows = [[check.subject, _quantity(check.value, check.unit), _quantity(check.bar, check.unit),
             "–" if check.ratio is None else f"{check.ratio:.2f}", check.verdict]
            for check in checks]
    headings = ["bar", "measured", "at most", "measured ÷ bar", "verdict"]
    return [Table(headings, rows)] if rows else []


def _quantity(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    decimals = _DECIMALS[unit]
    return f"{value:.{decimals}f} {unit}"


def _remarks(measurement: Measurement) -> list[str]:
    failure = [f"FAILED: {measurement.failure}"] if measurement.failure else []
    return failure + measurement.notes


def _aligned(table: Table) -> list[str]:
    lines = [table.headings, *table.rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(table.headings))]
    return ["  ".join(cell.ljust(width) if column == 0 else cell.rjust(width)
                      for column, (cell, width) in enumerate(zip(line, widths))).rstrip()
            for line in lines]


def _markdown_row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
