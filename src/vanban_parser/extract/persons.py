"""People told by name: ``các đồng chí: Nguyễn Văn A, Phó Chủ tịch ...; Trần B``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.lexicon.organ_words import CAPITALS
from vanban_parser.lexicon.organs import organ_at
from vanban_parser.model.document import Span

_TITLE = re.compile(
    r"(?:các )?(?:đồng chí|đ/c|ông,? \(?bà\)?|ông/bà|ông|bà|thầy giáo|cô giáo|thầy|cô"
    r"|bác sĩ|dược sĩ|kỹ sư)(?P<many>\s*:)?\s+",
    re.IGNORECASE,
)
_NAME = re.compile(rf"[{CAPITALS}]\w+(?: [{CAPITALS}]\w*){{1,4}}")
_APPOSITION = re.compile(r"\s*[,–-]\s*")
_NEXT = re.compile(r"(?:\s*;\s*(?:và\s+)?|\s*,\s*|\s+và\s+)")


def persons_end(text: str, pos: int, end: int) -> int | None:
    """Return where the people named at `pos` end, each with the post after the name.

    None where no title (``đồng chí``) with a name stands at `pos`.
    """
    if _TITLE.match(text, pos, end) is None:
        return None
    people = list(_people(text, pos, end))
    return people[-1].end if people else None


def persons(text: str, span: Span) -> tuple[Span, ...]:
    """Return the people that `span` lists, or none where it lists something else."""
    people = tuple(_people(text, span.start, span.end))
    return people if people and people[-1].end >= span.end else ()


def _people(text: str, pos: int, end: int) -> Iterator[Span]:
    title = _TITLE.match(text, pos, end)
    if title is None:
        return
    # "các đồng chí: A, ...": the title is said once for all.
    start = title.end() if title["many"] else pos
    at = title.end()
    while True:
        last = _person_end(text, at, end)
        if last is None:
            return
        yield Span(start, last)
        link = _NEXT.match(text, last, end)
        if link is None:
            return
        start = link.end()
        own = _TITLE.match(text, start, end)
        at = own.end() if own is not None else start


def _person_end(text: str, at: int, end: int) -> int | None:
    if organ_at(text, at, end) is not None:
        return None
    name = _NAME.match(text, at, end)
    if name is None:
        return None
    link = _APPOSITION.match(text, name.end(), end)
    post = organ_at(text, link.end(), end) if link is not None else None
    return post.end if post is not None else name.end()
