"""Mức độ khẩn and độ mật by the marks on page 1 (ô 10a, 10b)."""

from __future__ import annotations

from collections.abc import Sequence

from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.letter import Secrecy, Urgency
from vanban_parser.resolve.respelling import CODE
from vanban_parser.text import fold
from vanban_parser.zones.lines import misread_mark

_MARK_WORDS: tuple[tuple[str, Urgency], ...] = (
    ("hoa toc hen gio", "hỏa tốc hẹn giờ"),
    ("hoa toc", "hỏa tốc"),
    ("thuong khan", "thượng khẩn"),
    ("khan", "khẩn"),
)
_LONG = dict(_MARK_WORDS)
_SECRECY: dict[str, Secrecy] = {
    "MẬT": "mật",
    "TỐI MẬT": "tối mật",
    "TUYỆT MẬT": "tuyệt mật",
}


def urgency(text: str, marks: Sequence[Span]) -> Finding[Urgency] | None:
    """Return mức độ khẩn by the first mark that is one."""
    for span in marks:
        folded = fold(span.of(text)).strip(" .:!()[]")
        for start, value in _MARK_WORDS:
            if folded.startswith(start):
                return Finding(value, (span,), "urgency-mark")
        likely = _LONG.get(misread_mark(folded) or "")
        if likely is not None:
            return Finding(likely, (span,), "urgency-mark", CODE)
    return None


def secrecy(text: str, marks: Sequence[Span]) -> Finding[Secrecy] | None:
    """Return độ mật, matched with its marks: MẶT (in MẶT TRẬN) is none."""
    for span in marks:
        value = _SECRECY.get(span.of(text).strip(" .:!()[]"))
        if value is not None:
            return Finding(value, (span,), "secrecy-mark")
    return None
