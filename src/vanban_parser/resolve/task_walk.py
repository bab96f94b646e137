"""The walk through a letter's outline that collects drafts of its tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban_parser.extract.outline import Node
from vanban_parser.extract.tagged import Tagger
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadlines import find_deadlines, find_meeting_time
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.invitations import (
    attendees,
    called,
    invitation,
    invited_below,
    is_list_of_invited,
)
from vanban_parser.resolve.second_reading import read_again
from vanban_parser.resolve.task_due import with_deadlines
from vanban_parser.resolve.task_labels import is_bare_label, take_label
from vanban_parser.resolve.task_lists import things_below
from vanban_parser.resolve.task_named import named_point
from vanban_parser.resolve.task_parts import helpers
from vanban_parser.resolve.task_points import (
    claims,
    heading,
    is_title,
    lead_in,
)
from vanban_parser.resolve.task_proposals import proposals, proposals_heading
from vanban_parser.resolve.task_scene import Context, Scene
from vanban_parser.resolve.task_scope import (
    due_above,
    due_in_title,
    handed_down,
    is_short,
    ordering_part,
    scope_of,
    sets_for_all,
)
from vanban_parser.resolve.task_sentences import read_paragraph
from vanban_parser.resolve.task_submissions import asked_once
from vanban_parser.resolve.task_you import addressed
from vanban_parser.text import fold, sentences

_SHORTEST = 4
"""Characters of an action: with fewer there is no verb and its object."""
_LONGEST_LIMIT = 60
_LIMIT = re.compile(r"\(\s*(?:thời hạn|thời gian|hạn)\b", re.IGNORECASE)


# "Thời gian: ...", "Thời gian, địa điểm họp: ...", "Vào lúc 8 giờ".
_WHEN = re.compile(
    r"\W*(?:ve )?(?:thoi gian\b(?! qua)|vao (?:luc|hoi)\b)"
    r"|.{0,40}\bthoi gian[^:.]{0,24}:"
)


class Walk:
    """Goes through the outline once, handing contexts down."""

    def __init__(self, scene: Scene, tagger: Tagger | None = None) -> None:
        self.scene = scene
        self.tagger = tagger
        self.read: list[tuple[Node, Context]] = []
        self.found: list[Draft] = []
        self.taken_back: tuple[Draft, ...] = ()
        self.contexts: dict[int, Context] = {}
        self.quoted: set[int] = set()
        self.quoting = False
        self.meeting = _meeting(scene)

    def drafts(self) -> list[Draft]:
        """Return the drafts of all paragraphs, each with its deadline."""
        root = Context(imposed=self.scene.ordering)
        contexts = self.contexts
        for node in self.scene.nodes:
            above = root if node.parent is None else contexts[node.parent]
            contexts[node.index] = above
            if self._is_quoted(node):
                self.quoted.add(node.index)
            else:
                contexts[node.index] = self._scoped(node, above)
        if self.tagger is not None:
            again = read_again(self.scene, self.read, self.found, self.tagger)
            self.found, self.taken_back = list(again.drafts), again.taken_back
        event = self.meeting.value.date if self.meeting is not None else None
        issued_on = self.scene.head.issued_on
        return [
            piece
            for draft in self._meant()
            for piece in with_deadlines(self.scene.text, draft, issued_on, event)
        ]

    def _meant(self) -> list[Draft]:
        """Return what was found: who ``Quý cơ quan`` is, and when a meeting is."""
        # "đề nghị các đơn vị bá": a pen crossed out the rest.
        found = [draft for draft in self.found if len(draft.action) >= _SHORTEST]
        found = [addressed(self.scene, draft) for draft in asked_once(found)]
        if any(draft.rule == "invitation" for draft in found):
            return found
        nodes = self.scene.nodes
        return [called(self.scene.text, nodes, d, self.meeting) for d in found]

    def _is_quoted(self, node: Node) -> bool:
        """Tell whether a paragraph is part of a quotation of another document."""
        words = node.text(self.scene.text)
        if self.quoting:
            self.quoting = "”" not in words
            return True
        printed = node.block.span.of(self.scene.text)
        if printed.startswith("“"):
            words = printed
        if not words.startswith("“"):
            return False
        self.quoting = words.count("“") > words.count("”") and self._closes(node)
        return self.quoting or words.rstrip(" .;").endswith("”")

    def _closes(self, node: Node) -> bool:
        """Tell whether a quotation that begins here is one, and no speck of a scan.

        It ends before another begins, or stands after ``... quy định:``.
        """
        before = self.scene.nodes[node.index - 1] if node.index else None
        if before is not None and before.text(self.scene.text).rstrip().endswith(":"):
            return True
        for after in self.scene.nodes[node.index + 1 :]:
            words = after.text(self.scene.text)
            if "”" in words:
                return True
            if words.startswith("“"):
                return False
        return False

    def _scoped(self, node: Node, above: Context) -> Context:
        """Read one paragraph with the deadlines set for it and by it."""
        scene, before = self.scene, len(self.found)
        for_all = sets_for_all(scene, node.span)
        if for_all is not None:
            self.found = due_above(self.found, for_all, 0)
            return above
        under = self._paragraph(node, above)
        if above.proposes and not (under.proposes or under.blocked):
            under = replace(under, proposes=True)
        new = handed_down(self.found[before:], above)
        self.found[before:] = new
        if not scene.has_items(node):
            return under
        # A line that is a task itself ("..., trong đó:") has its own helpers.
        opens = not new and node.text(scene.text).rstrip().endswith(":")
        due = None if under.blocked else due_in_title(scene, node)
        if under is above and not opens and due is None:
            return under
        said = ordering_part(scene, node.span)
        over = scope_of(scene, said) if under.imposed else None
        due = due or (over if over is not None and is_short(over) else None)
        return replace(
            under,
            due=due or above.due,
            support=(helpers(scene.text, said) if opens else ()) or above.support,
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
        if is_list_of_invited(scene.text, node) and self._invites(node, above):
            return Context(imposed=False, blocked=True)
        if not above.blocked and self._lists_things(node, above):
            return Context(imposed=False, blocked=True)
        opened = claims(scene, node) or proposals_heading(scene, node)
        opened = opened or heading(scene, node, above)
        if opened is not None:
            return opened
        named = named_point(scene, node)
        if named is not None:
            return self._named(node, named, above)
        if not is_title(scene, node) and not self._invites(node, above):
            self.read.append((node, above))
            self.found += read_paragraph(scene, node, node.span, above, own=False)
        return proposals(scene, node) or lead_in(scene, node, above) or above

    def _lists_things(self, node: Node, above: Context) -> bool:
        """Read a task that ends in a list of things; False where it is none."""
        things = things_below(self.scene, node)
        if things is None:
            return False
        drafts = read_paragraph(
            self.scene, node, node.span, above, own=False, whole=True
        )
        if not drafts:
            return False
        last = drafts[-1].action
        drafts[-1] = replace(drafts[-1], action=Span(last.start, things.end))
        self.read.append((node, above))
        self.found += drafts
        return True

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
        """Give ``(Thời hạn ... trước ngày ...)`` to the task right above it.

        In a scan so may ``trước ngày 30/9,`` alone: the end of a line that was lost.
        """
        text = self.scene.text
        bracketed = _LIMIT.match(text, span.start, span.end) is not None
        if not bracketed and len(span) > _LONGEST_LIMIT:
            return False
        found = find_deadlines(text, span.start, span.end, self.scene.head.issued_on)
        if not (bracketed or _is_all(found, span.of(text))):
            return False
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
            doers = (
                attendees(scene.text, scene.nodes)
                or invited_below(scene.text, scene.nodes, node)
                or draft.doers
            )
            names: tuple[str, ...] = ()
            if not doers:
                names = tuple(f.value for f in scene.head.addressees)
                doers = tuple(f.spans[0] for f in scene.head.addressees)
            self.found.append(
                replace(draft, doers=doers, names=names, deadline=meeting)
            )
            return True
        return False


def _is_all(found: Sequence[Finding[Deadline]], paragraph: str) -> bool:
    """Tell whether a paragraph is no more than one deadline."""
    return len(found) == 1 and paragraph.strip(" .,;()") == found[0].value.text


def _meeting(scene: Scene) -> Finding[Deadline] | None:
    """Return when the meeting is that the letter announces."""
    for node in scene.nodes:
        if _WHEN.match(fold(node.text(scene.text)[:60])):
            found = find_meeting_time(
                scene.text, node.span.start, node.span.end, scene.head.issued_on
            )
            if found is not None:
                return found
    return None
