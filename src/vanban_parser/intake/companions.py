"""An edXML header that lies beside its letter: ``cv.edxml`` beside ``cv.pdf``.

Some programs write a packet's header without the files and lay it beside the letter,
under the same name.  It goes the way of the letter.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from vanban_parser.intake.complete import is_complete
from vanban_parser.readers.letter_names import LETTERS

END = ".edxml"
ENDS = (END, ".xml")
_START = 4096
# Where files are in a packet, they are under this name, whatever its namespace.
_FILES = b"ContentTransferEncoded"


def is_header(path: Path) -> bool:
    """Tell whether a file is the header of a packet, and no file is in it.

    Raises:
        OSError: it cannot be read.
    """
    if not path.name.lower().endswith(ENDS):
        return False
    with path.open("rb") as file:
        data = file.read(_START)
        if b"edxml" not in data.lower():
            return False
        return _FILES not in data + file.read()


def goes_along(path: Path) -> bool:
    """Tell whether a file is the header of a letter that lies beside it.

    Raises:
        OSError: it cannot be read.
    """
    return is_header(path) and has_letter(path)


def has_letter(path: Path) -> bool:
    """Tell whether the letter lies beside a header that it is for."""
    stem = path.name.rpartition(".")[0]
    if stem.lower().endswith(LETTERS) and path.with_name(stem).is_file():
        return True
    with contextlib.suppress(OSError):
        return any(
            other.is_file()
            for other in path.parent.glob(f"{_literal(stem)}.*")
            if other.suffix.lower() in LETTERS and other.stem == stem
        )
    return False


def header_beside(letter: Path) -> Path | None:
    """Return the header that lies beside the place of a letter, whole; None without.

    `letter` need not be there any more.
    """
    if not letter.name.lower().endswith(LETTERS):
        return None
    stem = letter.name.rpartition(".")[0]
    for name in (f"{start}{end}" for start in (stem, letter.name) for end in ENDS):
        path = letter.with_name(name)
        with contextlib.suppress(OSError):
            if path.is_symlink() or not path.is_file():
                continue
            if is_header(path) and is_complete(path):
                return path
    return None


def _literal(name: str) -> str:
    """Return a name as a pattern that means it."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
