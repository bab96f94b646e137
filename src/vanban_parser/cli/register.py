"""``vanban register``: the register of incoming letters."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

import click

from vanban_parser.cli.options import Run, common, group
from vanban_parser.cli.storing import (
    OfficeClock,
    actor,
    as_date,
    database,
    day,
    form_named,
    opened,
    put,
    to_output,
)
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say

Form = Literal["csv", "xlsx"]


def build(say: Say) -> click.Command:
    """Return the command with its own commands, in the language of `say`."""
    return group(say, "register", (_export(say), _note(say)))


def _export(say: Say) -> click.Command:
    @click.command("export", help=say("help.register_export"))
    @database(say)
    @day(say, "--from", "first", "help.from")
    @day(say, "--to", "last", "help.to")
    @click.option(
        "--format",
        "form",
        type=click.Choice(["csv", "xlsx"]),
        help=say("help.register_format"),
    )
    @to_output(say)
    @common(say)
    @click.pass_obj
    def command(  # one parameter an option
        run: Run,
        *,
        database: str | None,
        form: Form | None,
        output: str | None,
        force: bool,
        first: dt.datetime | None,
        last: dt.datetime | None,
    ) -> Exit:
        span = as_date(first), as_date(last)
        by_name: tuple[Form, ...] = ("xlsx",)
        wanted: Form = form or form_named(output, by_name, "csv")
        if output is None and wanted == "xlsx":
            raise click.UsageError(run.say("usage.xlsx"))
        put(_written(run, database, span, wanted), output, run.say, force=force)
        return Exit.OK

    return command


def _written(
    run: Run,
    database: str | None,
    span: tuple[dt.date | None, dt.date | None],
    form: Form,
) -> bytes:
    from vanban_parser.export.register_sheet import register_csv, register_xlsx
    from vanban_parser.store import register

    with opened(run, database) as store, store.reading() as tx:
        entries = register.entries(tx, *span)
    if form == "xlsx":
        return register_xlsx(entries, OfficeClock().now())
    return register_csv(entries).encode("utf-8-sig")


def _note(say: Say) -> click.Command:
    @click.command("note", help=say("help.register_note"))
    @click.argument("number", metavar=say("metavar.arrival"))
    @database(say)
    @click.option("--recipient", help=say("help.recipient"))
    @day(say, "--forwarded-on", "forwarded_on", "help.forwarded_on")
    @click.option("--received-by", help=say("help.received_by"))
    @click.option("--note", help=say("help.note"))
    @common(say)
    @click.pass_obj
    def command(
        run: Run,
        /,
        *,
        number: str,
        database: str | None,
        forwarded_on: dt.datetime | None,
        **columns: str | None,
    ) -> Exit:
        from vanban_parser.store import register

        serial, _, year = number.partition("/")
        if not (serial.isdecimal() and year.isdecimal()):
            raise click.UsageError(run.say("usage.arrival"))
        forwarded = as_date(forwarded_on)
        given = {name: text for name, text in columns.items() if text is not None}
        given |= {"forwarded_on": forwarded.isoformat()} if forwarded else {}
        if not given:
            raise click.UsageError(run.say("usage.note"))
        at = OfficeClock().now()
        with opened(run, database) as store, store.writing() as tx:
            line = (int(year), int(serial))
            if not register.annotate(tx, line, at, actor(), given):
                raise click.UsageError(run.say("usage.no_line", number=number))
        return Exit.OK

    return command
