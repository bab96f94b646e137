"""Where files go when they are done: names that no other file has or will get."""

from __future__ import annotations

import unicodedata
from collections.abc import Container

from sqlalchemy import bindparam, select

from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import jobs

MAX_NAME_BYTES = 255
"""What file systems take as one name, in UTF-8."""
_TAKEN = select(jobs.c.id).where(
    jobs.c.inbox == bindparam("in"), jobs.c.place_key == bindparam("key")
)


def free_place(
    tx: Tx, inbox: str, folder: str, name: str, avoid: Container[str] = ()
) -> tuple[str, str]:
    """Return a place ``folder/name`` that no job has, and the key that reserves it.

    Places in `avoid` are taken by files that no job knows.

    Names that a file system may take for one (case, composed or not) count as one;
    a second ``a.pdf`` becomes ``a (2).pdf``.
    """
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 8:
        stem, dot, suffix = name, "", ""
    number = 1
    while True:
        end = f"{dot}{suffix}" if number == 1 else f" ({number}){dot}{suffix}"
        place = f"{folder}/{fitted(stem, end)}"
        key = unicodedata.normalize("NFC", place).casefold()
        taken = tx.execute(_TAKEN, {"in": inbox, "key": key}).first()
        if place not in avoid and taken is None:
            return place, key
        number += 1


def fitted(stem: str, end: str, limit: int = MAX_NAME_BYTES) -> str:
    """Return ``stem + end``, the stem cut so that all fits into `limit` bytes."""
    room = limit - len(end.encode("utf-8", "surrogateescape"))
    # Characters, not bytes: none is cut in two, and no mark from its letter.
    while len(stem.encode("utf-8", "surrogateescape")) > room:
        while stem and unicodedata.combining(stem[-1]):
            stem = stem[:-1]
        stem = stem[:-1]
    return stem + end
