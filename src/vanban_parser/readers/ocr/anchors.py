"""Fixed words of a letter's form that an engine misread: "Số:", "V/v", "Nơi nhận:".

The form of NĐ 30/2020 (annex I) puts them at the head of their lines; what stands there
instead is their misreading.  Nothing is put where nothing was seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from vanban_parser.readers.ocr.clean import ABOUT, is_word
from vanban_parser.readers.ocr.nouns import Seen
from vanban_parser.text import fold

_DASH = re.compile(r"[-–—+•*]")
_KEPT = re.compile(r"\W*luu\b")
_RECIPIENTS = re.compile(r"\W*noi nhan\b")
# The header is in the upper part of a page, its left column in the left half.
_UPPER, _LEFT = 0.45, 0.30
_RECIPIENT_WORDS = 3


def anchored(words: Sequence[Seen], width: float, height: float) -> tuple[Seen, ...]:
    """Return `words` of a page of this size (points) with its fixed words set right."""
    lines: dict[int, list[Seen]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    ordered = sorted(lines.values(), key=lambda line: line[0].y0)
    _about(ordered, width, height)
    _recipients(ordered, width)
    by_line = {line[0].line: line for line in ordered}
    return tuple(word for number in lines for word in by_line[number])


def _about(lines: Sequence[list[Seen]], width: float, height: float) -> None:
    """Set V/v right where small letters follow it at the head of a line."""
    for line in lines:
        if len(line) < 2 or line[0].y0 > _UPPER * height or line[0].x0 > _LEFT * width:
            continue
        follows = line[1].text
        if ABOUT.match(line[0].text) and not follows.isupper():
            line[0] = replace(line[0], text="V/v")


def _recipients(lines: Sequence[list[Seen]], width: float) -> None:
    """Set Nơi nhận right: it stands over the list that ends with ``- Lưu``."""
    heads = [fold(" ".join(word.text for word in line)) for line in lines]
    if any(_RECIPIENTS.match(head) for head in heads):
        return
    last = next((i for i in reversed(range(len(lines))) if _KEPT.match(heads[i])), None)
    if last is None:
        return
    first = last
    while first > 0 and _in_list(lines[first - 1], lines[last], width):
        first -= 1
    while first < last and _DASH.match(lines[first][0].text) is None:
        first += 1
    if first == last or first == 0:
        return
    above = lines[first - 1]
    left = (word for word in above[:_RECIPIENT_WORDS] if word.x1 < 0.45 * width)
    # Words that are words stand there themselves.
    misread = list(takewhile(lambda word: not _says(word), left))
    near = lines[first][0].y0 - above[0].y1 < 2.0 * (above[0].y1 - above[0].y0)
    aligned = abs(above[0].x0 - lines[first][0].x0) < 0.06 * width
    if misread and near and aligned:
        whole = replace(misread[0], text="Nơi", x1=(misread[0].x0 + misread[-1].x1) / 2)
        second = replace(misread[-1], text="nhận:", x0=whole.x1 + 2)
        above[: len(misread)] = [whole, second]


def _in_list(line: Sequence[Seen], last: Sequence[Seen], width: float) -> bool:
    """Tell whether a line is an item of the list, or what stands beside it."""
    left = line[0].x0 < 0.45 * width
    # An item may go on, set in a little.
    return not left or -0.02 * width < line[0].x0 - last[0].x0 < 0.05 * width


def _says(word: Seen) -> bool:
    """Tell whether a word is spelt like one, and not a part of Nơi nhận."""
    if len(word.text) < 3 or fold(word.text)[:4] == "nhan":
        return False
    return is_word(word.text) and not word.text.isupper()
