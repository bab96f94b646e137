"""The pictures of docs/performance.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.speed import OURS
from vanban_parser.export import chart


def sides(data: Mapping[str, Any]) -> str:
    """Return a picture of what each needs for a PDF letter."""
    rows = data["pdf"]["rows"]
    drawn = [
        chart.Bar(
            name,
            (0.0, row["cpu_ms"]) if name != OURS else (row["cpu_ms"],),
            f"{row['cpu_ms']:.0f} ms",
        )
        for name, row in sorted(rows.items(), key=lambda pair: _height(pair[1]))
        if row["read"]
    ]
    note = f"processor milliseconds, mean of {data['pdf']['letters']} letters"
    title = "A PDF letter: the full record, and text alone"
    return chart.bars(title, note, drawn)


def _height(row: Mapping[str, Any]) -> float:
    return float(row.get("cpu_ms", 0))


def by_page(data: Sequence[Mapping[str, Any]]) -> str:
    """Return a picture of what a page takes in letters of many lengths."""
    drawn = [
        chart.Bar(
            f"{row['pages']} pages",
            (1000 * row["cpu"] / row["pages"],),
            f"{1000 * row['cpu'] / row['pages']:.0f} ms",
        )
        for row in data
    ]
    return chart.bars(
        "What a page takes in letters of many lengths", "processor milliseconds", drawn
    )
