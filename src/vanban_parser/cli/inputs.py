"""FILE, DIR and ``-``: which letters were meant."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from vanban_parser.readers.letter_names import is_letter

_STARTS = {
    b"PK": ".docx",
    b"\xd0\xcf\x11\xe0": ".doc",
    b"{\\rtf": ".rtf",
    b"\xff\xd8\xff": ".jpg",
    b"\x89PNG": ".png",
    b"II*\x00": ".tif",
    b"MM\x00*": ".tif",
}


@dataclass(frozen=True, slots=True)
class Job:
    """One letter to parse: the file at `path`, or `data` that came through a pipe.

    `shown` is its name in messages, as the user wrote it; `place` is where its record
    goes below an output folder: the name, with the folders below the one that was
    given.
    """

    shown: str
    place: PurePath
    path: Path | None = None
    data: bytes | None = None

    @property
    def filename(self) -> str:
        """The file's name without the folder, in characters that can be written."""
        return clean(self.place.name)


def clean(name: str) -> str:
    """Return a file name whose bytes are not UTF-8 with a sign for each bad byte."""
    return name.encode("utf-8", "replace").decode("utf-8")


def expand(name: str) -> Iterator[Job]:
    """Yield the job of a file, or those of a folder in the order of their names.

    A file that is named is tried whatever its name; in a folder only letters are.  A
    path that is not there, or a folder that may not be read, is a job too: it fails
    when it is done, and so is reported in its place.
    """
    # Not Path.is_dir: that raises for a name too long to be one.
    if name and os.path.isdir(name):  # noqa: PTH112
        yield from _below(Path(name))
    else:
        yield of_file(name)


def of_file(name: str) -> Job:
    """Return the job for the file at `name`, whether or not there is one."""
    path = Path(name)
    return Job(shown=name, place=PurePath(path.name or name), path=path)


def from_pipe(data: bytes, name: str | None) -> Job:
    """Return the job for bytes from stdin, named by what they look like."""
    filename = PurePath(name).name if name else f"stdin{suffix_of(data)}"
    return Job(shown=name or "-", place=PurePath(filename), data=data)


def suffix_of(data: bytes) -> str:
    """Return the suffix that goes with what `data` starts like, or an empty string."""
    if b"%PDF" in data[:1024]:
        return ".pdf"
    return next((end for start, end in _STARTS.items() if data.startswith(start)), "")


def _below(folder: Path) -> Iterator[Job]:
    denied: list[Job] = []

    def refuse(error: OSError) -> None:
        denied.append(_job(Path(error.filename), folder))

    found: list[Job] = []
    for top, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [_job(Path(top, name), folder) for name in files if is_letter(name)]
    yield from sorted(found + denied, key=lambda job: job.place.parts)


def _job(path: Path, folder: Path) -> Job:
    place = path.relative_to(folder)
    return Job(
        shown=str(path), place=place if place.name else PurePath(path.name), path=path
    )
