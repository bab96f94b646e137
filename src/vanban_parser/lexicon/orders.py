"""Words of ordering as compiled patterns, from ``data/tasks.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from vanban_parser.lexicon.alternatives import alternatives
from vanban_parser.lexicon.load import table
from vanban_parser.text import fold, folded_in

_LETTERS = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ",
    "d": "dđ",
    "e": "eèéẻẽẹêềếểễệ",
    "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự",
    "y": "yỳýỷỹỵ",
}
_CUES = ("order", "request", "invite")
_DUTIES = (*("có trách nhiệm", "có nhiệm vụ", "cần phải", "phải", "cần", "được giao"),)
_ANSWERS = "chịu trách nhiệm"
# What one answers for comes after these, and not what one has to do.
_FOR = r"(?! thi hành|,? (?:trực tiếp|cá nhân|chính)? ?(?:nếu|khi|về|trước|đối với)\b)"


@dataclass(frozen=True, slots=True)
class OrderWords:
    """Patterns over a letter's text; all ignore case and match at a word's start."""

    cue: re.Pattern[str]
    """A cue word; its group name is its kind: order, request or invite."""
    cue_marks: tuple[str, ...]
    """Where none of these is in folded words, no cue is."""
    weak: re.Pattern[str]
    """A cue only where the writer is named before it."""
    polite: re.Pattern[str]
    """A cue whatever stands before it."""
    not_before: re.Pattern[str]
    """Matched on the words before a cue: it is none."""
    not_after: re.Pattern[str]
    """Matched right after a cue: it is none."""
    modal: re.Pattern[str]
    """Duty words after a doer, left out of the action."""
    action: re.Pattern[str]
    """How an action starts: adverb, verb or duty word."""
    verb: re.Pattern[str]
    """A verb or adverb alone."""
    plain_action: re.Pattern[str]
    """As `action`, words that no name goes on with."""
    unmarked: re.Pattern[str]
    """`plain_action` of two syllables, for folded text: marks are lost in scans."""
    background: re.Pattern[str]
    """After a doer: it is described, not told."""
    openings: frozenset[str]
    """The first words, folded, of what `background`, `modal`, `cue`, `verb` match."""
    opening: re.Pattern[str]
    """How a paragraph of căn cứ starts."""
    background_heading: re.Pattern[str]
    """For folded text, as the next one: headings stand in capitals, which scans
    misread most."""
    imposing_heading: re.Pattern[str]
    lead_in: re.Pattern[str]
    label: re.Pattern[str]
    """A label line; its group name is lead, support, time or product."""
    general: tuple[tuple[str, re.Pattern[str]], ...]
    standing: re.Pattern[str]
    ban: re.Pattern[str]
    """How an action starts that forbids."""

    def cues(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """Return the cues in a stretch of a letter's whole text, in order."""
        plain = folded_in(text, start, end)
        if any(mark in plain for mark in self.cue_marks):
            return self.cue.finditer(text, start, end)
        return iter(())


def _any(words: Iterable[str]) -> str:
    # All patterns ignore case.
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return alternatives(map(str.lower, ordered))


def _cues(cues: Mapping[str, Sequence[str]], kind: str) -> str:
    """Return the cues of a kind, and those that scans misread with any marks.

    Words of their own that differ from them in marks alone are none.
    """
    loose = sorted(set(cues[kind]) & set(cues["misread"]), key=len, reverse=True)
    misread = "|".join(map(_without_marks, loose))
    return rf"{_any(cues[kind])}|(?!{_any(cues['not_misread'])})(?:{misread})"


def _without_marks(word: str) -> str:
    return "".join(
        f"[{_LETTERS[plain]}]" if plain in _LETTERS else re.escape(plain)
        for plain in fold(word)
    )


def _marks(words: Iterable[str]) -> tuple[str, ...]:
    """Return words folded, without those that another one is part of."""
    plain = set(map(fold, words))
    return tuple(
        word
        for word in sorted(plain)
        if not any(other in word for other in plain - {word})
    )


def _first_words(words: Iterable[str]) -> frozenset[str]:
    found = (re.match(r"\w+", fold(word)) for word in words)
    return frozenset(first.group() for first in found if first is not None)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@cache
def order_words() -> OrderWords:
    """Return the patterns, compiled once a process."""
    data = table("tasks")
    cues, doing, background = data["cues"], data["doing"], data["background"]
    headings, labels = data["headings"], data["labels"]
    more = doing["rarer_verbs"]
    verbs = [*doing["adverbs"], *doing["verbs"], *more, *doing["nouns_too"]]
    verbs += doing["rarer_nouns_too"]
    starts = [*doing["modals"], *verbs]
    safe = [*doing["modals"], *doing["adverbs"], *doing["verbs"], *more]
    cue = (
        rf"(?<!\w)(?:(?P<order>{_any(cues['order'])})"
        rf"|(?P<request>{_cues(cues, 'request')})"
        rf"|(?P<invite>{_cues(cues, 'invite')}))(?!\w)"
    )
    doing_words = _any(verbs)
    modal = (
        rf"(?:{'|'.join(_DUTIES)}"
        rf"|{_ANSWERS}{_FOR}(?=,? {doing_words}(?!\w)))(?!\w)\s*"
    )
    verb = rf"{doing_words}(?!\w)"
    told = rf"(?:{_any(background['after_doer'])})(?!\w)"
    named = [word for kind in _CUES for word in cues[kind]]
    return OrderWords(
        cue=_compile(cue),
        cue_marks=_marks(named),
        weak=_compile(rf"(?:{_any(cues['weak'])})(?!\w)"),
        polite=_compile(rf"(?:{_any(cues['polite'])})(?!\w)"),
        not_before=_compile(rf"(?<!\w)(?:{_any(cues['not_before'])})\s*$"),
        not_after=_compile(rf"\s*(?:{_any(cues['not_after'])})(?!\w)"),
        modal=_compile(modal),
        action=_compile(rf"(?:{_any(starts)})(?!\w)"),
        verb=_compile(verb),
        plain_action=_compile(
            rf"(?:{_any(word for word in safe if ' ' in word)}"
            rf"|{_any(doing['short'])})(?!\w)"
        ),
        unmarked=_compile(
            rf"(?:{_any(fold(word) for word in safe if ' ' in word)})(?!\w)"
        ),
        background=_compile(told),
        openings=_first_words(
            (*background["after_doer"], *_DUTIES, _ANSWERS, *named, *verbs)
        ),
        opening=_compile(rf"(?:{_any(background['openings'])})(?!\w)"),
        background_heading=_compile(
            rf"(?:ve |phan )?(?:{_any(map(fold, background['headings']))})(?!\w)"
        ),
        imposing_heading=_compile(
            rf"(?:\W*)(?:{_any(map(fold, headings['imposing']))})(?!\w)"
        ),
        lead_in=_compile(rf"(?<!\w)(?:{_any(headings['lead_in'])})(?!\w)"),
        label=_compile(
            r"(?:"
            + "|".join(f"(?P<{kind}>{_any(words)})" for kind, words in labels.items())
            + r")\s*:\s*"
        ),
        general=tuple((row["id"], _compile(row["regex"])) for row in data["general"]),
        ban=_compile(rf"(?:{_any(data['standing']['bans'])})(?!\w)"),
        standing=_compile(rf"(?<!\w)(?:{_any(data['standing']['words'])})(?!\w)"),
    )
