"""Reads a DOCX: the tree of its parts, in the order a person reads the page."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from vanban_parser.errors import DamagedFileError, NoTextError, VanbanError
from vanban_parser.gate import Gate
from vanban_parser.model.document import Document, Flow, Notice, Source
from vanban_parser.readers.docx_legacy import Recoded, recode
from vanban_parser.readers.docx_package import open_package
from vanban_parser.readers.docx_place import Composer
from vanban_parser.readers.docx_story import Story
from vanban_parser.settings import Settings

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

# Where Office keeps XML signatures; names of parts stand unpacked in a ZIP file.
_SIGNATURES = b"_xmlsignatures/sig"


def read_docx(data: bytes, filename: str, settings: Settings) -> Document:
    """Return the document in the bytes of a DOCX file.

    Two-column tables without data, and columns typed with spaces, are read left
    column first; footnotes, then endnotes, follow the last line.  Tracked insertions
    count, deletions do not; page headers and footers, comments and hidden text are
    left out.

    Args:
        data: The whole file.
        filename: Its name without the folder, for messages and `Source`.
        settings: Limits of size.

    Raises:
        VanbanError: it is empty, locked, damaged, too large, no DOCX, or textless;
            or it bears a mark of secrecy.
    """
    try:
        composer, recoded = _compose(data, filename, settings)
    except VanbanError:
        raise
    except Exception as error:
        # The tree is a stranger's: what it breaks is the file's fault, not ours.
        raise DamagedFileError(filename, type(error).__name__) from error
    if not composer.blocks:
        raise NoTextError(filename)
    return Document(
        source=Source(
            filename,
            sha256(data).hexdigest(),
            MEDIA_TYPE,
            None,
            encoding=recoded.encoding,
        ),
        text=composer.text,
        blocks=tuple(composer.blocks),
        tables=tuple(composer.tables),
        notices=tuple(_notices(data, recoded)),
    )


def _notices(data: bytes, recoded: Recoded) -> Iterator[Notice]:
    if recoded.is_unread:
        yield Notice("legacy-encoding")
    if _SIGNATURES in data:
        yield Notice("signature-unread")


def _compose(
    data: bytes, filename: str, settings: Settings
) -> tuple[Composer, Recoded]:
    gate = Gate(settings)
    package = open_package(data, filename, settings)
    gate.properties(package.properties)
    story = Story(package)
    recoded = recode(story.body(), story.notes())
    body, notes = recoded.stories
    composer = Composer()
    composer.place(body)
    gate.paragraphs(_lines(composer))
    composer.place(notes, Flow.NOTE)
    return composer, recoded


def _lines(composer: Composer) -> Iterator[str]:
    """Yield the paragraphs, those of tables left out: a mark stands in none."""
    text = composer.text
    for block in composer.blocks:
        if block.flow is not Flow.CELL:
            yield block.span.of(text)
