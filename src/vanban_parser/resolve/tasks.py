"""Tasks: the outline of the body and the orders in its sentences, brought together.

What a sentence does not say it inherits: the doer from the point above it or from
Kính gửi, that it is an order at all from the lead-in or heading it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vanban_parser.extract.outline import Node
from vanban_parser.extract.tagged import Tagger
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline, TaskKind
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.anaphora import pointed_at
from vanban_parser.resolve.deadlines import find_deadlines, find_meeting_time
from vanban_parser.resolve.drafts import Draft, TaskFinding
from vanban_parser.resolve.invitations import attendees, invitation
from vanban_parser.resolve.second_reading import read_again
from vanban_parser.resolve.task_conditions import condition, consequence
from vanban_parser.resolve.task_labels import is_bare_label, take_label
from vanban_parser.resolve.task_parts import (
    coordinators,
    distinct,
    general_rule,
    helpers,
    names_of,
    report_to,
    with_deadlines,
)
from vanban_parser.resolve.task_points import (
    heading,
    is_title,
    lead_in,
    named_point,
)
from vanban_parser.resolve.task_scene import Context, Letterhead, Scene
from vanban_parser.resolve.task_scope import (
    due_above,
    handed_down,
    scope_of,
    sets_for_all,
)
from vanban_parser.resolve.task_sentences import read_paragraph
from vanban_parser.resolve.task_tables import table_drafts
from vanban_parser.text import fold, sentences

__all__ = ["Letterhead", "find_tasks"]

_LIMIT = re.compile(r"\(\s*(?:thời hạn|thời gian|hạn)\b", re.IGNORECASE)


def find_tasks(
    document: Document, zones: Zones, head: Letterhead, tagger: Tagger | None = None
) -> tuple[TaskFinding, ...]:
    """Return the tasks of the letter in text order, closing formulas included.

    A `tagger` reads what the grammar read a second time.
    """
    scene = Scene(document.text, zones, head)
    drafts = _Walk(scene, tagger).drafts()
    drafts += table_drafts(document, head.issued_on)
    drafts.sort(key=lambda draft: draft.action.start)
    return tuple(_finding(scene, zones, draft) for draft in drafts)


class _Walk:
    """Goes through the outline once, handing contexts down."""

    def __init__(self, scene: Scene, tagger: Tagger | None) -> None:
        self.scene = scene
        self.tagger = tagger
        self.found: list[Draft] = []
        self.read: list[tuple[Node, Context]] = []
        self.quoting = False
        self.meeting = _meeting(scene)

    def drafts(self) -> list[Draft]:
        """Return the drafts of all paragraphs, each with its deadline."""
        root = Context(imposed=self.scene.ordering)
        contexts: dict[int, Context] = {}
        for node in self.scene.nodes:
            above = root if node.parent is None else contexts[node.parent]
            contexts[node.index] = above
            if not self._is_quoted(node):
                contexts[node.index] = self._scoped(node, above)
        if self.tagger is not None:
            self.found = read_again(self.scene, self.read, self.found, self.tagger)
        event = self.meeting.value.date if self.meeting is not None else None
        issued_on = self.scene.head.issued_on
        return [
            piece
            for draft in self.found
            for piece in with_deadlines(self.scene.text, draft, issued_on, event)
        ]

    def _is_quoted(self, node: Node) -> bool:
        """Tell whether a paragraph is part of a quotation of another document."""
        words = node.text(self.scene.text)
        if self.quoting:
            self.quoting = "”" not in words
            return True
        if not words.startswith("“"):
            return False
        self.quoting = words.count("“") > words.count("”")
        return self.quoting or words.rstrip(" .;").endswith("”")

    def _scoped(self, node: Node, above: Context) -> Context:
        """Read one paragraph with the deadlines set for it and by it."""
        scene, before = self.scene, len(self.found)
        for_all = sets_for_all(scene, node.span)
        if for_all is not None:
            self.found = due_above(self.found, for_all, 0)
            return above
        under = self._paragraph(node, above)
        new = handed_down(self.found[before:], above)
        self.found[before:] = new
        if not scene.has_items(node):
            return under
        # A line that is a task itself ("..., trong đó:") has its own helpers.
        opens = not new and node.text(scene.text).rstrip().endswith(":")
        if under is above and not opens:
            return under
        return replace(
            under,
            due=scope_of(scene, node.span) or above.due,
            support=(helpers(scene.text, node.span) if opens else ()) or above.support,
        )

    def _paragraph(self, node: Node, above: Context) -> Context:
        """Read one paragraph; return the context of what stands under it."""
        scene = self.scene
        labels = not above.blocked and take_label(scene, node, self.found)
        if labels or self._limit(node.span) or is_bare_label(scene, node):
            return above
        words = node.text(scene.text)
        if words.rstrip().endswith(";") and scene.words.opening.match(words):
            return above
        opened = heading(scene, node, above)
        if opened is not None:
            return opened
        named = named_point(scene, node)
        if named is not None:
            return self._named(node, named, above)
        if not is_title(scene, node) and not self._invites(node, above):
            self.read.append((node, above))
            self.found += read_paragraph(scene, node, node.span, above, own=False)
        return lead_in(scene, node, above) or above

    def _named(
        self, node: Node, named: tuple[Span, Span | None], above: Context
    ) -> Context:
        doers, rest = named
        under = Context(
            imposed=not above.blocked,
            doers=(doers,),
            source="heading",
            blocked=above.blocked,
        )
        if rest is not None and not above.blocked:
            self.found += read_paragraph(self.scene, node, rest, under, own=True)
        return under

    def _limit(self, span: Span) -> bool:
        """Give ``(Thời hạn ... trước ngày ...)`` to the task right above it."""
        text = self.scene.text
        if not _LIMIT.match(text, span.start, span.end):
            return False
        found = find_deadlines(text, span.start, span.end, self.scene.head.issued_on)
        last = self.found[-1] if self.found else None
        if found and last is not None and last.deadline is None:
            self.found[-1] = replace(last, deadline=found[0])
        return True

    def _invites(self, node: Node, above: Context) -> bool:
        """Read an invitation; a list under ``Thành phần`` says who."""
        scene = self.scene
        if above.doers or above.blocked:
            return False
        for start, end in sentences(scene.text, node.span.start, node.span.end):
            draft = invitation(scene.text, Span(start, end), scene.speaker)
            if draft is None:
                continue
            meeting = self.meeting or find_meeting_time(
                scene.text, start, end, scene.head.issued_on
            )
            doers = attendees(scene.text, scene.nodes) or draft.doers
            names: tuple[str, ...] = ()
            if not doers:
                names = tuple(f.value for f in scene.head.addressees)
                doers = tuple(f.spans[0] for f in scene.head.addressees)
            self.found.append(
                replace(draft, doers=doers, names=names, deadline=meeting)
            )
            return True
        return False


def _meeting(scene: Scene) -> Finding[Deadline] | None:
    """Return when the meeting is that the letter announces."""
    for node in scene.nodes:
        head = fold(node.text(scene.text)[:40])
        if "thoi gian" in head or head.startswith("vao luc"):
            found = find_meeting_time(
                scene.text, node.span.start, node.span.end, scene.head.issued_on
            )
            if found is not None:
                return found
    return None


def _finding(scene: Scene, zones: Zones, draft: Draft) -> TaskFinding:
    """Write a draft down."""
    text = scene.text
    after = consequence(text, draft.action)
    if after is not None:
        draft = replace(draft, action=after.action)
    value = draft.action.of(text)
    general = None
    if draft.deadline is None and not draft.support:
        general = general_rule(text, draft.action, draft.lead)
    kind: TaskKind = "general" if general else "task"
    starts_standing = draft.deadline is None and (
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
    listed = pointed_at(text, span)
    for pointed in listed:
        yield Finding(pointed.name, (span, pointed.span), "assignee-listed-before")
    if not listed:
        for name in names_of(text, span):
            yield Finding(name, (span,), rule)
