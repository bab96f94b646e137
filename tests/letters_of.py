"""Documents of invented letters, made from typed lines and not from files.

Every line is a paragraph; what stands before it says where it is printed:

- ``<< `` left column, ``>> `` right column (neighbours make one region);
- ``== `` centred and bold, ``## `` bold, ``[] `` stamp, ``^^ `` footnote;
- ``| a | b |`` a row of a ruled table (neighbours make one table); ``.`` is an empty
  cell, ``||`` in a cell parts its paragraphs;
- nothing: running text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from vanban_parser.model.document import (
    Align,
    Block,
    Cell,
    Document,
    Flow,
    Source,
    Span,
    Table,
)
from vanban_parser.model.letter import Letter, Task
from vanban_parser.model.zones import Zones
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings
from vanban_parser.text import normalise
from vanban_parser.zones import cut

SOURCE = Source("thu.docx", "0" * 64, "application/test", None)
HEAD = """\
<< {issuer}
<< Số: {number}
<< {side}
>> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>> Độc lập - Tự do - Hạnh phúc
>> {place}, ngày {day} tháng 9 năm 2026
"""
CLOSING = """\
<< Nơi nhận:
<< - Như trên;
<< - Lưu: VT, VP.
>> KT. CHỦ TỊCH
>> PHÓ CHỦ TỊCH
>> Lê Văn Mẫu
"""
TO_ALL = """\
Kính gửi:
- Các phòng, ban thuộc UBND huyện;
- Ủy ban nhân dân các xã, thị trấn.
"""
_LOOKS = {
    "<< ": (Flow.LEFT, Align.CENTER, False),
    ">> ": (Flow.RIGHT, Align.CENTER, False),
    "== ": (Flow.FULL, Align.CENTER, True),
    "## ": (Flow.FULL, Align.LEFT, True),
    "[] ": (Flow.STAMP, Align.LEFT, False),
    "^^ ": (Flow.NOTE, Align.LEFT, False),
}
_PLAIN = (Flow.FULL, Align.LEFT, False)


class _Setter:
    """Collects blocks and tables over one text."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.region = 0

    def put(self, words: str, flow: Flow, align: Align, *, bold: bool) -> Span:
        words = normalise(words)
        start = self.length
        self.lines.append(words)
        self.length += len(words) + 1
        placed = flow in (Flow.LEFT, Flow.RIGHT, Flow.CELL)
        self.blocks.append(
            Block(
                start,
                start + len(words),
                flow=flow,
                region=self.region if placed else 0,
                align=align,
                bold=bold,
                size=14.0,
            )
        )
        return Span(start, start + len(words))

    def table(self, rows: Sequence[str]) -> None:
        cells = []
        columns = 0
        for n, row in enumerate(rows):
            texts = [text.strip() for text in row.strip("| ").split(" | ")]
            columns = max(columns, len(texts))
            for column, text in enumerate(texts):
                spans = tuple(
                    self.put(piece, Flow.CELL, Align.LEFT, bold=False)
                    for piece in text.split("||")
                    if normalise(piece).strip(".")
                )
                cells.append(Cell(n, column, spans))
        self.tables.append(Table(self.region, len(rows), columns, tuple(cells)))


def document_of(typed: str) -> Document:
    """Return the document that `typed` describes."""
    setter = _Setter()
    # Control characters alone are no paragraph, as with a reader.
    lines = [line for line in typed.splitlines() if normalise(_bare(line))]
    for part, group in groupby(lines, key=_part):
        if part != "running":
            setter.region += 1
        if part == "table":
            setter.table(list(group))
            continue
        for line in group:
            flow, align, bold = _LOOKS.get(line[:3], _PLAIN)
            setter.put(_bare(line), flow, align, bold=bold)
    return Document(
        source=SOURCE,
        text="\n".join(setter.lines),
        blocks=tuple(setter.blocks),
        tables=tuple(setter.tables),
    )


def _bare(line: str) -> str:
    return line[3:] if line[:3] in _LOOKS else line


def _part(line: str) -> str:
    if line[:3] in ("<< ", ">> "):
        return "columns"
    return "table" if line.startswith("|") else "running"


def typed_letter(
    body: str,
    *,
    to: str = TO_ALL,
    kind: str | None = None,
    subject: str = "rà soát nhà văn hóa thôn",
    issuer: str = "ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN",
    number: str | None = None,
    day: str = "10",
    closing: str = CLOSING,
) -> str:
    """Return a whole letter, typed, with this body."""
    head = HEAD.format(
        issuer=issuer,
        number=number or ("15/UBND-VP" if kind is None else "15/XX-UBND"),
        side=f"V/v {subject}" if kind is None else "*****",
        place="Mẫu Sơn",
        day=day,
    )
    title = "" if kind is None else f"== {kind}\n== {subject}\n"
    return f"{head}{title}{to}{body.strip()}\n{closing}"


def parse(typed: str) -> Letter:
    """Return the letter that typed lines are, by the grammar alone."""
    return Parser(Settings(model=False)).resolve(document_of(typed)).letter


def tasks_of(body: str, **parts: str | None) -> tuple[Task, ...]:
    """Return the tasks of a letter with this body; `parts` as `typed_letter` has."""
    return parse(typed_letter(body, **parts)).tasks  # type: ignore[arg-type]


def zones_of(typed: str) -> tuple[Document, Zones]:
    """Return the document and its parts."""
    document = document_of(typed)
    return document, cut(document)


def words_of(document: Document, spans: Sequence[Span]) -> list[str]:
    """Return what stands at `spans`."""
    return [span.of(document.text) for span in spans]
