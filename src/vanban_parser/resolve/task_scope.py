"""Deadlines that a heading, a lead-in or a last line sets for several tasks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from vanban_parser.extract.outline import Node
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadlines import find_deadlines
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_points import is_title
from vanban_parser.resolve.task_scene import Context, Scene
from vanban_parser.text import sentences

_ALL_ABOVE = re.compile(
    r"(?:(?:thời (?:hạn|gian)|việc|yêu cầu|đề nghị)[^.;:]{0,60}?)?"
    r"(?:các|những|toàn bộ|tất cả)(?: các)?"
    r" (?:nội dung|nhiệm vụ|công việc|việc|phần việc)"
    r"(?: công việc)?(?: nêu)? (?:trên|này)\b[^.;]{0,80}?"
    r"(?:hoàn thành|xong|thực hiện|:)",
    re.IGNORECASE,
)

_LONGEST_WINDOW = 92
"""Days of a window that a title may set: a quarter."""
_WHAT_FOR = re.compile(r"(?:để|nhằm|thực hiện|căn cứ|với mục tiêu)\b", re.IGNORECASE)


def scope_of(scene: Scene, span: Span) -> Finding[Deadline] | None:
    """Return the one deadline that words above a list set for what stands in it."""
    found = find_deadlines(scene.text, span.start, span.end, scene.head.issued_on)
    values = {(f.value.date, f.value.rrule, f.value.duration) for f in found}
    return found[0] if len(values) == 1 else None


def ordering_part(scene: Scene, span: Span) -> Span:
    """Return the words above a list that say what holds for it: its last sentence.

    What was done before, and what it is all for (``Để hoàn thành ... trong năm 2027,
    UBND huyện yêu cầu:``), sets nothing.
    """
    start, end = sentences(scene.text, span.start, span.end)[-1]
    cues = list(scene.words.cues(scene.text, start, end))
    if cues and _WHAT_FOR.match(scene.text, start, end):
        start = cues[-1].start()
    return Span(start, end)


def due_in_title(scene: Scene, node: Node) -> Finding[Deadline] | None:
    """Return what ``I. Việc cần làm ngay trong tháng 12/2026`` sets for its points.

    A year in a title says what it is about.
    """
    due = scope_of(scene, node.span) if is_title(scene, node) else None
    if due is None or due.value.date is None:
        return None
    return due if is_short(due) else None


def is_short(due: Finding[Deadline]) -> bool:
    """Tell whether words over a list may set a deadline for it: no year's window.

    ``... tập trung xóa nhà tạm trong năm 2027, yêu cầu:`` says what it is all for.
    """
    if due.value.date is None:
        return True
    last = dt.date.fromisoformat(due.value.date[:10])
    first = dt.date.fromisoformat(due.value.start or due.value.date[:10])
    return (last - first).days <= _LONGEST_WINDOW


def sets_for_all(scene: Scene, span: Span) -> Finding[Deadline] | None:
    """Return the deadline of ``Các nội dung trên hoàn thành trước ngày ...``."""
    head = _ALL_ABOVE.match(scene.text, span.start, span.end)
    return scope_of(scene, span) if head is not None else None


def handed_down(drafts: Sequence[Draft], above: Context) -> list[Draft]:
    """Give drafts what stands above them: a deadline for all, and who helps."""
    found = list(drafts)
    if above.due is not None:
        found = due_above(found, above.due, 0)
    if not above.support:
        return found
    return [
        replace(draft, support=(*draft.support, *above.support))
        if draft.rule == "point"
        else draft
        for draft in found
    ]


def due_above(
    drafts: Sequence[Draft], due: Finding[Deadline], since: int
) -> list[Draft]:
    """Give `due` to those drafts from offset `since` on that set none themselves."""
    return [
        replace(draft, scope=due)
        if draft.action.start >= since and draft.scope is None
        else draft
        for draft in drafts
    ]
