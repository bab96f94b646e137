"""Walks a story (body, cell, box, footnote) of the tree to paragraphs and grids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vanban_parser.model.document import Align
from vanban_parser.readers.docx_grid import read_grid
from vanban_parser.readers.docx_nouns import Grid, Item, Paragraph, Run, RunFormat
from vanban_parser.readers.docx_numbering import Numbering
from vanban_parser.readers.docx_package import Package
from vanban_parser.readers.docx_runs import Fields, Runs
from vanban_parser.readers.docx_styles import Look, Settings, Style, Styles
from vanban_parser.readers.docx_xml import (
    MC,
    VML,
    Node,
    W,
    alternative,
    child,
    control_content,
    head,
)

_PARAGRAPH, _TABLE, _PROPERTIES = W + "p", W + "tbl", W + "pPr"
_RUN_PROPERTIES, _CONTROL = W + "rPr", W + "sdt"
_DELETIONS = frozenset({W + "del", W + "moveFrom"})
_BULLETS = frozenset({"-", "+"})
_ALTERNATIVES = MC + "AlternateContent"
_WORD_ART = VML + "textpath"
_WRAPPERS = frozenset(
    W + name for name in ("ins", "moveTo", "sdtContent", "customXml", "smartTag")
)
# Default tab stops and, about, the width of a space (of the size) in points: typed
# in front of a line they are its indent.
_TAB_PT = 36.0
_SPACE_EM = 0.25
_BLANKS = (" ", "\t", "\u00a0")


class Story:
    """Reads a package's stories; counts lists, so each is read once, in order."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        self._fields = Fields()
        self._notes: list[tuple[str, str]] = []
        stories = (package.document, package.footnotes, package.endnotes)
        self._has_deletions = any(map(_has_deletions, stories))

    def body(self) -> list[Item]:
        """Return the paragraphs and tables of the letter, without its notes."""
        body = child(self._package.document, W + "body")
        return [] if body is None else self.items(body)

    def notes(self) -> list[Item]:
        """Return the footnotes, then the endnotes, as the body cites them."""
        roots = {
            W + "footnoteReference": self._package.footnotes,
            W + "endnoteReference": self._package.endnotes,
        }
        wanted = list(dict.fromkeys(self._notes))
        found: list[Item] = []
        for reference, root in roots.items():
            by_id = {} if root is None else {node.get(W + "id"): node for node in root}
            cited = [note for kind, note in wanted if kind == reference]
            for number, note in enumerate(cited, 1):
                if note in by_id:
                    found.extend(_numbered(self.items(by_id[note]), number))
        return found

    def items(self, container: Node) -> list[Item]:
        """Return what stands in a body, cell, box or note, in document order."""
        if container.tag == _WORD_ART:
            style = self._styles.paragraph(None)
            form = self._styles.format(style, None)
            return [Paragraph((Run(container.get("string") or "", form),))]
        found: list[Item] = []
        carried: list[Run] = []
        for node in _blocks(container):
            if node.tag == _TABLE:
                found.extend(self._table(node))
                continue
            properties = head(node, _PROPERTIES)
            joins = self._has_deletions and _mark_is_deleted(properties)
            settings = self._styles.settings(properties)
            runs = self._runs(node, settings.style)
            carried.extend(runs.runs)
            found.extend(runs.boxes_before)
            if not joins:
                runs.runs, carried = carried, []
                found.append(self._paragraph(runs, properties, settings))
            found.extend(runs.boxes_after)
        if carried:
            found.append(Paragraph(tuple(carried)))
        return found

    def _table(self, node: Node) -> Iterator[Grid]:
        grid = read_grid(node, self.items, self._styles)
        if grid.cells:
            yield grid

    def _runs(self, node: Node, style: Style) -> Runs:
        runs = Runs(self._styles, self._fields, style, self.items, self._notes)
        runs.read(node)
        self._fields.end_paragraph()
        return runs

    def _paragraph(
        self, runs: Runs, properties: Node | None, settings: Settings
    ) -> Paragraph:
        style, direct, shown = settings
        written = runs.runs
        if shown.num_id is not None and not (
            runs.is_blank and self._is_hidden(style, properties)
        ):
            number = self._numbering.number(shown.num_id, shown.level, style)
            if number is not None:
                own = Look(left=number.level.left, first=number.level.first)
                # The list's indents are below the style's where the style names it.
                shown = (
                    shown.over(own)
                    if direct.num_id is None
                    else direct.over(own).over(style.look)
                )
                written = self._labelled(written, number.label, style)
        return _made(written, shown)

    def _labelled(self, runs: list[Run], label: str, style: Style) -> list[Run]:
        """Return the runs behind their label; a bullet with nothing behind it goes."""
        is_blank = not any(run.text.strip() for run in runs)
        if not label or (is_blank and label.strip() in _BULLETS):
            return runs
        form = runs[0].format if runs else self._styles.format(style, None)
        return [Run(label, form), *runs]

    def _is_hidden(self, style: Style, properties: Node | None) -> bool:
        mark = child(properties, _RUN_PROPERTIES)
        return self._styles.format(style, mark).hidden


def _made(runs: list[Run], shown: Look) -> Paragraph:
    left = shown.left or 0.0
    return Paragraph(
        tuple(runs),
        shown.align or Align.LEFT,
        left,
        left + (shown.first or 0.0) + _typed_indent(runs),
        shown.before or 0.0,
        shown.after or 0.0,
        shown.right or 0.0,
    )


def _typed_indent(runs: list[Run]) -> float:
    """Return how far blanks typed in front of the words move them, in points."""
    if not runs or not runs[0].text.startswith(_BLANKS):
        return 0.0
    text = "".join([run.text for run in runs[:4]])
    blank = text[: len(text) - len(text.lstrip("".join(_BLANKS)))]
    tabs = blank.count("\t")
    return tabs * _TAB_PT + (len(blank) - tabs) * _SPACE_EM * runs[0].format.size


def _blocks(container: Node) -> Iterator[Node]:
    """Yield the paragraphs and tables, also those inside controls and insertions."""
    for node in container:
        tag = node.tag
        if tag in (_PARAGRAPH, _TABLE):
            yield node
        elif tag in _WRAPPERS:
            yield from _blocks(node)
        elif tag == _CONTROL:
            content = control_content(node)
            if content is not None:
                yield from _blocks(content)
        elif tag == _ALTERNATIVES:
            branch = alternative(node)
            if branch is not None:
                yield from _blocks(branch)


def _has_deletions(root: Node | None) -> bool:
    return root is not None and next(root.iter(*_DELETIONS), None) is not None


def _mark_is_deleted(properties: Node | None) -> bool:
    """Tell whether a tracked change joins the paragraph to the next one."""
    mark = child(properties, _RUN_PROPERTIES)
    return mark is not None and next(mark.iterchildren(*_DELETIONS), None) is not None


def _numbered(items: list[Item], number: int) -> list[Item]:
    """Put a note's number in front of its first paragraph."""
    first = items[0] if items else None
    if not isinstance(first, Paragraph):
        return items
    form = first.runs[0].format if first.runs else RunFormat(0.0)
    runs = (Run(f"{number} ", form), *first.runs)
    return [replace(first, runs=runs), *items[1:]]
