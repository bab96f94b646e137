"""Several letters in one file: where each begins.

A letter begins at the top of a page (where there are no pages: anywhere) with a whole
header (motto, issuer, number, a date) after the one before it was signed.  A form or an
annex may have a header too: it says what it is annexed to, or its blanks are not filled
in.  A plan that the letter before it encloses is an annex of that letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vanban_parser.model.document import Document, Flow
from vanban_parser.text import fold
from vanban_parser.zones.closing_start import is_closed
from vanban_parser.zones.lines import MOTTO, Lines
from vanban_parser.zones.parts import pages_of, start_of_page, stretch_of

# The motto is among the first so many blocks of its page, the header's end and the
# title among the first so many.
_MOTTO_WITHIN = 8
_HEADER_WITHIN = 16
_TITLE_WITHIN = 22
_LONGEST_LABEL = 200
# Where there are no pages: so many blocks above a header may say what it is annexed to,
# and so many of its lines may name the issuer.
_LABEL_ABOVE, _ISSUER_LINES = 2, 3
_LONGEST_MOTTO = 130
# A line of place and date; a document that is cited has its date in a longer one.
_LONGEST_DATE = 70
_ANNEX = re.compile(
    r"\W*(?:phu luc|mau so|bieu mau|bieu so|mau \d"
    r"|ban hanh kem theo|kem theo|dinh kem)\b"
)
_COPY = re.compile(r"\W*(?:sao y|sao luc|trich sao)\b|.*\d/(?:sy|sl|trs|bs)\b")
_DATED = re.compile(r"\bthang\s*\d|,\s*\d{1,2}[/.]\d{1,2}[/.]\d{4}")
_NUMBERED = re.compile(r"\d+[a-z]?\s*[/-]")
_ENCLOSES = re.compile(r"kem theo|gui kem|dinh kem|ban hanh kem|kem cong van")
_NEAR = 160


@dataclass(frozen=True, slots=True)
class Part:
    """Where one letter of a file stands in the text: from `start` to before `end`.

    `pages` are its first and its last, or None in what has none (DOCX).
    """

    start: int
    end: int
    pages: tuple[int, int] | None


def part_of(document: Document, part: Part, number: int) -> Document:
    """Return one letter of a file, the `number`-th from 1, as a document of its own."""
    if part.pages is not None:
        return pages_of(document, *part.pages)
    cut = stretch_of(document, part.start, part.end)
    return replace(cut, source=replace(cut.source, part=number))


def letter_parts(document: Document) -> tuple[Part, ...]:
    """Return where each letter of a file stands, in their order; at least one."""
    count = document.source.page_count
    end = len(document.text)
    if count is None:
        starts = [0, *_starts(document)]
        stretches = zip(starts, [*starts[1:], end + 1], strict=True)
        return tuple(Part(*stretch, None) for stretch in stretches)
    return tuple(
        Part(start_of_page(document, first), start_of_page(document, last + 1), pages)
        for pages in _ranges(document, count)
        for first, last in (pages,)
    )


def _ranges(document: Document, count: int) -> tuple[tuple[int, int], ...]:
    """Return first and last page of each letter."""
    starts = [1]
    for page in _headed_pages(document):
        before = Lines(pages_of(document, starts[-1], page - 1))
        letter = Lines(pages_of(document, page, page))
        if is_closed(before) and not _encloses(before, letter):
            starts.append(page)
    ends = [start - 1 for start in starts[1:]] + [count]
    return tuple(zip(starts, ends, strict=True))


def _starts(document: Document) -> Iterator[int]:
    """Yield where the letters but the first start in what has no pages."""
    lines = Lines(document)
    begin = 0
    for index in sorted(set(_header_starts(lines))):
        at = lines.blocks[index].start
        above = range(max(index - _LABEL_ABOVE, 0), index)
        indices = range(index, min(index + _TITLE_WITHIN, len(lines)))
        if at <= begin or any(_is_annexed(lines, label) for label in above):
            continue
        before = Lines(stretch_of(document, begin, at))
        letter = Lines(stretch_of(document, at, len(document.text) + 1))
        if (
            _is_headed(lines, indices)
            and is_closed(before)
            and not _encloses(before, letter)
        ):
            yield at
            begin = at


def _header_starts(lines: Lines) -> Iterator[int]:
    """Yield the first block of each header: of the two columns that hold a motto.

    Where they are no columns, the lines in capitals above the motto are the issuer's.
    """
    for index, block in enumerate(lines.blocks):
        if len(lines.folded[index]) > _LONGEST_MOTTO or not MOTTO.search(
            lines.folded[index]
        ):
            continue
        start = index
        if block.region:
            while start and lines.blocks[start - 1].region == block.region:
                start -= 1
        else:
            while (
                start
                and index - start < _ISSUER_LINES
                and lines.is_capitals(start - 1)
                and not lines.blocks[start - 1].region
            ):
                start -= 1
        yield start


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
    dated = any(
        _DATED.search(lines.folded[index]) and len(lines.folded[index]) <= _LONGEST_DATE
        for index in header
    )
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
