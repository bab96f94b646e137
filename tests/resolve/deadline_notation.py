"""How data/deadline_patterns.toml and its wordings write what an order sets."""

from __future__ import annotations

import datetime as dt

from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadline_finish import Known, finished
from vanban_parser.resolve.deadline_open import open_deadline
from vanban_parser.resolve.deadlines import find_deadlines

# The letter of the catalogue goes out on a Thursday and comes in on Friday.
OWN = "2026-09-10"
KNOWN = Known(OWN, dt.date(2026, 9, 11))
_SHORT = {"year-inferred": "inferred", "year-rolled-forward": "rolled"}


def deadlines_of(order: str) -> list[Finding[Deadline]]:
    """Return the deadlines of an order; words only where there is no other."""
    found = list(find_deadlines(order, 0, len(order), OWN))
    if not found:
        words = open_deadline(order, 0, len(order), OWN)
        found = [words] if words is not None else []
    return [finished(order, one, KNOWN) for one in found]


def noted(deadline: Deadline) -> str:
    """Write a deadline down (see the head of data/deadline_patterns.toml)."""
    parts = [
        str(deadline.operator),
        deadline.date or deadline.rrule or deadline.duration or "-",
    ]
    for mark, value in (
        ("wd:", deadline.working_days),
        ("@", deadline.anchor),
        ("from:", deadline.start),
        ("=", deadline.computed_date),
        ("for:", deadline.replaces),
    ):
        if value is not None:
            parts.append(f"{mark}{value}")
    parts += [f"!{_SHORT.get(f, f.removeprefix('deadline-'))}" for f in deadline.flags]
    return " ".join(parts)


def reading(order: str) -> str:
    """Return all that an order sets, written down; ``none`` for nothing."""
    return " | ".join(noted(one.value) for one in deadlines_of(order)) or "none"
