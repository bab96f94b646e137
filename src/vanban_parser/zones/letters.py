"""Several letters in one file: on which pages each begins.

A letter begins at the top of a page with a whole header (motto, issuer, number, a date)
after the one before it was signed.  A form or an annex may have a header too: it says
what it is annexed to, or its blanks are not filled in.  A plan that the letter before
it encloses is an annex of that letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban_parser.model.document import Document, Flow
from vanban_parser.text import fold
from vanban_parser.zones.closing import is_closed
from vanban_parser.zones.lines import MOTTO, Lines
from vanban_parser.zones.parts import pages_of

# The motto is among the first so many blocks of its page, the header's end and the
# title among the first so many.
_MOTTO_WITHIN = 8
_HEADER_WITHIN = 16
_TITLE_WITHIN = 22
_LONGEST_LABEL = 200
_ANNEX = re.compile(
    r"\W*(?:phu luc|mau so|bieu mau|bieu so|mau \d"
    r"|ban hanh kem theo|kem theo|dinh kem)\b"
)
_COPY = re.compile(r"\W*(?:sao y|sao luc|trich sao)\b|.*\d/(?:sy|sl|trs|bs)\b")
_DATED = re.compile(r"\bthang\s*\d|,\s*\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_NUMBERED = re.compile(r"\d+[a-z]?\s*[/-]")
_ENCLOSES = re.compile(r"kem theo|gui kem|dinh kem|ban hanh kem|kem cong van")
_NEAR = 160


def letter_pages(document: Document) -> tuple[tuple[int, int], ...]:
    """Return first and last page of each letter in a file, at least one pair.

    Empty for what has no pages (DOCX).
    """
    count = document.source.page_count
    if count is None:
        return ()
    starts = [1]
    for page in _headed_pages(document):
        before = Lines(pages_of(document, starts[-1], page - 1))
        letter = Lines(pages_of(document, page, page))
        if is_closed(before) and not _encloses(before, letter):
            starts.append(page)
    ends = [start - 1 for start in starts[1:]] + [count]
    return tuple(zip(starts, ends, strict=True))


def _headed_pages(document: Document) -> Iterator[int]:
    """Yield the pages but the first that have a letter's header at their top."""
    lines = Lines(document)
    by_page: dict[int, list[int]] = {}
    for index, block in enumerate(lines.blocks):
        if block.page is not None:
            by_page.setdefault(block.page, []).append(index)
    for page, indices in sorted(by_page.items()):
        if page > 1 and _is_headed(lines, indices):
            yield page


def _is_headed(lines: Lines, indices: Sequence[int]) -> bool:
    top = [lines.folded[index] for index in indices[:_MOTTO_WITHIN]]
    header = indices[:_HEADER_WITHIN]
    numbers = [lines.folded[i] for i in header if lines.is_number(i)]
    if not any(map(MOTTO.search, top)) or not numbers or not _has_issuer(lines, header):
        return False
    dated = any(_DATED.search(lines.folded[index]) for index in header)
    filled = dated or any(map(_NUMBERED.search, numbers))
    return filled and not any(
        _is_annexed(lines, index) for index in indices[:_TITLE_WITHIN]
    )


def _has_issuer(lines: Lines, header: Sequence[int]) -> bool:
    return any(
        lines.is_capitals(index)
        and not MOTTO.search(lines.folded[index])
        and not lines.is_number(index)
        for index in header
    )


def _is_annexed(lines: Lines, index: int) -> bool:
    """Tell whether a block labels its page as an annex, a form or a copy."""
    folded, block = lines.folded[index], lines.blocks[index]
    if _COPY.match(folded) and len(folded) < _LONGEST_LABEL:
        return True
    if block.flow is Flow.CELL or len(folded) > _LONGEST_LABEL:
        return False
    return _ANNEX.match(folded) is not None


def _encloses(before: Lines, letter: Lines) -> bool:
    """Tell whether a letter says that it encloses the document after it.

    It does where the two have one issuer, and the type of the second is named beside
    words of enclosing, or its number is.
    """
    if _issuer(before) != _issuer(letter):
        return False
    text = " ".join(before.folded)
    named = [
        fold(name)
        for index in range(min(len(letter), _TITLE_WITHIN))
        if (name := letter.type_name(index)) is not None
    ]
    numbers = [
        found.group()
        for index in range(min(len(letter), _HEADER_WITHIN))
        if letter.is_number(index)
        and (found := re.search(r"\d+[a-z]?/\S+", letter.folded[index]))
    ]
    if any(number in text for number in numbers):
        return True
    return any(
        name in text[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
        for match in _ENCLOSES.finditer(text)
        for name in named
    )


def _issuer(lines: Lines) -> str:
    """Return what stands over the number on the issuer's side, folded."""
    found = []
    for index in range(min(len(lines), _HEADER_WITHIN)):
        if lines.is_number(index):
            break
        if not MOTTO.search(lines.folded[index]) and lines.is_capitals(index):
            found.append(re.sub(r"\W+", " ", lines.folded[index]).strip())
    return " ".join(found)
