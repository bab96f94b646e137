"""Orders without an ordering word: to be sent, to be carried out, sent for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from vanban_parser.extract.doers import doers_at, past_gap
from vanban_parser.extract.speakers import Speaker
from vanban_parser.lexicon.organs import organ_at
from vanban_parser.model.document import Span

Cue = Literal["order", "request", "invite", "subject", "object", "passed"]

# What may stand before the doer at the head of a sentence.
LEAD = re.compile(
    r"(?:(?:đồng thời|ngoài ra|bên cạnh đó|theo đó|riêng|riêng đối với|trước mắt|do đó"
    r"|vì vậy|do vậy|vì thế|trên cơ sở đó|trong đó|đối với|về phía|giao|sau đó|tiếp đó"
    r"|hàng năm|hằng năm)[,:]?\s+)+",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:đã|vừa|trước đó|trước đây|vừa qua)\b", re.IGNORECASE)

# A thing to be sent stands first: "Văn bản góp ý gửi về ... trước ngày ...".
_OBJECT = re.compile(
    r"(?:các |những |mọi |toàn bộ )?(?:văn bản|báo cáo|ý kiến|kết quả|danh sách|hồ sơ"
    r"|kế hoạch|phiếu|thông tin|nội dung|số liệu|bản |biểu|đăng ký|bài |tài liệu|việc )"
    r"[^.;]{0,160}?\b(?:gửi|nộp|đăng ký|chuyển)(?:\s+\S+){0,6}?"
    r"\s+(?:về|cho|đến|tại|qua|trước)\b",
    re.IGNORECASE,
)
# "Báo cáo được gửi trước ngày ..." says when it is due, not what was done.
_PASSIVE = re.compile(
    r"\b(?:đã|do|bị|sẽ|đang)\b"
    r"|\bđược\b(?!\s+(?:gửi|nộp)\s+(?:trước|chậm nhất|muộn nhất))",
    re.IGNORECASE,
)
_OF = re.compile(r"\bcủa\s+(?=\w)", re.IGNORECASE)
_SENT = re.compile(
    r"\s*,?\s*(?:(?:xin|đề nghị|được)\s+)*(?:gửi|nộp|đăng ký|chuyển)\b", re.IGNORECASE
)
_IMPLEMENT = re.compile(
    r"(?:chịu|có) trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) (?:quyết định"
    r"|nghị quyết|chỉ thị|kế hoạch|quy chế|quy định)"
    r"|căn cứ (?:quyết định|nghị quyết)(?: này)? thi hành|thi hành quyết định này",
    re.IGNORECASE,
)
# What it has in it, in small letters.
_IMPLEMENTED = ("trách nhiệm", "thi hành")
_BAN = re.compile(r"(?:nghiêm cấm|cấm|không cho phép)\s+(?=\w)", re.IGNORECASE)
_SIRS = re.compile(r"(?:các )?(?:ông,? \(?bà\)?|đồng chí)\s*:\s*(?=\w)", re.IGNORECASE)
# "... gửi Sở X biết, thực hiện", "... để các đơn vị nghiên cứu, góp ý".
_PASSED = re.compile(r"\b(?:gửi|thông báo|báo cáo|chuyển)\b", re.IGNORECASE)
_TO_WHOM = re.compile(r"\b(?:gửi|để|đến|tới|cho)\s+(?=\w)", re.IGNORECASE)
_HANDED = re.compile(r"(?:giao|chuyển|sao gửi)\s", re.IGNORECASE)
_KNOW = re.compile(
    r"(?:để\s+)?(?:được\s+)?(?:biết|nghiên cứu|tham gia|góp ý|cho ý kiến|tổng hợp"
    r"|thực hiện|triển khai|phối hợp|tổ chức|chỉ đạo|xem xét)(?!\w)",
    re.IGNORECASE,
)
# Who is asked stands first, with what tells which of them are meant.
_ASKED_FIRST = re.compile(
    r"(?P<who>(?:tất cả|toàn thể|các|những|mọi|mỗi|từng)\s(?:các |những )?"
    r"[^.;:()\n]{3,240}?)(?<!theo)(?<!được)(?<!của),?"
    r"\s+(?:(?:thì )?(?:kính )?đề nghị|yêu cầu)\s+(?=\w)",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|hạn chót|trước hết ngày)\b[^.;]{0,24}\d",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Order:
    """An order found in a sentence.

    `doers` names those told, or is None where the sentence leaves that to what stands
    above it; `action` runs from the first word of what is to be done.
    """

    doers: Span | None
    action: Span
    cue: Cue


def implements(text: str, sentence: Span) -> bool:
    """Tell whether a sentence says who has to carry a decision out."""
    return _implemented(text, sentence) is not None


def _implemented(text: str, sentence: Span) -> re.Match[str] | None:
    words = sentence.of(text).lower()
    if not any(word in words for word in _IMPLEMENTED):
        return None
    return _IMPLEMENT.search(text, sentence.start, sentence.end)


def implementing(text: str, sentence: Span) -> Order | None:
    """Read ``A, B, C chịu trách nhiệm thi hành Quyết định này``."""
    match = _implemented(text, sentence)
    if match is None:
        return None
    lead = LEAD.match(text, sentence.start, match.start())
    start = lead.end() if lead is not None else sentence.start
    sirs = _SIRS.match(text, start, match.start())
    start = sirs.end() if sirs is not None else start
    if organ_at(text, start, match.start()) is None:
        return None
    names = text[start : match.start()].rstrip(" ,;")
    doers = Span(start, start + len(names))
    return Order(doers, Span(match.start(), sentence.end), "subject")


def forbidden(text: str, sentence: Span) -> Order | None:
    """Read ``Nghiêm cấm các xã thu tiền ...``: the words of the ban are the action."""
    ban = _BAN.match(text, sentence.start, sentence.end)
    doers = doers_at(text, ban.end(), sentence.end) if ban is not None else None
    return Order(doers, sentence, "order") if doers is not None else None


def asked_first(text: str, sentence: Span) -> Order | None:
    """Read ``Các học viên chưa nộp đề nghị mang chứng từ đến trước ngày ...``.

    Without a day, a group that ``đề nghị`` may well ask for something itself.
    """
    asked = _ASKED_FIRST.match(text, sentence.start, sentence.end)
    if asked is None or _BY_WHEN.search(text, asked.end(), sentence.end) is None:
        return None
    if PAST.search(text, asked.end("who"), asked.end()):
        return None
    if doers_at(text, asked.end(), sentence.end) is not None:
        return None
    return Order(Span(*asked.span("who")), Span(asked.end(), sentence.end), "request")


def to_be_sent(text: str, sentence: Span) -> Order | None:
    """Read ``Văn bản góp ý gửi về X trước ngày ...``; passives are reports."""
    thing = _OBJECT.match(text, sentence.start, sentence.end)
    if thing is None or _PASSIVE.search(thing.group()):
        return None
    return Order(_whose(text, thing), sentence, "object")


def _whose(text: str, thing: re.Match[str]) -> Span | None:
    """Return who sends what is to be sent: ``Báo cáo của các đơn vị gửi về``."""
    for of in _OF.finditer(text, thing.start(), thing.end()):
        doers = doers_at(text, of.end(), thing.end())
        if doers is not None and _SENT.match(text, doers.end, thing.end()):
            return doers
    return None


def passed_on(text: str, sentence: Span, speaker: Speaker) -> Order | None:
    """Read what a letter is sent for: ``gửi X biết, thực hiện``."""
    if _PASSED.search(text, sentence.start, sentence.end) is None:
        return None
    for match in _TO_WHOM.finditer(text, sentence.start, sentence.end):
        doers = doers_at(text, match.end(), sentence.end)
        if doers is None or speaker.is_named(doers.of(text)):
            continue
        pos = past_gap(text, doers.end, sentence.end)
        known = _KNOW.match(text, pos, sentence.end)
        if known is not None and known.group().lower().startswith("để "):
            # "Chuyển đơn đến Sở A để giải quyết", and no "báo cáo A để xem xét".
            if _HANDED.match(text, sentence.start) is None:
                continue
            pos += len("để ")
        if known is not None and "(" not in text[doers.end : pos]:
            if PAST.search(text, sentence.start, match.start()):
                return None
            return Order(doers, Span(pos, sentence.end), "passed")
    return None
