"""Which of a group are meant: ``Các trường chưa nộp báo cáo khẩn trương nộp bổ sung``.

Between the group and its verb stands a clause that tells of them.  Where it ends, an
adverb of urging or a duty word stands, or the first verb that is no part of it.
"""

from __future__ import annotations

import re

from vanban_parser.lexicon.organ_words import CAPITALS, organ_words
from vanban_parser.model.document import Span

_GROUP = re.compile(r"(?<!\w)(?:các|những|mỗi|từng|mọi|một số)\s", re.IGNORECASE)
_TELLS = re.compile(
    r"\s*,?\s*(?:mà\s+)?(?:hiện\s+)?(?:có(?! (?:trách nhiệm|nhiệm vụ|ý kiến|văn bản))"
    r"|chưa|còn|đã|đang|không(?! được)|chậm|vi phạm|đạt|để)\s+(?=\w)",
    re.IGNORECASE,
)
_URGED = re.compile(
    r"\s(?:thì\s+)?(?=(?:khẩn trương|nghiêm túc|phải|có trách nhiệm|tiến hành|chủ động"
    r"|kịp thời|lập tức|tập trung|yêu cầu)\s+\w)",
    re.IGNORECASE,
)
_NOT_URGED = re.compile(
    r"(?:chưa|không|đã|việc|được|mà|nhưng|sự|tinh thần|và)\s*$", re.IGNORECASE
)
# Before a verb of the clause itself, or before a noun that is written like one.
_OF_CLAUSE = re.compile(
    r"(?:(?:đã|chưa|không|được|bị|để|việc|công tác|kế hoạch|của|về|theo|có|còn|và"
    r"|nhiệm vụ|đang"
    r"|hồ sơ|văn bản|nội dung|kết quả|danh sách|phiếu|bản|biểu|cho|ca|bằng|do|số"
    r"|thiếu|hoặc|tự|sẽ|trong|tại|người|đơn vị|cơ quan|tổ chức|điều kiện|nhu cầu"
    r"|yêu cầu|đúng)"
    r"|\bdo \w+(?: \w+)?)\s*$",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:báo cáo|kế hoạch|quyết định|đề nghị|yêu cầu|đăng ký|kê khai|hướng dẫn"
    r"|thông báo|kết luận|phê duyệt|quy định|thực hiện|triển khai)\b",
    re.IGNORECASE,
)
_BY_WHEN = re.compile(
    r"\b(?:trước|chậm nhất|muộn nhất|hạn|xong|hoàn thành)\b[^.;]{0,40}\d",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"(?<!\w)[{CAPITALS}]\w*$")
_WORD = re.compile(r"(?<=\s)\S+")
_LONGEST = 160
_SHORTEST = 2
"""Words of the clause before a verb may end it."""


def told_of(text: str, doers: Span, end: int) -> tuple[Span, int] | None:
    """Return who is meant, and where what they have to do begins; None elsewhere.

    The clause belongs to a group's name; bodies that are named keep their names.
    """
    if _GROUP.search(text, doers.start, doers.end) is None:
        return None
    tells = _TELLS.match(text, doers.end, end)
    if tells is None:
        return None
    stop = _clause_limit(text, tells.end(), end)
    at = _urged(text, tells.end(), stop) or _verb(text, tells.end(), stop, end)
    if at is None:
        return None
    if _NAMED.search(text, doers.start, doers.end) is not None:
        return doers, at
    return Span(doers.start, doers.end + len(text[doers.end : at].rstrip(" ,"))), at


def _clause_limit(text: str, start: int, end: int) -> int:
    sign = re.compile(r"[.;:()“”\n]").search(text, start, min(end, start + _LONGEST))
    return sign.start() if sign is not None else min(end, start + _LONGEST)


def _urged(text: str, start: int, stop: int) -> int | None:
    """Return where an adverb or duty word stands that no clause of facts has."""
    for match in _URGED.finditer(text, start, stop):
        before = text[start : match.start()]
        if _NOT_URGED.search(before) is None and before.strip():
            return match.end()
    return None


def _verb(text: str, start: int, stop: int, end: int) -> int | None:
    """Return where the first verb after the clause stands, if a day is set for it."""
    if _BY_WHEN.search(text, start, end) is None:
        return None
    doing = organ_words().doing
    busy = start
    for count, word in enumerate(_WORD.finditer(text, start, stop), start=1):
        verb = doing.match(text, word.start(), stop)
        if verb is None or count < _SHORTEST:
            busy = verb.end() if verb is not None else busy
            continue
        of_clause = _OF_CLAUSE.search(text[start : word.start()]) is not None
        after_verb = text[busy : word.start()].strip() == ""
        if not (of_clause or after_verb or _PAPER.match(text, word.start())):
            return word.start()
        busy = max(busy, verb.end())
    return None
