"""The queue: what came, what is doubtful, what is due."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from vanban_parser.store import jobs, queue, tasks
from vanban_parser.store.queue import Order, Which
from vanban_parser.web.access import Reader, TheOffice
from vanban_parser.web.render import page

router = APIRouter(include_in_schema=False)
_EACH = 50
_FAILED = 20


@router.get("/")
def show(
    office: TheOffice,
    there: Reader,
    which: Which = "open",
    order: Order = "doubt",
    number: Annotated[int, Query(ge=1, le=100_000)] = 1,
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show letters that wait, and what went wrong on the way in."""
    today = office.clock.now().date()
    with office.store.reading() as tx:
        found = queue.waiting(
            tx, which, order, limit=_EACH, offset=_EACH * (number - 1)
        )
        total = queue.count(tx, which)
        n_open = total if which == "open" else queue.count(tx)
        ends = jobs.counts(tx)
        failed = jobs.in_state(tx, "failed", limit=_FAILED)
        overdue = tasks.n_due_before(tx, today)
    return page(
        "queue",
        there,
        there.language,
        rows=found,
        which=which,
        order=order,
        number=number,
        n_pages=max(-(-total // _EACH), 1),
        total=total,
        n_open=n_open,
        jobs=ends,
        failed=failed,
        overdue=overdue,
        today=today.isoformat(),
        said=said if said == "approved" else "",
        can_drop=office.inbox is not None and there.may("upload"),
    )
