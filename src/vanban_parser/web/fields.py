"""The fields of a letter that a person may mend, in the order of the printed form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from vanban_parser.model.letter import Letter, Urgency
from vanban_parser.store.mending import at
from vanban_parser.web.words import shown_day, stored_day

Kind = Literal["line", "text", "lines", "day", "choice"]

URGENCIES: Final[tuple[str, ...]] = get_args(Urgency)


@dataclass(frozen=True, slots=True)
class Field:
    """One input: the JSON Pointer of its value, and how it is typed."""

    pointer: str
    kind: Kind
    label: str
    """Key of its words, after ``field.``."""

    @property
    def id(self) -> str:
        """What it goes by in the page."""
        return "f" + self.pointer.replace("/", "-")


FIELDS: Final = (
    Field("/issuing_body/parent", "line", "parent"),
    Field("/issuing_body/name", "line", "issuer"),
    Field("/number", "line", "number"),
    Field("/notation", "line", "notation"),
    Field("/place", "line", "place"),
    Field("/issued_on", "day", "issued_on"),
    Field("/document_type", "line", "type"),
    Field("/subject", "text", "subject"),
    Field("/urgency", "choice", "urgency"),
    Field("/addressees", "lines", "addressees"),
    Field("/signature/authority", "line", "authority"),
    Field("/signature/position", "line", "position"),
    Field("/signature/name", "line", "signer"),
    Field("/distribution", "lines", "distribution"),
)
"""In the order of Nghị định 30/2020/NĐ-CP, annex I: header, body, foot."""

_YEAR_FIRST = re.compile(r"\d{4}/")
_PARTY = re.compile(r"[^\W\d_]+/")
LONGEST: Final = 20_000
"""Characters of one field."""


class FieldError(ValueError):
    """A value that its field cannot take; `key` are the words that say why."""

    def __init__(self, name: str, key: str) -> None:
        self.name = name
        self.key = key
        super().__init__(f"{name}: {key}")


def shown(value: object, kind: Kind) -> str:
    """Return a value as its input holds it."""
    if value is None:
        return ""
    if kind == "lines":
        assert isinstance(value, list | tuple)
        return "\n".join(map(str, value))
    return shown_day(str(value)) if kind == "day" else str(value)


def typed(field: Field, words: str) -> object:
    """Return the value that a person typed.

    Raises:
        FieldError: the field cannot take it.
    """
    if len(words) > LONGEST:
        raise FieldError(field.pointer, "error.long")
    if field.kind == "lines":
        return lines(words)
    plain = " ".join(words.split())
    if field.kind == "day":
        try:
            day = stored_day(plain)
        except ValueError:
            raise FieldError(field.pointer, "error.day") from None
        if day is not None and "T" in day:
            raise FieldError(field.pointer, "error.day")
        return day
    if field.kind == "choice" and plain and plain not in URGENCIES:
        raise FieldError(field.pointer, "error.choice")
    return plain or None


def lines(words: str) -> list[str]:
    """Return the lines that were typed, empty ones left out."""
    return [plain for line in words.splitlines() if (plain := " ".join(line.split()))]


def values_of(letter: Letter) -> dict[str, Any]:
    """Return a letter's record as plain values."""
    return letter.model_dump(mode="json")


def changed(form: Mapping[str, str], record: Mapping[str, Any]) -> dict[str, object]:
    """Return the values of the header that a form changes, by pointer.

    What a form does not hold stays as it is.

    Raises:
        FieldError: a field cannot take what was typed.
    """
    found = dict(_changed(form, record))
    if "/number" in found or "/notation" in found:
        number = found.get("/number", record["number"])
        notation = found.get("/notation", record["notation"])
        code = code_of(number, notation)
        if code != record["code"]:
            found["/code"] = code
    return found


def _changed(
    form: Mapping[str, str], record: Mapping[str, Any]
) -> Iterator[tuple[str, object]]:
    for field in FIELDS:
        if field.pointer not in form:
            continue
        before = at(record, field.pointer)
        # What was shown and not touched is no change, however it is written.
        words = form[field.pointer].replace("\r\n", "\n")
        if words == shown(before, field.kind):
            continue
        value = typed(field, words)
        if field.kind in ("line", "text"):
            value = value and str(value).replace(" ", "" if _is_code(field) else " ")
        if value != before:
            yield field.pointer, value


def _is_code(field: Field) -> bool:
    return field.pointer in ("/number", "/notation")


def code_of(number: object, notation: object) -> str | None:
    """Return number and notation as one, as the office writes them.

    State offices put a slash between (``12/UBND-VX``, ``30/2020/NĐ-CP``), those of the
    Party a dash (``123-CV/HU``).
    """
    if not number:
        return None
    if not notation:
        return str(number)
    said = str(notation)
    is_party = _PARTY.match(said) and not _YEAR_FIRST.match(said)
    return f"{number}{'-' if is_party else '/'}{said}"
