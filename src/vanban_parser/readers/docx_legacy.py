"""Makes the runs of a DOCX Unicode where they are in an encoding before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from vanban_parser.readers.docx_nouns import (
    SOFT_HYPHEN,
    Grid,
    GridCell,
    Item,
    Paragraph,
    Run,
)
from vanban_parser.readers.legacy import Survey, main_encoding, may_be_legacy, recoded
from vanban_parser.readers.legacy_tables import Encoding

# What a .doc has for the ư of TCVN3, which Word took for a soft hyphen.
_HORNED_U = "\u00ad"


@dataclass(frozen=True, slots=True)
class Recoded:
    """The stories in Unicode.

    `encoding` is that of most letters converted, or ``unicode``; `is_unread`: words of
    a legacy font could not be made sense of.
    """

    stories: tuple[list[Item], ...]
    encoding: str
    is_unread: bool


def recode(*stories: list[Item]) -> Recoded:
    """Return the stories of one document in Unicode; runs of Unicode as they are."""
    paragraphs = [*_paragraphs(item for story in stories for item in story)]
    text = "\n".join([paragraph.text for paragraph in paragraphs])
    fonts = {run.format.font for paragraph in paragraphs for run in paragraph.runs}
    survey = Survey()
    if may_be_legacy(fonts, text.replace(SOFT_HYPHEN, _HORNED_U)):
        for paragraph in paragraphs:
            survey.add_paragraph(_pieces(paragraph.runs))
    elif SOFT_HYPHEN not in text:
        return Recoded(stories, main_encoding(Counter()), is_unread=False)
    recoder = _Recoder(survey) if survey.is_legacy() else _Plain()
    found = tuple([recoder.item(item) for item in story] for story in stories)
    return Recoded(found, main_encoding(recoder.letters), survey.is_unread())


class _Plain:
    """Rebuilds items only where a soft hyphen is to be dropped."""

    def __init__(self) -> None:
        self.letters: Counter[Encoding] = Counter()

    def item(self, item: Item) -> Item:
        if isinstance(item, Grid):
            cells = tuple(self._cell(cell) for cell in item.cells)
            return item if cells == item.cells else replace(item, cells=cells)
        runs = self.runs(item.runs)
        return item if runs == item.runs else replace(item, runs=runs)

    def _cell(self, cell: GridCell) -> GridCell:
        items = tuple(self.item(item) for item in cell.items)
        return cell if items == cell.items else replace(cell, items=items)

    def runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        if not any(SOFT_HYPHEN in run.text for run in runs):
            return runs
        return tuple(run._replace(text=_without_marks(run.text)) for run in runs)


class _Recoder(_Plain):
    """Converts runs as the survey of the whole document says."""

    def __init__(self, survey: Survey) -> None:
        super().__init__()
        self._survey = survey

    def runs(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        found = []
        converted = recoded(_pieces(runs), self._survey)
        for run, (text, encoding) in zip(runs, converted, strict=True):
            if encoding is None:
                text = _without_marks(run.text)
            elif SOFT_HYPHEN in run.text:
                text = text.replace(_HORNED_U, "")  # VNI has no such letter
            if text != run.text and encoding is not None:
                self.letters[encoding] += len(text)
            found.append(run._replace(text=text.upper() if run.format.caps else text))
        return tuple(found)


def _pieces(runs: Sequence[Run]) -> list[tuple[str, str]]:
    return [(run.format.font, run.text.replace(SOFT_HYPHEN, _HORNED_U)) for run in runs]


def _without_marks(text: str) -> str:
    return text.replace(SOFT_HYPHEN, "")


def _paragraphs(items: Iterable[Item]) -> Iterator[Paragraph]:
    for item in items:
        if isinstance(item, Grid):
            for cell in item.cells:
                yield from _paragraphs(cell.items)
        else:
            yield item
