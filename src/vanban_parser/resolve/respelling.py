"""Values of scanned letters with the marks that OCR lost; evidence stays as read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vanban_parser.lexicon.load import table
from vanban_parser.lexicon.misread import repaired
from vanban_parser.lexicon.posts import likeness
from vanban_parser.lexicon.spelling import is_known, respelt, respelt_name
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Finding
from vanban_parser.resolve.drafts import TaskFinding
from vanban_parser.resolve.signing import Signing
from vanban_parser.text import fold

CODE = "marks-mended"
"""The warning of a value that is not spelt as it was read."""

_DEPUTISING = re.compile(r"K\.?\s?T\b[.,/]?")
_EXACT, _DEPUTY = 0.99, 0.8
_SHORT = 2
_BODY = re.compile(r"(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan|so|bo|cong hoa)\b")
_FOR_OTHERS = re.compile(r"T\.?\s?(?:M|L|U\.?Q)\b")
_MISREAD_STOP = re.compile(r"(KT|T(?:M|L|UQ))(?:,\s?|\s+)(?=[^\W\d_])")
# Thay mặt, ký thay ..., Quyền, Phó: short, and not strokes.
_SIGN = re.compile(r"(?:[KT]\.?/?[TML]|TUQ|T\.U\.Q|Q|P)\b[./]?|[Yy&-]$|VÀ$|\d")
_LONE_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_](?![^\W\d_])")
_PREFIX = re.compile(r"(?:K\.?\s?T|T\.?\s?(?:M|L|U\.?Q))\b[.,/]?")


def mended(text: str) -> str:
    """Return the name of a body with the marks that a scan lost set right.

    A name that is known as a whole decides; else pairs of known words do, which is all
    that may be asked of running text and of titles.
    """
    return repaired(text) or respelt(text)


def respelt_finding(
    finding: Finding[str] | None, spell: Callable[[str], str] = respelt
) -> Finding[str] | None:
    """Return the finding with its value spelt right, and said so."""
    if finding is None:
        return None
    value = spell(finding.value)
    if value == finding.value:
        return finding
    return replace(finding, value=value, inferred=finding.inferred or CODE)


def respelt_all(findings: Iterable[Finding[str]]) -> tuple[Finding[str], ...]:
    """Return the findings of a list spelt right."""
    return tuple(
        right for finding in findings if (right := respelt_finding(finding)) is not None
    )


def respelt_tasks(tasks: Iterable[TaskFinding]) -> tuple[TaskFinding, ...]:
    """Return tasks with the names in them spelt right."""
    return tuple(
        replace(
            task,
            assignees=respelt_all(task.assignees),
            coordinators=respelt_all(task.coordinators),
            report_to=respelt_all(task.report_to),
        )
        for task in tasks
    )


def respelt_signing(signing: Signing, text: str) -> Signing:
    """Return the signature's parts spelt right.

    A seal and a pen cross the titles; the form says what they must be: who signs for a
    post (``KT. GIÁM ĐỐC``) is its deputy (``PHÓ GIÁM ĐỐC``), NĐ 30/2020 Art. 13.
    """
    name = respelt_finding(signing.name, respelt_name)
    if signing.authority is not None and signing.authority.rule == "signature-sealed":
        return replace(signing, name=name)
    spans = [
        span
        for finding in (signing.authority, signing.position)
        if finding is not None
        for span in finding.spans
    ]
    lines = [_Title(span, _without_stray(_spelt(span.of(text)))) for span in spans]
    lines = [line for line in lines if line.says_something()]
    # Where nothing is said there is a scribble, and no title.
    authority, position = _titles(lines, text) if lines else (None, None)
    return Signing(authority, position, name)


@dataclass(frozen=True, slots=True)
class _Title:
    """A line of the signature's titles: where it stands, and its words spelt right."""

    span: Span
    words: str

    @property
    def post(self) -> str | None:
        """The post in capitals without Phó and KT., or None: none is named whole."""
        folded = fold(self.words)
        for post in _posts():
            at = folded.rfind(fold(post))
            if at >= 0 and at + len(post) == len(folded):
                return post
        return None

    def says_something(self) -> bool:
        """Tell whether there is a word in it, and not only scribbles."""
        words = re.findall(r"[^\W\d_]{3,}", self.words)
        if any(is_known(word.lower()) for word in words):
            return True
        return _DEPUTISING.match(self.words) is not None or _last(self) in _endings()


def _titles(
    lines: Sequence[_Title], text: str
) -> tuple[Finding[str] | None, Finding[str] | None]:
    """Return authority and position of titles, each line once."""
    last = lines[-1]
    upper = lines[-2] if len(lines) > 1 else None
    words = [line.words for line in lines]
    if upper is not None:
        # "M ĐÓC" over "PHÓ GIÁ ĐỐC": the end tells which post it is.
        post = upper.post or last.post or _endings().get(_last(last))
        if post is not None and _is_pair(upper, last, post):
            words[-2:] = [f"KT. {post}", f"PHÓ {post}"]
            if _DEPUTISING.match(upper.words) and upper.post:
                words[-2] = upper.words
    titles = [(line, said) for line, said in zip(lines, words, strict=True)]
    titles = [(line, said) for line, said in titles if _is_title(said)]
    titles = [(line, said) for line, said in titles if not _is_body(said)]
    lines, words = [line for line, _ in titles], [said for _, said in titles]
    cut = max((i for i, w in enumerate(words) if _PREFIX.match(w)), default=-1) + 1
    # Under KT. stands a deputy's title: it was not read.
    if 0 < cut == len(words) and not _DEPUTISING.match(words[-1]):
        cut -= 1 if len(words) > 1 else 0
    return (
        _title(lines[:cut], words[:cut], text, "signature-authority"),
        _title(lines[cut:], words[cut:], text, "signature-position"),
    )


def _is_title(words: str) -> bool:
    """Tell whether words are a title, and not half of one."""
    like = likeness(words)
    deputy = fold(words).startswith("pho ") and like >= _DEPUTY
    if like >= _EXACT or deputy or _DEPUTISING.match(words):
        return True
    said = re.findall(r"[^\W\d_]{2,}", words)
    long = any(len(word) > _SHORT for word in said)
    return long and all(is_known(word.lower()) for word in said)


def _is_body(words: str) -> bool:
    """Tell whether words only name a body, as the next letter's header does."""
    return _BODY.match(fold(words)) is not None and likeness(words) < _DEPUTY


def _is_pair(upper: _Title, lower: _Title, post: str) -> bool:
    """Tell whether two lines are KT. with a post, and its deputy's."""
    if _FOR_OTHERS.match(upper.words) or _FOR_OTHERS.match(lower.words):
        return False
    end = fold(post).split()[-1]
    ends = all(_last(line) == end for line in (upper, lower))
    deputy = fold(lower.words).startswith("pho") and upper.post is not None
    return ends or deputy


def _last(line: _Title) -> str:
    words = re.findall(r"[a-z]+", fold(line.words))
    return words[-1] if words else ""


def _title(
    lines: Sequence[_Title], words: Sequence[str], text: str, rule: str
) -> Finding[str] | None:
    if not lines:
        return None
    value = " ".join(word.strip(" .,;:") for word in words)
    read = " ".join(line.span.of(text).strip(" .,;:") for line in lines)
    spans = tuple(line.span for line in lines)
    if any(map(_has_stray, value.split())):
        # What is no word of a title was not read for what it is.
        return Finding(value, spans, rule, "unsure")
    return Finding(value, spans, rule, CODE if value != read else None)


def _without_stray(words: str) -> str:
    """Return a title without the one stroke of a seal within it (``CHỦ Ễ TỊCH``)."""
    parts = words.split()
    if likeness(words) >= _EXACT:
        return words
    for place, part in enumerate(parts):
        rest = " ".join((*parts[:place], *parts[place + 1 :]))
        if _is_stray(part) and likeness(rest) >= _EXACT:
            return rest
    return words


def _is_stray(part: str) -> bool:
    """Tell whether a part of a title has a letter or two and is no sign of the form."""
    letters = "".join(re.findall(r"[^\W\d_]", part))
    word = len(letters) == _SHORT and is_known(letters.lower())
    return len(letters) <= _SHORT and not word and _SIGN.match(part) is None


def _has_stray(part: str) -> bool:
    """Tell whether a letter stands alone in a part of a title (``T-GIÁM``)."""
    return _LONE_LETTER.search(part) is not None and _SIGN.match(part) is None


def _spelt(line: str) -> str:
    words = respelt(line.strip()).lstrip("“”\"'‘’«»*~-–— ").rstrip(" .,;:")
    # A full stop is small: "KT, GIÁM ĐỐC", "KT GIÁM ĐỐC".
    words = _MISREAD_STOP.sub(r"\1. ", words)
    folded = fold(words)
    for post in _posts():
        if folded.endswith(fold(post)):
            return words[: -len(post)] + post
    return words


@cache
def _endings() -> dict[str, str]:
    """Return the post that ends with a word (without its marks), the shortest."""
    return {fold(post).split()[-1]: post for post in _posts()}


@cache
def _posts() -> tuple[str, ...]:
    """Return posts in capitals that have deputies, the longest first."""
    posts = {post.upper() for post in table("organs")["posts"]["alone"]}
    posts = {post for post in posts if not post.startswith(("PHÓ", "THỦ"))}
    posts |= {
        "CHÁNH VĂN PHÒNG",
        "TRƯỞNG BAN",
        "CỤC TRƯỞNG",
        "VỤ TRƯỞNG",
        "CHI CỤC TRƯỞNG",
        "BÍ THƯ",
    }
    return tuple(sorted(posts, key=lambda post: (-len(post), post)))
