"""A task before it is written down: spans of the letter, nothing resolved yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding, Rival
from vanban_parser.model.letter import Deadline, TaskKind


@dataclass(frozen=True, slots=True)
class Draft:
    """Who (`doers`) must do what (`action`).

    `inherited` says where doers that the sentence does not name come from
    (``heading``, ``lead-in``, ``addressees``), or None.  `labels` are spans of label
    lines below it: lead, support, time.
    """

    action: Span
    doers: tuple[Span, ...]
    rule: str
    inherited: str | None = None
    deadline: Finding[Deadline] | None = None
    support: tuple[Span, ...] = ()
    kind: TaskKind = "task"
    standing: bool = False
    lead: Span | None = None
    """Words of the sentence before the doer (``Trong thời hạn 60 ngày, X ...``)."""
    scope: Finding[Deadline] | None = None
    """A deadline set above or below it for several tasks; its own goes before."""
    names: tuple[str, ...] = ()
    """Doers already read as names (a table cell, the list of addressees)."""
    probability: float | None = None
    """The tagger's, that its sentence tells somebody to do something; None unasked."""


@dataclass(frozen=True, slots=True)
class TaskFinding:
    """A resolved task with the evidence of each of its parts."""

    action: Finding[str]
    assignees: tuple[Finding[str], ...] = ()
    coordinators: tuple[Finding[str], ...] = ()
    report_to: tuple[Finding[str], ...] = ()
    deadline: Finding[Deadline] | None = None
    kind: TaskKind = "task"
    annex: bool = False
    condition: Finding[str] | None = None
    consequence: Finding[str] | None = None
    rivals: tuple[Rival, ...] = field(default=())
    probability: float | None = None
    """As a draft's."""
