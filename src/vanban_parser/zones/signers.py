"""The lines of the signature (ô 7), and whose they are where two bodies sign."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.lexicon.person_names import is_surname
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
# The head of each kind of body (laws on the organisation of the State, statutes).
_HEADS = tuple(
    (re.compile(rf"(?:{kinds})\b"), post)
    for kinds, post in (
        ("so|trung tam|benh vien|cong ty|ban quan ly|kho bac|bao hiem|dai", "giam doc"),
        ("uy ban|ubnd|hdnd|hoi|lien doan|cong doan|mat tran|ub", "chu tich"),
        ("cuc|chi cuc|tong cuc", "cuc truong"),
        ("truong|hoc vien", "hieu truong"),
        ("dang uy|tinh uy|huyen uy|thanh uy|doan|tinh doan|huyen doan", "bi thu"),
        ("bo", "bo truong"),
        ("phong|ban", "truong"),
    )
)
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

    def chosen(self, issuer: Sequence[str]) -> tuple[Span, ...]:
        """Return the signature's lines; of two boxes side by side the letter's own.

        That is the one whose title names the body that the header (folded lines
        `issuer`) names first, or is that of its head, or the one who presides.  None
        where nothing tells.
        """
        left = [span for flow, span in self._spans if flow is Flow.LEFT]
        right = [span for flow, span in self._spans if flow is Flow.RIGHT]
        if not (self._is_box(left) and self._is_box(right)):
            shared = self._on_shared_lines()
            if shared is None:
                return tuple(span for _, span in self._spans)
            left, right = shared
        heads = [self._folded(box) for box in (left, right)]
        if _WRITES.match(heads[0]) or _PRESIDES.match(heads[1]):
            return tuple(right)
        if _WRITES.match(heads[1]) or _PRESIDES.match(heads[0]):
            return tuple(left)
        places = [_named_at(head, " ".join(issuer)) for head in heads]
        if places[0] == places[1]:
            places = [not _is_head_of(issuer, head) for head in heads]
        if places[0] == places[1]:
            return ()
        return tuple(left if places[0] < places[1] else right)

    def _on_shared_lines(self) -> tuple[list[Span], list[Span]] | None:
        """Return two boxes whose titles, and whose names, a scan has on one line."""
        spans = [span for _, span in self._spans]
        if len(spans) < 2:
            return None
        title, name = spans[0], spans[-1]
        cuts = (
            _second_title(title.of(self._lines.text)),
            _second_name(name.of(self._lines.text)),
        )
        if cuts[0] is None or cuts[1] is None:
            return None
        lines = [(title, title.start + cuts[0]), (name, name.start + cuts[1])]
        left = [Span(line.start, cut - 1) for line, cut in lines]
        return left, [Span(cut, line.end) for line, cut in lines]

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


def _second_title(words: str) -> int | None:
    """Return where a second head's title starts on a line of two, or None.

    ``KT. CHỦ TỊCH PHÓ CHỦ TỊCH`` are the two titles of one person.
    """
    if not words.isupper() or TITLE_WORD.match(words) is None:
        return None
    starts = [m.start() for m in TITLE_WORD.finditer(words) if m.start()]
    if len(starts) != 1 or words[starts[0] :].startswith(("PHÓ", "THỨ")):
        return None
    return starts[0]


def _second_name(words: str) -> int | None:
    """Return where the second of two names on one line starts, or None.

    A family name stands first; as many syllables on both sides decide.
    """
    parts = words.split(" ")
    if not is_surname(parts[0]) or not all(part[:1].isupper() for part in parts):
        return None
    uneven = {
        place: abs(len(parts) - 2 * place)
        for place in range(2, len(parts) - 1)
        if is_surname(parts[place])
    }
    best = [place for place, off in uneven.items() if off == min(uneven.values())]
    return len(" ".join(parts[: best[0]])) + 1 if len(best) == 1 else None


def _is_head_of(issuer: Sequence[str], title: str) -> bool:
    """Tell whether a title (folded) is the one that heads bodies like the issuer."""
    own = issuer[-1] if issuer else ""
    return any(kind.match(own) is not None and post in title for kind, post in _HEADS)


def _named_at(titles: str, issuer: str) -> int:
    """Return where in `issuer` the body stands that `titles` names, else its end."""
    words = titles.split()[:_MOST_WORDS]
    for length in range(len(words), _FEWEST_WORDS - 1, -1):
        for start in range(len(words) - length + 1):
            at = issuer.find(" ".join(words[start : start + length]))
            if at >= 0:
                return at
    return len(issuer)
