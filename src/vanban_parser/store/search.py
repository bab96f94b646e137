"""Find letters by their words, with or without marks: ``uy ban`` finds ``Ủy ban``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import text

from vanban_parser.model.letter import Letter
from vanban_parser.store.engine import Tx
from vanban_parser.store.tables import SEARCH
from vanban_parser.text import fold

_WORD = re.compile(r"\w+")
_PHRASE = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_AROUND = 60
"""Characters of a passage before and after what was found."""
_DELETE = text(f"DELETE FROM {SEARCH} WHERE letter_id = :id")
_INSERT = text(
    f"INSERT INTO {SEARCH} (letter_id, folded, exact) VALUES (:id, :folded, :exact)"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A letter that has the words; `exact` tells that it has them with their marks."""

    letter_id: str
    exact: bool


def index(tx: Tx, letter_id: str, letter: Letter, *, is_new: bool = False) -> None:
    """Make the letter findable, in place of an earlier reading.

    `is_new` tells that there was none: SQLite would look through all letters for it.
    """
    parts = (
        letter.code,
        letter.issuing_body.name,
        letter.subject,
        letter.source.filename,
        letter.text,
    )
    said = " ".join(part for part in parts if part)
    key = {"id": letter_id}
    if not is_new:
        tx.execute(_DELETE, key)
    tx.execute(_INSERT, {**key, "folded": _folded(said), "exact": _exact(said)})


def find(tx: Tx, query: str, limit: int) -> tuple[Hit, ...]:
    """Return letters that have all words of `query`; in quotes, words side by side.

    Those that have them with the same marks come first, then by how much is said of
    them.  Marks, case and signs may be left out.
    """
    wanted = list(_phrases(query))
    if not wanted:
        return ()
    marked = [_words(_exact(phrase)) for phrase in wanted]
    plain = [_words(_folded(phrase)) for phrase in wanted]
    exact = _ids(tx, "exact", marked, limit) if marked != plain else []
    hits = dict.fromkeys(exact, True)
    for letter_id in _ids(tx, "folded", plain, limit):
        hits.setdefault(letter_id, marked == plain)
    return tuple(Hit(*pair) for pair in list(hits.items())[:limit])


def passage(letter_text: str, query: str) -> str:
    """Return the words of a letter around the first of those that were sought."""
    plain = fold(letter_text)
    for phrase in _phrases(query):
        pattern = r"\W+".join(map(re.escape, _words(_folded(phrase))))
        if match := re.search(rf"\b{pattern}\b", plain):
            start = max(match.start() - _AROUND, 0)
            found = letter_text[start : match.end() + _AROUND]
            return " ".join(found.split())
    return ""


def _ids(tx: Tx, column: str, phrases: list[list[str]], limit: int) -> list[str]:
    if tx.dialect.name == "postgresql":
        sought = " & ".join(f"({' <-> '.join(words)})" for words in phrases)
        statement = (
            f"SELECT letter_id FROM {SEARCH}, to_tsquery('simple', :sought) AS sought"
            f" WHERE to_tsvector('simple', {column}) @@ sought"
            f" ORDER BY ts_rank(to_tsvector('simple', {column}), sought) DESC,"
            " letter_id LIMIT :limit"
        )
    else:
        quoted = " AND ".join(f'"{" ".join(words)}"' for words in phrases)
        sought = f"{column} : ({quoted})"
        statement = (
            f"SELECT letter_id FROM {SEARCH} WHERE {SEARCH} MATCH :sought"
            " ORDER BY rank, letter_id LIMIT :limit"
        )
    values = {"sought": sought, "limit": limit}
    return list(tx.execute(text(statement), values).scalars())


def _phrases(query: str) -> Iterator[str]:
    for match in _PHRASE.finditer(query):
        said = match["phrase"] if match["word"] is None else match["word"]
        if _words(said):
            yield said


def _words(said: str) -> list[str]:
    # The underscore is a sign here; both databases part words at it.
    return _WORD.findall(said.replace("_", " "))


def _folded(said: str) -> str:
    # Signs become spaces, so that both databases see the same words in 12/UBND-VX.
    return " ".join(_words(fold(unicodedata.normalize("NFC", said))))


def _exact(said: str) -> str:
    return " ".join(_words(unicodedata.normalize("NFC", said).lower()))
