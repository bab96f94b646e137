"""The letter: what was read beside the page, mended and approved."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import RedirectResponse, Response

from vanban_parser.store import audit, corrections, letters, queue, register, review
from vanban_parser.store.engine import Tx
from vanban_parser.store.review import ConflictError, Seen
from vanban_parser.web import task_rows
from vanban_parser.web.access import (
    ForbiddenError,
    Mender,
    OwnForm,
    Reader,
    TheOffice,
    Visitor,
)
from vanban_parser.web.errors import MissingError
from vanban_parser.web.facts import facts_of, label_of
from vanban_parser.web.fields import FIELDS, URGENCIES, FieldError, changed, values_of
from vanban_parser.web.office import Office
from vanban_parser.web.paper import paper_of
from vanban_parser.web.render import page
from vanban_parser.web.secrecy import check_secrecy
from vanban_parser.web.views import view

router = APIRouter(include_in_schema=False)


@router.get("/letters/{letter_id}")
def show(
    letter_id: uuid.UUID,
    office: TheOffice,
    there: Reader,
    said: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show a letter."""
    return _shown(office, there, str(letter_id), said=said)


@router.post("/letters/{letter_id}")
def act(
    letter_id: uuid.UUID, office: TheOffice, there: Mender, form: OwnForm
) -> Response:
    """Save what was typed, and do what the button says besides."""
    id_ = str(letter_id)
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    order, _, number = typed.get("op", "save").partition(":")
    try:
        seen = Seen(id_, _revision(typed), there.actor, office.clock.now())
        with office.store.writing() as tx:
            said = _done(tx, office, there, seen, typed, (order, number))
            following = queue.after(tx, id_) if said == "approved" else None
    except ConflictError as conflict:
        return _shown(office, there, id_, typed=typed, conflict=conflict, status=409)
    except FieldError as error:
        return _shown(office, there, id_, typed=typed, error=error, status=422)
    if said == "approved":
        where = f"/letters/{following}" if following else "/"
        return RedirectResponse(f"{where}?said=approved", 303)
    anchor = {"added": "#task-last", "split": f"#task-{number}"}.get(said, "")
    return RedirectResponse(f"/letters/{id_}?said={said}{anchor}", 303)


def _done(
    tx: Tx,
    office: Office,
    there: Visitor,
    seen: Seen,
    typed: dict[str, str],
    op: tuple[str, str],
) -> str:
    """Do what is asked and return what to tell.

    Raises:
        ConflictError: somebody saved meanwhile.
        FieldError: a field cannot take what was typed.
    """
    letter = corrections.current(tx, seen.letter_id)
    if letter is None:
        raise MissingError
    check_secrecy(letter, office.settings)
    if op[0] == "undo":
        return "undone" if review.undo(tx, seen) else "nothing"
    record = values_of(letter)
    changes = changed(typed, record)
    tasks = task_rows.read(typed, record["tasks"], _new_id)
    tasks, said = _rearranged(tasks, op, typed)
    if tasks != record["tasks"]:
        changes["/tasks"] = tasks
    revision = seen.revision
    if changes:
        review.save(tx, seen, changes)
        revision += 1
    elif review.of_letter(tx, seen.letter_id).revision != revision:
        raise ConflictError(review.of_letter(tx, seen.letter_id))
    if op[0] == "approve":
        if not there.may("approve"):
            raise ForbiddenError
        review.approve(tx, Seen(seen.letter_id, revision, seen.actor, seen.at))
        return "approved"
    return said if changes else "unchanged"


def _rearranged(
    tasks: list[task_rows.Task], op: tuple[str, str], typed: dict[str, str]
) -> tuple[list[task_rows.Task], str]:
    order, number = op
    index = int(number) if number.isascii() and number.isdecimal() else -1
    if order == "split":
        at = typed.get(f"task-{index}-at", "")
        place = int(at) if at.isascii() and at.isdecimal() else None
        return task_rows.split(tasks, index, place, _new_id()), "split"
    if order == "merge":
        return task_rows.merge(tasks, index), "merged"
    if order == "remove":
        return task_rows.remove(tasks, index), "removed"
    if order == "add":
        action = typed.get("new-action", "").strip()
        if not action:
            raise FieldError("new-action", "error.no_action")
        like = tasks[-1] if tasks else None
        return task_rows.added(tasks, action, like, _new_id()), "added"
    return tasks, "saved"


def _shown(
    office: Office,
    there: Visitor,
    letter_id: str,
    *,
    said: str = "",
    typed: dict[str, str] | None = None,
    conflict: ConflictError | None = None,
    error: FieldError | None = None,
    status: int = 200,
) -> Response:
    with office.store.reading() as tx:
        head = letters.get(tx, letter_id)
        read = letters.record(tx, letter_id)
        letter = corrections.current(tx, letter_id)
        if head is None or read is None or letter is None:
            raise MissingError
        check_secrecy(letter, office.settings)
        values: dict[str, Any] = {
            "head": head,
            "is_own": letters.keeps_own(tx, head),
            "line": register.entry(tx, head.twin_of or letter_id),
            "review": review.of_letter(tx, letter_id),
            "mends": corrections.of_letter(tx, letter_id),
            "acts": audit.of_letter(tx, letter_id),
            "relations": _related(tx, letter_id),
            "following": queue.after(tx, letter_id),
        }
    shown = view(letter, read, there.language)
    yours = _yours(typed or {}, shown) if conflict else ()
    # Of a mistake in one field, all that was typed comes back to be mended.
    back = typed or {} if error else {}
    return page(
        "letter",
        there,
        there.language,
        status,
        view=shown,
        letter=letter,
        paper=paper_of(office, letter),
        kinds=("task", "standing", "general"),
        urgencies=URGENCIES,
        said=said if said in _SAID else "",
        conflict=conflict,
        yours=yours,
        back=back,
        error=error,
        error_target=_target(error) if error else "",
        # Of another format of a letter the tasks are the letter's: it is mended there.
        can_mend=there.may("correct") and values["is_own"],
        facts=facts_of(letter, there.language),
        sends=_sends(office, is_approved=values["review"].is_approved),
        label_of=lambda pointer: label_of(pointer, there.language),
        **values,
    )


def _sends(office: Office, *, is_approved: bool) -> list[tuple[str, str]]:
    """Return to whom tasks go and whether they wait, each with the key of its words."""
    targets = office.settings.targets
    held = ", ".join(name for name, one in targets.items() if one.approved)
    direct = ", ".join(name for name, one in targets.items() if not one.approved)
    waiting = "letter.sent_to" if is_approved else "letter.held"
    said = [(waiting, held), ("letter.at_once", direct)]
    return [pair for pair in said if pair[1]] or [("letter.no_target", "")]


_SAID = frozenset(
    {"saved", "unchanged", "undone", "nothing", "approved", "split", "merged"}
    | {"added", "removed"}
)


_LESS_OFTEN = ("coordinators", "report_to", "due", "words")


def _yours(typed: dict[str, str], shown: Any) -> tuple[tuple[str, str, str, str], ...]:
    """Return what the second of two people typed and is not what stands there now.

    Each with the id of its input, the key of its label, and what stands there.
    """
    now = {one.field.pointer: one.value for one in shown.fields}
    found = [
        (field.id, f"field.{field.label}", typed[field.pointer], now[field.pointer])
        for field in FIELDS
        if field.pointer in typed
        and typed[field.pointer].replace("\r\n", "\n") != now[field.pointer]
    ]
    rows = {one.row.id: one.row for one in shown.tasks}
    index = 0
    while (id_ := typed.get(f"task-{index}-id")) is not None:
        row = rows.get(id_)
        for part in ("action", "assignees", *_LESS_OFTEN):
            said = typed.get(f"task-{index}-{part}")
            mine = (said or "").replace("\r\n", "\n")
            theirs = getattr(row, part) if row else ""
            if said is not None and mine != theirs:
                target = f"task-{row.index}-{part}" if row else ""
                found.append((target, f"task.{part}", mine, theirs))
        index += 1
    return tuple(found)


def _target(error: FieldError) -> str:
    known = (field.id for field in FIELDS if field.pointer == error.name)
    return next(known, error.name)


def _related(tx: Tx, letter_id: str) -> list[tuple[str, str, str]]:
    """Return how the letter belongs to others: kind, the other's id and its name."""
    found = []
    for relation in letters.relations_of(tx, letter_id):
        is_mine = relation.letter_id == letter_id
        other = letters.get(tx, relation.other_id if is_mine else relation.letter_id)
        if other is not None:
            kind = relation.kind if is_mine else f"{relation.kind}-by"
            found.append((kind, other.id, other.code or other.filename))
    return found


def _revision(typed: dict[str, str]) -> int:
    said = typed.get("revision", "")
    if not (said.isascii() and said.isdecimal() and len(said) < 10):
        raise FieldError("revision", "error.form")
    return int(said)


def _new_id() -> str:
    return str(uuid.uuid4())
