"""``vanban schema``: the JSON Schema of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import common
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("schema", help=say("help.schema"), short_help=say("short.schema"))
    @common(say, settings=False)
    def command() -> Exit:
        from vanban_parser.cli.output import to_stdout
        from vanban_parser.export.json import dumps
        from vanban_parser.export.schema import letter_schema

        to_stdout([dumps(letter_schema(), indent=2), "\n"])
        return Exit.OK

    return command
