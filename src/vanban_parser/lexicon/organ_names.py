"""The free words of a name, and the territory after it."""

from __future__ import annotations

import re

from vanban_parser.lexicon.organ_words import CAPITALS, OrganWords, organ_words

_WORD = re.compile(r"[\w&][\w&’'.]*(?:[-/][\w&]+)*")
_AND_FIELD = re.compile(" và ")
_LOOK_BACK = 24
_N_WORDS = 16
"""Words in the free part of a name at most."""
_CAPITALISED = re.compile(rf" [{CAPITALS}]\w*")
# "Công ty Cổ phần Gốm Hà Long hoàn trả ...": two capitals side by side are the name of
# a place or a person, after which no verb is part of the body's own name.
_PROPER_BEFORE = re.compile(rf"[{CAPITALS}]\w* [{CAPITALS}]\w*$")
_N_PROPER = 5
"""Syllables of a proper name at most."""
# Scans have the longer dash for the shorter; else it parts items and clauses.
_LONG_DASH = " — "
_GLUES = (" - ", " – ", _LONG_DASH, " & ", " và ", ", ", " ")


class Names:
    """Read parts of names in ``text[:end]``."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end
        self._words: OrganWords = organ_words()

    def match(self, pattern: re.Pattern[str], pos: int) -> re.Match[str] | None:
        """Match `pattern` at `pos`, not beyond the end."""
        return pattern.match(self._text, pos, self._end)

    def is_capital(self, pos: int) -> bool:
        """Tell whether a capital stands at `pos`."""
        return pos < self._end and self._text[pos].isupper()

    def free(self, pos: int, *, lower: bool = True, purpose: bool = False) -> int:
        """Return where the words of a free name end: before a verb or the next body."""
        end = pos
        for _ in range(_N_WORDS):
            step = self._next_word(end, pos, lower=lower, purpose=purpose)
            if step is None:
                break
            end = step
        return self.place(end) or end

    def place(self, pos: int) -> int | None:
        """Return where the territory after a body ends (`` các xã, thị trấn``)."""
        match = self.match(self._words.place, pos)
        if match is not None:
            return match.end()
        if self._text[pos : pos + 1] != " " or not self.is_capital(pos + 1):
            return None
        if self.starts_body(pos + 1, " ") or self.match(
            self._words.strict_head, pos + 1
        ):
            return None
        for _ in range(_N_PROPER):
            match = self.match(_CAPITALISED, pos)
            if match is None or self.starts_body(pos + 1, " "):
                break
            pos = match.end()
        return pos

    def starts_body(self, pos: int, glue: str) -> bool:
        """Tell whether another body, the parent or the next one, starts at `pos`."""
        words = self._words
        if self.match(words.post, pos):
            return True
        if self.match(words.quantifier, pos) and not self._text[pos].isdigit():
            return True
        if self.match(words.name, pos):
            return True
        head = self.match(words.strict_head, pos)
        if head is None:
            return False
        return glue != " " or self.match(words.field, head.end() + 1) is not None

    def _next_word(
        self, end: int, since: int, *, lower: bool, purpose: bool
    ) -> int | None:
        for glue in _GLUES:
            if self._text.startswith(glue, end, self._end):
                break
        else:
            return None
        start = end + len(glue)
        field = self.match(self._words.field, start)
        if field is not None and self._goes_on_with(field, start, glue):
            return field.end()
        if glue == _LONG_DASH and not self._joins_two(start):
            return None
        word = self.match(_WORD, start)
        if word is None or (glue == ", " and not purpose):
            return None
        if self.is_capital(start) or word.group().isdigit():
            taken = glue == " " and self.match(self._words.kind, start) is None
            return (
                None
                if self.starts_body(start, glue)
                else word.end()
                if (taken or glue != " ")
                else None
            )
        return self._lower_word(word, start, glue, since) if lower else None

    def _goes_on_with(self, field: re.Match[str], start: int, glue: str) -> bool:
        """Tell whether a field after ` `, `và` or a comma belongs to the name before.

        ``Trung tâm Đầu tư, Thương mại và Du lịch`` lists fields; ``Hạt Kiểm lâm và
        Công an huyện`` are two bodies.
        """
        if not self.is_capital(start):
            return False
        if glue == ", ":
            link = self.match(_AND_FIELD, field.end())
            other = self.match(self._words.field, link.end()) if link else None
            return other is not None and not self._is_placed(link, other)
        body = self.match(self._words.name, start)
        placed = body is not None and self.match(self._words.place, body.end())
        return glue in {" ", " và "} and not (glue == " và " and placed)

    def _joins_two(self, start: int) -> bool:
        """Tell whether a long dash before `start` joins two fields of one name."""
        stop = self._text.find("\n", start, self._end)
        line = self._text[start : stop if stop >= 0 else self._end]
        return self.is_capital(start) and _LONG_DASH not in line

    def _is_placed(self, link: re.Match[str] | None, field: re.Match[str]) -> bool:
        body = self.match(self._words.name, link.end()) if link else None
        return body is not None and body.end() >= field.end()

    def _lower_word(
        self, word: re.Match[str], start: int, glue: str, since: int
    ) -> int | None:
        words = self._words
        blocked = (words.stop, words.kind, words.quantifier)
        if any(self.match(pattern, start) for pattern in blocked):
            return None
        if glue != " " and self.match(words.group, start):
            return None
        if self._is_done_after(start, since):
            return None
        return word.end()

    def _is_done_after(self, start: int, since: int) -> bool:
        """Tell whether a verb at `start` says what a body called by a place does.

        Its free words begin at `since`: ``Sở Xây dựng`` has but one capital there.
        """
        if self.match(self._words.acting, start) is None:
            return False
        before = self._text[max(since, start - _LOOK_BACK) : start].rstrip()
        return _PROPER_BEFORE.search(before) is not None
