"""Words and paragraphs of a Word 97-2003 file, read from its own tables ([MS-DOC]).

For machines without LibreOffice.  The text comes by the piece table, which says which
bytes are text at all; paragraphs, cells and rows by the paragraph properties.  Styles,
fonts and drawings are not read.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vanban_parser.model.document import Align
from vanban_parser.readers.ole import BrokenFileError, stream

# Offsets in the FIB of Word 97 and after.
_FLAGS_AT, _N_FIB_AT, _TEXT_LENGTH_AT = 10, 2, 0x4C
_PAPX_AT, _CLX_AT = 0x102, 0x1A2
_TABLE_1, _WORD_97 = 0x0200, 193
_PAGE_BYTES = 512
_COMPRESSED = 0x40000000
# Properties of paragraphs: in a table, end of a row, alignment, indents (two ages).
_IN_TABLE, _ROW_END = 0x2416, 0x2417
_ALIGNS = {1: Align.CENTER, 2: Align.RIGHT}
_ALIGNMENT = frozenset({0x2403, 0x2461})
_LEFT = frozenset({0x840F, 0x845E})
_FIRST_LINE = frozenset({0x8411, 0x8460})
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)
_LONG_LENGTHS = frozenset({0xD608})
_TWIPS_PER_POINT = 20.0
_END_OF_PARAGRAPH = "\r\x07\x0c"
# A field is its code, a separator and its result; pictures and anchors are one sign.
_FIELD_CODE = re.compile("\x13[^\x13-\x15]*\x14?")
_SIGNS = str.maketrans(
    {"\x0b": "\n", "\x1e": "-", "\x1f": None}
    | dict.fromkeys("\x01\x02\x05\x08\x14\x15")
)


@dataclass(frozen=True, slots=True)
class Typed:
    """A paragraph as typed; `left` and `first` are its indents in points.

    `in_table`: it stands in a cell; `ends_cell`, `ends_row`: it is the last of one.
    """

    text: str
    align: Align = Align.LEFT
    left: float = 0.0
    first: float = 0.0
    in_table: bool = False
    ends_cell: bool = False
    ends_row: bool = False


@dataclass(frozen=True, slots=True)
class _Look:
    align: Align = Align.LEFT
    left: float = 0.0
    first: float = 0.0
    in_table: bool = False
    ends_row: bool = False


class TooOldError(ValueError):
    """The file is of Word 6 or 95, which kept its text in another way."""


def paragraphs(data: bytes) -> list[Typed]:
    """Return the paragraphs of the letter itself, notes and page headers left out.

    Raises:
        TooOldError: it is older than Word 97.
        BrokenFileError, struct.error: its tables lead nowhere.
    """
    document = stream(data, "WordDocument")
    fib = document[: _CLX_AT + 8]
    if _number(fib, _N_FIB_AT, 2) < _WORD_97:
        raise TooOldError
    is_second = _number(fib, _FLAGS_AT, 2) & _TABLE_1
    table = stream(data, "1Table" if is_second else "0Table")
    pieces = list(_pieces(table, *struct.unpack_from("<II", fib, _CLX_AT)))
    looks = _Looks(document, table, *struct.unpack_from("<II", fib, _PAPX_AT))
    # Pieces may overlap; no letter has more characters than its file has bytes.
    n_characters = min(_number(fib, _TEXT_LENGTH_AT, 4), len(document))
    return list(_typed(document, pieces, looks, n_characters))


@dataclass(frozen=True, slots=True)
class _Piece:
    length: int
    offset: int
    width: int

    def text(self, document: bytes, length: int) -> str:
        raw = document[self.offset : self.offset + length * self.width]
        return raw.decode("cp1252" if self.width == 1 else "utf-16-le", "replace")


def _pieces(table: bytes, start: int, length: int) -> Iterator[_Piece]:
    """Yield where the pieces of text lie, in their order in the letter."""
    clx = table[start : start + length]
    at = 0
    while clx[at : at + 1] == b"\x01":
        at += 3 + _number(clx, at + 1, 2)
    if clx[at : at + 1] != b"\x02":
        raise BrokenFileError("no piece table")
    count = (_number(clx, at + 1, 4) - 4) // 12
    starts = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    descriptors = at + 5 + 4 * (count + 1)
    for index in range(count):
        fc = _number(clx, descriptors + 8 * index + 2, 4)
        n_characters = max(starts[index + 1] - starts[index], 0)
        if fc & _COMPRESSED:
            yield _Piece(n_characters, (fc & ~_COMPRESSED) // 2, 1)
        else:
            yield _Piece(n_characters, fc, 2)


class _Looks:
    """Properties of paragraphs by the place of their last character in the file."""

    def __init__(self, document: bytes, table: bytes, start: int, length: int) -> None:
        self._ends: list[int] = []
        self._looks: list[_Look] = []
        count = max((length - 4) // 8, 0)
        pages = struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1))
        found = [entry for page in pages for entry in _page(document, page)]
        for end, look in sorted(found, key=lambda entry: entry[0]):
            self._ends.append(end)
            self._looks.append(look)

    def at(self, offset: int) -> _Look:
        """Return how the paragraph looks whose mark stands at `offset`."""
        index = bisect_right(self._ends, offset)
        return self._looks[index] if index < len(self._looks) else _Look()


def _page(document: bytes, number: int) -> Iterator[tuple[int, _Look]]:
    """Yield the paragraphs of a page of properties: where each ends, how it looks."""
    page = document[number * _PAGE_BYTES : (number + 1) * _PAGE_BYTES]
    if len(page) < _PAGE_BYTES:
        return
    count = page[-1]
    ends = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = 2 * page[4 * (count + 1) + 13 * index]
        if at == 0:
            yield ends[index + 1], _Look()
            continue
        n_bytes = 2 * page[at] - 1
        at += 1
        if n_bytes < 0:
            n_bytes = 2 * page[at]
            at += 1
        # The style's number, two bytes, comes before the properties.
        yield ends[index + 1], _look(page[at + 2 : at + n_bytes])


def _look(properties: bytes) -> _Look:
    align, left, first = Align.LEFT, 0.0, 0.0
    in_table = ends_row = False
    for name, operand in _operands(properties):
        value = int.from_bytes(operand[:2], "little", signed=len(operand) > 1)
        if name == _IN_TABLE:
            in_table = value != 0
        elif name == _ROW_END:
            ends_row = value != 0
        elif name in _ALIGNMENT:
            align = _ALIGNS.get(value, Align.LEFT)
        elif name in _LEFT:
            left = value / _TWIPS_PER_POINT
        elif name in _FIRST_LINE:
            first = value / _TWIPS_PER_POINT
    return _Look(align, left, first, in_table, ends_row)


def _operands(properties: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(properties):
        name = _number(properties, at, 2)
        at += 2
        n_bytes = _OPERAND_BYTES[name >> 13]
        if name in _LONG_LENGTHS:
            n_bytes = _number(properties.ljust(at + 2, b"\0"), at, 2) + 1
        elif n_bytes == 0:
            n_bytes = properties[at] + 1
        yield name, properties[at : at + n_bytes]
        at += n_bytes


def _typed(
    document: bytes, pieces: list[_Piece], looks: _Looks, n_characters: int
) -> Iterator[Typed]:
    parts: list[str] = []
    for piece in pieces:
        text = piece.text(document, min(piece.length, n_characters))
        n_characters -= len(text)
        start = 0
        for index, character in enumerate(text):
            if character not in _END_OF_PARAGRAPH:
                continue
            parts.append(text[start:index])
            start = index + 1
            look = looks.at(piece.offset + index * piece.width)
            # A page break is no paragraph's mark, but nothing goes on after it.
            yield Typed(
                _clean("".join(parts)),
                look.align,
                look.left,
                look.first,
                in_table=look.in_table,
                ends_cell=character == "\x07",
                ends_row=look.ends_row,
            )
            parts = []
        parts.append(text[start:])
        if n_characters <= 0:
            return


def _clean(text: str) -> str:
    if "\x13" in text:
        text = _FIELD_CODE.sub("", text)
    return text.translate(_SIGNS)


def _number(data: bytes, offset: int, n_bytes: int) -> int:
    found = data[offset : offset + n_bytes]
    if len(found) < n_bytes:
        raise BrokenFileError("cut short")
    return int.from_bytes(found, "little")
