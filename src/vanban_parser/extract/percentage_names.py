"""Names right before a share: of a tax, of goods with a grade, of what was aimed at."""

from __future__ import annotations

import re

from vanban_parser.extract.percentage_words import alternation, words
from vanban_parser.model.document import Span

_REACH = 60
"""Characters before a share in which its name stands."""

# A tax named right before a share, not "thuế thu nhập tăng 5%".
_TAX = re.compile(
    rf"(?<!\w)(?P<of>(?:thuế suất )?(?:{alternation(words('taxes'))}))"
    r"(?: (?:là|mức|với mức|ở mức|thuế suất))? ?\(?\Z",
    re.IGNORECASE,
)
_GRADE = re.compile(
    rf"(?<!\w)(?P<of>(?:{alternation(words('graded'))})"
    rf"(?: (?!(?:{alternation(words('predicates'))}|giá|mức)(?!\w))[^\W\d]+){{0,4}})"
    r" \(?\Z",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"[,;(] ?(?P<aim>(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)(?: năm)?"
    r" (?:đề ra|được giao|giao))(?: (?:là|phải|đạt|phải đạt|trong năm \d{4}))*[: ]*\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?] (?=[A-ZĐ])")


def rate_before(text: str, floor: int, end: int) -> Span | None:
    """Return what names itself by the share at `end`, or None.

    ``giá đã bao gồm thuế giá trị gia tăng 5%``: the rate is the tax's own; so is a
    grade in the name of goods: ``gạo hạt dài 5% giá 16.400 đồng``.
    """
    start = max(floor, end - _REACH)
    for pattern in (_TAX, _GRADE):
        match = pattern.search(text, start, end)
        if match is not None:
            return Span(*match.span("of"))
    return None


def aim_before(text: str, previous_end: int, end: int) -> str | None:
    """Return what says that the share at `end` was aimed at, or None.

    ``đạt 30% (3/16 sở, 9/24 xã, chỉ tiêu đề ra là tối thiểu 20%)``: it is said of
    the same as the share that ends at `previous_end`, in one sentence with it.
    """
    match = _AIM.search(text, previous_end, end)
    if match is None or _SENTENCE.search(text, previous_end, end):
        return None
    return match["aim"]
