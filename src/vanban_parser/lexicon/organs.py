"""Names of bodies, offices, units, groups and posts: find, split, spread out.

``organ_at`` reads one name, ``split_organs`` a list of them, ``distribute`` turns
``Giám đốc các Sở: Nội vụ, Tài chính`` into one name each.  ``normal_capitals`` and
``level`` are for the header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from vanban_parser.lexicon.capitals import level, normal_capitals
from vanban_parser.lexicon.organ_grammar import Grammar
from vanban_parser.lexicon.organ_lists import SCHOOL, Listing, listing_at
from vanban_parser.lexicon.organ_words import organ_words
from vanban_parser.model.document import Span
from vanban_parser.text import fold

__all__ = [
    "distribute",
    "level",
    "normal_capitals",
    "opens_name",
    "organ_at",
    "split_organs",
]

_LINK = re.compile(r"\s*(?:[,;]\s*(?:và\s+|cùng\s+)?|(?<=\s)(?:và|cùng|cùng với|&)\s+)")
_BRACKET = re.compile(r"\s*\([^()\n]{0,120}\)")
_OPENING = re.compile(r"(\w+)(?: (\w+))?")
_LONGEST = 1200
"""Characters of one name, its list of communes included, at most."""
_TERRITORIAL = frozenset({"xã", "phường", "thị trấn", "đặc khu", "huyện", "quận"})

_AREA = re.compile(r"(?:huyện|quận|thị xã|thành phố|tỉnh)(?: [A-ZĐÀ-Ỹ]\w*)+")
_IN_AN_AREA = re.compile(r"\b(?:xã|phường|thị trấn|[Tt]rường|[Tt]rạm) [A-ZĐÀ-Ỹ]")


def organ_at(text: str, pos: int, end: int) -> Span | None:
    """Return the longest name of one body, group or post that starts at `pos`.

    Commas and ``và`` that belong to the name are kept; it stops before a verb and
    before the next body.  None where no name starts at `pos`.
    """
    end = min(end, len(text))
    if not 0 <= pos < end or not text[pos].isalnum():
        return None
    opening = _OPENING.match(text, pos, end)
    if opening is None or not _may_open(opening[1], opening[2]):
        return None
    found = Grammar(text, min(end, pos + _LONGEST)).organ(pos)
    if found is None or found <= pos:
        return None
    return Span(pos, found)


@lru_cache(maxsize=16_384)
def opens_name(word: str) -> bool:
    """Tell whether a name may begin with a word, whatever comes after it."""
    return fold(word) in _first_words()


@cache
def _first_words() -> frozenset[str]:
    return frozenset(first for first, _ in organ_words().openings)


@lru_cache(maxsize=16_384)
def _may_open(first: str, second: str | None) -> bool:
    """Tell whether a name may begin with these words; most words begin none."""
    if first[0].isdigit():
        return True  # "27 xã, thị trấn"
    known = organ_words().openings
    word = fold(first)
    if (word, None) in known:
        return True
    return second is not None and (word, fold(second)) in known


def split_organs(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the single bodies that ``text[start:end]`` lists, in order."""
    return tuple(span for span, _ in _parts(text, start, end))


def distribute(text: str, span: Span) -> tuple[str, ...]:
    """Return the names that `span` lists, head words repeated for each.

    ``Các sở: A, B`` gives ``Sở A``, ``Sở B``; ``UBND các xã: A và thị trấn B`` gives
    ``UBND xã A``, ``UBND thị trấn B``; other names come as written.
    """
    return tuple(name for _, name in _parts(text, span.start, span.end))


def _parts(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Yield bodies; the area after a comma says where the last one lies."""
    last: tuple[Span, str] | None = None
    for part in _listed(text, start, end):
        if last is not None and _is_where(text, *last, part[0]):
            where = text[last[0].end : part[0].end]
            last = Span(last[0].start, part[0].end), last[1] + where
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


def _is_where(text: str, body: Span, name: str, area: Span) -> bool:
    """Tell whether ``huyện B`` follows ``xã A,``: no body of its own."""
    return (
        text[body.end : area.start] == ", "
        and _AREA.fullmatch(text, area.start, area.end) is not None
        and _IN_AN_AREA.search(name) is not None
    )


def _listed(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    words = organ_words()
    end = min(end, len(text))
    pos = start
    while True:
        pos = _past_link(text, pos, end)
        if pos >= end:
            return
        grammar = Grammar(text, min(end, pos + _LONGEST))
        listing = listing_at(text, pos, grammar.end, grammar.organ)
        if listing is not None:
            yield from _spread(text, listing)
            pos = max(listing.end, pos + 1)
            continue
        stop = grammar.organ(pos) or _next_body(text, grammar, pos, end)
        part = _trimmed(text, pos, max(stop, pos + 1))
        pos = max(stop, pos + 1)
        # What stands between this name and the next link still belongs to it.
        rest = _rest(text, grammar, pos, end)
        if part is not None:
            verb = words.stop.match(text, pos + 1, end)
            owner = words.link.match(text, pos, end)
            whole = None if verb and not owner else _trimmed(text, part.start, rest)
            yield whole or part, (whole or part).of(text)
        pos = max(rest, pos)


def _past_link(text: str, pos: int, end: int) -> int:
    while pos < end:
        link = _LINK.match(text, pos, end)
        if link is not None and link.end() > pos:
            pos = link.end()
        elif text[pos].isspace() or text[pos] in ".:-–":
            pos += 1
        else:
            break
    return pos


def _rest(text: str, grammar: Grammar, pos: int, end: int) -> int:
    bracket = _BRACKET.match(text, pos, end)
    pos = bracket.end() if bracket else pos
    if pos >= end or _LINK.match(text, pos, end):
        return pos
    return _next_body(text, grammar, pos, end)


def _next_body(text: str, grammar: Grammar, pos: int, end: int) -> int:
    """Return where the next link stands that a known body follows, or `end`."""
    for link in re.compile(r"[,;] | (?:và|&) ").finditer(text, pos, end):
        if text[link.start()] == ";" or grammar.organ(link.end()) is not None:
            return link.start()
    return end


def _spread(text: str, listing: Listing) -> Iterator[tuple[Span, str]]:
    words = organ_words()
    kind = listing.kind
    kind = kind.lower() if kind.lower() in _TERRITORIAL else kind[:1].upper() + kind[1:]
    for item in listing.items:
        name = item.of(text)
        own = words.kind.match(name) or words.name.match(name)
        head = words.strict_head.match(name)
        bare = own is None and (head is None or words.field.match(name) is not None)
        if SCHOOL.match(name) is not None:
            # "các trường Tiểu học A, THCS B": each has its own level.
            yield item, f"Trường {name}"
            continue
        parts = (listing.post, listing.body, kind if bare else "", name)
        yield item, " ".join(part for part in parts if part)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while start < end and not (text[start].isalnum() or text[start] in '(“"'):
        start += 1
    while start < end and text[end - 1] in " ,;.:-–\n":
        end -= 1
    return Span(start, end) if start < end else None
