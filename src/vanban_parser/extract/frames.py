"""What the tagger is shown of a sentence: its words, who writes, what stands above.

Pure and without spaCy, so that training and parsing frame a sentence alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organs import opens_name, organ_at
from vanban_parser.model.document import Span
from vanban_parser.text import fold

# A number with its signs is one word: 20/10/2020, 66,67, 1.234.
_WORD = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+|[^\w\s]|_+")
_MARK = "▸"
# Words kept of a line that stands above: its head and its end say most.
_HEAD, _TAIL = 6, 8
_LONGEST = 160
"""Words of a sentence that are looked at."""
_TERRITORY = r"(?:tinh|thanh pho|huyen|thi xa|quan|xa|phuong|thi tran|dac khu|tp)"
_POSTS = (
    r"(?:(?:pho )?chu tich|(?:pho )?giam doc|lanh dao|thuong truc|bo truong|cuc truong"
    r"|vien truong|chanh van phong|truong phong|thuong vu) "
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence as words.

    `words` and `roles` run over the lines above and then the sentence; `starts` and
    `ends` are offsets into the letter's text of the sentence's own words, the last of
    `words`.  A role is what the lexicon knows of a word: ``issuer``, ``body``, ``cue``,
    ``verb``, ``duty``, ``told`` (as in background) or nothing, in the lines above with
    ``^`` before it.
    """

    sentence: Span
    words: tuple[str, ...]
    roles: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @property
    def n_above(self) -> int:
        """Return how many of `words` stand above the sentence."""
        return len(self.words) - len(self.starts)


def frame(text: str, sentence: Span, above: Sequence[str], issuer: str | None) -> Frame:
    """Return a sentence of `text` as the tagger sees it.

    Args:
        text: The letter's text.
        sentence: One sentence or paragraph of it.
        above: Type of the letter, the lines that the sentence stands under (outermost
            first) and the kind of its paragraph (``dash``, ``plain`` ...).
        issuer: The issuing body, or None.
    """
    words: list[str] = []
    roles: list[str] = []
    for line in above:
        line_words, line_roles = _line(line, issuer)
        words += line_words
        roles += line_roles
    found = list(_WORD.finditer(text, sentence.start, sentence.end))[:_LONGEST]
    words += [match.group() for match in found]
    roles += _roles(text, found, issuer)
    return Frame(
        sentence,
        tuple(words),
        tuple(roles),
        tuple(match.start() for match in found),
        tuple(match.end() for match in found),
    )


def _sort(line: str) -> str:
    """Return what kind of heading a line above is, as the role of the mark after it."""
    words = order_words()
    plain = fold(line)
    if words.imposing_heading.match(plain):
        return "^imposing"
    if words.background_heading.match(plain):
        return "^background"
    return "^lead" if words.lead_in.search(line) else "^"


@lru_cache(maxsize=512)
def _line(line: str, issuer: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return words and roles of a line that stands above, its middle left out.

    After them stands the mark that ends such a line.
    """
    found = list(_WORD.finditer(line))
    words = [match.group() for match in found]
    roles = [f"^{role}" for role in _roles(line, found, issuer)]
    if len(words) > _HEAD + _TAIL:
        words = words[:_HEAD] + words[-_TAIL:]
        roles = roles[:_HEAD] + roles[-_TAIL:]
    return (*words, _MARK), (*roles, _sort(line))


def _roles(text: str, found: Sequence[re.Match[str]], issuer: str | None) -> list[str]:
    """Return what the lexicon knows of each word."""
    if not found:
        return []
    whole = Span(found[0].start(), found[-1].end())
    named = _issuer_at(text, whole, issuer)
    roles: list[str] = []
    role, until = "", whole.start
    for match in found:
        pos = match.start()
        if pos >= until:
            role, until = _role(text, match, whole.end, named)
        roles.append(role)
    return roles


def _role(
    text: str, word: re.Match[str], end: int, named: Sequence[tuple[int, int]]
) -> tuple[str, int]:
    """Return the role of a word, and up to where it reaches."""
    pos = word.start()
    for start, stop in named:
        if start <= pos < stop:
            return "issuer", stop
    is_body, is_known = _openings(word.group())
    body = organ_at(text, pos, end) if is_body else None
    if body is not None:
        return "body", body.end
    words = order_words()
    known = (
        ("told", words.background),
        ("duty", words.modal),
        ("cue", words.cue),
        ("verb", words.verb),
    )
    for role, pattern in known if is_known else ():
        match = pattern.match(text, pos, end)
        if match is not None:
            return role, match.end()
    return "", pos + 1


@lru_cache(maxsize=16_384)
def _openings(word: str) -> tuple[bool, bool]:
    """Tell whether a body's name may begin with a word, and what else has a role."""
    is_known = fold(word) in order_words().openings
    return word[0].isalpha() and opens_name(word), is_known


def _issuer_at(text: str, sentence: Span, issuer: str | None) -> list[tuple[int, int]]:
    """Return where the sentence names the issuer, its head included."""
    if not issuer:
        return []
    pattern = _issuer_pattern(issuer)
    plain = fold(sentence.of(text))
    return [
        (sentence.start + match.start(), sentence.start + match.end())
        for match in pattern.finditer(plain)
    ]


@lru_cache(maxsize=256)
def _issuer_pattern(issuer: str) -> re.Pattern[str]:
    """Return what a letter calls its issuer, over folded text.

    ``Ủy ban nhân dân tỉnh X`` is also UBND tỉnh X and UBND tỉnh, its chairman too; of
    a department the territory may be left out.
    """
    full = " ".join(fold(issuer).split())
    short = re.match(rf"(.*?\b{_TERRITORY})\b(?=\s)", full)
    bare = re.match(rf"(.+?)\s+{_TERRITORY}\b", full)
    forms = {full}
    if short is not None and full.startswith(("uy ban", "hoi dong", "ubnd", "hdnd")):
        forms.add(short[1])
    elif bare is not None and not full.startswith(("uy ban", "hoi dong", "ubnd")):
        forms.add(bare[1])
    forms |= {form.replace("uy ban nhan dan", "ubnd") for form in forms}
    forms |= {form.replace("hoi dong nhan dan", "hdnd") for form in forms}
    words = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{_POSTS})?(?:{words})(?!\w)")
