"""Two columns typed with spaces or tabs in plain paragraphs, cut apart.

Some offices draw no table: header and signature block are lines with a wide gap in
the middle.  Fixed words say where such lines begin, so that price lists and dot
leaders of the running text stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban_parser.model.document import Align
from vanban_parser.readers.docx_nouns import Grid, Item, Paragraph
from vanban_parser.text import fold, normalise

# At least five spaces, or a tab: what nobody types inside a phrase.
_GAP = re.compile(r"(?:[ \u00a0]{5,}|[ \u00a0]{0,4}\t)[ \u00a0\t]*")
_SPACES = " " * 5
_TAB_IN_SPACES = 8
# Words before and after a blank to be filled in by hand: no gap between columns.
_BEFORE_BLANK = re.compile(r"(?:^|\W)(?:so|ngay|thang|nam)\W*$")
_AFTER_BLANK = re.compile(r"[/,.;:)]|(?:ngay|thang|nam)\b")
_MARKER_ONLY = re.compile(r"\W*(?:\w{1,3}[.)])?\W*")
_COLON = re.compile(r":\s*$")
# Quốc hiệu (NĐ 30/2020 annex I) or the Party's title (HD 36-HD/VPTW) on the right.
MOTTO = re.compile(r"\W*(?:cong hoa xa hoi chu nghia|dang cong san viet nam)\b")
RECIPIENTS = re.compile(r"\W*noi nhan\b")
_SIGNS = re.compile(r"\W*")
_LONGEST_CUE = 20
# Place and date: ``Tre Xanh, ngày 5 tháng 6``.
DATE = re.compile(r"[^:;]{0,40}\bngay\b.{0,20}\bthang\b")
# Who signs for whom: thay mặt, ký thay, thừa lệnh, thừa ủy quyền, quyền; the Party
# writes T/M, K/T, T/L (HD 36-HD/VPTW).
AUTHORITY = re.compile(
    r"\W*(?:(?:TM|KT|TL|TUQ|Q)\s*\.|(?:T/M|K/T|T/L)\b\.?)\s*[A-ZĐÀ-Ỹ]"
)
_DASH = re.compile(r"\s*[-–—+*•]")
_LINES_OF_HEADER = 10
_BLANKS_BEFORE_NAME = 10
_LONGEST_RECIPIENT = 80
# As typed, with the spaces of its gap.
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Columns:
    """Neighbouring paragraphs in two columns."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph cut in two; None: nothing on that side."""

    left: Paragraph | None
    right: Paragraph | None

    @property
    def is_blank(self) -> bool:
        """Nothing is printed in it."""
        return self.left is None and self.right is None


def cut(items: Sequence[Item]) -> Iterator[Item | Columns]:
    """Yield the items in order, runs of two-column paragraphs as one `Columns`."""
    index = 0
    while index < len(items):
        item = items[index]
        end = index
        if isinstance(item, Paragraph):
            line = line_of(item)
            end = _end_of_header(line, items, index)
            end = end or _end_of_signature(line, items, index)
        if end > index:
            lines = [line_of(line) for line in items[index:end]]
            yield Columns(
                tuple(line.left for line in lines if line.left is not None),
                tuple(line.right for line in lines if line.right is not None),
            )
            index = end
        else:
            yield item
            index += 1


def _end_of_header(first: Line, items: Sequence[Item], start: int) -> int:
    """Return where a header that starts here ends; 0: none starts here."""
    if first.left is None or first.right is None:
        return 0
    if not MOTTO.match(fold(first.right.text)):
        return 0
    end = start + 1
    dated = skipped = False
    for index in range(start + 1, min(start + _LINES_OF_HEADER, len(items))):
        item = items[index]
        if isinstance(item, Grid):
            break
        line = line_of(item)
        if _is_subject(line) or (line.right is not None and not dated):
            end, skipped = index + 1, False
            dated = dated or _is_dated(line)
        elif not line.is_blank and not _is_ornament(item):
            # One line of the issuer's may have nothing beside it.
            if dated or skipped or item.align is Align.CENTER:
                break
            skipped = True
    return end


def _is_ornament(paragraph: Paragraph) -> bool:
    """Tell a rule typed with stars or dashes from a line of words."""
    return not any(character.isalnum() for character in paragraph.text)


def _is_dated(line: Line) -> bool:
    right = line.right
    return right is not None and DATE.match(fold(normalise(right.text))) is not None


def _is_subject(line: Line) -> bool:
    return line.left is not None and fold(line.left.text).lstrip().startswith("v/v")


def _end_of_signature(first: Line, items: Sequence[Item], start: int) -> int:
    """Return where a signature block that starts here ends; 0: none starts here."""
    if first.left is None or not _begins_signature(first, items, start):
        return 0
    end = start + 1
    blanks = 0
    for index in range(start + 1, len(items)):
        item = items[index]
        if isinstance(item, Grid):
            break
        line = line_of(item)
        if line.is_blank:
            blanks += 1
            if blanks > _BLANKS_BEFORE_NAME:
                break
        elif line.right is not None or _is_recipient(items, index):
            blanks = 0
            end = index + 1
        else:
            break
    return end


def _is_recipient(items: Sequence[Item], index: int) -> bool:
    """Tell whether a line is in a dashed list, or goes on with an item of it."""
    item = items[index]
    if not isinstance(item, Paragraph) or item.align is not Align.LEFT:
        return False
    if _DASH.match(item.text):
        return True
    below = items[index + 1] if index + 1 < len(items) else None
    return (
        len(item.text) <= _LONGEST_RECIPIENT
        and isinstance(below, Paragraph)
        and _DASH.match(below.text) is not None
    )


def _begins_signature(line: Line, items: Sequence[Item], start: int) -> bool:
    if line.left is None:
        return False
    if line.right is not None and AUTHORITY.match(normalise(line.right.text)):
        return True
    if not _begins_with_recipients(line.left.text):
        return False
    if line.right is not None:
        return True
    # The signature may begin a line or two below Nơi nhận.
    for item in items[start + 1 : start + 3]:
        if not isinstance(item, Paragraph):
            return False
        below = line_of(item)
        if below.left is not None and below.right is not None:
            return True
    return False


def _begins_with_recipients(text: str) -> bool:
    """Tell what `RECIPIENTS` does of a paragraph, most of which need not be folded."""
    signs = _SIGNS.match(text)
    first = 0 if signs is None else signs.end()
    return RECIPIENTS.match(fold(text[first : first + _LONGEST_CUE])) is not None


def line_of(item: Item) -> Line:
    """Return the paragraph cut at its widest gap; far to the right: only a right."""
    if not isinstance(item, Paragraph) or not item.text.strip():
        return Line(None, None)
    text = item.text
    gap = _widest_gap(text) if len(text) <= _LONGEST_LINE else None
    if gap is not None:
        return Line(item.part(0, gap[0]), item.part(gap[1], len(text)))
    if item.lies_right:
        return Line(None, item)
    return Line(item, None)


def _widest_gap(text: str) -> tuple[int, int] | None:
    """Return the bounds of the gap between two columns, or None."""
    best: tuple[int, int] | None = None
    if "\t" not in text and _SPACES not in text.replace("\u00a0", " "):
        return best
    widest = 0
    for match in _GAP.finditer(text):
        start, end = match.span()
        width = end - start + (_TAB_IN_SPACES - 1) * text.count("\t", start, end)
        if width > widest and _parts_columns(text[:start], text[end:]):
            best, widest = (start, end), width
    return best


def _parts_columns(before: str, after: str) -> bool:
    if not after.strip() or _MARKER_ONLY.fullmatch(before):
        return False
    # A number's label has a small letter: CỤC CHUYỂN ĐỔI SỐ ends in a name's word.
    blank = not before[-12:].rstrip().isupper() and _BEFORE_BLANK.search(
        fold(before[-12:])
    )
    if blank or _AFTER_BLANK.match(fold(after[:6])):
        return False
    return not _COLON.search(before) or bool(RECIPIENTS.match(fold(before)))
