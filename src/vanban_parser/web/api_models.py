"""What the HTTP API says and is told, as its description has it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from vanban_parser.model.letter import Letter


class Said(BaseModel):
    """Closed and unchanging."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )


class Problem(Said):
    """What is wrong, by a code that does not change."""

    code: str
    detail: str = ""


class Health(Said):
    """Whether the page and its database answer."""

    status: Literal["ok", "degraded"]
    version: str


class Head(Said):
    """A letter as lists show it; `due` is the first day by which it wants something."""

    id: str
    code: str | None
    document_type: str | None
    issuer: str | None
    issued_on: str | None
    subject: str | None
    urgency: str | None
    arrived_at: str
    register_number: int | None
    due: str | None
    n_warnings: int
    n_tasks: int
    revision: int
    is_approved: bool


class Heads(Said):
    """A part of a list, and how long the whole is."""

    letters: list[Head]
    total: int


class Reviewed(Said):
    """A letter's record with what people mended; `revision` is for who saves next."""

    id: str
    revision: int
    is_approved: bool
    approved_by: str | None
    approved_at: str | None
    letter: Letter


class Records(Said):
    """The letters of a file that was only read, and not kept."""

    letters: list[Letter]


class TaskOut(Said):
    """A task as it stands; `due` a day or minute, `deadline` the letter's words."""

    id: str
    letter_id: str
    kind: str
    title: str
    action: str
    assignees: list[str]
    coordinators: list[str]
    report_to: list[str]
    deadline: str | None
    due: str | None
    state: Literal["open", "done", "withdrawn"]
    code: str | None
    issuer: str | None
    issued_on: str | None


class TaskList(Said):
    """Tasks, soonest due first."""

    tasks: list[TaskOut]


class CorrectionOut(Said):
    """The value at `pointer` was `old` in that version and ought to be `new`."""

    version: int
    pointer: str
    old: Any
    new: Any
    actor: str
    at: str


class CorrectionList(Said):
    """What people mended in a letter, in order."""

    corrections: list[CorrectionOut]


Pointer = Annotated[str, Field(pattern=r"^/[a-z_]+(/[a-z0-9_]+)*$", max_length=200)]


class Changes(BaseModel):
    """Values by JSON Pointer, and the revision of the record that was seen."""

    model_config = ConfigDict(extra="forbid")

    revision: Annotated[int, Field(ge=0, lt=2**31)]
    changes: Annotated[dict[Pointer, Any], Field(min_length=1, max_length=200)]


class Approval(BaseModel):
    """The revision of the record that was seen."""

    model_config = ConfigDict(extra="forbid")

    revision: Annotated[int, Field(ge=0, lt=2**31)]


class Revision(Said):
    """The record's revision now."""

    revision: int
    is_approved: bool
