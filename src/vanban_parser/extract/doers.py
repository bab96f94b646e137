"""Names of those who do something, and whether a verb of duty follows them."""

from __future__ import annotations

import re
from functools import lru_cache

from vanban_parser.extract.persons import persons_end
from vanban_parser.extract.speakers import is_generic
from vanban_parser.lexicon.orders import order_words
from vanban_parser.lexicon.organ_words import CAPITALS, organ_words
from vanban_parser.lexicon.organs import organ_at
from vanban_parser.model.document import Span
from vanban_parser.text import fold

_BETWEEN = re.compile(
    r"(?:\s*[,;]\s*(?:và\s+|cùng\s+)?|\s+(?:và|cùng|cùng với|&)\s+)(?=\S)"
)
# "xã Mẫu Sơn", "cấp huyện": bodies only where one is expected.
_TERRITORY = re.compile(
    r"(?:cấp (?:tỉnh|huyện|xã|cơ sở)|(?:xã|phường|thị trấn|đặc khu|huyện|thị xã|quận"
    r"|thành phố|tỉnh|thôn)"
    rf" (?-i:[{CAPITALS}\d][\w’']*(?:(?: | ?[-–] ?)[{CAPITALS}\d][\w’']*){{0,4}})"
    r")(?!\w)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\s*\((?:ngoại trừ|trừ|không (?:bao )?gồm|không kể)\s[^()]{2,120}\)"
    r"|,?\s+(?:ngoại trừ|trừ)\s+(?=\w)",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\([^()]{0,120}\)")
# "Bộ Nội vụ, cơ quan chủ trì Đề án": what the body before is, and no other body.
APPOSED = re.compile(
    r"\s*[,–-]\s*(?:là )?(?:cơ quan|đơn vị) (?:chủ trì|thường trực|đầu mối|chủ quản"
    r"|tham mưu|chịu trách nhiệm|được giao)\b",
    re.IGNORECASE,
)
_GAP = re.compile(r"[\s,:;–-]*")
# Up to eight plain words after a name, no sign between.
_TAIL = re.compile(r"(?:\s+[\w/-]+){1,8}")
# Ends a name as surely as a verb does.
_STOP = re.compile(
    r"(?:được biết|biết|để|nhằm|về|theo|khi|nếu|trong|trước|sau|không|chưa|chỉ|mới|đều"
    r"|(?:và )?với|nghiêm cấm|tuyệt đối|kính|trân trọng|xin|rất mong)\b",
    re.IGNORECASE,
)
# "Sở A không tiếp nhận bản giấy" says what A does, not what it must.
_NOT = re.compile(r"không (?!được\b)", re.IGNORECASE)
# "có hoạt động về dược trên địa bàn", before "có trách nhiệm".
_WHICH = re.compile(
    r"(?:,\s+(?:và\s+)?(?:các|những)\s[^.,;:()\n]{2,40}?)?"
    r"\s+(?:có|đang|được|là|chưa|tham gia|thuộc)\b(?! (?:trách nhiệm|nhiệm vụ)\b)"
    r"[^.,;:()\n]{3,140}?(?=,?\s+(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ)\b)",
    re.IGNORECASE,
)
# "được giao nhiệm vụ theo dõi tại Phụ lục", before "thường xuyên kiểm tra".
_GIVEN = re.compile(
    r"\s+được (?:giao|phân công)\b[^.;:\n]{0,140}?(?=,?\s+(?:thường xuyên|chủ động"
    r"|khẩn trương|kịp thời|tăng cường|nghiêm túc|tích cực|định kỳ|có trách nhiệm"
    r"|phối hợp chặt chẽ)\b)",
    re.IGNORECASE,
)
# "Tổ xây dựng Đề án tổ chức lại ... có nhiệm vụ": a body that a decision sets up is
# called by what it is for, whatever verbs that has.
_TEAM = re.compile(
    r"(?:Tổ|Hội đồng|Đoàn|Ban|Tiểu ban|Nhóm)\b(?: (?!có\b|và có\b)[^\s.,;:()]+){0,16}?"
    r"(?<! và)(?= (?:có (?:nhiệm vụ|trách nhiệm)|chịu trách nhiệm)\b)"
)
# A word in small letters after a name that can be a verb we do not list.
_PLAIN = re.compile(
    r"(?!(?:của|thuộc|tại|ở|các|những|và|hoặc|với|do|từ|cho|gồm|như|trên|về|trong"
    r"|theo|tỉnh|huyện|xã|phường|thành|cấp|số|liên|nêu|này|đó|khác|để|nhằm|mà|khi"
    r"|nếu|thì|hay)\b)[a-zđà-ỹ]{2,}\s+\w"
)

# But for these after a whole name, which are no verbs either.
_NO_VERB = re.compile(
    r"(?:hiện|cơ bản|bị|tại|ở|lên|cùng|kiến nghị|khuyến nghị|ngành|chi nhánh|nước"
    r"|khu vực|mới|cũ|khóa|nhiệm kỳ|giai đoạn|cơ sở|phía|hữu|đóng|nhất|lần"
    r"|quý|tháng)\b",
    re.IGNORECASE,
)
# The second syllable of a common word is small: "Chi bộ Quân sự xã".
_PROPER_LAST = re.compile(rf"(?<!\w)[{CAPITALS}]\w* [{CAPITALS}]\w*$")
_IN_AREA = re.compile(
    r" trên địa bàn(?: \w+)?$| (?:trực thuộc|nói trên|nêu trên|có liên quan)$"
    r"|(?:tỉnh|thành|huyện|quận|thị) ủy$"
)
_CAPITAL = re.compile(rf"(?<!\w)[{CAPITALS}]")


def doers_at(text: str, pos: int, end: int) -> Span | None:
    """Return the span of the list of bodies, units or posts that starts at `pos`.

    An exception (``các xã (trừ xã A)``) belongs to it.
    """
    last = _names_end(text, pos, end)
    if last is None:
        return None
    excepted = _EXCEPT.match(text, last, end)
    if excepted is None:
        return Span(pos, last)
    if text[excepted.end() - 1] == ")":
        return Span(pos, excepted.end())
    names = _names_end(text, excepted.end(), end)
    return Span(pos, names or last)


def without_exception(text: str, doers: Span) -> tuple[Span, str]:
    """Return the doers, and the words of the exception after them (or none)."""
    excepted = _EXCEPT.search(text, doers.start, doers.end)
    if excepted is None or excepted.start() <= doers.start:
        return doers, ""
    return Span(doers.start, excepted.start()), text[excepted.start() : doers.end]


def _names_end(text: str, pos: int, end: int) -> int | None:
    """Return where a list of names that starts at `pos` ends.

    A list is looked for at each of its names: what is known of the rest is kept, so
    that a list of all communes is read once and not as often as it is long.
    """
    known = _list_ends(text, end)
    bodies: list[tuple[int, int | None]] = []
    at: int | None = pos
    while at is not None and at not in known:
        body = _body_end(text, at, end)
        bodies.append((at, body))
        at = _next_name(text, body, end) if body is not None else None
    last = known[at] if at is not None else None
    for start, body in reversed(bodies):
        known[start] = last = body if last is None else last
    return last


@lru_cache(maxsize=4)
def _list_ends(text: str, end: int) -> dict[int, int | None]:
    """Return where lists of names end, by their starts: as far as is known."""
    del text, end  # what the lists are of
    return {}


def _next_name(text: str, pos: int, end: int) -> int | None:
    """Return where the name after the one that ends at `pos` would start."""
    last = past_bracket(text, pos, end)
    if APPOSED.match(text, last, end) is not None:
        return None
    link = _BETWEEN.match(text, last, end)
    return link.end() if link is not None else None


def _body_end(text: str, pos: int, end: int) -> int | None:
    """Return where a body, post or territory that starts at `pos` ends."""
    people = persons_end(text, pos, end)
    found = organ_at(text, pos, end)
    team = _TEAM.match(text, pos, end)
    if people is not None or found is not None or team is not None:
        return max(
            people or 0,
            found.end if found is not None else 0,
            team.end() if team is not None else 0,
        )
    territory = _TERRITORY.match(text, pos, end)
    return territory.end() if territory is not None else None


def past_bracket(text: str, pos: int, end: int) -> int:
    """Return the offset after a bracket that stands at `pos`, else `pos`."""
    bracket = _BRACKET.match(text, pos, end)
    return bracket.end() if bracket is not None else pos


def past_gap(text: str, pos: int, end: int) -> int:
    """Return the offset after spaces and light signs at `pos`."""
    gap = _GAP.match(text, pos, end)
    return gap.end() if gap is not None else pos


def whole_name(text: str, doers: Span, end: int) -> Span:
    """Take words between a name and its verb into the name (``Sở Y tế các tỉnh``)."""
    words = order_words()
    tail = _TAIL.match(text, doers.end, end)
    if tail is None:
        return doers
    known = [words.plain_action, words.background, words.modal, _STOP]
    if _is_whole(text, doers) and _may_be_verb(text, doers.end + 1, end):
        return doers
    if organ_words().quantifier.match(text, doers.start, end) is None:
        # A name of its own; only a group goes on with words like verbs.
        known.append(organ_words().doing)
    for word in re.finditer(r"\S+", tail.group()):
        pos = doers.end + word.start()
        if any(p.match(text, pos, end) for p in known) or _is_unmarked(text, pos, end):
            last = doers.end + len(text[doers.end : pos].rstrip())
            return Span(doers.start, last)
    return doers


def _is_whole(text: str, doers: Span) -> bool:
    """Tell whether a name ends in a field or a proper name (``Sở Y tế``)."""
    if _IN_AREA.search(text, doers.start, doers.end) is not None:
        return True
    if organ_words().quantifier.match(text, doers.start, doers.end) is not None:
        return False
    if _PROPER_LAST.search(text, doers.start, doers.end) is not None:
        return True
    capitals = [
        word.start() for word in _CAPITAL.finditer(text, doers.start, doers.end)
    ]
    fields = (organ_words().field.match(text, at, doers.end) for at in capitals[-6:])
    return any(field is not None and field.end() == doers.end for field in fields)


def _may_be_verb(text: str, pos: int, end: int) -> bool:
    """Tell whether a plain word at `pos` may be a verb, known to us or not."""
    return _PLAIN.match(text, pos, end) is not None and not _NO_VERB.match(
        text, pos, end
    )


def described_group(text: str, doers: Span, end: int) -> Span:
    """Take into a group's name what tells which of them have a duty.

    ``Các cơ sở có hoạt động về dược trên địa bàn có trách nhiệm ...``: the duty word
    stands last, and what is between says who is meant.  So it does in ``Đơn vị được
    giao nhiệm vụ tại Phụ lục thường xuyên ...``: of a body by its own name that is
    the duty.
    """
    if is_generic(doers.of(text)):
        given = _GIVEN.match(text, doers.end, end)
        if given is not None:
            return Span(doers.start, given.end())
    if organ_words().quantifier.match(text, doers.start, end) is None:
        return doers
    which = _WHICH.match(text, doers.end, end)
    return Span(doers.start, which.end()) if which is not None else doers


def _is_unmarked(text: str, pos: int, end: int) -> bool:
    """Tell whether a verb of two syllables stands at `pos`, its marks misread."""
    head = fold(text[pos : min(end, pos + 24)])
    return order_words().unmarked.match(head) is not None


def action_after(text: str, pos: int, end: int) -> Span | None:
    """Return what is to be done, after the doers; brackets and duty words skipped."""
    words = order_words()
    pos = past_gap(text, past_bracket(text, pos, end), end)
    while (modal := words.modal.match(text, pos, end)) is not None:
        pos = past_gap(text, modal.end(), end)
    if pos >= end or not any(map(str.isalpha, text[pos:end])):
        return None
    return Span(pos, end)


def subject_at(text: str, start: int, end: int) -> Span | None:
    """Return the doers at `start` where a verb of duty follows them, else None."""
    doers = doers_at(text, start, end)
    if doers is None:
        return None
    pos = past_gap(text, doers.end, end)
    if order_words().modal.match(text, pos, end) is not None:
        return doers
    told = does(text, pos, end, imposed=False) and not _NOT.match(text, pos, end)
    if is_described(text, pos, end) or not told:
        return None
    return doers


def is_described(text: str, pos: int, end: int) -> bool:
    """Tell whether what follows a name says what it is or did (``là``, ``đã``)."""
    known = order_words().background.match(text, pos, end)
    if known is None:
        return False
    # "là cơ quan đầu mối" is a duty, "là cơ quan chuyên môn" is not.
    action = order_words().action.match(text, pos, end)
    ends = [action.end()] if action is not None else []
    misread = order_words().unmarked.match(fold(text[pos : min(end, pos + 24)]))
    if misread is not None:
        ends.append(pos + misread.end())
    return max(ends, default=0) <= known.end()


def does(text: str, pos: int, end: int, *, imposed: bool) -> bool:
    """Tell whether an action starts at `pos`.

    Among orders (`imposed`) a plain word that links no name is taken for a verb.
    """
    if order_words().action.match(text, pos, end) or _is_unmarked(text, pos, end):
        return True
    return imposed and _PLAIN.match(text, pos, end) is not None
