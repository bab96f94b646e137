"""How the name of one body, office, unit, group or post is built."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban_parser.lexicon.organ_lists import LINK, listing_at
from vanban_parser.lexicon.organ_names import Names
from vanban_parser.lexicon.organ_words import CAPITALS, organ_words

_DEPTH = 5
"""Bodies within bodies: ``Trưởng phòng ... Sở ... thuộc ...``."""
_PERSON = re.compile(rf" ([{CAPITALS}]\w*(?: [{CAPITALS}]\w*){{1,4}})")
_GROUP_LINK = re.compile(r"(?: ?, ?(?:và )?| và | hoặc | ?/ ?| - )")
_AFTERWARDS = re.compile(r" \((?:cũ|mới|sau sáp nhập|trước sáp nhập)\)")
_AND_POST = re.compile(r" và |, (?=(?:các )?(?:Phó|phó) )|, (?=PCT|PGĐ)")
# Scans have the longer dash for the shorter.
_DASH = re.compile(r" ?[-–—] ?")
# "các trường Mầm non, Tiểu học, THCS": schools by their level, no names of their own.
_LEVEL = re.compile(
    r"(?:mầm non|mẫu giáo|tiểu học|THCS|THPT|trung học)\b", re.IGNORECASE
)
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
        self.end = end
        self._text = text
        self._end = end
        self._words = organ_words()
        self._names = Names(text, end)

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

    def _past_quantifier(self, pos: int) -> tuple[int, bool]:
        match = self._names.match(self._words.quantifier, pos)
        return (match.end(), True) if match else (pos, False)

    # Kinds of names ---------------------------------------------------------------

    def _named(self, pos: int, depth: int, *, known: bool) -> int | None:
        """A name of the list; common ones only with a place or a parent after them."""
        match = self._names.match(self._words.name, pos)
        if match is None:
            return None
        post = self._names.match(self._words.post, pos)
        if post is not None and post.end() >= match.end():
            return None
        end = self._joint(match.end())
        placed = self._names.place(end)
        if match.group().casefold() not in self._words.dependent or known:
            return placed or end
        if not self._names.is_capital(pos):
            return None
        if placed is None and self._tail(end, depth, grouped=False) == end:
            return None
        return placed or end

    def _joint(self, end: int) -> int:
        """``HĐND và UBND``, ``HĐND, UBND``: one name for two bodies of one place."""
        for _ in range(3):
            link = self._names.match(_GROUP_LINK, end)
            other = (
                self._names.match(self._words.committee, link.end()) if link else None
            )
            before = self._text[max(0, end - 17) : end].upper()
            if other is None or not before.endswith(("UBND", "HĐND", "NHÂN DÂN")):
                break
            if self._names.place(end) is not None:
                break
            end = other.end()
        return end

    def _post(self, pos: int, depth: int, *, known: bool) -> int | None:
        del known
        match = self._names.match(self._words.post, pos)
        if match is None:
            return None
        colon = self._names.match(_COLON, match.end())
        if colon is not None and self._names.is_capital(colon.end()):
            return self._many(colon.end(), depth)
        if self._names.match(self._words.person, pos):
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
        other = self._names.match(_AND_POST, end)
        second = self._names.match(self._words.post, other.end()) if other else None
        if second is not None and self._text[second.end() : second.end() + 1] == " ":
            yield second.end() + 1

    def _post_alone(self, match: re.Match[str], pos: int) -> int | None:
        if match.group().casefold() in self._words.posts_alone:
            named = self._names.match(_PERSON, match.end())
            return named.end() if named and self._names.is_capital(pos) else match.end()
        return None

    def _person(self, pos: int, depth: int) -> int | None:
        """``đồng chí NAME, Phó Chủ tịch UBND tỉnh``: name and post are one."""
        name = self._names.match(_PERSON, pos)
        if name is None or self.organ(pos + 1, depth + 1) is not None:
            return None
        apposition = re.compile(r" ?[,–-] ?").match(self._text, name.end(), self._end)
        if apposition is not None and self._names.match(
            self._words.post, apposition.end()
        ):
            post = self._post(apposition.end(), depth + 1, known=False)
            return post or name.end()
        return name.end()

    def _many(self, pos: int, depth: int) -> int | None:
        end = None
        while (found := self.organ(pos, depth + 1)) is not None:
            end = found
            link = self._names.match(LINK, found)
            if link is None or self._names.match(self._words.post, link.end()):
                break
            pos = link.end()
        return end

    def _headed(self, pos: int, depth: int, *, known: bool) -> int | None:
        del depth
        free = self._names.match(self._words.free_head, pos)
        if free is not None:
            end = self._names.free(
                free.end(), purpose=bool(_PURPOSE.match(free.group()))
            )
            return end if end > free.end() or known else None
        match = self._names.match(self._words.strict_head, pos)
        if match is None:
            return None
        named = self._strict(match, pos)
        bare = known and self._names.is_capital(pos) and match.group() in _BARE
        return named or (match.end() if bare else None)

    def _strict(self, match: re.Match[str], pos: int) -> int | None:
        """``Sở X``: a field, a name with a capital, or words known to go on."""
        if self._text[match.end() : match.end() + 1] != " ":
            return None
        start = match.end() + 1
        field = self._names.match(self._words.field, start)
        if field is not None:
            return self._field_end(
                field.end(), is_office=match.group().lower() == "phòng"
            )
        # In a line of capitals no letter tells a name from a verb (BÁO CÁO).
        shouting = len(match.group()) > len("TT") and match.group().isupper()
        if shouting or self._names.starts_body(start, " "):
            return None
        if self._names.is_capital(start):
            return self._names.free(match.end())
        if not self._names.is_capital(pos):
            return None
        if self._names.match(self._words.goes_on, start):
            return self._names.free(match.end())
        return self._names.place(match.end())

    def _field_end(self, end: int, *, is_office: bool) -> int:
        """``Phòng Kế hoạch – Tài chính``: a dash, or ``và``, joins one more field."""
        dash = self._names.match(_DASH, end) or (
            self._names.match(_AND, end) if is_office else None
        )
        more = self._names.match(self._words.field, dash.end()) if dash else None
        return more.end() if more else end

    def _group(self, pos: int, depth: int, *, known: bool) -> int | None:
        """``các phòng, ban, đơn vị``: a list of common nouns is one group."""
        del depth
        match = self._names.match(self._words.group, pos)
        if match is None:
            return None
        end, nouns = match.end(), 1
        if match.group().lower().startswith(("nhà ", "chủ ")) and not known:
            return end
        while (link := self._names.match(_GROUP_LINK, end)) is not None:
            other = self._names.match(self._words.group, link.end())
            # A capital after small letters begins a name of its own.
            changes = (
                not self._names.is_capital(pos)
                and self._names.is_capital(link.end())
                and self._names.match(_LEVEL, link.end()) is None
            )
            if other is None or changes:
                break
            end, nouns = other.end(), nouns + 1
        alone = match.group().casefold() in self._words.groups_alone
        return end if known or alone or nouns > 1 else None

    # What follows -----------------------------------------------------------------

    def _tail(self, pos: int, depth: int, *, grouped: bool) -> int:
        for _ in range(_DEPTH):
            step = self._step(pos, depth, grouped=grouped)
            if step is None:
                break
            pos = step
        return pos

    def _step(self, pos: int, depth: int, *, grouped: bool) -> int | None:
        plain = self._names.match(self._words.qualifier, pos) or self._names.match(
            _AFTERWARDS, pos
        )
        if plain is not None:
            return plain.end()
        place = self._names.match(self._words.place, pos)
        if place is not None:
            return place.end()
        link = self._names.match(self._words.link, pos)
        if link is not None:
            return self._linked(link, depth, grouped=grouped)
        slash = self._names.match(_SLASH, pos)
        if slash is not None:
            return self.organ(slash.end(), depth + 1, within=True)
        return self._parent(pos, depth)

    def _linked(self, link: re.Match[str], depth: int, *, grouped: bool) -> int | None:
        word = link["link"].lower()
        place = self._names.match(self._words.place, link.end() - 1)
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
            (g for g in (" - ", " – ", " — ", " ") if self._text.startswith(g, pos)),
            None,
        )
        if (
            glue is None
            or depth >= _DEPTH
            or not self._names.is_capital(pos + len(glue))
        ):
            return None
        start = pos + len(glue)
        if self._names.match(self._words.post, start):
            return None
        named = self._named(start, depth + 1, known=True) or 0
        return max(named, self._headed(start, depth + 1, known=True) or 0) or None
