"""Deadlines of a task: its own, several in one action, and those set for many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from vanban_parser.lexicon.orders import order_words
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadline_ordered import ordered_days
from vanban_parser.resolve.deadlines import find_deadlines, read_deadline_cell
from vanban_parser.resolve.drafts import Draft
from vanban_parser.text import sentences

_CLAUSE = re.compile(
    r";\s+|(?<=\w),\s+"
    r"(?=(?:và |đồng thời |song song |phấn đấu |hoàn thành |báo cáo |gửi ))"
)
_LIST_GAP = re.compile(r"\)?\s*(?:[,;]|[,;]?\s*và|[,;]?\s*hoặc)\s*")
_PARTED = re.compile(r";|\.\s")
_AND = re.compile(r"\s+(?:và|còn|riêng)\s+(?=\w)")
# "lần 1 trước ngày 08/11, lần 2 trước ngày 10/01": no word begins the second.
_COMMA = re.compile(r"(?<=\w|\))[,;]\s+(?=\w)")
_ROUTINE = re.compile(
    r"(?:định kỳ|hằng|hàng|trước (?:ngày|\d)|chậm nhất|vào ngày)\b[^.;]{0,120}?"
    r"\b(?:báo cáo|tổng hợp|sơ kết|tổng kết|gửi|đánh giá)\b",
    re.IGNORECASE,
)
_TERM = re.compile(r"(?:thời hạn|thời gian|hạn)\b", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"(?:báo cáo|kế hoạch|hồ sơ|danh sách)\s+(?:phải|cần|gồm|bao gồm|được|nêu)\b",
    re.IGNORECASE,
)
# Characters of further sentences that are a task of their own.
_LONG = 60
# Characters of "Trong tháng 12 năm 2026, " with room for a remark.
_BARE = 40
_RESTS = re.compile(
    r"(?:căn cứ|trên cơ sở|theo|thực hiện|để|nhằm|đối với|về)\b", re.IGNORECASE
)
# What is to be prolonged has its date as content: it is no deadline of the one asked.
# A sentence that opens with "Gia hạn" grants it: the date is due.
_EXTENDS = re.compile(r"(?:[Xx]em xét,?\s+)?(?:[Cc]ho phép\s+)?gia hạn\b")


def with_deadlines(
    text: str, draft: Draft, issued_on: str | None, event: str | None
) -> tuple[Draft, ...]:
    """Give a draft its deadline; one with several becomes one draft a deadline.

    A deadline set for several tasks at once counts where a task has none itself.
    """
    found = _own_deadlines(text, draft, issued_on, event)
    if len(found) > 1 or draft.scope is None:
        return found
    return tuple(
        piece if piece.deadline is not None else replace(piece, deadline=draft.scope)
        for piece in found
    )


def _own_deadlines(
    text: str, draft: Draft, issued_on: str | None, event: str | None
) -> tuple[Draft, ...]:
    if draft.deadline is not None:
        return (draft,)
    action = draft.action
    found = find_deadlines(text, action.start, action.end, issued_on, event=event)
    if not found and draft.lead is not None:
        lead = draft.lead
        found = find_deadlines(text, lead.start, lead.end, issued_on, event=event)[-1:]
        # "Quý I/2027, các đơn vị đánh giá ...": a bare period before the doer.
        # "Căn cứ kết quả năm 2025, các đơn vị ..." says what it rests on, not when.
        short = len(lead) <= _BARE and not _RESTS.match(text, lead.start, lead.end)
        bare = (
            read_deadline_cell(text, lead.start, lead.end, issued_on) if short else None
        )
        due = found[0] if found else bare
        if due is not None:
            return (replace(draft, deadline=due),)
    found = _with_ordered(text, action, issued_on, found)
    if not found or _EXTENDS.match(text, action.start, action.end):
        return (draft,)
    if len({_key(finding.value) for finding in found}) == 1:
        return tuple(_apart(text, draft, found[0]))
    return tuple(_split(text, draft, found))


def _with_ordered(
    text: str,
    action: Span,
    issued_on: str | None,
    found: tuple[Finding[Deadline], ...],
) -> tuple[Finding[Deadline], ...]:
    """Add the days of those clauses of an action in which nothing else says by when."""
    days = ordered_days(text, action.start, action.end, issued_on)
    if not found or not days:
        return found or days
    more = [
        day
        for day in days
        if all(_in_other_clauses(text, day.spans[0], due.spans[0]) for due in found)
    ]
    return tuple(sorted((*found, *more), key=lambda due: due.spans[0].start))


def _in_other_clauses(text: str, one: Span, other: Span) -> bool:
    left, right = sorted((one, other))
    return _PARTED.search(text, left.end, max(left.end, right.start)) is not None


def _apart(text: str, draft: Draft, found: Finding[Deadline]) -> Iterator[Draft]:
    """A deadline in the first of several sentences does not bind the later ones."""
    later = [
        (start, end)
        for start, end in sentences(text, draft.action.start, draft.action.end)
        if start >= found.spans[-1].end
    ]
    verb = order_words().verb
    routine = _routine(text, draft.action, found.spans[0])
    limit = _limit(text, draft.action, found.spans[0])
    if routine is not None:
        yield replace(draft, action=_trim(text, draft.action.start, routine))
        yield replace(draft, action=Span(routine, draft.action.end), deadline=found)
    elif limit is not None:
        action = _trim(text, draft.action.start, limit)
        yield replace(draft, action=action, deadline=found)
    elif later and _is_long_duty(text, later, verb):
        start = later[0][0]
        yield replace(
            draft, action=_trim(text, draft.action.start, start), deadline=found
        )
        yield replace(draft, action=Span(start, draft.action.end))
    else:
        yield replace(draft, deadline=found)


def _limit(text: str, action: Span, due: Span) -> int | None:
    """Return where a later sentence begins that only says by when and what follows.

    ``Thời hạn cập nhật trước ngày 05/12; sau thời hạn trên, phần mềm sẽ khóa``.
    """
    for start, end in sentences(text, action.start, action.end)[1:]:
        if start <= due.start < end and _TERM.match(text, start, end):
            return start
    return None


def _is_long_duty(
    text: str, later: Sequence[tuple[int, int]], verb: re.Pattern[str]
) -> bool:
    """Tell whether further sentences are a task; ``Báo cáo phải ...`` describes one."""
    start, end = later[0][0], later[-1][1]
    if end - start < _LONG or _DESCRIBED.match(text, start):
        return False
    return verb.match(text, start) is not None


def _routine(text: str, action: Span, due: Span) -> int | None:
    """Return where a later sentence begins that sets a duty with its own time.

    ``... thực hiện Chỉ thị này. Định kỳ 6 tháng tổng hợp, báo cáo UBND tỉnh``; one that
    says when the whole is done (``Hoàn thành trước ngày ...``) is none.
    """
    for start, end in sentences(text, action.start, action.end)[1:]:
        if start <= due.start < end and _ROUTINE.match(text, start, end):
            return start
    return None


def _key(deadline: Deadline) -> tuple[object, ...]:
    return (deadline.date, deadline.rrule, deadline.duration)


def _split(
    text: str, draft: Draft, found: Sequence[Finding[Deadline]]
) -> Iterator[Draft]:
    """Cut the action between deadlines: at sentence ends, then clauses.

    The days of one list (``trước các ngày 10/9 và 10/10``) are each a task's, with the
    same words.
    """
    start = draft.action.start
    waiting: list[Finding[Deadline]] = []
    for one, following in zip_longest(found, found[1:]):
        waiting.append(one)
        end = draft.action.end
        if following is not None:
            at, next_at = one.spans[-1].end, following.spans[0].start
            if _LIST_GAP.fullmatch(text, at, next_at):
                continue
            cut = _cut(text, draft.action, at, next_at)
            if cut is None:
                # Two dates in one clause: the later stands for it.
                waiting.pop()
                continue
            end = cut
        last = following is None
        action = Span(start, end) if last else _trim(text, start, end)
        for due in waiting:
            yield replace(draft, action=action, deadline=due)
        waiting, start = [], end


def _cut(text: str, action: Span, at: int, following: int) -> int | None:
    """Return where the words of the next deadline begin, or None."""
    cuts = [cut for cut in _cuts(text, action) if at <= cut <= following]
    for pattern in (_AND, _COMMA):
        # The word that must follow may be the deadline's own.
        cuts = cuts or [
            match.end() for match in pattern.finditer(text, at, following + 1)
        ]
    return cuts[0] if cuts else None


def _cuts(text: str, action: Span) -> list[int]:
    cuts = [start for start, _ in sentences(text, action.start, action.end)][1:]
    cuts += [match.end() for match in _CLAUSE.finditer(text, action.start, action.end)]
    return sorted(set(cuts))


def _trim(text: str, start: int, end: int) -> Span:
    while end > start + 1 and text[end - 1] in " ,;.":
        end -= 1
    return Span(start, end)
