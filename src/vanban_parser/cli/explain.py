"""``vanban explain``: where each value comes from, and what it was preferred to."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.cli.nodes import UnknownFieldError
    from vanban_parser.pipeline import Reading


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("explain", help=say("help.explain"), short_help=say("short.explain"))
    @click.argument("path", metavar=say("metavar.file"))
    @click.argument("field", default="", metavar=say("metavar.field"))
    @common(say)
    @click.pass_obj
    def command(run: Run, *, path: str, field: str) -> Exit:
        explain(run, path, field)
        return Exit.OK

    return command


def explain(run: Run, path: str, field: str) -> None:
    """Print the tree of a letter's values, or of the one that `field` names.

    Raises:
        click.UsageError: the letter has no such value.
        VanbanError: the letter cannot be read.
    """
    from vanban_parser.cli import nodes, output, paint

    reading = _read(run, path)
    try:
        trees = nodes.explained(reading, field, run.say)
    except nodes.UnknownFieldError as error:
        raise click.UsageError(_unknown(error, run.say)) from error
    output.to_stdout(paint.trees(trees, terminal=sys.stdout.isatty()))


def _read(run: Run, path: str) -> Reading:
    from vanban_parser.cli import work
    from vanban_parser.cli.inputs import from_pipe, of_file
    from vanban_parser.isolate import IsolatedParser

    with IsolatedParser(parser=work.PARSER, debug=run.debug) as parser:
        settings = run.settings()
        parser.use(settings)
        if path == "-":
            job = from_pipe(sys.stdin.buffer.read(settings.max_bytes + 1), None)
        else:
            job = of_file(path)
        return work.read(job, parser, settings)


def _unknown(error: UnknownFieldError, say: Say) -> str:
    close = get_close_matches(error.name, error.known, n=1)
    key = "usage.field_close" if close else "usage.field"
    return say(
        key,
        name=error.name,
        close="".join(close),
        known=", ".join(error.known) or say("explain.none"),
    )
