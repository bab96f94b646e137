"""A .doc without LibreOffice: words, paragraphs and tables, no fonts or drawings."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from hashlib import sha256

from vanban_parser.errors import DamagedFileError, MissingProgramError, NoTextError
from vanban_parser.model.document import Document, Notice, Source
from vanban_parser.readers.doc_words import TooOldError, Typed, paragraphs
from vanban_parser.readers.docx_legacy import recode
from vanban_parser.readers.docx_nouns import (
    Grid,
    GridCell,
    Item,
    Paragraph,
    Run,
    RunFormat,
)
from vanban_parser.readers.docx_place import Composer
from vanban_parser.readers.ole import BrokenFileError

CONVERTER = "LibreOffice Writer"
# Sizes are not read; this one is the commonest in letters.
_FORM = RunFormat(13.0)


def read_plain(data: bytes, filename: str, media_type: str) -> Document:
    """Return a document of the words of a Word 97-2003 file.

    Raises:
        MissingProgramError: it is older; only LibreOffice reads it.
        DamagedFileError: its tables lead nowhere.
        NoTextError: there are no words in it.
    """
    try:
        typed = paragraphs(data)
    except TooOldError as error:
        raise MissingProgramError(filename, CONVERTER) from error
    except (BrokenFileError, struct.error, IndexError) as error:
        raise DamagedFileError(filename, type(error).__name__) from error
    recoded = recode(list(_items(typed)))
    composer = Composer()
    composer.place(recoded.stories[0])
    if not composer.blocks:
        raise NoTextError(filename)
    return Document(
        source=Source(
            filename,
            sha256(data).hexdigest(),
            media_type,
            None,
            encoding=recoded.encoding,
        ),
        text=composer.text,
        blocks=tuple(composer.blocks),
        tables=tuple(composer.tables),
        notices=(Notice("plain-text-only"),),
    )


def _items(typed: list[Typed]) -> Iterator[Item]:
    """Yield the paragraphs, those in cells as tables."""
    rows: list[list[list[Paragraph]]] = []
    row: list[list[Paragraph]] = []
    cell: list[Paragraph] = []
    for one in typed:
        if not one.in_table:
            yield from _table(rows)
            rows, row, cell = [], [], []
            yield _paragraph(one)
        elif one.ends_row:
            rows.append(row)
            row, cell = [], []
        else:
            cell.append(_paragraph(one))
            if one.ends_cell:
                row.append(cell)
                cell = []
    yield from _table(rows)


def _table(rows: list[list[list[Paragraph]]]) -> Iterator[Grid]:
    rows = [row for row in rows if row]
    if not rows:
        return
    cells = tuple(
        GridCell(
            row=number,
            column=column,
            x0=column / len(row),
            x1=(column + 1) / len(row),
            items=tuple(cell),
            # Whether lines are drawn is not read; of three columns on it is data.
            ruled=len(row) > 2,
        )
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    )
    yield Grid(len(rows), max(map(len, rows)), cells)


def _paragraph(one: Typed) -> Paragraph:
    return Paragraph(
        (Run(one.text, _FORM),),
        align=one.align,
        left=one.left,
        indent=one.left + one.first,
    )
