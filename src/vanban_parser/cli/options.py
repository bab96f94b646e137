"""What every command takes, and what a running command knows."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import click

from vanban_parser.cli.messages import LANGUAGES, Say

if TYPE_CHECKING:
    from vanban_parser.settings import Settings

F = TypeVar("F", bound=Callable[..., object])


class Early(NamedTuple):
    """What must be known before the command line is parsed."""

    language: str | None = None
    config: str | None = None
    debug: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the program: how it speaks, and what was asked of all commands."""

    say: Say
    config: Path | None = None
    debug: bool = False

    def settings(
        self, received: dt.date | None = None, min_confidence: float | None = None
    ) -> Settings:
        """Return the settings in force, in the language that was decided on.

        Args:
            received: The day of receipt that the command line gives, or None.
            min_confidence: The least confidence that it asks for, or None.

        Raises:
            SettingsError: see `configuration.load`.
        """
        from vanban_parser.cli import configuration

        return configuration.load(
            explicit=self.config,
            flags={
                name: value
                for name, value in (
                    ("language", self.say.language),
                    ("received", received),
                    ("min_confidence", min_confidence),
                )
                if value is not None
            },
            environ=os.environ,
            folder=configuration.working_folder(),
        )


def early(argv: Sequence[str]) -> Early:
    """Look for ``--lang``, ``--config`` and ``--debug``, wherever they stand.

    click reads the same options again, to check and to document them; but by then its
    messages have to be in the right language.
    """
    given = list(argv)
    if "--" in given:
        given = given[: given.index("--")]
    return Early(_value(given, "--lang"), _value(given, "--config"), "--debug" in given)


def group(say: Say, name: str, commands: Sequence[click.Command]) -> click.Group:
    """Return a command that only has `commands` of its own, in the language of `say`.

    `name` is the command's own and that of its messages, without hyphens.
    """
    made = click.Group(
        name,
        commands=commands,
        help=say(f"help.{name}"),
        short_help=say(f"short.{name}"),
        subcommand_metavar=say("metavar.command"),
        options_metavar=say("metavar.options"),
    )
    for command in commands:
        command.options_metavar = say("metavar.options")
    return made


def common(say: Say, *, settings: bool = True) -> Callable[[F], F]:
    """Add the options that `early` has read; `settings` adds ``--config``."""

    def add(function: F) -> F:
        function = click.option(
            "--debug",
            is_flag=True,
            expose_value=False,
            help=say("help.debug"),
        )(function)
        if settings:
            function = click.option(
                "--config",
                metavar=say("metavar.file"),
                expose_value=False,
                help=say("help.config"),
            )(function)
        return language(say)(function)

    return add


def language(say: Say) -> Callable[[F], F]:
    """Add ``--lang``."""
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        help=say("help.lang"),
    )


def received(say: Say) -> Callable[[F], F]:
    """Add ``--received``."""
    return click.option(
        "--received",
        type=click.DateTime(["%Y-%m-%d", "%d/%m/%Y"]),
        metavar=say("metavar.date"),
        help=say("help.received"),
    )


def _value(given: Sequence[str], flag: str) -> str | None:
    for index, word in enumerate(given):
        if word.startswith(f"{flag}="):
            return word.removeprefix(f"{flag}=")
        if word == flag and index + 1 < len(given):
            return given[index + 1]
    return None
