"""Words as an engine for scans reads them, spelt as known phrases spell them.

Engines read letters well and marks less so: "TÍNH" for "TỈNH", "Sơ Y tê" for "Sở Y tế".
A word is changed only in its marks, and only where its neighbours make it part of a
known phrase that the word as read is not part of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from vanban_parser.lexicon.gazetteer import gazetteer
from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.person_names import is_of_names, only_spelling
from vanban_parser.lexicon.placenames import name_key
from vanban_parser.text import fold

_WORD = re.compile(r"[^\W\d_]+")
_ENDS = re.compile(r"[.;:()\n]")
# A known pair of words speaks for both; a change speaks against itself.
_PAIR, _CHANGE, _CHANGE_OF_KNOWN, _CHANGE_OF_SMALL = 1.5, 0.5, 1.1, 2.0
_TABLES = ("organs", "document_types", "tasks")
# These hold patterns and what must not match.
_NO_PHRASES = frozenset(
    {"regex", "counter_example", "source", "checked", "codes"}
    | {"rarer", "rarer_verbs", "rarer_nouns_too"}
)


# "hoá" is spelt "hóa", too; the tables have the second.
_TONE_LAST = re.compile("o[àáảãạèéẻẽẹ]$|(?<!q)u[ỳýỷỹỵ]$")
_TONE_FIRST = {
    "o" + last: first + plain
    for plain, marked in (("a", "àáảãạ"), ("e", "èéẻẽẹ"))
    for first, last in zip("òóỏõọ", marked, strict=True)
} | {"u" + last: first + "y" for first, last in zip("ùúủũụ", "ỳýỷỹỵ", strict=True)}


@dataclass(frozen=True, slots=True)
class _Known:
    """Words by their letters without marks, and the pairs that follow each other."""

    words: dict[str, set[str]] = field(default_factory=dict)
    pairs: set[tuple[str, str]] = field(default_factory=set)
    small: frozenset[str] = frozenset()

    def cost(self, word: str) -> float:
        """Return what must speak for another word before it is put for `word`."""
        if word in self.small:
            return _CHANGE_OF_SMALL
        return _CHANGE_OF_KNOWN if word in self.words.get(fold(word), ()) else _CHANGE

    def learn(self, phrase: str) -> None:
        for part in _ENDS.split(phrase.lower()):
            found = [one_way(word) for word in _WORD.findall(part)]
            for word in found:
                self.words.setdefault(fold(word), set()).add(word)
            self.pairs.update(pairwise(found))


def respelt(text: str) -> str:
    """Return `text` with the marks of misread words set right; its length is kept."""
    out: list[str] = []
    done = 0
    for start, end in _parts(text):
        out.append(text[done:start])
        out.append(_phrase(text[start:end]))
        done = end
    return "".join((*out, text[done:]))


def is_known(word: str) -> bool:
    """Tell whether known phrases hold `word`, in small letters and with its marks."""
    return word in _known().words.get(fold(word), ())


def is_small(word: str) -> bool:
    """Tell whether a word is one of those that stand beside nearly all others."""
    return word in _known().small


def is_phrase(first: str, second: str) -> bool:
    """Tell whether two words in small letters follow each other in a known phrase."""
    return (first, second) in _known().pairs


def respelt_name(name: str) -> str:
    """Return a person's name with family name and Văn or Thị set right.

    Also a syllable that no name has, and that can be but one that names have.
    """
    words = name.split()
    if len(words) < 2:
        return name
    families, middles = _names()
    words[0] = like(words[0], families.get(fold(words[0]), words[0]))
    if len(words) > 2:
        words[1] = like(words[1], middles.get(fold(words[1]), words[1]))
    words[1:] = [
        word if is_of_names(word) else like(word, only_spelling(word) or word)
        for word in words[1:]
    ]
    return " ".join(words)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _ENDS.finditer(text):
        if mark.start() > start:
            yield start, mark.start()
        start = mark.end()
    if start < len(text):
        yield start, len(text)


def _phrase(text: str) -> str:
    found = list(_WORD.finditer(text))
    if not found:
        return text
    chosen = _best([one_way(match[0].lower()) for match in found])
    pieces = list(text)
    for match, word in zip(found, chosen, strict=True):
        # "hoà" for "hòa" is no misreading, and "TTg" is written so.
        same = name_key(word) == name_key(match[0].lower())
        if len(word) == len(match[0]) and not same:
            pieces[match.start() : match.end()] = like(match[0], word)
    return "".join(pieces)


def one_way(word: str) -> str:
    """Return a word in small letters with its tone mark where the tables have it."""
    return _TONE_LAST.sub(lambda match: _TONE_FIRST[match[0]], word)


def _best(read: Sequence[str]) -> list[str]:
    """Return the spelling of a run of words that known pairs support most (Viterbi)."""
    known = _known()
    paths: dict[str, tuple[float, list[str]]] = {}
    for index, word in enumerate(read):
        candidates = known.words.get(fold(word), set()) | {word}
        cost = known.cost(word)
        step: dict[str, tuple[float, list[str]]] = {}
        # Sorted, and the word as read first: what is equal stays as it was read.
        for candidate in sorted(candidates, key=lambda c: (c != word, c)):
            price = 0.0 if candidate == word else cost
            if index == 0:
                step[candidate] = (-price, [candidate])
                continue
            score, path = max(
                (
                    (value + _PAIR * ((before, candidate) in known.pairs), way)
                    for before, (value, way) in paths.items()
                ),
                key=lambda item: item[0],
            )
            step[candidate] = (score - price, [*path, candidate])
        paths = step
    return max(paths.values(), key=lambda item: item[0])[1]


def like(printed: str, word: str) -> str:
    """Return `word` with the capitals of `printed`."""
    if printed.isupper() and len(printed) > 1:
        return word.upper()
    return word.capitalize() if printed[:1].isupper() else word


@cache
def _known() -> _Known:
    known = _Known(small=frozenset(table("spelling")["small_words"]))
    for name in _TABLES:
        for phrase in _strings(table(name)):
            known.learn(phrase)
    spelling = table("spelling")
    for phrase in (
        *spelling["phrases"],
        *spelling["subjects"],
        *spelling["as_written"],
    ):
        known.learn(phrase)
    organs = table("organs")
    for head in ("Sở", "Bộ", "Phòng"):
        for field_ in organs["fields"]["words"]:
            known.learn(f"{head} {field_}")
    for area in gazetteer().areas():
        known.learn(f"{area.kind} {area.name}")
        known.learn(f"UBND {area.kind}")
    return known


def _strings(value: object) -> Iterator[str]:
    """Yield every phrase of a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _NO_PHRASES:
                yield from _strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _strings(inner)


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    spelling = table("spelling")
    return (
        {fold(name): name for name in spelling["surnames"]},
        {fold(name): name for name in spelling["middle_names"]},
    )
