"""How a paragraph and its runs look, after styles, defaults and direct settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from vanban_parser.model.document import Align
from vanban_parser.readers.docx_nouns import RunFormat
from vanban_parser.readers.docx_xml import (
    VAL,
    Node,
    W,
    child,
    child_value,
    descend,
    is_on,
    points,
)

# Word's own size where neither run, style nor defaults give one (ECMA-376, 17.3.2.38).
_WORD_SIZE_PT = 10.0
_ALIGNS = {"center": Align.CENTER, "right": Align.RIGHT, "end": Align.RIGHT}
_BASE_STYLES = 40
"""A longer chain of based-on styles is a loop or an attack."""


class RunLook(NamedTuple):
    """Settings of one level for runs; None: the level says nothing."""

    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    def over(self, base: RunLook) -> RunLook:
        """Return these settings, and those of `base` where they are silent."""
        return RunLook(
            base.size if self.size is None else self.size,
            base.bold if self.bold is None else self.bold,
            base.italic if self.italic is None else self.italic,
            base.caps if self.caps is None else self.caps,
            base.hidden if self.hidden is None else self.hidden,
            base.font if self.font is None else self.font,
        )


class Look(NamedTuple):
    """Settings of one level for paragraphs, measures in points; None: silent."""

    align: Align | None = None
    left: float | None = None
    first: float | None = None
    before: float | None = None
    after: float | None = None
    num_id: str | None = None
    level: str | None = None
    right: float | None = None

    def over(self, base: Look) -> Look:
        """Return these settings, and those of `base` where they are silent."""
        return Look(
            base.align if self.align is None else self.align,
            base.left if self.left is None else self.left,
            base.first if self.first is None else self.first,
            base.before if self.before is None else self.before,
            base.after if self.after is None else self.after,
            base.num_id if self.num_id is None else self.num_id,
            base.level if self.level is None else self.level,
            base.right if self.right is None else self.right,
        )


def run_look(properties: Node | None) -> tuple[RunLook, str | None]:
    """Return what a ``w:rPr`` sets directly, and the character style it names."""
    if properties is None:
        return _SILENT, None
    found = {tag: node for node in properties if (tag := node.tag) in _RUN_SETTINGS}
    if not found:
        return _SILENT, None
    size, fonts = found.get(_SIZE), found.get(_FONTS)
    style = found.get(_RUN_STYLE)
    doubled = None if size is None else points(size.get(VAL))
    bold, italic, caps, hidden = (
        is_on(found[tag]) if tag in found else None for tag in _SWITCHES
    )
    return RunLook(
        # Half-points; `points` has divided by twenty.
        None if doubled is None else doubled * 10,
        bold,
        italic,
        caps,
        hidden,
        None if fonts is None else _font(fonts),
    ), None if style is None else style.get(VAL)


def _font(node: Node) -> str | None:
    return node.get(_ASCII) or node.get(_HIGH_ANSI)


def look(properties: Node | None) -> Look:
    """Return what a ``w:pPr`` sets directly."""
    if properties is None:
        return _PLAIN
    align: Align | None = None
    left = first = right = before = after = None
    num_id = level = None
    for node in properties:
        tag = node.tag
        if tag == _JUSTIFY:
            align = _ALIGNS.get(node.get(VAL) or "", Align.LEFT)
        elif tag == _INDENT:
            left, first = indents(node)
            right = points(node.get(_RIGHT) or node.get(_END))
        elif tag == _SPACING:
            before, after = points(node.get(_BEFORE)), points(node.get(_AFTER))
        elif tag == _NUMBERING:
            num_id, level = child_value(node, _NUM_ID), child_value(node, _LEVEL)
    return Look(align, left, first, before, after, num_id, level, right)


def indents(node: Node | None) -> tuple[float | None, float | None]:
    """Return left indent and first-line offset (hanging: negative) in points."""
    if node is None:
        return None, None
    left = points(node.get(_LEFT) or node.get(_START))
    hanging = points(node.get(_HANGING))
    first = points(node.get(_FIRST_LINE)) if hanging is None else -hanging
    return left, first


_SILENT = RunLook()
_PLAIN = Look()
_STYLE = W + "pStyle"
_SIZE, _FONTS, _RUN_STYLE = W + "sz", W + "rFonts", W + "rStyle"
_ASCII, _HIGH_ANSI = W + "ascii", W + "hAnsi"
_JUSTIFY, _INDENT, _SPACING = W + "jc", W + "ind", W + "spacing"
_LEFT, _START, _RIGHT, _END = W + "left", W + "start", W + "right", W + "end"
_FIRST_LINE, _HANGING = W + "firstLine", W + "hanging"
_BEFORE, _AFTER = W + "before", W + "after"
_NUMBERING, _NUM_ID, _LEVEL = W + "numPr", W + "numId", W + "ilvl"
_PARAGRAPH_SETTINGS = frozenset({_STYLE, _JUSTIFY, _INDENT, _SPACING})
_SWITCHES = (W + "b", W + "i", W + "caps", W + "vanish")
_RUN_SETTINGS = frozenset({*_SWITCHES, _SIZE, _FONTS, _RUN_STYLE})


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all that it is based on."""

    style_id: str | None
    look: Look = _PLAIN
    run: RunLook = _SILENT


class Settings(NamedTuple):
    """What a paragraph's properties say: its style, and how it looks.

    `direct` is what they set themselves, `look` that over the style's.
    """

    style: Style
    direct: Look
    look: Look


class Styles:
    """The styles part, resolved on demand.

    A letter repeats the same few settings a thousand times: what they come to is kept
    by what they say.
    """

    def __init__(self, root: Node | None) -> None:
        self._nodes: dict[str, Node] = {}
        self._resolved: dict[str | None, Style] = {}
        self._formats: dict[tuple[str | None, ...], RunFormat] = {}
        self._settings: dict[tuple[object, ...], Settings] = {}
        self._characters: dict[str, RunLook] = {}
        self._default: str | None = None
        self.default_table: str | None = None
        self._base = Style(None)
        for node in () if root is None else root:
            if node.tag == W + "style":
                self._add(node)
            elif node.tag == W + "docDefaults":
                run = descend(node, W + "rPrDefault", W + "rPr")
                paragraph = descend(node, W + "pPrDefault", W + "pPr")
                self._base = Style(None, look(paragraph), run_look(run)[0])

    def _add(self, node: Node) -> None:
        style_id = node.get(W + "styleId")
        if style_id is None:
            return
        self._nodes[style_id] = node
        if node.get(W + "default") in {"1", "true", "on"}:
            if node.get(W + "type") == "paragraph":
                self._default = style_id
            elif node.get(W + "type") == "table":
                self.default_table = style_id

    def chain(self, style_id: str | None) -> tuple[Node, ...]:
        """Return the style's element and those it is based on, itself first."""
        nodes: list[Node] = []
        while style_id in self._nodes and len(nodes) < _BASE_STYLES:
            node = self._nodes[style_id]
            nodes.append(node)
            style_id = child_value(node, W + "basedOn") or ""
        return tuple(nodes)

    def paragraph(self, style_id: str | None) -> Style:
        """Return a paragraph style; the default one for None or an unknown name."""
        known = style_id if style_id in self._nodes else self._default
        if known not in self._resolved:
            style = self._resolve(known)
            self._resolved[known] = Style(
                known, style.look.over(self._base.look), style.run
            )
        return self._resolved[known]

    def _resolve(self, style_id: str | None) -> Style:
        own, run = Look(), _SILENT
        for node in self.chain(style_id):
            own = own.over(look(child(node, W + "pPr")))
            run = run.over(run_look(child(node, W + "rPr"))[0])
        return Style(style_id, own, run)

    def _character(self, style_id: str | None) -> RunLook:
        if style_id is None:
            return _SILENT
        if style_id not in self._characters:
            self._characters[style_id] = self._resolve(style_id).run
        return self._characters[style_id]

    def settings(self, properties: Node | None) -> Settings:
        """Return what a paragraph's ``w:pPr`` says, with what its style does."""
        said: list[object] = []
        for node in () if properties is None else properties:
            tag = node.tag
            if tag in _PARAGRAPH_SETTINGS:
                said += (tag, *node.items())
            elif tag == _NUMBERING:
                said += (tag, child_value(node, _NUM_ID), child_value(node, _LEVEL))
        key = tuple(said)
        found = self._settings.get(key)
        if found is None:
            style = self.paragraph(child_value(properties, _STYLE))
            direct = look(properties)
            found = Settings(style, direct, direct.over(style.look))
            self._settings[key] = found
        return found

    def format(self, paragraph: Style, properties: Node | None) -> RunFormat:
        """Return how a run with these properties looks in such a paragraph."""
        said = [paragraph.style_id]
        for node in () if properties is None else properties:
            tag = node.tag
            if tag in _RUN_SETTINGS:
                said += (tag, _font(node) if tag == _FONTS else node.get(VAL))
        key = tuple(said)
        found = self._formats.get(key)
        if found is None:
            found = self._formats[key] = self._format(paragraph, *run_look(properties))
        return found

    def _format(
        self, paragraph: Style, direct: RunLook, character: str | None
    ) -> RunFormat:
        own = self._character(character)
        base = self._base.run
        plain = direct.over(own).over(paragraph.run).over(base)
        levels = (direct, own, paragraph.run, base)
        return RunFormat(
            plain.size or _WORD_SIZE_PT,
            bold=_toggled(*(level.bold for level in levels)),
            italic=_toggled(*(level.italic for level in levels)),
            caps=_toggled(*(level.caps for level in levels)),
            hidden=_toggled(*(level.hidden for level in levels)),
            font=plain.font or "",
        )


def _toggled(*levels: bool | None) -> bool:
    """Return a switch set directly, by two styles, by default, in this order.

    On in both styles is off (ECMA-376 part 1, 17.7.3).
    """
    direct, character, paragraph, default = levels
    if direct is not None:
        return direct
    return bool(default) or bool(character) != bool(paragraph)
