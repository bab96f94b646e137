"""What the commands that use the store have in common."""

from __future__ import annotations

import datetime as dt
import os
import random
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from vanban_parser.cli import configuration
from vanban_parser.cli.options import Run
from vanban_parser.cli.output import is_special
from vanban_parser.cli.problems import OutputError, printable

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.settings import Settings
    from vanban_parser.store.engine import Store

F = TypeVar("F", bound=Callable[..., object])
Form = TypeVar("Form", bound=str)

OFFICE = dt.timezone(dt.timedelta(hours=7), "+07")
"""Indochina time, without summer time: what day it is in the office, wherever the
server stands."""


class OfficeClock:
    """The time and chance of the machine, in the office's zone."""

    def now(self) -> dt.datetime:
        """Return the time."""
        return dt.datetime.now(OFFICE)

    def chance(self) -> float:
        """Return a number in [0, 1)."""
        return random.random()


def database(say: Say) -> Callable[[F], F]:
    """Add ``--database``."""
    return click.option(
        "--database", metavar=say("metavar.address"), help=say("help.database")
    )


def day(say: Say, flag: str, name: str, key: str) -> Callable[[F], F]:
    """Add an option for a day, ``YYYY-MM-DD``, as the parameter `name`."""
    return click.option(
        flag,
        name,
        type=click.DateTime(formats=["%Y-%m-%d"]),
        metavar=say("metavar.date"),
        help=say(key),
    )


def as_date(given: dt.datetime | None) -> dt.date | None:
    """Return the day of what click made of an option."""
    return given.date() if given is not None else None


def address_of(settings: Settings, given: str | None) -> str:
    """Return where the database is: the option, the setting, or the user's folder."""
    own = configuration.state_folder(os.environ) / "vanban.db"
    return given or settings.database or str(own)


@contextmanager
def opened(run: Run, given: str | None) -> Iterator[Store]:
    """Open the store for a command.

    Raises:
        StoreError: it cannot be opened.
        SettingsError: see `Run.settings`.
    """
    from vanban_parser.store.engine import open_store

    store = open_store(address_of(run.settings(), given))
    try:
        yield store
    finally:
        store.close()


def actor() -> str:
    """Return who gives the command, for the audit."""
    return os.environ.get("USER") or os.environ.get("USERNAME") or "cli"


def columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Yield lines with the cells of `rows` under each other; the last is not padded."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row, widths, strict=True)]
        yield "  ".join([*cells[:-1], row[-1]]).rstrip()


def to_output(say: Say) -> Callable[[F], F]:
    """Add ``--output`` and ``--force``, for `put`."""

    def add(command: F) -> F:
        command = click.option("--force", is_flag=True, help=say("help.force"))(command)
        metavar, said = say("metavar.file"), say("help.output_file")
        return click.option("-o", "--output", metavar=metavar, help=said)(command)

    return add


def form_named(output: str | None, forms: Sequence[Form], otherwise: Form) -> Form:
    """Return the one of `forms` that the name of a file ends in, or `otherwise`."""
    end = (output or "").lower().rpartition(".")[2]
    return next((form for form in forms if form == end), otherwise)


def put(data: bytes, output: str | None, say: Say, *, force: bool) -> None:
    """Write `data` to the file named `output`, to stdout without one.

    Raises:
        click.UsageError: it is there already and `force` is false.
        OutputError: it cannot be written.
    """
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        bytes_to_file(data, Path(output), say, force=force)


def bytes_to_file(data: bytes, path: Path, say: Say, *, force: bool) -> None:
    """Write `data` to `path`, which appears whole or not at all.

    Raises:
        click.UsageError: it is there already and `force` is false.
        OutputError: it cannot be written.
    """
    shown = printable(str(path))
    special = is_special(path)
    if path.exists() and not force and not special:
        raise click.UsageError(say("usage.exists", path=shown))
    # A device (/dev/null) is written to, never replaced by a file.
    draft = path if special else path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        draft.write_bytes(data)
        if not special:
            draft.replace(path)
    except OSError as error:
        if not special:
            draft.unlink(missing_ok=True)
        raise OutputError(shown, error.strerror or "") from error
