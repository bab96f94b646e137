"""What an engine sees in rules, dots, stamps and scribbles is taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from statistics import median

from vanban_parser.readers.ocr.inks import extent
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.readers.syllables import is_syllable
from vanban_parser.text import fold

_FRAME = "|¦_~¬`´^\\{}<>=©®€£¥§°«»"
# Signs that may stand alone in a line of text.
_ALONE = frozenset("-–—+*•:&%/.…=><")
_DOTS = re.compile(r"[.…·_,'’‘\-]{4,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[(\"“]?\d[\d.,/:%-]*\d?[)\"”.,;:%]*$")
_CODE = re.compile(r"[\wĐđ]*[/-][\wĐđ/.&-]+[.,;:)]*$")
# "Số:" with the digits of a pen at it is read with no confidence, and is needed.
_NUMBER_HEAD = re.compile(r"\W*[Ss][ốôồổỗộoóõêếe][:;.]")
# "V/v" is small, slanted and without a vowel: V/x, V:v, VA, Vív, Wv are what comes of
# it, or V/ alone.
ABOUT = re.compile(r"\W?[VWv](?:[/|\\íiIlj:*'’]?[vVxyXYAwW]|/)[.:,]?$")
_LEAST = 0.30
_SURE = 0.60
# Letters of a word that cannot stand twice in one place by chance; shares of its box.
_ECHO, _SAME = 2, 0.6
_ENDS = ".,:;"
# A line of so few characters needs to be sure.
_SCRAP = 4


def cleaned(words: Iterable[Seen]) -> tuple[Seen, ...]:
    """Return the words that are words, without the remains of lines around them."""
    kept: dict[int, list[Seen]] = {}
    for word in words:
        bare = _bare(word)
        if bare is not None:
            kept.setdefault(word.line, []).append(bare)
    usual = _usual_height(kept.values())
    return tuple(
        word
        for line in kept.values()
        if not _is_noise(line, usual)
        for word in _without_scraps(line, usual)
    )


def without_echoes(words: Sequence[Seen]) -> tuple[Seen, ...]:
    """Return `words` without those that the engine saw again in another line."""
    alike: dict[str, list[Seen]] = {}
    for word in words:
        alike.setdefault(fold(word.text).strip(_ENDS), []).append(word)
    echoes = {
        id(min(pair, key=lambda word: word.confidence))
        for text, group in alike.items()
        if len(group) > 1 and len(text) >= _ECHO
        for pair in combinations(group, 2)
        if pair[0].line != pair[1].line and _is_same_ink(*pair)
    }
    return tuple(word for word in words if id(word) not in echoes)


def _is_same_ink(one: Seen, two: Seen) -> bool:
    """Tell whether two words stand in the same place, one box within the other."""
    width = min(one.x1, two.x1) - max(one.x0, two.x0)
    height = min(one.y1, two.y1) - max(one.y0, two.y0)
    wide = width > _SAME * max(one.x1 - one.x0, two.x1 - two.x0)
    high = height > _SAME * min(one.y1 - one.y0, two.y1 - two.y0)
    return wide and high


def is_word(text: str) -> bool:
    """Tell whether `text` is spelt like a word, a number or a document's code."""
    letters = _LETTERS.findall(text)
    if letters and all(is_syllable(part) for part in letters):
        return any(len(part) > 1 for part in letters) or len(text) <= 2
    return _NUMBER.match(text) is not None or _CODE.match(text) is not None


def _bare(word: Seen) -> Seen | None:
    text = word.text.strip(_FRAME)
    if not text:
        return None
    if not any(character.isalnum() for character in text):
        if _DOTS.fullmatch(text):
            return replace(word, text="……") if "." in text or "…" in text else None
        return replace(word, text=text) if text in _ALONE or text == "./." else None
    return replace(word, text=text) if text != word.text else word


def _usual_height(lines: Iterable[Sequence[Seen]]) -> float:
    """Return the usual font size of the page in the unit of its boxes; 0.0 if none."""
    sizes = []
    for line in lines:
        for word in line:
            reach = extent(word.text)
            if reach is not None and word.confidence > _SURE:
                sizes.append((word.y1 - word.y0) / (reach[0] + reach[1]))
    return median(sizes) if sizes else 0.0


def _is_noise(line: Sequence[Seen], usual: float) -> bool:
    """Tell whether a whole line is no writing: specks, a seal, a signature."""
    good = sum(len(w.text) for w in line if is_word(w.text) and w.confidence > _LEAST)
    total = sum(len(word.text) for word in line)
    if total == 0:
        return True
    sure = median(word.confidence for word in line)
    if good < 0.4 * total and sure < _SURE:
        return True
    if total <= _SCRAP and not any(_is_sure(word) for word in line):
        return True
    height = median(word.y1 - word.y0 for word in line)
    return bool(usual) and height > 4 * usual


def _is_sure(word: Seen) -> bool:
    """Tell whether a word alone on its line is surely one, or a number."""
    long = len(word.text) > 2 or any(character.isdigit() for character in word.text)
    return (long and is_word(word.text)) or word.confidence > 0.9


def _heads(text: str) -> bool:
    """Tell whether a word may be "Số:" or "V/v": needed however badly they are read."""
    return (_NUMBER_HEAD.match(text) or ABOUT.match(text)) is not None


def _without_scraps(line: Sequence[Seen], usual: float) -> Iterable[Seen]:
    """Yield a line's words without bits of low confidence that are no words."""
    for index, word in enumerate(line):
        if index == 0 and _heads(word.text):
            yield word
            continue
        doubtful = word.confidence < _LEAST and not is_word(word.text)
        at_end = index in (0, len(line) - 1)
        tiny = len(word.text) <= 2 and word.confidence < _SURE
        sign = not any(character.isalnum() for character in word.text)
        if doubtful and (len(word.text) <= 3 or at_end) and len(line) > 1:
            continue
        if at_end and tiny and sign and len(line) > 1 and word.text not in "-–+*•":
            continue
        if usual and word.y1 - word.y0 > 3.0 * usual:
            continue
        yield word
