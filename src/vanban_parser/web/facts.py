"""What else a letter says, each with where it stands; and names of values."""

from __future__ import annotations

from collections.abc import Iterable

from vanban_parser.model.letter import (
    Commune,
    DateMention,
    DigitalSignature,
    Letter,
    Percentage,
    Reference,
)
from vanban_parser.web.fields import FIELDS
from vanban_parser.web.words import Language, Words, shown_day, shown_percent

Fact = tuple[str, str]
"""JSON Pointer, and what is said."""


def facts_of(letter: Letter, language: Language) -> tuple[tuple[str, list[Fact]], ...]:
    """Return lists of facts, each with the key of its title."""
    words = Words(language)
    return (
        ("facts.percentages", _listed("percentages", map(_share, letter.percentages))),
        ("facts.communes", _listed("communes", map(_commune, letter.communes))),
        ("facts.dates", _listed("dates", (_date(d, words) for d in letter.dates))),
        ("facts.references", _listed("references", map(_cited, letter.references))),
        (
            "facts.signatures",
            _listed(
                "digital_signatures",
                (_signed(s, words) for s in letter.digital_signatures),
            ),
        ),
    )


def label_of(pointer: str, language: Language) -> str:
    """Return what a person calls the value at a pointer."""
    words = Words(language)
    parts = pointer.split("/")
    if len(parts) > 1 and parts[1] == "tasks":
        if len(parts) == 2:
            return words("nav.tasks")
        return words("task.name", n=int(parts[2]) + 1)
    if pointer == "/code":
        return words("field.code")
    for field in FIELDS:
        if pointer == field.pointer or pointer.startswith(field.pointer + "/"):
            return words(f"field.{field.label}")
    known = f"facts.{parts[1]}" if len(parts) > 1 else ""
    return words(known) if words.knows(known) else pointer


def _listed(name: str, said: Iterable[str]) -> list[Fact]:
    return [(f"/{name}/{index}", one) for index, one in enumerate(said)]


def _share(share: Percentage) -> str:
    sign = {"=": "", ">=": "≥ ", "<=": "≤ "}.get(share.comparator, share.comparator)
    about = ", ".join(part for part in (share.subject, share.measure) if part)
    return f"{sign}{shown_percent(share.value)}" + (f" · {about}" if about else "")


def _commune(unit: Commune) -> str:
    where = ", ".join(part for part in (unit.district, unit.province) if part)
    code = f" ({unit.code})" if unit.code else ""
    after = unit.successor
    now = f" → {after.kind} {after.name}" if after else ""
    return f"{unit.kind} {unit.name}{code}" + (f", {where}" if where else "") + now


def _date(date: DateMention, words: Words) -> str:
    span = shown_day(date.value) + (f" – {shown_day(date.end)}" if date.end else "")
    return f"{span} · {words('role_of_date.' + date.role)}"


def _cited(cited: Reference) -> str:
    parts = (cited.document_type, cited.code, cited.title, shown_day(cited.issued_on))
    return " ".join(part for part in parts if part)


def _signed(signature: DigitalSignature, words: Words) -> str:
    who = signature.signer or signature.organisation or "—"
    intact = {True: "yes", False: "no", None: "unknown"}[signature.intact]
    return f"{who} · {words('signature.' + intact)}"
