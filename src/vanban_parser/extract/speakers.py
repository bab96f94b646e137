"""Who writes and to whom: names compared by their words, not letter by letter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban_parser.text import fold

# Words of posts: "Chủ tịch UBND huyện" can be the head of the issuer.  No word of a
# level is among them: "UBND tỉnh" in a district's letter is somebody else.
_HEAD = frozenset(
    fold(
        "chủ tịch phó giám đốc bộ trưởng lãnh đạo đồng chí thường trực"
        " thủ trưởng tướng chánh ban sở cục vụ viện bí thư hiệu ông bà ub"
    ).split()
)
# An office that passes on what the head of the body above it has decided.
_MOUTHPIECE = re.compile(r"van phong\b")
_AREA = re.compile(
    r"\b(?:tỉnh|thành phố|huyện|quận|thị xã|tp\.?)\s+(?P<name>\S.*)$", re.IGNORECASE
)
_PERSON = re.compile(r"(?:đồng chí|ông|bà|đ/c|thủ tướng)\b", re.IGNORECASE)
# "các cơ quan, đơn vị, địa phương": those the letter is sent to, whoever they are.
_GENERIC = re.compile(
    r"(?:(?:cac|moi|tung|toan the|thu truong|quy)? ?(?:co quan|don vi|dia phuong|so"
    r"|ban|nganh|phong|doan the|xa|phuong|thi tran|dac khu|huyen|thi xa|thanh pho"
    r"|truong)(?: (?:tren|neu tren|lien quan|co lien quan|thuoc|tinh|truc thuoc"
    r"|chuyen mon))*(?:, | va )?)+"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A body's name, or the issuer's and its superior's, as a set of folded words."""

    words: frozenset[str]

    @classmethod
    def of_letter(cls, issuer: str | None, parent: str | None) -> Speaker:
        """Make the one who gives orders in a letter.

        The body above the issuer is another one, except where the issuer is its
        office (``Văn phòng UBND tỉnh thông báo ý kiến của Chủ tịch UBND tỉnh``).
        """
        passes_on = issuer is not None and _MOUTHPIECE.match(fold(issuer))
        if passes_on or parent is None or issuer is None:
            return cls.of(issuer, parent)
        # "Sở Y tế Mẫu Sơn" is the Sở Y tế of UBND tỉnh Mẫu Sơn.
        area = _AREA.search(parent)
        return cls.of(issuer, area["name"] if area is not None else None)

    @classmethod
    def of(cls, *names: str | None) -> Speaker:
        """Make one from names; UBND and HĐND count as written out."""
        words: set[str] = set()
        for name in names:
            words.update(_words(name or ""))
        return cls(frozenset(words))

    def is_named(self, name: str) -> bool:
        """Tell whether `name` can mean this body or its head (``UBND tỉnh``)."""
        words = _words(name)
        return bool(words) and all(
            word in self.words or word in _HEAD for word in words
        )

    def speaks(self, name: str) -> bool:
        """Tell whether `name` is this body, its head, or a person who speaks for it."""
        return self.is_named(name) or _PERSON.match(name) is not None


def is_generic(name: str) -> bool:
    """Tell whether a name means whoever gets the letter (``các đơn vị``)."""
    return _GENERIC.fullmatch(fold(name)) is not None


def _words(name: str) -> list[str]:
    plain = re.sub(r"\bubnd\b", "uy ban nhan dan", fold(name))
    plain = re.sub(r"\bhdnd\b", "hoi dong nhan dan", plain)
    return re.findall(r"\w+", plain)
