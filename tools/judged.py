"""Which values of a record are right, by a gold label: each JSON Pointer, yes or no.

Counted as the scorer of the corpus counts: what it forgives is right, what it leaves
out (annexes, closing formulas) is not judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import ModuleType

from tools.facts import Record

_SAME_REPORT = 0.7
"""As the scorer compares assignees; it does not compare report_to."""
_POINTERS = {
    ("issuing_body", "name"): "/issuing_body/name",
    ("issuing_body", "parent"): "/issuing_body/parent",
    ("signature", "authority"): "/signature/authority",
    ("signature", "position"): "/signature/position",
    ("signature", "name"): "/signature/name",
}


def judged(scorer: ModuleType, gold: Record, record: Record) -> dict[str, bool]:
    """Return for each claimed value that the label speaks of whether it is right."""
    return dict(
        [
            *_scalars(scorer, gold, record),
            *_lists(scorer, gold, record),
            *_tasks(scorer, gold, record),
        ]
    )


def _scalars(
    scorer: ModuleType, gold: Record, record: Record
) -> Iterator[tuple[str, bool]]:
    for _, path, same in scorer.SCALARS:
        wanted, claimed = scorer.get(gold, *path), scorer.get(record, *path)
        if claimed in (None, ""):
            continue
        right = wanted not in (None, "") and bool(same(wanted, claimed))
        yield _POINTERS.get(path, f"/{path[0]}"), right
        if path == ("notation",) and record.get("code"):
            codes = [f"{r.get('number')}/{r.get('notation')}" for r in (gold, record)]
            yield "/code", bool(scorer.exact_code(*codes))


def _lists(
    scorer: ModuleType, gold: Record, record: Record
) -> Iterator[tuple[str, bool]]:
    compared = (
        ("addressees", scorer.token_f1, 0.8),
        ("distribution", scorer.token_f1, 0.8),
        ("references", scorer.same_reference, 0.8),
        ("dates", scorer.same_date, 0.9),
        ("percentages", scorer.same_percentage, 0.75),
        ("communes", _same_commune(scorer), 1.0),
    )
    for field, score, floor in compared:
        places, claimed = _in_letter(record, field)
        hits = scorer.match(scorer.as_list(gold.get(field)), claimed, score, floor)
        right = {j for _, j in hits}
        for j, place in enumerate(places):
            yield f"/{field}/{place}", j in right


def _same_commune(scorer: ModuleType):  # type: ignore[no-untyped-def]
    return lambda g, p: float(
        scorer.same_commune(g, p)
        and str(g.get("code") or "") == str(p.get("code") or "")
    )


def _in_letter(record: Record, field: str) -> tuple[list[int], list[Record]]:
    """Return the items of a list that stand in the letter proper, with their places."""
    items = record.get(field)
    assert isinstance(items, list | tuple)
    kept = [
        (place, item)
        for place, item in enumerate(items)
        if not (isinstance(item, dict) and item.get("annex"))
    ]
    return [place for place, _ in kept], [item for _, item in kept]


def _tasks(
    scorer: ModuleType, gold: Record, record: Record
) -> Iterator[tuple[str, bool]]:
    wanted = scorer.as_list(gold.get("tasks"))
    places, claimed = _in_letter(record, "tasks")
    hits = {j: i for i, j in scorer.match(wanted, claimed, scorer.same_task, 0.5)}
    for j, task in enumerate(claimed):
        label = wanted[hits[j]] if j in hits else None
        if label is not None and label.get("general"):
            continue
        if label is None and task.get("kind") == "general":
            continue
        base = f"/tasks/{places[j]}"
        yield f"{base}/action", label is not None
        yield from _parts(scorer, base, label or {}, task)


def _parts(
    scorer: ModuleType, base: str, label: Record, task: Record
) -> Iterator[tuple[str, bool]]:
    if task.get("deadline"):
        same = scorer.deadline_key(label) == scorer.deadline_key(task)
        yield f"{base}/deadline", bool(label) and same
    for field in ("assignees", "coordinators", "report_to"):
        claimed: Sequence[object] = scorer.as_list(task.get(field))
        known = scorer.as_list(label.get(field))
        hits = scorer.match(known, claimed, scorer.token_f1, _SAME_REPORT)
        right = {j for _, j in hits}
        for j in range(len(claimed)):
            yield f"{base}/{field}/{j}", j in right
