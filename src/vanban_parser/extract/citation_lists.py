"""Citations that stand in a list: its members share a body, and a date."""

from __future__ import annotations

import re
from dataclasses import replace

from vanban_parser.extract.citation_heads import is_separator
from vanban_parser.extract.citations import Citation
from vanban_parser.lexicon.document_types import type_by_code

_KIN = re.compile(r"[./-]")
_DIGITS = "0123456789"


def _groups(citation: Citation) -> tuple[bool, list[str]]:
    """Return whether a notation names its type, and its groups behind the type."""
    groups = [g for g in _KIN.split(citation.notation or "") if g and not g.isdigit()]
    typed = len(groups) > 1 and type_by_code(groups[0]) is not None
    return typed, groups[1:] if typed else groups


def akin(a: Citation, b: Citation) -> bool:
    """Tell whether one body may have issued both, by their notations.

    Of a công văn's groups the first is the issuer's (``UBND-VX``).
    """
    (typed, one), (also, other) = _groups(a), _groups(b)
    if not one or not other:
        return a.document_type == b.document_type
    if typed or also:
        return bool(set(one) & set(other))
    return one[0].rstrip(_DIGITS) == other[0].rstrip(_DIGITS)


def with_shared(text: str, citations: list[Citation]) -> list[Citation]:
    """Give the members of a list the body, and a date, that only its last one names.

    ``Kết luận số 1-KL/TW, Kết luận số 2-KL/TW của Bộ Chính trị``.
    """
    shared = citations[-1:]
    for citation in reversed(citations[:-1]):
        following = shared[0]
        gap = text[citation.span.end : following.span.start]
        joined = is_separator(gap) and citation.code and following.code
        if joined and akin(citation, following):
            body = citation.issuing_body or following.issuing_body
            citation = replace(citation, issuing_body=body)
            listed = following.rule.endswith("-listed") or "và" in gap
            if citation.issued_on is None and listed:
                citation = replace(citation, issued_on=_date_of(citation, following))
        shared.insert(0, citation)
    return shared


def _date_of(citation: Citation, following: Citation) -> str | None:
    year = re.match(r"\d{4}(?=/)", citation.notation or "")
    when = following.issued_on
    if when is None or (year and not when.startswith(year.group())):
        return None
    return when
