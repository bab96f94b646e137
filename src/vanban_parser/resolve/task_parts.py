"""Parts of a task inside its words: coordinators, report-to, several deadlines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vanban_parser.extract.doers import doers_at, whole_name, without_exception
from vanban_parser.extract.persons import persons
from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organs import distribute
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.resolve.drafts import Draft
from vanban_parser.text import fold, folded_in

# Over folded text: a scan loses marks.
_WITH = re.compile(
    r"(?<!\w)(?:(?:phoi(?:,)? (?:ket )?hop|ket hop|phoi hop dong bo)"
    r"(?:\s+(?:chat che|dong bo|thuong xuyen|tot|kip thoi|chat|lam viec))*,?"
    r"(?:\s+(?:voi|cung voi|cung))?"
    r"|chu tri,? cung(?: voi)?|(?:va |co |voi )su (?:tham gia|phoi hop|ho tro) cua"
    r"|\(phoi hop(?: thuc hien)?\s*:)\s+"
    r"(?:dong chi\s+)?"
)
_COMMA = re.compile(r"[,;]\s+(?:và\s+)?(?=\w)")
# "..., Phòng Y tế phối hợp thực hiện": who helps stands last.
_HELPS = re.compile(
    r"\s+(?:có trách nhiệm\s+)?(?:cùng\s+)?(?:phối hợp|tham gia phối hợp|hỗ trợ)"
    r"(?: chặt chẽ)?(?:,? (?:cùng )?(?:thực hiện|triển khai|tham gia))*\s*(?=[.;,)]|$)",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"(?<!\w)(?P<verb>báo cáo|gửi|trình|nộp|đề xuất|phản ánh|thông tin|phản hồi|fax)\b"
    r"(?:(?!\bđể\b|\bgửi\b|[.;:(])[^.;:(]){0,140}?"
    r"\s(?P<to>về|đến|tới|lên)\s+(?=\w)",
    re.IGNORECASE,
)
# "gửi danh sách cho X"; "đề xuất chính sách cho X" reports nothing to X.
_SENT_TO = re.compile(
    r"(?<!\w)(?:gửi|nộp|trình|báo cáo|báo tin)\b[^.;:(,]{0,60}?\scho\s+(?=\w)",
    re.IGNORECASE,
)
_REPORT_DIRECT = re.compile(
    r"(?<!\w)(?<!để tổng hợp, )(?<!để tổng hợp )(?:báo cáo|trình|gửi|hồi đáp)"
    r"(?:\s+(?:bằng văn bản|xin ý kiến|nhanh|kết quả|kết quả thực hiện|đề xuất|và"
    r"|,|kịp thời))*"
    r"\s+(?=\w)",
    re.IGNORECASE,
)
# What each of the three has in it, in small letters.
_SENDS = (
    "báo cáo",
    "gửi",
    "trình",
    "nộp",
    "đề xuất",
    "phản ánh",
    "thông tin",
    "phản hồi",
    "fax",
    "báo tin",
    "hồi đáp",
)
# "gửi thông báo đến người nộp thuế" is no report.
_PEOPLE = re.compile(r"(?:các |những )?(?:người|phụ huynh|cha mẹ|hộ)\b", re.IGNORECASE)
_THROUGH = re.compile(r"\(?\s*(?:thông\s+)?qua\s+(?:đầu mối\s+)?(?=\w)", re.IGNORECASE)
# With its capital, and nothing of a longer name after it.
_SHORT = re.compile(
    r"(?:Ban (?:Chỉ đạo|Chỉ huy|Tổ chức|Thường trực|Quản lý)|Hội đồng|Tổ công tác"
    r"|(?:Tổng c|Chi c|C)ục|Trung tâm|Công ty|Bệnh viện|Học viện|Viện|Trường|Nhà trường"
    r"|Phòng|Sở|Bộ|Vụ|Ban|Hội)"
    r"(?=\s*(?:[(,.;]|$)|\s(?:qua|trước|chậm nhất|để|theo|vào|đồng thời|bằng|trong)\b)"
)
_UNIT = re.compile(r" \((?P<unit>[^()\n]{4,120})\)")
# "các cấp, các ngành" is one way to say everybody.
_EVERYBODY = re.compile(
    r"(?:các|từng|mỗi|mọi) cấp(?:,| và) (?:các |từng |mỗi |mọi )?ngành"
    r"(?:(?:,| và) (?:các )?địa phương)?",
    re.IGNORECASE,
)
# "Các sở được phân công theo dõi (Nội vụ, Tư pháp)": who of them is meant.
_GIVEN = re.compile(r"\bđược (?:giao|phân công)\b", re.IGNORECASE)
_PURPOSE = re.compile(
    r"(?<!\w)để (?:tổng hợp|được|báo cáo|theo dõi|kịp thời|xem xét|trình|biết)"
)
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


def coordinators(text: str, draft: Draft) -> tuple[Finding[str], ...]:
    """Return who helps: after ``phối hợp với`` and on label lines."""
    found: list[Finding[str]] = []
    for span in draft.support:
        found += _label_names(text, span)
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
    for match in _WITH.finditer(folded_in(text, span.start, span.end)):
        doers = doers_at(text, span.start + match.end(), span.end)
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
    words = text[start:end].lower()
    if not any(verb in words for verb in _SENDS):
        return ()
    purpose = _PURPOSE.search(text, start, end)
    end = purpose.start() if purpose is not None else end
    for pattern in (_REPORT, _SENT_TO, _REPORT_DIRECT):
        for match in pattern.finditer(text, start, end):
            doers = doers_at(text, match.end(), end) or _short(text, match.end(), end)
            if doers is None or _PEOPLE.match(text, doers.start, doers.end):
                continue
            found += _names(text, doers, "report-to")
            through = _THROUGH.search(text, doers.end, min(doers.end + 90, end))
            by = doers_at(text, through.end(), end) if through is not None else None
            if by is not None:
                found += _names(text, by, "report-through")
    return distinct(found)


def _short(text: str, start: int, end: int) -> Span | None:
    """Return ``Tổng cục`` in ``gửi về Tổng cục (qua Vụ A)``: the body named before."""
    match = _SHORT.match(text, start, end)
    return Span(match.start(), match.end()) if match is not None else None


def _names(text: str, span: Span, rule: str) -> Iterator[Finding[str]]:
    whole = with_its_unit(text, span)
    names = list(distribute(*_on_one_line(text, span)))
    if whole != span and names:
        names[-1] += text[span.end : whole.end]
    for name in names:
        yield Finding(name, (whole,), rule)


def _label_names(text: str, span: Span) -> Iterator[Finding[str]]:
    """Yield the names of a label line or cell; a single one has all its words."""
    names = list(_names(text, span, "label-support"))
    whole = span.of(text).replace("\n", " ")
    one = names[0] if len(names) == 1 else None
    if one is not None and len(one.value) < len(whole) and not {"(", ":"} & set(whole):
        names = [replace(one, value=whole)]
    yield from names


def names_of(text: str, span: Span) -> tuple[str, ...]:
    """Return the names that doers list; an exception stays with the name before it."""
    text, span = _on_one_line(text, span)
    people = persons(text, span)
    if people:
        return tuple(person.of(text) for person in people)
    if _EVERYBODY.fullmatch(span.of(text)) or _GIVEN.search(span.of(text)):
        return (span.of(text),)
    named, excepted = without_exception(text, span)
    names = distribute(text, named)
    if _UNIT.search(text, span.start, span.end) and len(names) < 2:
        return (span.of(text),)
    if len(names) < 2 and "(" not in named.of(text) and ":" not in named.of(text):
        # One name: the words after the part that is known belong to it.
        return (span.of(text),)
    return (*names[:-1], names[-1] + excepted) if names else (span.of(text),)


def _on_one_line(text: str, span: Span) -> tuple[str, Span]:
    """Return a text and a span of it that have the words of `span`, on one line."""
    words = span.of(text)
    if "\n" not in words:
        return text, span
    return words.replace("\n", " "), Span(0, len(words))


def with_its_unit(text: str, span: Span) -> Span:
    """Take into a name the unit of it that is meant (``Văn phòng (Ban Tiếp dân)``)."""
    bracket = _UNIT.match(text, span.end)
    if bracket is None:
        return span
    start, end = bracket.span("unit")
    unit = doers_at(text, start, end)
    whole = unit is not None and unit.end == end
    return Span(span.start, bracket.end()) if whole else span


def distinct(found: Iterable[Finding[str]]) -> tuple[Finding[str], ...]:
    """Keep each name once, as it was first written."""
    seen: dict[str, Finding[str]] = {}
    for finding in found:
        seen.setdefault(fold(finding.value), finding)
    return tuple(seen.values())


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
