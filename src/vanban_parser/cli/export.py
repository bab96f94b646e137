"""``vanban export``: letters and tasks of the store, in a format of others."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.storing import OfficeClock, as_date, database, day, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.export.handed import Handed

# Not asked of the formats themselves: `vanban --help` must not wait for them.
FORMS = (
    *("json", "jsonl", "csv", "tasks", "xlsx", "ical", "taskwarrior", "jira"),
    *("redmine", "planner", "edxml"),
)


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("export", help=say("help.export"), short_help=say("short.export"))
    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMS),
        required=True,
        help=say("help.export_format"),
    )
    @database(say)
    @day(say, "--from", "first", "help.export_from")
    @day(say, "--to", "last", "help.export_to")
    @click.option(
        "-o", "--output", metavar=say("metavar.out"), help=say("help.export_output")
    )
    @click.option("--force", is_flag=True, help=say("help.force"))
    @common(say)
    @click.pass_obj
    def command(  # one parameter an option
        run: Run,
        *,
        form: str,
        database: str | None,
        first: dt.datetime | None,
        last: dt.datetime | None,
        output: str | None,
        force: bool,
    ) -> Exit:
        from vanban_parser.cli.handing import Place

        gate_open = run.settings().allow_secret_letters
        place = Place.of(run.say, form, output, force=force, gate_open=gate_open)
        found = _letters(run, database, as_date(first), as_date(last))
        return place.write(found, OfficeClock().now())

    return command


def _letters(
    run: Run, database: str | None, first: dt.date | None, last: dt.date | None
) -> list[Handed]:
    """Return the letters that came in from `first` to `last`, as they are now.

    A file that is another format of a letter (a DOCX beside its PDF) is left out.
    """
    from vanban_parser.export.handed import Handed
    from vanban_parser.store import corrections, letters

    found = []
    with opened(run, database) as store, store.reading() as tx:
        for head in letters.arrived(tx, first, last):
            letter = corrections.current(tx, head.id)
            if letter is not None:
                found.append(Handed(letter, head.id))
    return found
