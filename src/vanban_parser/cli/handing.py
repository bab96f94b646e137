"""Letters written in a format of others: to stdout, a file, or a file a letter."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

import click

from vanban_parser.cli.problems import OutputError, Problem, worst
from vanban_parser.cli.storing import OfficeClock, bytes_to_file
from vanban_parser.errors import Exit, VanbanError
from vanban_parser.export.formats import FORMATS, Format
from vanban_parser.export.handed import Handed, cleared, letter_id_of
from vanban_parser.model.letter import Letter

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.cli.work import Form, Outcome


@dataclass(frozen=True, slots=True)
class Place:
    """Where the file goes, and what it is written as; `path` is None for stdout.

    `secret_too`: letters with a mark of state secrets may be in it.
    """

    say: Say
    form: Format
    path: Path | None
    force: bool
    is_folder: bool
    secret_too: bool

    @classmethod
    def of(
        cls,
        say: Say,
        form: str,
        output: str | None,
        *,
        force: bool,
        gate_open: bool,
    ) -> Self:
        """Return the place that ``--format`` and ``-o`` mean.

        Args:
            say: The language.
            form: The name of a format.
            output: A file, a folder, or None for stdout.
            force: Whether what is there may be overwritten.
            gate_open: Whether the machine is set apart for state secrets.

        Raises:
            click.UsageError: the format cannot go there.
        """
        given = None if output in (None, "-") else output
        path = Path(given) if given else None
        is_folder = path is not None and (
            path.is_dir() or str(given).endswith(("/", os.sep))
        )
        chosen = FORMATS[form]
        if chosen.is_binary and path is None and sys.stdout.isatty():
            raise click.UsageError(say("usage.binary", form=form))
        secret_too = gate_open and not chosen.goes_out
        return cls(say, chosen, path, force, is_folder, secret_too)

    def write(self, letters: Sequence[Handed], at: dt.datetime) -> Exit:
        """Write the letters; say on stderr what could not stand in the file.

        Raises:
            click.UsageError: one file was named for a format of one letter a file, and
                there are several; or it is there already.
            OutputError: it cannot be written.
        """
        fine, kept_back = cleared(letters, secret_too=self.secret_too)
        code = self._told(kept_back)
        if kept_back and not fine:
            return code
        put = self._each if self.is_folder else self._all
        return worst(code, put(fine, at))

    def _all(self, letters: Sequence[Handed], at: dt.datetime) -> Exit:
        if self.form.is_single and len(letters) != 1:
            raise click.UsageError(self.say("usage.one_letter", count=len(letters)))
        written = self.form.write(letters, at)
        if self.path is None:
            sys.stdout.buffer.write(written.data)
        else:
            bytes_to_file(written.data, self.path, self.say, force=self.force)
        return self._told(written.refused)

    def _each(self, letters: Sequence[Handed], at: dt.datetime) -> Exit:
        assert self.path is not None
        code = Exit.OK
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(str(self.path), error.strerror or "") from error
        for one in letters:
            path = self.path / f"{one.letter_id}{self.form.suffix}"
            written = (self.form.one or self.form.write)([one], at)
            bytes_to_file(written.data, path, self.say, force=self.force)
            code = worst(code, self._told(written.refused))
        return code

    def _told(self, refused: Iterable[VanbanError]) -> Exit:
        code = Exit.OK
        for error in refused:
            line = Problem.of(error).line(self.say, error.filename)
            click.echo(line, err=True)
            code = worst(code, error.exit_code)
        return code


class Handing:
    """Where ``vanban parse`` sends records in such a format, when the last is there."""

    form: Form = "jsonl"
    on_terminal = False

    def __init__(self, place: Place) -> None:
        self._place = place

    def write(self, outcomes: Iterable[Outcome]) -> Exit:
        """Write the letters of `outcomes`; one that failed is not among them."""
        parts: dict[str, int] = {}
        letters = []
        for outcome in outcomes:
            if not isinstance(outcome.record, str):
                continue
            letter = Letter.model_validate_json(outcome.record)
            sha256 = letter.source.sha256
            part = parts[sha256] = parts.get(sha256, 0) + 1
            if letter.source.pages is None and part > 1:
                continue  # a second copy of a file: its tasks are there already
            letters.append(Handed(letter, letter_id_of(sha256, part)))
        if not letters:
            return Exit.OK
        return self._place.write(letters, OfficeClock().now())
