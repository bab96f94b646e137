"""Tasks: the outline of the body and the orders in its sentences, brought together.

What a sentence does not say it inherits: the doer from the point above it or from
Kính gửi, that it is an order at all from the lead-in or heading it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vanban_parser.extract.tagged import Tagger
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding, Rival
from vanban_parser.model.letter import TaskKind
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.anaphora import pointed_at
from vanban_parser.resolve.drafts import Draft, TaskFinding
from vanban_parser.resolve.task_candidates import candidates, rejections
from vanban_parser.resolve.task_conditions import condition, consequence
from vanban_parser.resolve.task_parts import (
    coordinators,
    distinct,
    general_rule,
    names_of,
    report_to,
    with_its_unit,
)
from vanban_parser.resolve.task_scene import Letterhead, Scene
from vanban_parser.resolve.task_tables import table_drafts
from vanban_parser.resolve.task_walk import Walk

__all__ = ["Letterhead", "TaskReading", "find_tasks", "read_tasks"]

_ABOVE = re.compile(r"trên đây là (?:ý kiến|nội dung|báo cáo|kết quả)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TaskReading:
    """The tasks of a letter, and the sentences that look like orders and are none."""

    tasks: tuple[TaskFinding, ...]
    rejected: tuple[Rival, ...]


def find_tasks(
    document: Document, zones: Zones, head: Letterhead, tagger: Tagger | None = None
) -> tuple[TaskFinding, ...]:
    """Return the tasks of the letter in text order, closing formulas included.

    A `tagger` reads what the grammar read a second time.
    """
    return read_tasks(document, zones, head, tagger).tasks


def read_tasks(
    document: Document,
    zones: Zones,
    head: Letterhead,
    tagger: Tagger | None = None,
    *,
    explained: bool = True,
) -> TaskReading:
    """Return what `find_tasks` does; if `explained`, what was not taken and why."""
    scene = Scene(document.text, zones, head)
    walk = Walk(scene, tagger)
    drafts = walk.drafts()
    rejected: tuple[Rival, ...] = ()
    if explained:
        rejected = rejections(candidates(walk, drafts), walk.taken_back)
    drafts += table_drafts(document, head.issued_on)
    drafts.sort(key=lambda draft: draft.action.start)
    return TaskReading(tuple(_finding(scene, zones, d) for d in drafts), rejected)


def _finding(scene: Scene, zones: Zones, draft: Draft) -> TaskFinding:
    """Write a draft down."""
    text = scene.text
    after = consequence(text, draft.action)
    if after is not None:
        draft = replace(draft, action=after.action)
    # A list is part of what is to be done: lines as one.
    value = draft.action.of(text).replace("\n", " ")
    general = None
    if draft.deadline is None and not draft.support:
        general = general_rule(text, draft.action, draft.lead)
    if draft.rule == "cue-passed" and _closes(draft, text):
        general = "passed-on"
    kind: TaskKind = "general" if general else "task"
    starts_standing = not _is_dated(draft) and (
        scene.words.standing.match(value) or scene.words.ban.match(value)
    )
    if kind == "task" and (draft.standing or starts_standing):
        kind = "standing"
    return TaskFinding(
        action=Finding(
            value, (draft.action,), f"general-{general}" if general else draft.rule
        ),
        assignees=_assignees(text, draft),
        coordinators=coordinators(text, draft),
        report_to=report_to(text, draft),
        deadline=draft.deadline,
        kind=kind,
        annex=zones.in_annex(draft.action),
        condition=condition(text, draft.lead),
        consequence=after.finding if after is not None else None,
        probability=draft.probability,
    )


def _is_dated(draft: Draft) -> bool:
    """Tell whether a draft is due on a day, again and again, or within a time."""
    due = draft.deadline.value if draft.deadline is not None else None
    return due is not None and bool(due.date or due.rrule or due.duration)


def _closes(draft: Draft, text: str) -> bool:
    """Tell whether a letter ends so: ``Trên đây là ý kiến ..., gửi Sở A tham mưu``."""
    return draft.lead is not None and _ABOVE.match(draft.lead.of(text)) is not None


def _assignees(text: str, draft: Draft) -> tuple[Finding[str], ...]:
    rule = f"assignee-{draft.inherited}" if draft.inherited else "assignee"
    inferred = "assignee-from-addressees" if draft.inherited == "addressees" else None
    if draft.names:
        pairs = zip(draft.names, draft.doers, strict=True)
        found = [Finding(name, (span,), rule, inferred) for name, span in pairs]
    else:
        found = [f for span in draft.doers for f in _named(text, span, rule)]
    return distinct(found)


def _named(text: str, span: Span, rule: str) -> Iterator[Finding[str]]:
    """Yield the bodies that doers name, or the ones listed before that they mean."""
    span = with_its_unit(text, span)
    listed = pointed_at(text, span)
    for pointed in listed:
        yield Finding(pointed.name, (span, pointed.span), "assignee-listed-before")
    if not listed:
        for name in names_of(text, span):
            yield Finding(name, (span,), rule)
