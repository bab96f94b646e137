"""The letters of a folder, of a list, or of a folder elsewhere; none held in memory."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from vanban_parser.batch.errors import BatchListError
from vanban_parser.batch.nouns import Item
from vanban_parser.readers.letter_names import is_letter

_URL = "://"


def is_url(path: str) -> bool:
    """Tell whether a letter lies elsewhere than in the file system."""
    return _URL in path


def _name(url: str) -> str:
    """Return what stands behind the last slash."""
    return url.rpartition("/")[2]


def letters(source: str) -> Iterator[str]:
    """Yield the paths of the letters that `source` names, in a fixed order.

    Args:
        source: A folder, whose folders are searched too; a text file (UTF-8) with a
            path or URL a line, relative ones from where the file lies; or a URL.

    Raises:
        BatchListError: it cannot be read.
    """
    try:
        if is_url(source):
            from vanban_parser.batch.remote import below

            yield from (path for path in below(source) if is_letter(_name(path)))
        elif os.path.isdir(source):  # noqa: PTH112 - never raises
            yield from _below(Path(source))
        else:
            yield from _lines(Path(source))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise BatchListError(source, why) from error


def _below(folder: Path) -> Iterator[str]:
    """Yield letters folder by folder, so that only one folder's names are held."""
    folders: list[Path] = [folder]
    while folders:
        here = folders.pop()
        names = sorted(os.scandir(here), key=lambda entry: entry.name)
        yield from (
            entry.path for entry in names if is_letter(entry.name) and entry.is_file()
        )
        folders += [
            Path(entry.path)
            for entry in reversed(names)
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
        ]


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig") as file:
        for line in file:
            named = line.strip()
            if named:
                yield named if is_url(named) else str(path.parent / named)


def write_list(source: str, path: Path) -> int:
    """Write the letters of `source` to `path`, which appears whole; return how many.

    A name's bytes that are no UTF-8 are kept.

    Raises:
        BatchListError: see `letters`.
        OSError: `path` cannot be written.
    """
    n_letters = 0
    draft = path.with_name(path.name + ".tmp")
    with draft.open("w", encoding="ascii", newline="\n") as file:
        for found in letters(source):
            file.write(json.dumps(found) + "\n")
            n_letters += 1
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return n_letters


def read_list(path: Path) -> Iterator[Item]:
    """Yield the letters of a list that `write_list` has written.

    Raises:
        OSError: it cannot be read.
    """
    with path.open(encoding="ascii") as file:
        for number, line in enumerate(file):
            yield Item(number, json.loads(line))
