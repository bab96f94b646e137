"""``-o``: stdout, a file or a folder; checked before any letter is read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import click

from vanban_parser.cli import output, paint
from vanban_parser.cli.parse import HANDED
from vanban_parser.cli.problems import OutputError, printable
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.inputs import Job
    from vanban_parser.cli.messages import Say
    from vanban_parser.cli.parse import Order
    from vanban_parser.cli.work import Form, Outcome


class Target(Protocol):
    """Where the records go.

    `form` is what a letter is to be written as; `on_terminal` tells that the records
    themselves show a person how far the work is.
    """

    form: Form
    on_terminal: bool

    def write(self, outcomes: Iterable[Outcome]) -> Exit:
        """Write the outcomes; return the worst of what could not be written."""


def target_of(order: Order, jobs: Sequence[Job], say: Say) -> Target:
    """Return where `order` sends its records.

    Raises:
        click.UsageError: it would overwrite something, or is not possible.
        OutputError: the system does not let us look.
    """
    if order.form in HANDED:
        return _handing(order, jobs, order.form, say)
    form = cast("Form", order.form or ("jsonl" if order.many else "json"))
    if order.output is None or order.output == "-":
        return Stdout(form, say, many=order.many)
    try:
        return _on_disk(Path(order.output), order, jobs, form, say)
    except OSError as error:
        raise OutputError(order.output, error.strerror or "") from error


def _handing(order: Order, jobs: Sequence[Job], form: str, say: Say) -> Target:
    from vanban_parser.cli.handing import Handing, Place

    # With the gate closed no letter with a mark of secrecy is ever read.
    place = Place.of(say, form, order.output, force=order.force, gate_open=True)
    if place.path is not None and not place.is_folder:
        try:
            _check_file(place.path, jobs, say, force=order.force)
        except OSError as error:
            raise OutputError(str(place.path), error.strerror or "") from error
    return Handing(place)


def _on_disk(
    path: Path, order: Order, jobs: Sequence[Job], form: Form, say: Say
) -> Target:
    assert order.output is not None
    if path.is_dir() or order.output.endswith(("/", os.sep)):
        if form not in ("json", "jsonl"):
            raise click.UsageError(say("usage.folder_form"))
        _check_folder(path, jobs, say, force=order.force)
        return Folder(path, force=order.force)
    _check_file(path, jobs, say, force=order.force)
    return File(path, form, say, many=order.many, force=order.force)


class Stdout:
    """Records on standard output, each as soon as it is there."""

    def __init__(self, form: Form, say: Say, *, many: bool) -> None:
        self.form = form
        self.on_terminal = sys.stdout.isatty()
        self._say = say
        self._many = many

    def write(self, outcomes: Iterable[Outcome]) -> Exit:
        draw = paint.register(self._say, terminal=self.on_terminal)
        output.to_stdout(
            output.chunks(
                outcomes, self.form, many=self._many, say=self._say, paint=draw
            )
        )
        return Exit.OK


class File:
    """Records in one file, which appears when the last is written.

    A single letter that fails makes no file: its error object would take the place of
    a record that was good.
    """

    on_terminal = False

    def __init__(
        self, path: Path, form: Form, say: Say, *, many: bool, force: bool
    ) -> None:
        self.form = form
        self._path = path
        self._say = say
        self._many = many
        self._force = force

    def write(self, outcomes: Iterable[Outcome]) -> Exit:
        outcomes = iter(outcomes)
        if not self._many:
            only = next(outcomes)
            if only.problem:
                return Exit.OK
            outcomes = chain([only], outcomes)
        draw = paint.register(self._say, terminal=False)
        pieces = output.chunks(
            outcomes, self.form, many=self._many, say=self._say, paint=draw
        )
        output.to_file(pieces, self._path, force=self._force)
        return Exit.OK


class Folder:
    """A file a letter; one that fails has none, stderr names it."""

    form: Form = "json"
    on_terminal = False

    def __init__(self, root: Path, *, force: bool) -> None:
        self._root = root
        self._force = force

    def write(self, outcomes: Iterable[Outcome]) -> Exit:
        output.to_folder(outcomes, self._root, force=self._force)
        return Exit.OK


def _check_file(path: Path, jobs: Sequence[Job], say: Say, *, force: bool) -> None:
    shown = printable(str(path))
    if not path.parent.is_dir():
        raise click.UsageError(say("usage.no_folder", path=shown))
    if not path.exists() or output.is_special(path):
        return
    # Even --force must not lose the letter.
    if any(job.path and job.path.exists() and job.path.samefile(path) for job in jobs):
        raise click.UsageError(say("usage.is_input", path=shown))
    if not force:
        raise click.UsageError(say("usage.exists", path=shown))


def _check_folder(root: Path, jobs: Sequence[Job], say: Say, *, force: bool) -> None:
    seen: set[Path] = set()
    for path in _records(root, jobs):
        if path in seen:
            raise click.UsageError(say("usage.same_name", path=printable(str(path))))
        seen.add(path)
    if not force:
        for path in _records(root, jobs):
            if path.exists():
                shown = printable(str(path))
                raise click.UsageError(say("usage.exists", path=shown))


def _records(root: Path, jobs: Sequence[Job]) -> Iterator[Path]:
    return (output.record_path(root, job) for job in jobs)
