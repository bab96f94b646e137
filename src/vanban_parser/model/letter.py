"""The output contract, version 1: what one parsed letter looks like as JSON.

Names and meanings do not change within version 1; fields may be added.  Absent
knowledge is ``None`` or an empty tuple, never an empty string, never a guess.
"""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.1"

DateRole = Literal["issued", "reference", "deadline", "event", "period", "other"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~"]
CommuneKind = Literal["xã", "phường", "thị trấn", "đặc khu"]
BodyLevel = Literal["central", "province", "district", "commune", "other"]
TaskKind = Literal["task", "standing", "general"]
Anchor = Literal["receipt", "signing", "event"]
Operator = Literal["before", "by", "on", "during", "within", "every", "event", "asap"]
Urgency = Literal["khẩn", "thượng khẩn", "hỏa tốc", "hỏa tốc hẹn giờ"]
SignerKind = Literal["person", "organisation"]
Addition = Literal["nothing", "forms", "other"]
Secrecy = Literal["mật", "tối mật", "tuyệt mật"]

PartialDate = Annotated[
    str,
    Field(
        pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$",
        description="ISO 8601 date of reduced precision: 2020, 2020-10 or 2020-10-14.",
    ),
]


class Part(BaseModel):
    """Immutable, and closed: an unknown field is an error, not a silent extra."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_serialization_defaults_required=True,
    )


class PacketHeader(Part):
    """What the header of an edXML packet says; days in ISO 8601.

    Source:
        QCVN 102:2016/BTTTT, MessageHeader 1.1 to 1.11.
    """

    number: str | None = None
    notation: str | None = None
    place: str | None = None
    issued_on: str | None = None
    issuer: str | None = None
    document_type: str | None = None
    subject: str | None = None
    position: str | None = None
    signer: str | None = None
    urgency: str | None = None
    due_on: str | None = None


class SourcePacket(Part):
    """The edXML packet that a file came in, or that lay beside it.

    `attached` tells that the file is not the packet's letter but was sent with it.
    """

    filename: str
    sha256: str
    attached: bool
    header: PacketHeader


class SourceFile(Part):
    """The file; `sha256` is that of its bytes as they came.

    `pages` is there only where the file holds several letters and was split: the first
    and the last page of this one.  Where it has no pages (DOCX), `part` is there
    instead: which letter of the file it is, from 1.  `packet` is there only where it
    came with an edXML packet.
    """

    filename: str
    sha256: str
    media_type: str
    page_count: int | None
    text_source: Literal["native", "ocr", "mixed"]
    encoding: str
    pages: tuple[int, int] | None = None
    part: int | None = None
    packet: SourcePacket | None = None


class IssuingBody(Part):
    """Cơ quan ban hành, as the header prints it with normal capitals."""

    name: str | None
    parent: str | None = None
    level: BodyLevel | None = None


class Signature(Part):
    """Quyền hạn, chức vụ, họ tên; in capitals as printed, the name without titles."""

    authority: str | None = None
    position: str | None = None
    name: str | None = None


class DigitalSignature(Part):
    """One signature of a PDF; `trusted` is null without a trust store.

    `kind` tells an official's own signature from that of a body; `added` is what the
    file got after it: nothing, what a form allows (further signatures), or else.
    """

    signer: str | None
    organisation: str | None
    signed_at: str | None
    issuer: str | None
    covers_whole_file: bool | None
    intact: bool | None
    trusted: bool | None
    kind: SignerKind | None = None
    added: Addition | None = None


class Item(Part):
    """What may stand in an annex: all that follows signature and Nơi nhận."""

    annex: bool = False


class Reference(Item):
    """A document that the letter cites; not both of `code` and `title` are null."""

    document_type: str | None
    code: str | None
    issued_on: PartialDate | None = None
    issuing_body: str | None = None
    title: str | None = None


class DateMention(Item):
    """A date the letter names; `end` is the last day of a range."""

    value: PartialDate
    end: PartialDate | None = None
    role: DateRole


class Percentage(Item):
    """A share in per cent: 12,5% is 12.5, never 0.125."""

    value: float
    comparator: Comparator = "="
    subject: str | None = None
    measure: str | None = None


class Successor(Part):
    """The commune-level unit that a former one has become."""

    name: str
    kind: CommuneKind
    code: str


class Commune(Item):
    """A commune-level unit; `code` is valid on the letter's date, or null."""

    name: str
    kind: CommuneKind
    code: str | None = None
    district: str | None = None
    province: str | None = None
    successor: Successor | None = None


Moment = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$",
        description="ISO 8601 day, with hour and minute where the letter gives them.",
    ),
]


class Deadline(Part):
    """By when: `date` (day, or minute), `rrule`, or `duration` from an `anchor`.

    `operator` is how the words bind the date: `before` it, `by` its end, `on` it,
    `during` a window of which `start` is the first day and `date` the last, `within` a
    length of time, `every` period (with `start` its first time, where the rule alone
    does not say which months are meant), relative to an `event`, or `asap`.  For these
    two, and for a deadline that another document sets, there may be words only.
    `last_ok` is the last moment if the words are taken strictly (`trước ngày 20/10`
    ends on the 19th).  `computed_date` is when a `duration` ends, reckoned from the
    letter's date, the day of receipt or a meeting's; `date` is what the letter says.
    `replaces` is the date it takes the place of.  `flags` are codes of warnings.
    """

    text: str
    date: Moment | None = None
    rrule: str | None = None
    duration: str | None = None
    working_days: int | None = None
    anchor: Anchor | None = None
    operator: Operator | None = None
    start: Moment | None = None
    last_ok: Moment | None = None
    computed_date: Moment | None = None
    replaces: Moment | None = None
    flags: tuple[str, ...] = ()


class Task(Item):
    """Something the letter orders, assigns, requests or invites a body to do.

    `condition` is the case in which it is to be done (``nếu có mưa lớn``), and
    `consequence` what counts when the deadline passes (``coi như thống nhất``).
    """

    id: UUID
    title: Annotated[str, Field(max_length=120)]
    action: str
    assignees: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    report_to: tuple[str, ...] = ()
    deadline: Deadline | None = None
    kind: TaskKind = "task"
    communes: tuple[str, ...] = ()
    condition: str | None = None
    consequence: str | None = None


class Evidence(Part):
    """Words of the letter: ``text == letter.text[start:end]``.

    `bbox` is ``[x0, y0, x1, y1]`` in points from the top left of `page`; both are
    null where the source has no pages.  `rule` names the rule that claimed it.
    """

    start: int
    end: int
    text: str
    page: int | None
    bbox: tuple[float, float, float, float] | None
    rule: str


class Warning(Part):  # noqa: A001 - the contract's word, and used as letter.Warning
    """What a person should look at; `code` is stable, `message` one sentence.

    `page` and `bbox` say where, for what is seen on a page and does not stand in the
    text: digits that a hand wrote and nobody could read.
    """

    code: str
    message: str
    field: str | None = None
    page: Annotated[int, Field(ge=1)] | None = None
    bbox: tuple[float, float, float, float] | None = None


class Letter(Part):
    """One parsed letter."""

    schema_version: str = SCHEMA_VERSION
    source: SourceFile
    document_type: str | None
    issuing_body: IssuingBody
    number: str | None
    notation: str | None
    code: str | None
    place: str | None
    issued_on: PartialDate | None
    subject: str | None
    urgency: Urgency | None
    secrecy: Secrecy | None
    addressees: tuple[str, ...]
    distribution: tuple[str, ...]
    signature: Signature
    digital_signatures: tuple[DigitalSignature, ...]
    references: tuple[Reference, ...]
    dates: tuple[DateMention, ...]
    percentages: tuple[Percentage, ...]
    communes: tuple[Commune, ...]
    tasks: tuple[Task, ...]
    evidence: dict[str, tuple[Evidence, ...]]
    confidence: dict[str, Annotated[float, Field(ge=0, le=1)]]
    warnings: tuple[Warning, ...]
    text: str
