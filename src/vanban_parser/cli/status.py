"""``vanban status``: what came, what waits, what failed and why, what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from vanban_parser.cli.options import Run, common
from vanban_parser.cli.storing import OFFICE, OfficeClock, columns, database, opened
from vanban_parser.errors import Exit

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say
    from vanban_parser.model.register import RegisterEntry
    from vanban_parser.store.engine import Store
    from vanban_parser.store.jobs import Job
    from vanban_parser.store.tasks import TaskRow

_WIDE = 40
"""Characters of an assignee that a person is shown."""
_MOST = 20
"""Lines of each list that a person is shown; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand.

    `dropped` are files in the inboxes that nobody has taken yet, `doubtful` letters
    that may be duplicates and that nobody has looked at, `refused` the messages that
    each target would not take.
    """

    counts: Mapping[str, int]
    dropped: int
    came: tuple[RegisterEntry, ...]
    waiting: tuple[Job, ...]
    failed: tuple[Job, ...]
    doubtful: int
    refused: Mapping[str, int]
    overdue: tuple[TaskRow, ...]
    due: tuple[TaskRow, ...]


def build(say: Say) -> click.Command:
    """Return the command, with its help in the language of `say`."""

    @click.command("status", help=say("help.status"), short_help=say("short.status"))
    @database(say)
    @click.option(
        "--days", type=click.IntRange(0), default=7, metavar="N", help=say("help.days")
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json"]),
        default="table",
        help=say("help.list_format"),
    )
    @common(say)
    @click.pass_obj
    def command(
        run: Run, *, database: str | None, days: int, form: Literal["table", "json"]
    ) -> Exit:
        today = OfficeClock().now().date()
        with opened(run, database) as store:
            status = status_of(store, today, days)
        if form == "json":
            from vanban_parser.export.json import dumps

            click.echo(dumps(as_record(status), indent=2))
        else:
            for line in _lines(status, run.say, days):
                click.echo(line)
        return Exit.OK

    return command


def status_of(store: Store, today: dt.date, days: int) -> Status:
    """Return how things stand on `today`, looking `days` days back and ahead.

    Raises:
        StoreError: the database cannot be read.
    """
    from vanban_parser.intake.folders import Folders
    from vanban_parser.store import deliveries, inboxes, jobs, letters, register, tasks

    span, day = dt.timedelta(days=days), dt.timedelta(days=1)
    with store.reading() as tx:
        folders = inboxes.paths(tx)
        status = Status(
            counts=jobs.counts(tx),
            dropped=0,
            came=register.entries(tx, today - span, today),
            waiting=jobs.in_state(tx, "queued", "running"),
            failed=jobs.in_state(tx, "failed"),
            doubtful=sum(
                one.kind == "suspected-duplicate" for one in letters.unsettled(tx)
            ),
            refused=deliveries.given_up(tx),
            overdue=tasks.due_between(tx, None, today - day),
            due=tasks.due_between(tx, today, today + span),
        )
    dropped = sum(len(Folders(Path(path)).looks()) for path in folders.values())
    return replace(status, dropped=dropped)


def as_record(status: Status) -> dict[str, object]:
    """Return `status` as plain values."""
    return {
        "counts": dict(status.counts),
        "dropped": status.dropped,
        "suspected_duplicates": status.doubtful,
        "came": [entry.model_dump() for entry in status.came],
        "waiting": [asdict(job) for job in status.waiting],
        "failed": [asdict(job) for job in status.failed],
        "refused": dict(status.refused),
        "overdue": [asdict(task) for task in status.overdue],
        "due": [asdict(task) for task in status.due],
    }


def _lines(status: Status, say: Say, days: int) -> Iterator[str]:
    yield say("status.came", n=len(status.came), days=days)
    came = [
        (f"{e.number}/{e.year}", e.code or "", e.issuer or "", e.summary or "")
        for e in status.came[-_MOST:]
    ]
    yield from _listed(came, len(status.came))
    n_waiting = status.dropped + len(status.waiting)
    yield say("status.waiting", n=n_waiting, dropped=status.dropped)
    waiting = [
        (_clock(job.not_before), job.error_code or "", job.id[:8])
        for job in status.waiting
        if job.error_code
    ]
    yield from _listed(waiting[:_MOST], len(waiting))
    yield say("status.failed", n=len(status.failed))
    failed = [
        (job.name or "", job.error_code or "", _why(job, say)) for job in status.failed
    ]
    yield from _listed(failed[:_MOST], len(failed))
    yield say("status.quarantined", n=status.counts.get("quarantined", 0))
    yield say("status.doubtful", n=status.doubtful)
    for name, n in status.refused.items():
        yield say("status.refused", name=name, n=n)
    yield say("status.overdue", n=len(status.overdue))
    yield from _listed(_duties(status.overdue[:_MOST]), len(status.overdue))
    yield say("status.due", n=len(status.due), days=days)
    yield from _listed(_duties(status.due[:_MOST]), len(status.due))


def _listed(rows: Sequence[tuple[str, ...]], total: int) -> Iterator[str]:
    yield from (f"  {line}" for line in columns(rows))
    if total > len(rows):
        yield f"  ... + {total - len(rows)}"


def _duties(tasks: tuple[TaskRow, ...]) -> list[tuple[str, ...]]:
    return [
        (t.due or "", t.code or "", _short("; ".join(t.assignees)), t.title)
        for t in tasks
    ]


def _short(text: str) -> str:
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 1]}…"


def _clock(seconds: float) -> str:
    return f"{dt.datetime.fromtimestamp(seconds, OFFICE):%H:%M}" if seconds else ""


def _why(job: Job, say: Say) -> str:
    problem, _ = say.error(job.error_code or "", job.error_detail or "", "")
    return problem
