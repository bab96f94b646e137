"""What a reader hands on: one text, and flat layers of spans over it.

``Document.text`` is made once (NFC, one paragraph a line, columns read left then
right) and never changes; every offset in the program means that string.  A PDF and
a DOCX of one letter give the same text and blocks; only boxes and pages differ.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open, non-empty range of code points in ``Document.text``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"empty or reversed span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters this span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end


class Box(NamedTuple):
    """Rectangle on one page (from 1), in points, origin at the top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Word(NamedTuple):
    """A printed word: where it stands in the text and on the page.

    `sure`, from 0 to 1, is the confidence of what read it from a picture; 1 where the
    file itself holds the word.
    """

    start: int
    end: int
    box: Box
    sure: float = 1.0


class Flow(StrEnum):
    """Which stream of the page a block belongs to."""

    FULL = "full"
    """The one column of running text."""
    LEFT = "left"
    """Left column of a two-column region (issuer, number; Nơi nhận)."""
    RIGHT = "right"
    """Right column of a two-column region (motto, place and date; signature)."""
    CELL = "cell"
    """A cell of a ruled table."""
    NOTE = "note"
    """Footnote, set after the text of its page."""
    STAMP = "stamp"
    """Arrival stamp, margin note or signature appearance: not the letter's words."""


class Align(StrEnum):
    """How a paragraph is set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: ``text[start:end]`` holds no line break.

    `region` counts the two-column regions and tables of the document from 1; blocks
    of the running text have 0.  `indent` is the first line's distance from the left
    margin in points (0.0 where unknown).  `gap` is the white space above in lines.
    `page` is where it starts, or None where the source has no pages.
    """

    start: int
    end: int
    flow: Flow = Flow.FULL
    region: int = 0
    align: Align = Align.LEFT
    page: int | None = None
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    indent: float = 0.0
    gap: float = 0.0

    @property
    def span(self) -> Span:
        """The block's characters; a block is never empty."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; `spans` are its paragraphs, empty for an empty cell."""

    row: int
    column: int
    spans: tuple[Span, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table with rules; `region` is that of its blocks; cells in row order."""

    region: int
    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]

    def row(self, index: int) -> tuple[Cell, ...]:
        """Return the cells that start in row `index`, left to right."""
        return tuple(cell for cell in self.cells if cell.row == index)


class TextSource(StrEnum):
    """Where the text comes from."""

    NATIVE = "native"
    OCR = "ocr"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from; its name without the folder.

    `pages` are the first and last that the document has of the file, or None: all.
    """

    filename: str
    sha256: str
    media_type: str
    page_count: int | None
    text_source: TextSource = TextSource.NATIVE
    encoding: str = "unicode"
    pages: tuple[int, int] | None = None
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that was seen and that a person should know.

    `page` counts from 1, or is None; `last_page` where it is said of several.  `field`
    is the JSON Pointer of the value that it concerns, `box` where to look.  `readings`
    are what stands there perhaps, each with its probability, best first.
    """

    code: str
    page: int | None = None
    field: str | None = None
    box: Box | None = None
    last_page: int | None = None
    readings: tuple[tuple[str, float], ...] = ()

    @property
    def pages(self) -> str:
        """The page or pages, as a person writes them: ``3`` or ``3-5``."""
        if self.last_page is None or self.last_page == self.page:
            return str(self.page)
        return f"{self.page}-{self.last_page}"


class Added(StrEnum):
    """What a file got after one of its signatures was made."""

    NOTHING = "nothing"
    FORMS = "forms"
    """Signatures, filled form fields, proofs for the archive: what a form allows."""
    OTHER = "other"
    """Something else that can be seen or can act: pages, notes, scripts."""


@dataclass(frozen=True, slots=True)
class SignatureFact:
    """What one digital signature of a file says, and what checking it gave.

    Names are those of the certificate (`units` its OU, the outermost first) and prove
    nothing by themselves.  `signed_at` is ISO 8601 as the signer's machine wrote it.
    `intact` is None where the kind of signature cannot be checked; `trusted` is None
    without a trust store.  `page` (from 1) and `box` are where it is shown, or None.
    """

    field: str
    signer: str | None
    organisation: str | None
    units: tuple[str, ...]
    signed_at: str | None
    issuer: str | None
    covers_whole_file: bool
    intact: bool | None
    trusted: bool | None
    added: Added
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A read file: one text and its layers, all in text order.

    `inserted` are the spans that a form field, annotation or signature widget put
    on the page (a number or a day stamped at issuing); `filled` are those read from the
    ink of a hand or a stamp.  `signatures` are the digital ones, in the order they were
    made.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...] = ()
    words: tuple[Word, ...] = ()
    tables: tuple[Table, ...] = ()
    inserted: tuple[Span, ...] = ()
    filled: tuple[Span, ...] = ()
    notices: tuple[Notice, ...] = ()
    signatures: tuple[SignatureFact, ...] = ()
    _starts: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple([word.start for word in self.words]))

    @property
    def is_recognised(self) -> bool:
        """Whether words of the letter were read from a picture."""
        return self.source.text_source is not TextSource.NATIVE

    def words_in(self, span: Span) -> tuple[Word, ...]:
        """Return the printed words that `span` touches (none for DOCX)."""
        if not self.words:
            return ()
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end, first)
        return tuple(word for word in self.words[first:last] if word.end > span.start)
