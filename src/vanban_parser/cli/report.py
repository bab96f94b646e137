"""``vanban report``: what letters say over time, and how tasks stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.storing import (
    OfficeClock,
    as_date,
    columns,
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
    from vanban_parser.export.report import Load, Share
    from vanban_parser.store.engine import Store

Kind = Literal["percentages", "tasks"]
Form = Literal["table", "csv", "json", "svg", "png"]
_BY_NAME: tuple[Form, ...] = ("csv", "json", "svg", "png")


@dataclass(frozen=True, slots=True)
class Report:
    """A report in each of its forms; rows begin with the names of the columns."""

    rows: list[tuple[str, ...]]
    record: list[dict[str, object]]
    picture: Callable[[], str]


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("report", help=say("help.report"), short_help=say("short.report"))
    @click.argument("kind", type=click.Choice(["percentages", "tasks"]))
    @database(say)
    @day(say, "--from", "first", "help.report_from")
    @day(say, "--to", "last", "help.report_to")
    @click.option("--measure", metavar=say("metavar.word"), help=say("help.measure"))
    @day(say, "--today", "today", "help.today")
    @click.option(
        "--format",
        "form",
        type=click.Choice(["table", "csv", "json", "svg", "png"]),
        help=say("help.report_format"),
    )
    @to_output(say)
    @common(say)
    @click.pass_obj
    def command(  # one parameter an option
        run: Run,
        *,
        kind: Kind,
        database: str | None,
        measure: str | None,
        today: dt.datetime | None,
        form: Form | None,
        output: str | None,
        force: bool,
        first: dt.datetime | None,
        last: dt.datetime | None,
    ) -> Exit:
        on = as_date(today) or OfficeClock().now().date()
        span = as_date(first), as_date(last)
        with opened(run, database) as store:
            report = (
                _tasks(store, on, run.say)
                if kind == "tasks"
                else _percentages(store, span, measure, on, run.say)
            )
        wanted: Form = form or form_named(output, _BY_NAME, "table")
        if output is None and wanted == "png":
            raise click.UsageError(run.say("usage.png"))
        put(written(report, wanted), output, run.say, force=force)
        return Exit.OK

    return command


def written(report: Report, form: Form) -> bytes:
    """Return `report` in one of its forms."""
    if form == "png":
        from vanban_parser.cli.picture import as_png

        return as_png(report.picture())
    return _text(report, form).encode("utf-8-sig" if form == "csv" else "utf-8")


def _text(report: Report, form: Form) -> str:
    from vanban_parser.export.csv import to_csv
    from vanban_parser.export.json import dumps

    if form == "json":
        return dumps(report.record, indent=2) + "\n"
    if form == "csv":
        return to_csv(report.rows)
    if form == "svg":
        return report.picture()
    return "".join(f"{line}\n" for line in columns(report.rows))


def _percentages(
    store: Store,
    span: tuple[dt.date | None, dt.date | None],
    measure: str | None,
    today: dt.date,
    say: Say,
) -> Report:
    from vanban_parser.export.report import said, shares
    from vanban_parser.store import figures

    months = [f"{one:%Y-%m}" if one else None for one in span]
    with store.reading() as tx:
        found = shares(figures.between(tx, *months), measure)
    head = tuple(
        say(f"report.{key}") for key in ("period", "who", "measure", "value", "letter")
    )
    rows = [
        (s.period or "", s.who, s.measure or "", said(s), s.letter or "") for s in found
    ]
    return Report(
        rows=[head, *rows],
        record=[asdict(share) for share in found],
        picture=lambda: _share_picture(found, today, say),
    )


def _share_picture(found: list[Share], today: dt.date, say: Say) -> str:
    from vanban_parser.export.chart import bars
    from vanban_parser.export.report import share_bars

    drawn = share_bars(found)
    measures = {s.measure for s in found}
    about = next(iter(measures)) if len(measures) == 1 else None
    note = f"{about}, {today:%d/%m/%Y}" if about else f"{today:%d/%m/%Y}"
    longest = max((s.value for s in found), default=0)
    most = 100.0 if longest <= 100 else None
    return bars(say("report.percentages"), note, drawn, most=most)


def _tasks(store: Store, today: dt.date, say: Say) -> Report:
    from vanban_parser.export.report import loads
    from vanban_parser.store import tasks

    with store.reading() as tx:
        found = loads(tasks.every(tx), today)
    keys = ("assignee", "total", "done", "in_time", "overdue", "undated", "next_due")
    rows = [
        (
            load.who or say("report.nobody"),
            *map(str, (load.total, load.done, load.in_time)),
            *map(str, (load.overdue, load.undated)),
            load.next_due or "",
        )
        for load in found
    ]
    record: list[dict[str, object]] = [
        {
            "assignee": load.who or None,
            "total": load.total,
            "done": load.done,
            "in_time": load.in_time,
            "overdue": load.overdue,
            "undated": load.undated,
            "next_due": load.next_due,
        }
        for load in found
    ]
    return Report(
        rows=[tuple(say(f"report.{key}") for key in keys), *rows],
        record=record,
        picture=lambda: _load_picture(found, today, say),
    )


def _load_picture(found: list[Load], today: dt.date, say: Say) -> str:
    from vanban_parser.export.chart import bars
    from vanban_parser.export.report import load_bars

    drawn = load_bars(found, say("report.nobody"))
    legend = [say(f"report.{key}") for key in ("in_time", "done", "overdue", "undated")]
    return bars(say("report.tasks"), f"{today:%d/%m/%Y}", drawn, legend)
