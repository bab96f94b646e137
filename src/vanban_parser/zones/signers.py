"""The lines of the signature (ô 7), and whose they are where two bodies sign."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.model.document import Flow, Span
from vanban_parser.text import fold
from vanban_parser.zones.lines import Lines

TITLE_WORD = re.compile(
    r"(?:Q\. ?|QUYỀN )?(?:PHÓ )?(?:TỔNG )?"
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|CHÁNH|TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG"
    r"|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|HIỆU TRƯỞNG|VIỆN TRƯỞNG"
    r"|CHỦ NHIỆM|THỐNG ĐỐC|THỦ TRƯỞNG|CHỈ HUY TRƯỞNG|ĐỘI TRƯỞNG|TRẠM TRƯỞNG)\b"
)
"""Titles that a line of the signature begins with."""

SIGNED_NOTE = re.compile(r"\W*(?:da )?ky\b(?! boi).{0,45}$")
"""``(Đã ký)``, ``(Ký, ghi rõ họ tên và đóng dấu)``."""

# Minutes and tables bear two names; the one who writes them is not who answers.
_PRESIDES = re.compile(r"(?:nguoi )?chu (?:tri|toa)\b")
_WRITES = re.compile(r"(?:nguoi (?:lap|ghi|viet)|thu ky|ke toan|ky ten|xac nhan)\b")
_FEWEST_WORDS = 2
_MOST_WORDS = 30


class Signers:
    """Lines of the signature, in order; those of the left column are kept apart."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._spans: list[tuple[Flow, Span]] = []

    def add(self, index: int, span: Span) -> None:
        """Take a line, or a part of one, of the block `index`."""
        self._spans.append((self._lines.blocks[index].flow, span))

    @property
    def awaits_name(self) -> bool:
        """Tell whether the last line is a title, so that a name may follow."""
        if not self._spans:
            return False
        words = self._words(self._spans[-1][1])
        return words.isupper() or SIGNED_NOTE.match(fold(words)) is not None

    @property
    def is_unsigned(self) -> bool:
        """Tell whether there are titles, and no name below them."""
        words = [self._words(span) for _, span in self._spans]
        return bool(words) and all(map(str.isupper, words))

    @property
    def is_signed_beside(self) -> bool:
        """Tell whether the right column holds titles and a name below them."""
        right = [self._words(span) for flow, span in self._spans if flow is Flow.RIGHT]
        return bool(right) and any(map(str.isupper, right)) and _is_name(right[-1])

    def chosen(self, issuer: str) -> tuple[Span, ...]:
        """Return the signature's lines; of two boxes side by side the letter's own.

        That is the one whose title names the body that the header (folded `issuer`)
        names first, or the one who presides.  None where nothing tells.
        """
        left = [span for flow, span in self._spans if flow is Flow.LEFT]
        right = [span for flow, span in self._spans if flow is Flow.RIGHT]
        if not (self._is_box(left) and self._is_box(right)):
            return tuple(span for _, span in self._spans)
        heads = [self._folded(box) for box in (left, right)]
        if _WRITES.match(heads[0]) or _PRESIDES.match(heads[1]):
            return tuple(right)
        if _WRITES.match(heads[1]) or _PRESIDES.match(heads[0]):
            return tuple(left)
        places = [_named_at(head, issuer) for head in heads]
        if places[0] == places[1]:
            return ()
        return tuple(left if places[0] < places[1] else right)

    def _is_box(self, box: Sequence[Span]) -> bool:
        """Tell whether the lines are a title and the name of who bears it."""
        words = [self._words(span) for span in box]
        titled = bool(words) and (
            words[0].isupper() or bool(_WRITES.match(fold(words[0])))
        )
        return len(words) > 1 and titled and _is_name(words[-1])

    def _folded(self, box: Sequence[Span]) -> str:
        return " ".join(fold(self._words(span)) for span in box)

    def _words(self, span: Span) -> str:
        return span.of(self._lines.text).strip()


def _is_name(words: str) -> bool:
    parts = words.split()
    named = 2 <= len(parts) <= 8 and all(part[:1].isupper() for part in parts)
    return named and not words.isupper()


def _named_at(titles: str, issuer: str) -> int:
    """Return where in `issuer` the body stands that `titles` names, else its end."""
    words = titles.split()[:_MOST_WORDS]
    for length in range(len(words), _FEWEST_WORDS - 1, -1):
        for start in range(len(words) - length + 1):
            at = issuer.find(" ".join(words[start : start + length]))
            if at >= 0:
                return at
    return len(issuer)
