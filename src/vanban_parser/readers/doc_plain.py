"""The words of a .doc or RTF without LibreOffice, by sharepoint-to-text (no form).

The only module that imports it; it is an extra (``pip install vanban-parser[doc]``).
"""

from __future__ import annotations

import re
from hashlib import sha256

from vanban_parser.errors import DamagedFileError, MissingProgramError, NoTextError
from vanban_parser.model.document import Document, Notice, Source
from vanban_parser.readers.docx_legacy import recode
from vanban_parser.readers.docx_nouns import Item, Paragraph, Run, RunFormat
from vanban_parser.readers.docx_place import Composer
from vanban_parser.settings import Settings

# What Word typed with when nobody chose a size.
_SIZE_PT = 12.0
_SUFFIXES = (".doc", ".rtf")
_LINES = re.compile(r"[\r\n\x07\x0b\x0c]+")


def read_plain(
    data: bytes, filename: str, settings: Settings, suffix: str
) -> Document:
    """Return a document of the file's words; columns typed with spaces are cut.

    Raises:
        MissingProgramError: sharepoint-to-text is not installed, or knows no such file.
        DamagedFileError: it cannot read the file.
        NoTextError: there are no words in it.
    """
    if suffix not in _SUFFIXES:
        raise MissingProgramError(filename, "LibreOffice Writer")
    words = _words(data, filename, settings, suffix)
    form = RunFormat(_SIZE_PT)
    items: list[Item] = [Paragraph((Run(line, form),)) for line in _LINES.split(words)]
    recoded = recode(items)
    composer = Composer()
    composer.place(recoded.stories[0])
    if not composer.blocks:
        raise NoTextError(filename)
    return Document(
        source=Source(
            filename,
            sha256(data).hexdigest(),
            "text/plain",
            None,
            encoding=recoded.encoding,
        ),
        text=composer.text,
        blocks=tuple(composer.blocks),
        notices=(Notice("plain-text-only"),),
    )


def _words(data: bytes, filename: str, settings: Settings, suffix: str) -> str:
    try:
        from sharepoint2text import read_bytes  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise MissingProgramError(filename, "LibreOffice Writer") from error
    try:
        (found, *_) = read_bytes(
            data,
            extension=suffix,
            max_file_size=settings.max_bytes,
            ignore_images=True,
            include_attachments=False,
        )
    except Exception as error:  # a dozen kinds of its own and of its libraries
        raise DamagedFileError(filename, type(error).__name__) from error
    return str(found.full_text)
