"""A subject under a stamp of arrival, with the words that the preamble repeats.

Since the Law on promulgation of 2025 a decision says in its preamble what it is about:
``Ủy ban nhân dân tỉnh ban hành Quyết định <trích yếu>.``  Where a stamp hides words of
the one, the other has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher

from vanban_parser.lexicon.document_types import citing_names, either
from vanban_parser.model.document import Document, Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.respelling import respelt_finding
from vanban_parser.text import fold
from vanban_parser.zones.stamped import stamp_between

CODE = "subject-stamped"
"""The warning of a subject that a stamp stands over."""

_REPEATS = re.compile(
    rf"ban hành {either(citing_names())} (?P<said>.{{20,450}}?)"
    r"(?: như sau)?\s*[:.](?=\s|$)",
    re.IGNORECASE | re.DOTALL,
)
# The preamble stands within so many characters of the body's start.
_PREAMBLE = 6_000
# Of the words of both, so many are the same where they say the same.
_ALIKE = 0.6


def under_stamp(
    subject: Finding[str] | None, document: Document, zones: Zones
) -> Finding[str] | None:
    """Return the subject told as stamped over, and whole where the preamble has it."""
    if subject is None or not stamp_between(document.text, zones.subject):
        return subject
    told = replace(subject, inferred=CODE)
    body = zones.body
    if not body:
        return told
    start = body[0].start
    for match in _REPEATS.finditer(document.text, start, start + _PREAMBLE):
        words = _merged(subject.value.split(), match["said"].split())
        if words is not None:
            spans = (*subject.spans, Span(*match.span("said")))
            whole = replace(told, value=" ".join(words), spans=spans)
            return respelt_finding(whole)
    return told


def _merged(read: list[str], said: list[str]) -> list[str] | None:
    """Return the words as read, those that differ as said; None: they are others."""
    matcher = SequenceMatcher(None, _keys(read), _keys(said), autojunk=False)
    if matcher.ratio() < _ALIKE:
        return None
    return list(_chosen(matcher, read, said))


def _chosen(
    matcher: SequenceMatcher[str], read: list[str], said: list[str]
) -> Iterator[str]:
    for tag, start, end, other, other_end in matcher.get_opcodes():
        first, second = read[start:end], said[other:other_end]
        # Of two readings of a number neither is surer: that of the title stays.
        numbers = all(any(map(str.isdigit, "".join(part))) for part in (first, second))
        if tag == "equal":
            # Specks are read as stops: "nhập. khẩu".
            yield from (
                a if len(a) <= len(b) else b for a, b in zip(first, second, strict=True)
            )
        else:
            yield from first if tag == "delete" or numbers else second


def _keys(words: list[str]) -> list[str]:
    return [fold(word).strip(".,;:()“”\"'") for word in words]
