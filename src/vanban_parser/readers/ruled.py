"""Ruled lines as a picture shows them: a little tilted, ragged at their ends.

A page that lay bent or askew under the lens has lines that are not level everywhere,
however well it was turned as a whole; a table finder wants them exact.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from vanban_parser.readers.tables import Rule

# A line rises by this share of its length at most, beside being so thick.
_TILT = 0.02
_THICK_PT = 3.0
# A line's end and the line that it meets lie this near to each other.
_REACH_PT = 7.0


def straightened(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return lines level and upright, their ends on the lines that they meet.

    What is neither a line across nor one down is left out.
    """
    across = [rule for rule in rules if _is_line(rule.x1 - rule.x0, rule.y1 - rule.y0)]
    down = [rule for rule in rules if _is_line(rule.y1 - rule.y0, rule.x1 - rule.x0)]
    ys = sorted((rule.y0 + rule.y1) / 2 for rule in across)
    xs = sorted((rule.x0 + rule.x1) / 2 for rule in down)
    out = []
    for rule in across:
        y = (rule.y0 + rule.y1) / 2
        out.append(Rule(_met(xs, rule.x0), y, _met(xs, rule.x1), y))
    for rule in down:
        x = (rule.x0 + rule.x1) / 2
        out.append(Rule(x, _met(ys, rule.y0), x, _met(ys, rule.y1)))
    return tuple(rule for rule in out if rule.x1 > rule.x0 or rule.y1 > rule.y0)


def _is_line(length: float, rise: float) -> bool:
    return length > 2 * rise and rise <= _THICK_PT + _TILT * length


def _met(lines: Sequence[float], end: float) -> float:
    """Return the one of `lines`, sorted, that an end reaches; else the end itself."""
    at = bisect_left(lines, end)
    near = min(lines[max(at - 1, 0) : at + 1], key=lambda x: abs(x - end), default=end)
    return near if abs(near - end) <= _REACH_PT else end
