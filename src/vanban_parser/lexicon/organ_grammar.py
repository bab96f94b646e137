"""How the name of one body, office, unit, group or post is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.lexicon.organ_lists import LINK, listing_at
from vanban_parser.lexicon.organ_words import CAPITALS, OrganWords, organ_words

_DEPTH = 5
"""Bodies within bodies: ``Trưởng phòng ... Sở ... thuộc ...``."""
_N_WORDS = 16
"""Words in the free part of a name at most."""
_WORD = re.compile(r"[\w&][\w&’'.]*(?:[-/][\w&]+)*")
_PERSON = re.compile(rf" ([{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{1,4}})")
_GROUP_LINK = re.compile(r"(?: ?, ?(?:và )?| và | hoặc | ?/ ?| - )")
_AFTERWARDS = re.compile(r" \((?:cũ|mới|sau sáp nhập|trước sáp nhập)\)")
_AND_POST = re.compile(r" và |, (?=(?:các )?(?:Phó|phó) )|, (?=PCT|PGĐ)")
_CAPITALISED = re.compile(rf" [{CAPITALS}]\w*")
_N_PROPER = 5
"""Syllables of a proper name at most."""
_DASH = re.compile(r" ?[-–] ?")
_AND = re.compile(" và ")
_SLASH = re.compile(r" ?/ ?")
_COLON = re.compile(r" ?: ?")
_PURPOSE = re.compile(r"(?:Ban Chỉ|Hội đồng|Tổ công tác|Ban Vận động)", re.IGNORECASE)
_BARE = frozenset(
    {"Sở", "Bộ", "Cục", "Ban", "Phòng", "Chi cục", "Trường", "Viện", "Hội"}
)
"""After a post or "các" these need no name: ``Giám đốc Sở``."""
_LOCAL = frozenset({"trong", "tại", "ở", "trên địa bàn", "đóng trên địa bàn"})


class Grammar:
    """Read names in ``text[:end]``; holds no state but the text."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end
        self._words: OrganWords = organ_words()

    def organ(self, pos: int, depth: int = 0, *, within: bool = False) -> int | None:
        """Return where the longest name that starts at `pos` ends, or None.

        `within`: a post or a link word stands before, so that a common noun will do.
        """
        if depth > _DEPTH or pos >= self._end:
            return None
        listing = listing_at(self._text, pos, self._end, self.organ)
        if listing is not None:
            return self._tail(listing.end, depth, grouped=False)
        start, quantified = self._past_quantifier(pos)
        known = within or quantified
        readers = (self._named, self._post, self._headed, self._group)
        found = [(reader(start, depth, known=known) or 0) for reader in readers]
        best = max(found)
        if not best:
            return None
        return self._tail(best, depth, grouped=found[-1] == best)

    def _match(self, pattern: re.Pattern[str], pos: int) -> re.Match[str] | None:
        return pattern.match(self._text, pos, self._end)

    def _past_quantifier(self, pos: int) -> tuple[int, bool]:
        match = self._match(self._words.quantifier, pos)
        return (match.end(), True) if match else (pos, False)

    def _is_capital(self, pos: int) -> bool:
        return pos < self._end and self._text[pos].isupper()

    # Kinds of names ---------------------------------------------------------------

    def _named(self, pos: int, depth: int, *, known: bool) -> int | None:
        """A name of the list; common ones only with a place or a parent after them."""
        match = self._match(self._words.name, pos)
        if match is None:
            return None
        post = self._match(self._words.post, pos)
        if post is not None and post.end() >= match.end():
            return None
        end = self._joint(match.end())
        placed = self._place(end)
        if match.group().casefold() not in self._words.dependent or known:
            return placed or end
        if not self._is_capital(pos):
            return None
        if placed is None and self._tail(end, depth, grouped=False) == end:
            return None
        return placed or end

    def _joint(self, end: int) -> int:
        """``HĐND và UBND``, ``HĐND, UBND``: one name for two bodies of one place."""
        for _ in range(3):
            link = self._match(_GROUP_LINK, end)
            other = self._match(self._words.committee, link.end()) if link else None
            before = self._text[max(0, end - 17) : end].upper()
            if other is None or not before.endswith(("UBND", "HĐND", "NHÂN DÂN")):
                break
            if self._place(end) is not None:
                break
            end = other.end()
        return end

    def _post(self, pos: int, depth: int, *, known: bool) -> int | None:
        del known
        match = self._match(self._words.post, pos)
        if match is None:
            return None
        colon = self._match(_COLON, match.end())
        if colon is not None and self._is_capital(colon.end()):
            return self._many(colon.end(), depth)
        if self._match(self._words.person, pos):
            person = self._person(match.end(), depth)
            if person is not None:
                return person
        ends = [self._post_alone(match, pos) or 0]
        ends += [
            self.organ(start, depth + 1, within=True) or 0
            for start in self._after_posts(match)
        ]
        return max(ends) or None

    def _after_posts(self, match: re.Match[str]) -> Iterator[int]:
        """Yield where the body may begin: after the post, or inside it.

        ``Trưởng Ban Dân tộc`` is the head of Ban Dân tộc; ``Giám đốc, Phó Giám đốc
        Sở A`` are two posts of one body.
        """
        end = match.end()
        if self._text[end : end + 1] == " ":
            yield end + 1
        for space in re.compile(" ").finditer(self._text, match.start(), end):
            if self._words.post.fullmatch(self._text, match.start(), space.start()):
                yield space.end()
        other = self._match(_AND_POST, end)
        second = self._match(self._words.post, other.end()) if other else None
        if second is not None and self._text[second.end() : second.end() + 1] == " ":
            yield second.end() + 1

    def _post_alone(self, match: re.Match[str], pos: int) -> int | None:
        if match.group().casefold() in self._words.posts_alone:
            named = self._match(_PERSON, match.end())
            return named.end() if named and self._is_capital(pos) else match.end()
        return None

    def _person(self, pos: int, depth: int) -> int | None:
        """``đồng chí NAME, Phó Chủ tịch UBND tỉnh``: name and post are one."""
        name = self._match(_PERSON, pos)
        if name is None or self.organ(pos + 1, depth + 1) is not None:
            return None
        apposition = re.compile(r" ?[,–-] ?").match(self._text, name.end(), self._end)
        if apposition is not None and self._match(self._words.post, apposition.end()):
            post = self._post(apposition.end(), depth + 1, known=False)
            return post or name.end()
        return name.end()

    def _many(self, pos: int, depth: int) -> int | None:
        end = None
        while (found := self.organ(pos, depth + 1)) is not None:
            end = found
            link = self._match(LINK, found)
            if link is None or self._match(self._words.post, link.end()):
                break
            pos = link.end()
        return end

    def _headed(self, pos: int, depth: int, *, known: bool) -> int | None:
        del depth
        free = self._match(self._words.free_head, pos)
        if free is not None:
            end = self._free(free.end(), purpose=bool(_PURPOSE.match(free.group())))
            return end if end > free.end() or known else None
        match = self._match(self._words.strict_head, pos)
        if match is None:
            return None
        named = self._strict(match, pos)
        bare = known and self._is_capital(pos) and match.group() in _BARE
        return named or (match.end() if bare else None)

    def _strict(self, match: re.Match[str], pos: int) -> int | None:
        """``Sở X``: a field, a name with a capital, or words known to go on."""
        if self._text[match.end() : match.end() + 1] != " ":
            return None
        start = match.end() + 1
        field = self._match(self._words.field, start)
        if field is not None:
            return self._field_end(
                field.end(), is_office=match.group().lower() == "phòng"
            )
        if self._is_capital(start) and not self._starts_body(start, " "):
            return self._free(match.end())
        if not self._is_capital(pos):
            return None
        if self._match(self._words.goes_on, start):
            return self._free(match.end())
        return self._place(match.end())

    def _field_end(self, end: int, *, is_office: bool) -> int:
        """``Phòng Kế hoạch – Tài chính``: a dash, or ``và``, joins one more field."""
        dash = self._match(_DASH, end) or (
            self._match(_AND, end) if is_office else None
        )
        more = self._match(self._words.field, dash.end()) if dash else None
        return more.end() if more else end

    def _free(self, pos: int, *, lower: bool = True, purpose: bool = False) -> int:
        """Return where the words of a free name end: before a verb or the next body."""
        end = pos
        for _ in range(_N_WORDS):
            step = self._next_word(end, lower=lower, purpose=purpose)
            if step is None:
                break
            end = step
        return self._place(end) or end

    def _next_word(self, end: int, *, lower: bool, purpose: bool) -> int | None:
        for glue in (" - ", " – ", " & ", " và ", ", ", " "):
            if self._text.startswith(glue, end, self._end):
                break
        else:
            return None
        start = end + len(glue)
        field = self._match(self._words.field, start)
        if field is not None and glue in {" ", " và "} and self._is_capital(start):
            return field.end()
        word = self._match(_WORD, start)
        if word is None or (glue == ", " and not purpose):
            return None
        if self._is_capital(start) or word.group().isdigit():
            taken = glue == " " and self._match(self._words.kind, start) is None
            return (
                None
                if self._starts_body(start, glue)
                else word.end()
                if (taken or glue != " ")
                else None
            )
        return self._lower_word(word, start, glue) if lower else None

    def _lower_word(self, word: re.Match[str], start: int, glue: str) -> int | None:
        words = self._words
        blocked = (words.stop, words.kind, words.quantifier)
        if any(self._match(pattern, start) for pattern in blocked):
            return None
        if glue != " " and self._match(words.group, start):
            return None
        return word.end()

    def _starts_body(self, pos: int, glue: str) -> bool:
        """Tell whether another body, the parent or the next one, starts at `pos`."""
        words = self._words
        if self._match(words.post, pos):
            return True
        if self._match(words.quantifier, pos) and not self._text[pos].isdigit():
            return True
        if self._match(words.name, pos):
            return True
        head = self._match(words.strict_head, pos)
        if head is None:
            return False
        return glue != " " or self._match(words.field, head.end() + 1) is not None

    def _group(self, pos: int, depth: int, *, known: bool) -> int | None:
        """``các phòng, ban, đơn vị``: a list of common nouns is one group."""
        del depth
        match = self._match(self._words.group, pos)
        if match is None:
            return None
        end, nouns = match.end(), 1
        if match.group().lower().startswith(("nhà ", "chủ ")) and not known:
            return end
        while (link := self._match(_GROUP_LINK, end)) is not None:
            other = self._match(self._words.group, link.end())
            # A capital after small letters begins a name of its own.
            changes = not self._is_capital(pos) and self._is_capital(link.end())
            if other is None or changes:
                break
            end, nouns = other.end(), nouns + 1
        alone = match.group().casefold() in self._words.groups_alone
        return end if known or alone or nouns > 1 else None

    # What follows -----------------------------------------------------------------

    def _place(self, pos: int) -> int | None:
        """Return where the territory after a body ends (`` các xã, thị trấn``)."""
        match = self._match(self._words.place, pos)
        if match is not None:
            return match.end()
        if self._text[pos : pos + 1] != " " or not self._is_capital(pos + 1):
            return None
        if self._starts_body(pos + 1, " ") or self._match(
            self._words.strict_head, pos + 1
        ):
            return None
        for _ in range(_N_PROPER):
            match = self._match(_CAPITALISED, pos)
            if match is None or self._starts_body(pos + 1, " "):
                break
            pos = match.end()
        return pos

    def _tail(self, pos: int, depth: int, *, grouped: bool) -> int:
        for _ in range(_DEPTH):
            step = self._step(pos, depth, grouped=grouped)
            if step is None:
                break
            pos = step
        return pos

    def _step(self, pos: int, depth: int, *, grouped: bool) -> int | None:
        plain = self._match(self._words.qualifier, pos) or self._match(_AFTERWARDS, pos)
        if plain is not None:
            return plain.end()
        place = self._match(self._words.place, pos)
        if place is not None:
            return place.end()
        link = self._match(self._words.link, pos)
        if link is not None:
            return self._linked(link, depth, grouped=grouped)
        slash = self._match(_SLASH, pos)
        if slash is not None:
            return self.organ(slash.end(), depth + 1, within=True)
        return self._parent(pos, depth)

    def _linked(self, link: re.Match[str], depth: int, *, grouped: bool) -> int | None:
        word = link["link"].lower()
        place = self._match(self._words.place, link.end() - 1)
        if word in _LOCAL:
            return place.end() if place and grouped else None
        if word == "của" and not grouped:
            return None
        return self.organ(link.end(), depth + 1, within=True) or (
            place.end() if place else None
        )

    def _parent(self, pos: int, depth: int) -> int | None:
        """``Phòng Tổ chức Sở Y tế``, ``Phòng X - Văn phòng Y``: the body above."""
        glue = next(
            (g for g in (" - ", " – ", " ") if self._text.startswith(g, pos)), None
        )
        if glue is None or depth >= _DEPTH or not self._is_capital(pos + len(glue)):
            return None
        start = pos + len(glue)
        if self._match(self._words.post, start):
            return None
        named = self._named(start, depth + 1, known=True) or 0
        return max(named, self._headed(start, depth + 1, known=True) or 0) or None
