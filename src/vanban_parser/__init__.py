"""Reads Vietnamese official letters and says who must do what, by when.

    >>> from vanban_parser import parse
    >>> letter = parse("samples/cong-van.pdf")  # doctest: +SKIP

What is named in ``__all__`` is public, nothing else.  Importing the package loads
none of it: each name is fetched when it is first used, so that ``vanban --help``
does not wait for the PDF library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from vanban_parser.errors import VanbanError
    from vanban_parser.model.document import Document
    from vanban_parser.model.letter import Letter
    from vanban_parser.pipeline import Parser
    from vanban_parser.settings import Settings

__all__ = ["Document", "Letter", "Parser", "Settings", "VanbanError", "parse", "read"]
__version__ = "0.1.0"

_HOMES = {
    "Document": "vanban_parser.model.document",
    "Letter": "vanban_parser.model.letter",
    "Parser": "vanban_parser.pipeline",
    "Settings": "vanban_parser.settings",
    "VanbanError": "vanban_parser.errors",
}


def parse(
    path: str | PathLike[str],
    settings: Settings | None = None,
    *,
    isolated: bool = False,
) -> Letter:
    """Return the letter in the PDF or DOCX file at `path`.

    It is read in this process: a file made to do harm may make it hang, take all
    memory or die.  With `isolated` that befalls a process of its own, which costs half
    a second; for many letters keep one, `vanban_parser.isolate.IsolatedParser`.

    Raises:
        VanbanError: the file cannot be read; says why and what to do.
    """
    from pathlib import Path

    if isolated:
        from vanban_parser.isolate import IsolatedParser
        from vanban_parser.settings import Settings

        with IsolatedParser(settings or Settings()) as parser:
            return parser.parse(Path(path))
    from vanban_parser.pipeline import Parser

    return Parser(settings).parse(Path(path))


def read(path: str | PathLike[str], settings: Settings | None = None) -> Document:
    """Return the file's text with its layers, before anything is looked for in it.

    Raises:
        VanbanError: the file cannot be read; says why and what to do.
    """
    from pathlib import Path

    from vanban_parser.readers import registry
    from vanban_parser.settings import Settings

    return registry.read(Path(path), settings or Settings())


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
