"""The signature block: quyền hạn, chức vụ, họ tên (NĐ 30/2020 Art. 13, annex I)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban_parser.lexicon.person_names import (
    is_surname,
    spellings,
    surname_that_ends,
)
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.model.zones import Zones
from vanban_parser.resolve.sealed import deputy_of
from vanban_parser.text import fold

# Q. (acting) only before a title word: "Q. GIÁM ĐỐC", never "Q. BÌNH THẠNH".
_PREFIX = re.compile(
    r"^\W*(?:T\.?M|T/M|K\.?T|K/T|T\.?L|T/L|T\.?U\.?Q|T/U\.?Q|T/U)(?:\s*[./]\s*|\s+)"
    r"(?=[^\W\d_])"
    r"|^\W*(?i:ký thay|thay mặt|thừa lệnh|thừa (?:ủy|uỷ) quyền)\s(?=[^\W\d_])"
)
# A title in small letters, as firms and schools print it; compared with its marks.
_SMALL_TITLE = re.compile(
    r"(?:q\. ?|quyền )?(?:phó )?(?:tổng )?"
    r"(?:chủ tịch|giám đốc|thứ trưởng|bộ trưởng|hiệu trưởng|bí thư|chủ nhiệm"
    r"|chánh văn phòng|viện trưởng|cục trưởng|thủ trưởng"
    r"|trưởng (?:phòng|ban|khoa|đoàn|bộ))(?!\w)[\w ,-]{0,60}$"
)
# The head's title and the deputy's on one line.
_DEPUTY = re.compile(
    r"\W*(?:K\.?T|K/T)[ ./].{3,60}? (?P<deputy>(?:PHÓ|THỨ TRƯỞNG)(?!\w).*)"
)
_TITLE = re.compile(
    r"(?:q\.\s*)?(?:pho|chu tich|chu nhiem|chanh|giam doc|tong|truong|vu truong"
    r"|cuc truong|chi cuc truong|bo truong|thu truong|thu tuong|bi thu|hieu truong"
    r"|vien truong|thong doc|quyen|uy vien|dai ta|trung ta|thuong ta|thieu ta|chi huy"
    r"|chinh uy|ke toan|to truong|doi truong|hat truong|tram truong|nguoi|thu ky)\b"
)
_SIGNED = re.compile(
    r"^\W*(?:đã ký|da ky|ký,? (?:ghi|đóng|và)|ký tên|\[?daky\]?|ký bởi|người ký|signed"
    r"|thời gian ký|email|cơ quan:|ngày ký|chữ ký)[^:]*:?\s*",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|BSCKI{1,2}|BS\.?CKI{1,2}|DS|KS|CN|CV|LS|CKI{1,2}|TTND|TTƯT|NGND"
    r"|NGƯT|Th\.S|T\.S|B\.S)\b\.?[\s,.]*|(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy)\s+"
    r"|(?:Ông|Bà|Đ/c|Đồng chí)[:\s]+)+"
)
_NAME_WORD = re.compile(r"^[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_]+)*$")
_FEWEST_WORDS = 3
_FEWEST_GIVEN = 2
"""Words after the family name by which a line is known as a name without it."""
_SPECKS = "+*“”\"'‘’`´|~^°-–—"
_ROLE_NOTE = re.compile(r"^\W*\(.*\)\W*$")


@dataclass(frozen=True, slots=True)
class Signing:
    """Quyền hạn (``KT. CHỦ TỊCH``), chức vụ and the signer's name."""

    authority: Finding[str] | None = None
    position: Finding[str] | None = None
    name: Finding[str] | None = None


def read_signature(text: str, zones: Zones, *, scanned: bool = False) -> Signing:
    """Return what the signature block says, its lines in order.

    Of a `scanned` letter titles that a seal covers in part are told by their pair;
    `respelling` sets marks right.

    Lines up to the last one with a prefix (TM. KT. TL. TUQ.) and what goes on with it
    are the authority; the other capitals the position; the name comes last.
    """
    lines = [
        part
        for span in zones.signature
        if not _is_noise(span.of(text))
        for part in _parted(text, span)
    ]
    name_at = _name_index(text, lines, scanned=scanned)
    titles = lines if name_at is None else lines[:name_at]
    deputy = _deputy(text, titles) if scanned else None
    titles = [span for span in titles if _says_title(span.of(text))]
    name = None if name_at is None else _name(text, lines[name_at])
    if scanned and name is not None and len(name.value.split()) < _FEWEST_WORDS:
        # Few names have two words: a seal may hide the first.
        name = replace(name, inferred=name.inferred or "unsure")
    if deputy is not None:
        return Signing(*deputy, name)
    last = max(
        (i for i, span in enumerate(titles) if _PREFIX.match(span.of(text))), default=-1
    )
    cut = last + 1
    if last >= 0:
        while cut < len(titles) and not _TITLE.match(fold(titles[cut].of(text))):
            cut += 1
        if cut == len(titles):
            # TM. ỦY BAN NHÂN DÂN alone: no line left for a position.
            cut = last + 1 if last + 1 < len(titles) else cut
    return Signing(
        authority=_join(text, titles[:cut], "signature-authority"),
        position=_join(text, titles[cut:], "signature-position"),
        name=name,
    )


def _deputy(
    text: str, spans: Sequence[Span]
) -> tuple[Finding[str], Finding[str]] | None:
    """Return authority and position of a deputy whose titles a seal covers in part."""
    lines = [span.of(text) for span in spans]
    if any(map(_is_clear, lines)):
        return None
    found = deputy_of(lines)
    if found is None:
        return None
    first, second = spans[found.first], spans[found.second]
    return (
        Finding(found.authority, (first,), "signature-sealed", "marks-mended"),
        Finding(found.position, (second,), "signature-sealed", "marks-mended"),
    )


def _is_clear(line: str) -> bool:
    """Tell whether a line's prefix was read: then the lines say all themselves."""
    return _PREFIX.match(line) is not None


def _parted(text: str, span: Span) -> tuple[Span, ...]:
    """Part ``KT. CHỦ TỊCH PHÓ CHỦ TỊCH``, set on one line, into its two titles."""
    deputy = _DEPUTY.match(span.of(text))
    if deputy is None:
        return (span,)
    at = span.start + deputy.start("deputy")
    return Span(span.start, at - 1), Span(at, span.end)


def _is_noise(line: str) -> bool:
    bare = _SIGNED.sub("", line).strip(" ()[]._-*")
    return not bare or _ROLE_NOTE.match(line) is not None or len(line) > 110


def _says_title(line: str) -> bool:
    """Tell whether a line is authority or position, in capitals or not."""
    plain = line.strip(" .,;:").lower().replace("uỷ", "ủy")
    return (
        _is_title(line)
        or _PREFIX.match(line) is not None
        or _SMALL_TITLE.match(plain) is not None
    )


def _is_title(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return bool(letters) and capitals >= 0.8 * len(letters)


def _name_index(text: str, lines: Sequence[Span], *, scanned: bool) -> int | None:
    """Return the index of the signer's name: the first that reads as one.

    In a `scanned` letter two capital letters may be of anything: a family name is
    asked for, too.
    """
    for index, span in enumerate(lines):
        if _is_name(span.of(text)) and (not scanned or _is_persons(span.of(text))):
            return index
        if scanned and _completed(span.of(text)) is not None:
            return index
    # A name in capitals stands last, below at least one title.
    if len(lines) > 1:
        words = _bare_name(lines[-1].of(text)).split()
        folded = fold(lines[-1].of(text))
        if (
            2 <= len(words) <= 5
            and all(map(_NAME_WORD.match, words))
            and not _TITLE.match(folded)
            and not _PREFIX.match(lines[-1].of(text))
            and len(lines) > 2
            and (not scanned or _is_persons(lines[-1].of(text)))
        ):
            return len(lines) - 1
    return None


def _is_persons(line: str) -> bool:
    """Tell whether a family name comes first and syllables of names follow."""
    first, *rest = _bare_name(line).split()
    return first[:1].isupper() and is_surname(first) and any(map(spellings, rest))


def _completed(line: str) -> str | None:
    """Return a name whose first letters a seal hides (``guyễn Văn Mẫu``), or None."""
    first, *rest = _bare_name(line).split() or [""]
    given = [word for word in rest if word[:1].isupper() and _NAME_WORD.match(word)]
    if len(rest) < _FEWEST_GIVEN or len(given) < len(rest) or _says_title(line):
        return None
    surname = surname_that_ends(first.strip(_SPECKS))
    return " ".join((surname, *rest)) if surname and all(map(spellings, rest)) else None


def _bare_name(line: str) -> str:
    line = _SIGNED.sub("", line).strip(' .,;:()[]-_*“”"')
    return _HONORIFIC.sub("", line).strip(" .,")


def _is_name(line: str) -> bool:
    words = _bare_name(line).split()
    if not 2 <= len(words) <= 6 or _says_title(line):
        return False
    return all(_NAME_WORD.match(word) and word[0].isupper() for word in words)


def _name(text: str, span: Span) -> Finding[str]:
    line = span.of(text)
    value = _bare_name(line)
    if not is_surname(value.split()[0]) and (whole := _completed(line)) is not None:
        return Finding(whole, (span,), "signer-name", "marks-mended")
    at = span.start + max(line.find(value), 0)
    if value == value.upper():
        value = " ".join(word.capitalize() for word in value.split())
    return Finding(value, (Span(at, at + len(value)),), "signer-name")


def _join(text: str, spans: Sequence[Span], rule: str) -> Finding[str] | None:
    if not spans:
        return None
    value = " ".join(span.of(text).strip(" .,;:") for span in spans)
    return Finding(value, tuple(spans), rule)
