"""What is printed inside one paragraph: its runs, and the boxes anchored in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from vanban_parser.readers.docx_nouns import (
    LINE_BREAK,
    PAGE_BREAK,
    SOFT_HYPHEN,
    Item,
    Run,
    RunFormat,
)
from vanban_parser.readers.docx_styles import Style, Styles
from vanban_parser.readers.docx_xml import (
    MATH,
    MC,
    VML,
    Node,
    W,
    alternative,
    child,
    control_content,
    whole,
)
from vanban_parser.readers.legacy_fonts import face_of

_TEXT, _TYPE = W + "t", W + "type"
_BOX, _WORD_ART = W + "txbxContent", VML + "textpath"
_ALTERNATIVES = MC + "AlternateContent"
_RUN, _RUN_PROPERTIES, _CONTROL = W + "r", W + "rPr", W + "sdt"
# Elements around runs that print what is in them.  Deletions and the old place of
# moved words (w:del, w:moveFrom) are not among them.
_WRAPPERS = frozenset(
    W + name
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "sdtContent", "fldSimple"),
        *("customXml", "dir", "bdo", "ruby", "rubyBase"),
    )
)
_SIGNS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": LINE_BREAK,
    W + "noBreakHyphen": "-",
    W + "softHyphen": SOFT_HYPHEN,
}
_BREAKS = {"page": PAGE_BREAK, "column": PAGE_BREAK}
# Signs of the Symbol font that mean something in a sentence; the rest are ornaments.
_SYMBOLS = {
    0xA3: "≤",
    0xB3: "≥",
    0xB0: "°",
    0xB1: "±",
    0xB4: "×",
    0x2D: "-",
    0xB7: "-",
}
# Empty, ticked and crossed boxes of Wingdings: no bullets.
_CHECK_BOXES = frozenset({0x6F, 0x71, 0x72, 0xA8, 0xFD, 0xFE})


class Fields:
    """Field codes that are open; a field may go on over several paragraphs."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []
        self._n_codes = 0

    @property
    def hide(self) -> bool:
        """Text here belongs to a code, not to its result."""
        return self._n_codes > 0

    def mark(self, kind: str | None) -> None:
        """Take note of a ``w:fldChar``."""
        if kind == "begin":
            self._in_code.append(True)
            self._n_codes += 1
        elif self._in_code and kind in {"separate", "end"}:
            self._n_codes -= self._in_code.pop()
            if kind == "separate":
                self._in_code.append(False)

    def end_paragraph(self) -> None:
        """Forget codes that do not end: they must not swallow the letter."""
        if self._n_codes:
            self._in_code = [code for code in self._in_code if not code]
            self._n_codes = 0


class Runs:
    """Collects one paragraph; `boxes` keeps what is anchored before and after text."""

    def __init__(
        self,
        styles: Styles,
        fields: Fields,
        style: Style,
        read_box: Callable[[Node], list[Item]],
        notes: list[tuple[str, str]],
    ) -> None:
        self._styles = styles
        self._fields = fields
        self._style = style
        self._read_box = read_box
        self._notes = notes
        self.runs: list[Run] = []
        self.is_blank = True
        self.boxes_before: list[Item] = []
        self.boxes_after: list[Item] = []

    def read(self, node: Node) -> None:
        """Take in the children of a paragraph or of an element around runs."""
        for part in node:
            tag = part.tag
            if tag == _RUN:
                self._run(part)
            elif tag in _WRAPPERS:
                self.read(part)
            elif tag == _CONTROL:
                self._control(part)
            elif tag == _ALTERNATIVES:
                branch = alternative(part)
                if branch is not None:
                    self.read(branch)
            elif tag in _FORMULAS:
                self._formula(part)

    def _control(self, node: Node) -> None:
        """Read a content control, unless it shows only its hint to fill it in."""
        content = control_content(node)
        if content is not None:
            self.read(content)

    def _formula(self, node: Node) -> None:
        words = "".join(text.text or "" for text in node.iter(MATH + "t"))
        self._write(words, self._styles.format(self._style, None))

    def _run(self, node: Node) -> None:
        parts = list(node)
        # Properties stand first (ECMA-376); where they do not, they are looked for.
        is_first = bool(parts) and parts[0].tag == _RUN_PROPERTIES
        properties = parts.pop(0) if is_first else child(node, _RUN_PROPERTIES)
        self._content(parts, self._styles.format(self._style, properties))

    def _content(self, parts: Iterable[Node], form: RunFormat) -> None:
        for part in parts:
            tag = part.tag
            if tag == _TEXT:
                self._write(part.text or "", form)
            elif tag in self._readers:
                self._readers[tag](self, part, form)

    def _write(self, text: str, form: RunFormat) -> None:
        if text and not form.hidden and not self._fields.hide:
            self.is_blank = self.is_blank and not text.strip()
            # Capitals of a legacy font are made of Unicode, later: µ is no mu there.
            is_upper = form.caps and face_of(form.font) is None
            self.runs.append(Run(text.upper() if is_upper else text, form))

    def _sign(self, node: Node, form: RunFormat) -> None:
        self._write(_SIGNS[node.tag], form)

    def _break(self, node: Node, form: RunFormat) -> None:
        self._write(_BREAKS.get(node.get(_TYPE) or "", LINE_BREAK), form)

    def _field(self, node: Node, form: RunFormat) -> None:
        self._fields.mark(node.get(W + "fldCharType"))

    def _symbol(self, node: Node, form: RunFormat) -> None:
        code = _hexadecimal(node.get(W + "char"))
        if code is None:
            return
        code &= 0xFF
        if (node.get(W + "font") or "").lower() == "symbol" and code in _SYMBOLS:
            self._write(_SYMBOLS[code], form)
        elif self.is_blank and code not in _CHECK_BOXES:
            self._write("- ", form)

    def _wrapped(self, node: Node, form: RunFormat) -> None:
        self.read(node)

    def _alternatives(self, node: Node, form: RunFormat) -> None:
        branch = alternative(node)
        if branch is not None:
            self._content(branch, form)

    def _drawing(self, node: Node, form: RunFormat) -> None:
        if form.hidden or next(node.iter(_BOX, _WORD_ART), None) is None:
            return
        for box in _boxes(node):
            target = self.boxes_before if self.is_blank else self.boxes_after
            target.extend(self._read_box(box))

    def _note(self, node: Node, form: RunFormat) -> None:
        note_id = node.get(W + "id")
        if note_id is not None and whole(note_id) is not None:
            self._notes.append((node.tag, note_id))

    _readers: ClassVar[dict[str, Callable[[Runs, Node, RunFormat], None]]] = {
        **dict.fromkeys(_SIGNS, _sign),
        W + "br": _break,
        W + "fldChar": _field,
        W + "sym": _symbol,
        W + "ruby": _wrapped,
        W + "drawing": _drawing,
        W + "pict": _drawing,
        W + "object": _drawing,
        W + "footnoteReference": _note,
        W + "endnoteReference": _note,
        _ALTERNATIVES: _alternatives,
    }


_FORMULAS = frozenset({MATH + "oMath", MATH + "oMathPara"})


def _boxes(node: Node) -> Iterator[Node]:
    """Yield the text boxes of a drawing, outermost only, each once."""
    for part in node:
        tag = part.tag
        if tag in (_BOX, _WORD_ART):
            yield part
        elif tag == _ALTERNATIVES:
            branch = alternative(part)
            if branch is not None:
                yield from _boxes(branch)
        else:
            yield from _boxes(part)


def _hexadecimal(value: str | None) -> int | None:
    try:
        return int((value or "")[:8], 16)
    except ValueError:
        return None
