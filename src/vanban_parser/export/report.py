"""What letters say over time, as rows: percentages by commune, tasks by assignee."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

from vanban_parser.export.chart import Bar
from vanban_parser.text import fold


class Figure(Protocol):
    """A percentage and where it stands, as the store has it."""

    @property
    def period(self) -> str | None: ...
    @property
    def commune(self) -> str | None: ...
    @property
    def commune_code(self) -> str | None: ...
    @property
    def subject(self) -> str | None: ...
    @property
    def measure(self) -> str | None: ...
    @property
    def comparator(self) -> str: ...
    @property
    def value(self) -> float: ...
    @property
    def code(self) -> str | None: ...


class Duty(Protocol):
    """A task, as the store has it."""

    @property
    def assignees(self) -> tuple[str, ...]: ...
    @property
    def due(self) -> str | None: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Share:
    """What was said of one body in one month; no two are averaged or compared.

    `who` is the commune with its kind, else the words of the letter; `value` is in per
    cent.
    """

    period: str | None
    who: str
    commune_code: str | None
    measure: str | None
    comparator: str
    value: float
    letter: str | None


@dataclass(slots=True)
class Load:
    """How the tasks of one assignee stand."""

    who: str
    done: int = 0
    in_time: int = 0
    overdue: int = 0
    undated: int = 0
    _days: list[str] = field(default_factory=list, repr=False)

    @property
    def total(self) -> int:
        """All tasks."""
        return self.done + self.in_time + self.overdue + self.undated

    @property
    def next_due(self) -> str | None:
        """The day of the first task that is still in time, ISO 8601."""
        return min(self._days, default=None)

    def add(self, duty: Duty, today: dt.date) -> None:
        """Count a task; it is late once its day is over."""
        if duty.state == "done":
            self.done += 1
        elif duty.due is None:
            self.undated += 1
        elif duty.due[:10] < today.isoformat():
            self.overdue += 1
        else:
            self.in_time += 1
            self._days.append(duty.due)


def shares(figures: Iterable[Figure], measure: str | None = None) -> list[Share]:
    """Return percentages by month and body, in that order.

    Args:
        figures: Those of letters.
        measure: Only those whose measure or subject has these words; marks and case
            may be left out.
    """
    wanted = fold(measure or "")
    folded = cache(fold)
    found = [
        Share(
            f.period,
            f.commune or f.subject or "",
            f.commune_code,
            f.measure,
            f.comparator,
            f.value,
            f.code,
        )
        for f in figures
        if not wanted or wanted in folded(f"{f.measure or ''} {f.subject or ''}")
    ]
    return sorted(found, key=lambda s: (s.period or "", folded(s.who), s.measure or ""))


def loads(duties: Iterable[Duty], today: dt.date) -> list[Load]:
    """Return how the tasks of each assignee stand, the most overdue first.

    One task of two assignees counts for both.  Names that differ only in case or marks
    are one; the first spelling is shown.
    """
    by_name: dict[str, Load] = {}
    by_spelling: dict[str, Load] = {}
    for duty in duties:
        for who in duty.assignees or ("",):
            if who not in by_spelling:
                key = " ".join(fold(who).split())
                by_spelling[who] = by_name.setdefault(key, Load(who))
            by_spelling[who].add(duty, today)
    return sorted(by_name.values(), key=lambda load: (-load.overdue, -load.total))


def share_bars(found: Iterable[Share]) -> list[Bar]:
    """Return percentages as bars: those of one body side by side, month after month."""
    folded = cache(fold)
    side_by_side = sorted(
        found, key=lambda s: (folded(s.who), s.measure or "", s.period or "")
    )
    return [
        Bar(f"{s.who} ({_month(s.period)})", (max(s.value, 0.0),), said(s))
        for s in side_by_side
    ]


def _month(period: str | None) -> str:
    """Return ``2020-10`` as people write it: ``10/2020``."""
    return "/".join(reversed(period.split("-"))) if period else "?"


def load_bars(found: Iterable[Load], nobody: str) -> list[Bar]:
    """Return tasks by assignee as bars: in time, done, overdue, without a day.

    Args:
        found: How the tasks of each stand.
        nobody: What those of no assignee go by.
    """
    return [
        Bar(
            load.who or nobody,
            (load.in_time, load.done, load.overdue, load.undated),
            str(load.total),
        )
        for load in found
    ]


def said(share: Share) -> str:
    """Return a percentage as a letter prints it: ``66,67%``, ``≥ 90%``."""
    number = f"{share.value:.10g}".replace(".", ",")
    sign = {"=": "", ">=": "≥ ", "<=": "≤ "}.get(share.comparator)
    return f"{share.comparator + ' ' if sign is None else sign}{number}%"
