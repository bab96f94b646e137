"""Of what kind a letter is, and what it is about (ô 5a, 5b)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban_parser.lexicon.document_types import type_by_code, type_names
from vanban_parser.lexicon.numbers import NumberMatch
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding, Rival
from vanban_parser.model.zones import Zones
from vanban_parser.text import fold

_LEAD = re.compile(
    # Scans lose the second v, the stroke, marks: "V/ tổ chức", "V tổ chức", "Vệ việc".
    r"^\W*(?:Trích yếu ?: ?)?"
    r"(?:V ?/ ?\w\b\.?|V/(?= )|(?-i:V (?=[a-zà-ỹđ]))|Vv ?:|V[ềệêẻể] việc\b"
    r"|(?<=: )|(?<=:))[\s:]*",
    re.IGNORECASE,
)
_ENCLOSING = re.compile(
    r"\s*\((?:kèm theo|ban hành kèm|tài liệu (?:phục vụ|trình)|trình tại|báo cáo tại)"
    r"[^)]*\)\s*$",
    re.IGNORECASE,
)
# A code that a line's end cuts at its hyphen: "QĐ-" / "UBND".
_CUT_CODE = re.compile(
    r"(?<=\d/[A-ZĐ]{2}-) (?=[A-ZĐ]{2})|(?<=\d/[A-ZĐ]{3}-) (?=[A-ZĐ]{2})"
)


# A sign alone before or behind it: a bit of a rule or a stamp that a scan kept.
_STRAY = re.compile(r"^(?:[^\w\s(“\"«\[]|[ˆˇ˜])+\s+|\s+(?:[^\w\s)”\"».,%\]]|[ˆˇ˜])+$")


def document_type(
    text: str, zones: Zones, match: NumberMatch | None, issuer: str | None = None
) -> Finding[str] | None:
    """The title decides; then a type code in the notation; then công văn.

    Of ``CT-CS`` under ``Cục Thuế`` the first group is that body, and no chỉ thị.
    """
    coded = _type_of_notation(match)
    if zones.title is not None:
        printed = _without_spaces(zones.title.of(text))
        name = next((n for n in type_names() if _without_spaces(n) == printed), None)
        if name is not None:
            rivals: tuple[Rival, ...] = ()
            if coded is not None and coded != name and match is not None:
                rivals = (Rival(match.span, f"the notation says {coded}"),)
            return Finding(name, (zones.title,), "title", rivals=rivals)
    is_body = match is not None and _is_body(match.groups[0], issuer)
    if coded is not None and match is not None and not is_body:
        return Finding(coded, (match.span,), "notation-type", "type-inferred")
    spans = zones.subject or zones.addressees
    if spans and (zones.addressees or zones.number):
        return Finding("công văn", (spans[0],), "no-type-name")
    return None


def _is_body(group: str, issuer: str | None) -> bool:
    """Tell whether a group of a notation is made of the first letters of a name."""
    initials = "".join(word[0] for word in fold(issuer or "").split() if word.isalpha())
    return bool(group) and initials.startswith(fold(group))


def _without_spaces(words: str) -> str:
    return re.sub(r"[\W_]", "", fold(words))


def _type_of_notation(match: NumberMatch | None) -> str | None:
    """Return the type that a notation names, if it names one (``QĐ-UBND``)."""
    if match is None:
        return None
    groups = match.notation.split("/")
    if match.style == "party":
        head = groups[0]
    else:
        # Older notations part their groups with a dot: ``QĐ.UB``.
        last = re.split(r"[-.]", groups[-1])
        # One group alone is a body (``123/SNV``), never a type.
        if len(last) < 2:
            return None
        head = last[0]
    return type_by_code(head)


# What the whole of a subject may stand in, its lead with it.
_BRACKETS = {"(": ")", '"': '"', "“": "”"}


def subject(text: str, spans: Sequence[Span]) -> Finding[str] | None:
    """Return trích yếu on one line, without its lead (``V/v``)."""
    if not spans:
        return None
    printed = " ".join(span.of(text) for span in spans)
    printed = _CUT_CODE.sub("", printed)
    value = _LEAD.sub("", printed, count=1)
    closing = _BRACKETS.get(printed[:1])
    if closing and value.endswith(closing) and not value.startswith(printed[:1]):
        value = value[:-1]
    value = _ENCLOSING.sub("", value).strip(" .;:_*-–")
    value = _STRAY.sub("", value)
    return Finding(value, tuple(spans), "subject") if value else None
