"""Which encoding before Unicode is a stretch of text in?  Its font and its words say.

A font's name alone does not do: letters of today keep ``.VnTime`` in their styles and
are Unicode, and a font of another name may hold TCVN3.  So the words are read in each
way, and the way in which they are Vietnamese syllables counts; the font decides where
both are.  Text that is Vietnamese as it stands is never changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from vanban_parser.readers.legacy_fonts import face_of
from vanban_parser.readers.legacy_tables import Encoding, convert, convert_pieces
from vanban_parser.readers.legacy_words import is_unicode, marked_words, readings_of
from vanban_parser.readers.syllables import is_syllable

# Distinct words that become syllables before a font of no legacy name is believed to
# hold a legacy encoding: more than names and signs of other languages give.
_ENOUGH_WORDS = 8
# Of a stretch's words, so many must be syllables then.
_MOST = 0.7
# Words by which another encoding must beat the one that the font's name says.
_CLEARLY = 2
# Words that are none in any encoding, from which a person should look.
_TOO_MANY_UNREAD = 5

# A font's name and text set in it.
Piece = tuple[str, str]


@dataclass(slots=True)
class _Tally:
    """How many words with marks are syllables: as they stand, and in each encoding."""

    n_words: int = 0
    n_unicode: int = 0
    as_is: int = 0
    unread: int = 0
    read_as: Counter[Encoding] = field(default_factory=Counter)
    newly: Counter[Encoding] = field(default_factory=Counter)
    """Of those read in an encoding, the words that are none as they stand."""
    gained: dict[Encoding, set[str]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        for word in marked_words(text):
            if is_unicode(word):
                self.n_unicode += 1
                continue
            as_is, readings = readings_of(word)
            self.n_words += 1
            self.as_is += as_is
            self.unread += not as_is and not readings
            self.read_as.update(readings)
            if not as_is:
                self.newly.update(readings)
                for encoding in readings:
                    self._gain(encoding, word)

    def _gain(self, encoding: Encoding, word: str) -> None:
        words = self.gained.setdefault(encoding, set())
        if len(words) < _ENOUGH_WORDS:
            words.add(word.lower())

    def best(self, claimed: Encoding | None) -> Encoding:
        """Return the encoding that makes most words syllables."""
        found = max(Encoding, key=self.newly.__getitem__)
        if claimed and self.newly[found] < self.newly[claimed] + _CLEARLY:
            return claimed
        return found

    def gain(self, encoding: Encoding) -> int:
        """Return how many words more are syllables if it is in `encoding`."""
        return self.read_as[encoding] - self.as_is


class Survey:
    """Text by font, and what each font of this document turns out to hold."""

    def __init__(self) -> None:
        self._tallies: dict[str, _Tally] = {}

    def add(self, font: str, text: str) -> None:
        """Take note of text set in a font."""
        if not text.isascii():
            self._tallies.setdefault(font, _Tally()).add(text)

    def add_paragraph(self, pieces: Sequence[Piece]) -> None:
        """Take note of a paragraph's runs; a word may go over several."""
        for stretch in _stretches(pieces):
            self.add(_main_font(stretch), "".join(text for _, text in stretch))

    def is_legacy(self) -> bool:
        """Tell whether any font holds, or by its name might hold, legacy text."""
        return any(
            face_of(font) is not None or self._by_content(tally) is not None
            for font, tally in self._tallies.items()
        )

    def of_font(self, font: str) -> Encoding | None:
        """Return the encoding of what is set in `font`; None: Unicode."""
        face, tally = face_of(font), self._tallies.get(font)
        if tally is None:
            # Only ASCII: nothing to convert but capitals.
            return face.encoding if face else None
        if face is None:
            return None if tally.n_unicode else self._by_content(tally)
        best = tally.best(face.encoding)
        if tally.gain(best) > tally.n_unicode:
            return best
        is_open = tally.gain(best) == 0 and not tally.n_unicode
        return face.encoding if is_open else None

    def of_text(self, font: str, text: str) -> Encoding | None:
        """Return the encoding of a stretch of text in `font`; None: Unicode.

        Where its words do not say, it is what the font holds elsewhere.
        """
        face = face_of(font)
        tally = _Tally()
        tally.add(text)
        if face is None:
            return self._of_plain_font(self._tallies.get(font, tally), tally)
        best = tally.best(face.encoding)
        if tally.gain(best) > tally.n_unicode:
            return best
        if tally.gain(best) < 0 or tally.n_unicode:
            return None
        return self.of_font(font)

    def _of_plain_font(self, font: _Tally, text: _Tally) -> Encoding | None:
        by_font = self._by_content(font)
        if by_font is None or text.n_unicode or not text.n_words:
            return None
        best = text.best(by_font)
        if not font.n_unicode and text.gain(best) >= 0:
            return best  # nothing else in this font is Unicode
        is_it = text.gain(best) > 0 and text.read_as[best] >= _MOST * text.n_words
        return best if is_it else None

    def is_unread(self) -> bool:
        """Tell whether a font of legacy name holds words that nobody can read."""
        return any(
            face_of(font) is not None
            and tally.unread >= _TOO_MANY_UNREAD
            and tally.unread * 2 > tally.n_words + tally.n_unicode
            for font, tally in self._tallies.items()
        )

    @staticmethod
    def _by_content(tally: _Tally) -> Encoding | None:
        best = tally.best(None)
        return best if len(tally.gained.get(best, ())) >= _ENOUGH_WORDS else None


def may_be_legacy(fonts: Iterable[str], text: str) -> bool:
    """Tell whether a survey of this text could find an encoding before Unicode.

    It could where a font is named after one, or where enough words, counted here as if
    all were of one font, are syllables only in one.  Most letters need no survey then.
    """
    if any(face_of(font) is not None for font in fonts):
        return True
    gained: set[str] = set()
    marked = [word for word in set(text.split()) if not word.isascii()]
    for word in marked_words(" ".join(marked)):
        if not is_unicode(word):
            as_is, readings = readings_of(word)
            if readings and not as_is:
                gained.add(word.lower())
    return len(gained) >= _ENOUGH_WORDS


def recoded(
    pieces: Sequence[Piece], survey: Survey
) -> Iterator[tuple[str, Encoding | None]]:
    """Yield each piece of a paragraph as Unicode, and its encoding; None: it was.

    Args:
        pieces: Font and text of each run, in order; ``Symbol`` code points (U+F0xx)
            of a legacy font count as the bytes they stand for.
        survey: What the whole document holds.
    """
    for stretch in _stretches(pieces):
        whole = "".join(text for _, text in stretch)
        encoding = survey.of_text(_main_font(stretch), whole)
        if encoding is None:
            yield from ((text, None) for _, text in stretch)
            continue
        texts = convert_pieces([text for _, text in stretch], encoding)
        for (font, _), text in zip(stretch, texts, strict=True):
            face = face_of(font)
            yield text.upper() if face and face.capitals else text, encoding


class Decoder:
    """Reads the printed words of a PDF, whose fonts a survey has judged.

    A PDF says that the ư of TCVN3 (0xAD) is a hyphen: it is read as ư where that makes
    a syllable (``tr-êng``), else it is one (``UBND-VX``).
    """

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._fonts: dict[str, Encoding | None] = {}
        self.letters: Counter[Encoding] = Counter()
        """How many were converted."""

    def read(self, font: str, word: str) -> str:
        """Return a word of one font as Unicode."""
        if font not in self._fonts:
            self._fonts[font] = self._survey.of_font(font)
        encoding = self._fonts[font]
        if encoding is None or is_unicode(word):
            return word
        text = convert(_bytes(word, font), encoding)
        if encoding is Encoding.TCVN3 and "-" in text:
            text = _with_horned_u(text)
        face = face_of(font)
        text = text.upper() if face and face.capitals else text
        if text != word:
            self.letters[encoding] += len(text)
        return text


def _stretches(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield neighbouring pieces whose fonts say the same."""
    for _, group in groupby(pieces, key=lambda piece: _family(piece[0])):
        yield [(font, _bytes(text, font)) for font, text in group]


_BETWEEN_WORDS = re.compile(r"([\s\d!-,./:-@\[-`{-~\u2013\u2014\u2018-\u201e\u2026]+)")


def _with_horned_u(text: str) -> str:
    parts = _BETWEEN_WORDS.split(text)
    for index, part in enumerate(parts):
        if "-" in part and len(part) > 1:
            horned = part.replace("-", "ư")
            parts[index] = horned if is_syllable(horned) else part
    return "".join(parts)


def main_encoding(letters: Counter[Encoding]) -> str:
    """Return the encoding of most letters that were converted, or ``unicode``."""
    return letters.most_common(1)[0][0].value if letters else "unicode"


def _family(font: str) -> tuple[Encoding | None, bool]:
    """Return what neighbouring runs must share to be converted as one text."""
    face = face_of(font)
    return (face.encoding if face else None), face is None


def _main_font(stretch: Sequence[Piece]) -> str:
    if len({font for font, _ in stretch}) == 1:
        return stretch[0][0]
    lengths: Counter[str] = Counter()
    for font, text in stretch:
        lengths[font] += len(text.strip())
    return lengths.most_common(1)[0][0]


def _bytes(text: str, font: str) -> str:
    if face_of(font) is None or not any("\uf020" <= c <= "\uf0ff" for c in text):
        return text
    return "".join(
        chr(ord(c) - 0xF000) if "\uf020" <= c <= "\uf0ff" else c for c in text
    )
