"""Where records go: stdout, a file, or a folder with a file a letter."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from vanban_parser.cli.inputs import Job, clean
from vanban_parser.cli.messages import Say
from vanban_parser.cli.problems import OutputError
from vanban_parser.cli.work import Form, Outcome
from vanban_parser.export.csv import COLUMNS, failed_row, to_csv
from vanban_parser.export.json import dumps
from vanban_parser.export.table import Register

Paint = Callable[[Register], str]


class _Frame(NamedTuple):
    """What is written around records."""

    first: str = ""
    between: str = ""
    after: str = ""
    last: str = ""


_ARRAY = _Frame("[\n", ",\n", "", "\n]\n")
_FRAMES: dict[Form, _Frame] = {
    "json": _Frame(after="\n"),
    "jsonl": _Frame(after="\n"),
    # The byte order mark without which Excel does not see UTF-8.
    "csv": _Frame(first="\ufeff" + to_csv([COLUMNS])),
}


def chunks(
    outcomes: Iterable[Outcome], form: Form, *, many: bool, say: Say, paint: Paint
) -> Iterator[str]:
    """Yield the text to write, a piece a letter; a file that failed keeps its place.

    Args:
        outcomes: What became of the letters.
        form: ``json`` gives one object, or an array where there are `many`.
        many: Whether more than one letter may come.
        say: Puts the message of an error object.
        paint: Draws one letter of a table.
    """
    if form == "table":
        for outcome in outcomes:
            if isinstance(outcome.record, Register):
                # Letters of a folder are told apart by the folders they lie in.
                name = clean(str(outcome.job.place))
                if outcome.where:
                    name += f" ({outcome.where})"
                yield paint(replace(outcome.record, filename=name))
        return
    frame = _ARRAY if form == "json" and many else _FRAMES[form]
    yield frame.first
    for index, outcome in enumerate(outcomes):
        record = outcome.record
        text = record if isinstance(record, str) else _failed(outcome, form, say)
        yield (frame.between if index else "") + text + frame.after
    yield frame.last


def _failed(outcome: Outcome, form: Form, say: Say) -> str:
    if form == "csv":
        code = outcome.problem.code if outcome.problem else ""
        source = _source(outcome)
        row = failed_row(source.get("filename", ""), source.get("sha256", ""), code)
        return to_csv([row])
    return dumps(failure(outcome, say), indent=2 if form == "json" else None)


def failure(outcome: Outcome, say: Say) -> dict[str, object]:
    """Return the error object that stands where the letter's record would."""
    assert outcome.problem is not None
    message, remedy = outcome.problem.said(say)
    error = {"code": outcome.problem.code, "message": message, "remedy": remedy}
    return {"error": error, "source": _source(outcome)}


def _source(outcome: Outcome) -> dict[str, str]:
    """Return name and hash of a file that failed; nothing of a secret letter."""
    if outcome.problem is not None and outcome.problem.is_secret:
        return {}
    source = {"filename": outcome.job.filename}
    if outcome.sha256:
        source["sha256"] = outcome.sha256
    return source


def to_stdout(pieces: Iterable[str]) -> None:
    """Write each piece as soon as it is there, as UTF-8 on every system."""
    stream = sys.stdout.buffer
    for piece in pieces:
        stream.write(piece.encode("utf-8"))
        stream.flush()


def to_file(pieces: Iterable[str], path: Path, *, force: bool) -> None:
    """Write the pieces to `path`, which appears whole or not at all.

    A device or a pipe (``/dev/null``) is written to, never replaced by a file.

    Raises:
        OutputError: it cannot be written, or is there already and `force` is false.
    """
    if is_special(path):
        with _saying(path), path.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        return
    with NewFile(path, force=force) as file:
        for piece in pieces:
            file.write(piece)


def is_special(path: Path) -> bool:
    """Tell whether `path` is there and neither a file nor a folder."""
    return path.exists() and not path.is_file() and not path.is_dir()


def record_path(root: Path, job: Job, where: str = "") -> Path:
    """Return the file of a letter's record below `root`: ``root/letter.pdf.json``.

    The letter's suffix stays, so that a PDF and a DOCX of one name keep apart.  A part
    of a file says `where` it is: ``root/letter.pdf.3-5.json``.
    """
    parts = [clean(part) for part in job.place.parts]
    part = f".{where}" if where else ""
    return root.joinpath(*parts[:-1], f"{parts[-1]}{part}.json")


def to_folder(outcomes: Iterable[Outcome], root: Path, *, force: bool) -> None:
    """Write a file a letter as outcomes come; none for a failure.

    Raises:
        OutputError: a file cannot be written, or is there and `force` is false.
    """
    for outcome in outcomes:
        if isinstance(outcome.record, str):
            path = record_path(root, outcome.job, outcome.where)
            with _saying(path):
                path.parent.mkdir(parents=True, exist_ok=True)
            to_file([outcome.record, "\n"], path, force=force)


class NewFile:
    """A text file (UTF-8) that takes its name only when it is complete."""

    def __init__(self, path: Path, *, force: bool) -> None:
        self._path = path
        self._force = force
        # Not from the file's own name, which may be as long as names can be.
        self._draft = path.with_name(f".vanban-{secrets.token_hex(6)}.tmp")

    def __enter__(self) -> Self:
        with _saying(self._path):
            # Not tempfile: its files are their owner's alone, whatever the umask.
            self._file = self._draft.open("xb")
        return self

    def write(self, text: str) -> None:
        with _saying(self._path):
            self._file.write(text.encode("utf-8"))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                with _saying(self._path):
                    self._keep()
        finally:
            with suppress(OSError):
                self._file.close()
            with suppress(OSError):
                self._draft.unlink(missing_ok=True)

    def _keep(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()  # Windows renames no open file
        if not self._force and self._path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        self._draft.replace(self._path)


@contextmanager
def _saying(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(str(path), error.strerror or "") from error
