"""What is to be done, by whom and by when; and what letters say over time."""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from collections import defaultdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from vanban_parser.export.chart import bars
from vanban_parser.export.report import Share, load_bars, loads, share_bars, shares
from vanban_parser.store import figures, tasks
from vanban_parser.store.engine import Store
from vanban_parser.web.access import Mender, OwnForm, Reader, TheOffice, Visitor, text
from vanban_parser.web.errors import MissingError
from vanban_parser.web.office import Office
from vanban_parser.web.render import page
from vanban_parser.web.words import Words as Say
from vanban_parser.web.words import stored_day

router = APIRouter(include_in_schema=False)
Which = Literal["open", "overdue", "week", "undated", "done"]
Whose = Literal["communes", "all"]
Words = Annotated[str, Query(max_length=300)]
_EACH = 100
_LEGEND = ("report.in_time", "report.done", "report.overdue", "report.undated")
_MOST_SHARES = 500


@router.get("/tasks")
def show(
    office: TheOffice,
    there: Reader,
    which: Which = "open",
    who: Words = "",
    number: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:
    """Show tasks, soonest due first, and how those of each assignee stand."""
    today = office.clock.now().date()
    with office.store.reading() as tx:
        found = tasks.listed(
            tx, which, today, who=who, limit=_EACH + 1, offset=_EACH * (number - 1)
        )
        by_name = loads(tasks.duties(tx), today)
    return page(
        "tasks",
        there,
        there.language,
        rows=found[:_EACH],
        has_more=len(found) > _EACH,
        number=number,
        which=which,
        who=who,
        loads=by_name[:60],
        today=today.isoformat(),
        month=f"{today:%Y-%m}",
        can_mend=there.may("correct"),
    )


@router.post("/tasks/{task_id}")
def finish(
    task_id: uuid.UUID, office: TheOffice, there: Mender, form: OwnForm
) -> Response:
    """Note that a task is done."""
    at = office.clock.now()
    with office.store.writing() as tx:
        if not tasks.finish(tx, str(task_id), at, there.actor):
            raise MissingError
    which = text(form, "which")
    known = ("open", "overdue", "week", "undated")
    return RedirectResponse(f"/tasks?which={which if which in known else 'open'}", 303)


@router.get("/calendar")
def month(
    office: TheOffice,
    there: Reader,
    month: Annotated[str, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] = "",
) -> Response:
    """Show the days of a month with what is due on each."""
    today = office.clock.now().date()
    year, number = (int(part) for part in (month or f"{today:%Y-%m}").split("-"))
    if not 2 <= year < 9999:
        raise MissingError
    first = dt.date(year, number, 1)
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    with office.store.reading() as tx:
        found = tasks.due_between(tx, weeks[0][0], weeks[-1][-1])
    by_day: dict[str, list[tasks.TaskRow]] = defaultdict(list)
    for task in found:
        if task.kind != "general" and task.due is not None:
            by_day[task.due[:10]].append(task)
    return page(
        "calendar",
        there,
        there.language,
        weeks=[[(day, by_day.get(day.isoformat(), [])) for day in w] for w in weeks],
        first=first,
        today=today,
        before=f"{first - dt.timedelta(days=1):%Y-%m}",
        after=f"{first + dt.timedelta(days=32):%Y-%m}",
    )


@router.get("/report")
def report(
    office: TheOffice,
    there: Reader,
    first: Words = "",
    last: Words = "",
    measure: Words = "",
    of: Whose = "communes",
) -> Response:
    """Show percentages by commune and month, and tasks by assignee, as charts."""
    found = _shares(office.store, (first, last), measure, of)
    return page(
        "report",
        there,
        there.language,
        rows=found[:_MOST_SHARES],
        total=len(found),
        first=first,
        last=last,
        measure=measure,
        of=of,
        chart=_share_chart(office, there, found),
        work=_load_chart(office, there),
    )


def _shares(
    store: Store, span: tuple[str, str], measure: str, of: Whose
) -> list[Share]:
    with store.reading() as tx:
        only = of == "communes"
        found = figures.between(tx, *map(_month, span), communes_only=only)
    return shares(found, measure)


def _share_chart(office: Office, there: Visitor, found: list[Share]) -> str:
    measures = {share.measure for share in found}
    about = next(iter(measures)) if len(measures) == 1 else None
    day = f"{office.clock.now():%d/%m/%Y}"
    note = f"{about}, {day}" if about else day
    title = Say(there.language)("report.percentages")
    most = 100.0 if max((s.value for s in found), default=0) <= 100 else None
    return bars(title, note, share_bars(found), most=most)


def _load_chart(office: Office, there: Visitor) -> str:
    say, now = Say(there.language), office.clock.now()
    with office.store.reading() as tx:
        found = loads(tasks.duties(tx), now.date())
    drawn = load_bars(found, say("report.nobody"))
    legend = [say(key) for key in _LEGEND]
    return bars(say("report.tasks"), f"{now:%d/%m/%Y}", drawn, legend)


def _month(shown: str) -> str | None:
    """Return the month that was typed, ``YYYY-MM``; a year's first, a day's own."""
    try:
        iso = stored_day(shown)
    except ValueError:
        return None
    return None if iso is None else iso[:7] if len(iso) > 4 else f"{iso}-01"
