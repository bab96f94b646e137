"""Parts of a task inside its words: coordinators, report-to, several deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from vanban_parser.extract.doers import doers_at, whole_name, without_exception
from vanban_parser.extract.persons import persons
from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organs import distribute
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Deadline
from vanban_parser.resolve.deadlines import find_deadlines, read_deadline_cell
from vanban_parser.resolve.drafts import Draft
from vanban_parser.text import fold, sentences

_WITH = re.compile(
    r"(?<!\w)(?:phối(?:,)? (?:kết )?hợp|kết hợp|phối hợp đồng bộ)"
    r"(?:\s+(?:chặt chẽ|đồng bộ|thường xuyên|tốt|kịp thời|chặt))*,?"
    r"(?:\s+(?:với|cùng với|cùng))?\s+"
    r"(?:đồng chí\s+)?",
    re.IGNORECASE,
)
_COMMA = re.compile(r"[,;]\s+(?:và\s+)?(?=\w)")
# "..., Phòng Y tế phối hợp thực hiện": who helps stands last.
_HELPS = re.compile(
    r"\s+(?:có trách nhiệm\s+)?(?:cùng\s+)?(?:phối hợp|tham gia phối hợp|hỗ trợ)"
    r"(?: chặt chẽ)?(?:,? (?:cùng )?(?:thực hiện|triển khai|tham gia))*\s*(?=[.;,)]|$)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"(?<!\w)(?P<verb>báo cáo|gửi|trình|nộp|đề xuất|phản ánh|thông tin)\b"
    r"(?:(?!\bđể\b|\bgửi\b|[.;:(])[^.;:(]){0,140}?"
    r"\s(?P<to>về|đến|tới|lên)\s+(?=\w)",
    re.IGNORECASE,
)
# "gửi danh sách cho X"; "đề xuất chính sách cho X" reports nothing to X.
_SENT_TO = re.compile(
    r"(?<!\w)(?:gửi|nộp|trình|báo cáo)\b[^.;:(,]{0,60}?\scho\s+(?=\w)", re.IGNORECASE
)
_REPORT_DIRECT = re.compile(
    r"(?<!\w)(?<!để tổng hợp, )(?<!để tổng hợp )(?:báo cáo|trình|gửi)"
    r"(?:\s+(?:bằng văn bản|kết quả|kết quả thực hiện|đề xuất|và|,|kịp thời))*"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
_THROUGH = re.compile(r"\(?\s*(?:thông\s+)?qua\s+(?:đầu mối\s+)?(?=\w)", re.IGNORECASE)
_PURPOSE = re.compile(
    r"(?<!\w)để (?:tổng hợp|được|báo cáo|theo dõi|kịp thời|xem xét|trình|biết)"
)
_CLAUSE = re.compile(
    r";\s+|(?<=\w),\s+"
    r"(?=(?:và |đồng thời |song song |phấn đấu |hoàn thành |báo cáo |gửi ))"
)
_AND = re.compile(r"\s+(?:và|còn|riêng)\s+(?=\w)")
# "Nếu có khó khăn, vướng mắc, ..." and what to do then: boilerplate.
_TROUBLE = re.compile(
    r"(?:nếu|trường hợp|khi|trong quá trình)\b.{0,90}?(?:vướng mắc|khó khăn|phát sinh"
    r"|vấn đề)",
    re.IGNORECASE,
)
_TELL_US = re.compile(
    r"(?:kịp thời |chủ động |đề nghị |tổng hợp,? |phản ánh,? )*"
    r"(?:báo cáo|phản ánh|liên hệ|thông báo|trao đổi|thông tin|gửi)\b",
    re.IGNORECASE,
)
# Characters of further sentences that are a task of their own.
_LONG = 60
# Characters of "Trong tháng 12 năm 2026, " with room for a remark.
_BARE = 40
# What is to be prolonged has its date as content: it is no deadline of the one asked.
# A sentence that opens with "Gia hạn" grants it: the date is due.
_EXTENDS = re.compile(r"(?:[Xx]em xét,?\s+)?(?:[Cc]ho phép\s+)?gia hạn\b")


def coordinators(text: str, draft: Draft) -> tuple[Finding[str], ...]:
    """Return who helps: after ``phối hợp với`` and on label lines."""
    found: list[Finding[str]] = []
    for span in draft.support:
        found += _names(text, span, "label-support")
    for helper in helpers(text, draft.action):
        found += _names(text, helper, "together-with")
    for comma in _COMMA.finditer(text, draft.action.start, draft.action.end):
        doers = doers_at(text, comma.end(), draft.action.end)
        if doers is not None and _HELPS.match(text, doers.end, draft.action.end):
            found += _names(text, doers, "helps")
    return distinct(found)


def helpers(text: str, span: Span) -> tuple[Span, ...]:
    """Return those named after ``phối hợp với`` in the words above a list."""
    found: list[Span] = []
    for match in _WITH.finditer(text, span.start, span.end):
        doers = doers_at(text, match.end(), span.end)
        if doers is not None:
            found.append(whole_name(text, doers, span.end))
    return tuple(found)


def is_help(text: str, sentence: Span) -> bool:
    """Tell whether a clause only says who helps (``Phòng Y tế phối hợp thực hiện``)."""
    doers = doers_at(text, sentence.start, sentence.end)
    if doers is None:
        return False
    helps = _HELPS.match(text, doers.end, sentence.end)
    return helps is not None and not text[helps.end() : sentence.end].strip(" .;")


def report_to(text: str, draft: Draft) -> tuple[Finding[str], ...]:
    """Return to whom the result is reported or sent; ``qua Y`` adds Y.

    What the receiver does with it afterwards (``để tổng hợp, báo cáo ...``) is its own
    business.
    """
    found: list[Finding[str]] = []
    start, end = draft.action.start, draft.action.end
    purpose = _PURPOSE.search(text, start, end)
    end = purpose.start() if purpose is not None else end
    for pattern in (_REPORT, _SENT_TO, _REPORT_DIRECT):
        for match in pattern.finditer(text, start, end):
            doers = doers_at(text, match.end(), end)
            if doers is None:
                continue
            found += _names(text, doers, "report-to")
            through = _THROUGH.search(text, doers.end, min(doers.end + 90, end))
            by = doers_at(text, through.end(), end) if through is not None else None
            if by is not None:
                found += _names(text, by, "report-through")
    return distinct(found)


def _names(text: str, span: Span, rule: str) -> Iterator[Finding[str]]:
    for name in distribute(text, span):
        yield Finding(name, (span,), rule)


def names_of(text: str, span: Span) -> tuple[str, ...]:
    """Return the names that doers list; an exception stays with the name before it."""
    people = persons(text, span)
    if people:
        return tuple(person.of(text) for person in people)
    named, excepted = without_exception(text, span)
    names = distribute(text, named)
    if len(names) < 2 and "(" not in named.of(text) and ":" not in named.of(text):
        # One name: the words after the part that is known belong to it.
        return (span.of(text),)
    return (*names[:-1], names[-1] + excepted) if names else (span.of(text),)


def distinct(found: Iterable[Finding[str]]) -> tuple[Finding[str], ...]:
    """Keep each name once, as it was first written."""
    seen: dict[str, Finding[str]] = {}
    for finding in found:
        seen.setdefault(fold(finding.value), finding)
    return tuple(seen.values())


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
        short = lead.end - lead.start <= _BARE
        bare = (
            read_deadline_cell(text, lead.start, lead.end, issued_on) if short else None
        )
        due = found[0] if found else bare
        return (replace(draft, deadline=due),) if due is not None else (draft,)
    if not found or _EXTENDS.match(text, action.start, action.end):
        return (draft,)
    if len({_key(finding.value) for finding in found}) == 1:
        return tuple(_apart(text, draft, found[0]))
    return tuple(_split(text, draft, found))


def _apart(text: str, draft: Draft, found: Finding[Deadline]) -> Iterator[Draft]:
    """A deadline in the first of several sentences does not bind the later ones."""
    later = [
        (start, end)
        for start, end in sentences(text, draft.action.start, draft.action.end)
        if start >= found.spans[-1].end
    ]
    verb = order_words().verb
    if later and later[-1][1] - later[0][0] >= _LONG and verb.match(text, later[0][0]):
        start = later[0][0]
        yield replace(
            draft, action=_trim(text, draft.action.start, start), deadline=found
        )
        yield replace(draft, action=Span(start, draft.action.end))
    else:
        yield replace(draft, deadline=found)


def _key(deadline: Deadline) -> tuple[object, ...]:
    return (deadline.date, deadline.rrule, deadline.duration)


def _split(
    text: str, draft: Draft, found: Sequence[Finding[Deadline]]
) -> Iterator[Draft]:
    """Cut the action between deadlines: at sentence ends, then clauses."""
    cuts = _cuts(text, draft.action)
    start = draft.action.start
    for index, finding in enumerate(found):
        at = finding.spans[-1].end
        following = found[index + 1].spans[0].start if index + 1 < len(found) else None
        if following is None:
            yield replace(draft, action=Span(start, draft.action.end), deadline=finding)
            return
        between = [cut for cut in cuts if at <= cut <= following]
        between = between or [m.end() for m in _AND.finditer(text, at, following)]
        if not between:
            # Two dates in one clause: the later stands for it.
            continue
        cut = between[0]
        yield replace(draft, action=_trim(text, start, cut), deadline=finding)
        start = cut


def _cuts(text: str, action: Span) -> list[int]:
    cuts = [start for start, _ in sentences(text, action.start, action.end)][1:]
    cuts += [match.end() for match in _CLAUSE.finditer(text, action.start, action.end)]
    return sorted(set(cuts))


def _trim(text: str, start: int, end: int) -> Span:
    while end > start + 1 and text[end - 1] in " ,;.":
        end -= 1
    return Span(start, end)


def general_rule(text: str, action: Span, lead: Span | None = None) -> str | None:
    """Return the id of the closing formula that an action is, or None.

    `lead` stands before the doer in its sentence: ``nếu có vướng mắc, đề nghị ...``.
    """
    words = text[action.start : action.end].strip(" .;:/")
    if len(words) > 260:
        return None
    if lead is not None and _TROUBLE.search(text, lead.start, lead.end):
        words_after = _TELL_US.match(words)
        return "in-case-of-trouble" if words_after is not None else None
    for rule, pattern in order_words().general:
        if pattern.match(words):
            return rule
    return None
