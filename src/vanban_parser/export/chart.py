"""Bars as SVG, to be looked at and printed: no script, no font, nothing fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

_BAR: Final = 20
_GAP: Final = 8
_LEFT: Final = 330
_WIDTH: Final = 980
_TOP: Final = 76
_LONGEST_LABEL: Final = 46
MOST: Final = 60
"""Bars that one picture shows; more could not be read."""

COLOURS: Final = ("#1b6ca8", "#3a9d5d", "#c8452f", "#9a9a9a")
"""Told apart also by those who see no red and green, and in grey."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, the lengths of its parts, and what is written at its end."""

    label: str
    parts: tuple[float, ...]
    said: str


def bars(
    title: str,
    note: str,
    drawn: Sequence[Bar],
    legend: Sequence[str] = (),
    most: float | None = None,
) -> str:
    """Return a picture of horizontal bars.

    Args:
        title: Its heading.
        note: A line under it, such as the day.
        drawn: The bars, from the top; those beyond `MOST` are counted, not drawn.
        legend: What each part is called.
        most: The length that fills the width; the longest bar's unless given.
    """
    shown = drawn[:MOST]
    height = _TOP + (len(shown) + 1) * (_BAR + _GAP) + 16
    full = most or max((sum(bar.parts) for bar in shown), default=1) or 1
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}"'
        f' width="{_WIDTH}" height="{height}" role="img" font-size="13"'
        ' font-family="Liberation Sans, Arial, DejaVu Sans, sans-serif">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="16" y="28" font-size="18" font-weight="bold">{escape(title)}</text>',
        f'<text x="16" y="48" fill="#444444">{escape(note)}</text>',
        *_legend(legend),
    ]
    for index, bar in enumerate(shown):
        lines += _bar(bar, _TOP + index * (_BAR + _GAP), full)
    if len(drawn) > MOST:
        rest = f"+ {len(drawn) - MOST}"
        lines.append(f'<text x="16" y="{height - 18}">{rest}</text>')
    return "\n".join([*lines, "</svg>", ""])


def _legend(names: Sequence[str]) -> list[str]:
    lines, x = [], _LEFT
    for name, colour in zip(names, COLOURS, strict=False):
        lines += [
            f'<rect x="{x}" y="38" width="12" height="12" fill="{colour}"/>',
            f'<text x="{x + 17}" y="48">{escape(name)}</text>',
        ]
        x += 40 + 8 * len(name)
    return lines


def _bar(bar: Bar, y: int, full: float) -> list[str]:
    label = bar.label
    if len(label) > _LONGEST_LABEL:
        label = f"{label[: _LONGEST_LABEL - 1]}…"
    base = y + _BAR - 5
    lines = [
        f'<text x="{_LEFT - 8}" y="{base}" text-anchor="end">{escape(label)}</text>'
    ]
    x = float(_LEFT)
    for part, colour in zip(bar.parts, COLOURS, strict=False):
        width = part / full * (_WIDTH - _LEFT - 90)
        if width > 0:
            lines.append(
                f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR}"'
                f' fill="{colour}"/>'
            )
        x += width
    lines.append(f'<text x="{x + 6:.1f}" y="{base}">{escape(bar.said)}</text>')
    return lines
