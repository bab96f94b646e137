"""The letter as it looks: its pages as pictures, or its text laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from vanban_parser.errors import VanbanError
from vanban_parser.model.letter import Letter
from vanban_parser.store import files
from vanban_parser.web.office import Office
from vanban_parser.web.sheets import Sheet

_WORD = re.compile(r"\S+")
_SHOWN = ("application/pdf", "image/")
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of laid-out text; `style` are names of classes."""

    style: str
    words: tuple[tuple[int, int, str], ...]
    """Start, end and letters of each word."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side, or one (`right` is empty)."""

    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the left: page numbers of pictures, or laid-out text."""

    pages: tuple[int, ...] = ()
    text: tuple[Columns, ...] = ()


def paper_of(office: Office, letter: Letter) -> Paper:
    """Return how a letter is shown.

    Pictures are asked for by the browser, so that the page is there before them.
    """
    source = letter.source
    has_pages = source.media_type.startswith(_SHOWN) and source.page_count
    if has_pages and sheet_of(office, letter) is not None:
        first, last = source.pages or (1, source.page_count or 1)
        return Paper(pages=tuple(range(first, last + 1)))
    return Paper(text=tuple(_laid_out(letter.text, _blocks(office, letter))))


def sheet_of(office: Office, letter: Letter) -> Sheet | None:
    """Return the letter's file, None where it is not there any more."""
    with office.store.reading() as tx:
        kept = files.of_bytes(tx, letter.source.sha256)
    for file in kept:
        inbox = Path(file.inbox)
        place = inbox / file.place
        # Between its end and its place it still lies where it was claimed.
        on_its_way = inbox / ".vanban" / "work" / file.job_id
        for path in (place, *sorted(on_its_way.rglob("*"))):
            if path.is_file() and not path.is_symlink():
                return Sheet(letter.source.sha256, path, letter.source.pages)
    return None


def anchors_of(office: Office, letter: Letter) -> dict[str, Any]:
    """Return where the words of a letter stand, empty where that is not known."""
    sheet = sheet_of(office, letter)
    nothing: dict[str, Any] = {"pages": [], "words": [], "blocks": []}
    if sheet is None:
        return nothing
    try:
        if _is_slow(letter.source.media_type):
            found = office.sheets.anchors_soon(sheet) or nothing
        else:
            found = office.sheets.anchors(sheet)
    except (VanbanError, OSError):
        return nothing
    if found is nothing:
        return nothing
    if found["text"] != letter.text:
        # Another version read it: boxes of the record still hold, words do not.
        return {**found, "words": [], "blocks": []}
    return found


def _is_slow(media_type: str) -> bool:
    """Tell whether LibreOffice opens it: text at once, laid out from the next time."""
    return not media_type.startswith(_SHOWN) and media_type != _DOCX


def _blocks(office: Office, letter: Letter) -> Sequence[dict[str, Any]]:
    blocks: list[dict[str, Any]] = anchors_of(office, letter)["blocks"]
    return blocks or [
        {"start": match.start(), "end": match.end(), **_PLAIN}
        for match in re.finditer(r"[^\n]+", letter.text)
    ]


_PLAIN: dict[str, Any] = {
    "align": "left",
    "bold": False,
    "italic": False,
    "flow": "full",
    "region": 0,
}


def _laid_out(text: str, blocks: Sequence[dict[str, Any]]) -> Iterator[Columns]:
    """Yield the paragraphs of a letter, columns beside each other."""
    groups: list[list[dict[str, Any]]] = []
    for before, block in pairwise([None, *blocks]):
        assert block is not None
        goes_on = before is not None and _beside(before, block)
        if goes_on:
            groups[-1].append(block)
        else:
            groups.append([block])
    for group in groups:
        right = [b for b in group if b["flow"] == "right"]
        left = [b for b in group if b["flow"] != "right"]
        yield Columns(
            tuple(_paragraph(text, block) for block in left),
            tuple(_paragraph(text, block) for block in right),
        )


def _beside(before: dict[str, Any], block: dict[str, Any]) -> bool:
    return bool(block["region"]) and before["region"] == block["region"]


def _paragraph(text: str, block: dict[str, Any]) -> Paragraph:
    start = block["start"]
    styles = [block["align"], block["flow"]]
    styles += [name for name in ("bold", "italic") if block[name]]
    words = tuple(
        (start + match.start(), start + match.end(), match[0])
        for match in _WORD.finditer(text[start : block["end"]])
    )
    return Paragraph(" ".join(styles), words)
