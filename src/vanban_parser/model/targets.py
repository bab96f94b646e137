"""Where tasks are sent: one class a kind of target, as the settings file has them.

No secret stands here: only the name of a variable or a file that holds it.
"""

from __future__ import annotations

import datetime as dt
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

Network = IPv4Network | IPv6Network
TargetName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]


class Common(BaseModel):
    """What every kind of target may be told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: dt.date | None = None
    """Nothing that came in before this day is sent."""
    approved: bool = False
    """Whether a letter's tasks wait until somebody has approved the letter."""
    link: str | None = None
    """Address of a letter for people, with `{letter}` and `{task}` for the ids."""
    assignees: dict[str, str] = {}
    """Who is meant in the target by an assignee of the letter, in the letter's words:
    a mail address, a user's number."""


class Remote(Common):
    """What a target behind an address may be told."""

    url: str
    secret_env: str | None = None
    """The variable that holds the password, key or signing secret."""
    secret_file: str | None = None
    """The file that holds it, instead of a variable."""
    ca_file: str | None = None
    """Certificates (PEM) to trust instead of the system's: an office's authority."""
    allow_addresses: tuple[Network, ...] = ()
    """Addresses that are refused by themselves and may be used here: this machine's
    own, link-local ones."""
    allow_plain_http: bool = False
    """Whether a secret may go over `http:` to another machine."""
    timeout_seconds: PositiveInt = 30
    max_answer_bytes: PositiveInt = 1_000_000
    """A longer answer is not read."""


class Webhook(Remote):
    """A program of the office that takes events: Standard Webhooks, CloudEvents."""

    kind: Literal["webhook"]


class CalDav(Remote):
    """A calendar collection for tasks (VTODO)."""

    kind: Literal["caldav"]
    user: str


class Redmine(Remote):
    """A project of a Redmine with its REST service switched on."""

    kind: Literal["redmine"]
    project: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,100}$")]
    """Its identifier, as its address has it."""
    tracker: PositiveInt | None = None
    """Number of the tracker; the project's first unless given."""
    priorities: dict[str, PositiveInt] = {}
    """Number of the priority for `khẩn`, `thượng khẩn`, `hỏa tốc`."""
    key_field: PositiveInt | None = None
    """Number of a custom field (text, used as a filter) for our id of the task;
    without one it stands in the description."""


class Taskwarrior(Common):
    """The program `task` of this machine."""

    kind: Literal["taskwarrior"]
    program: str = "task"
    data: str | None = None
    """Folder of its data, unless that of the user."""
    project: str = "vanban"
    timeout_seconds: PositiveInt = 30


Target = Annotated[
    Webhook | CalDav | Redmine | Taskwarrior, Field(discriminator="kind")
]
