"""Files that are made to do harm, or that came to harm, for the tests.

Each of `CASES` names what ``vanban parse`` must say of the file.  The bombs are small:
what they unpack to is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.hostile.docxs import (
    laughs,
    locked_docx,
    long_paragraph,
    many_parts,
    nested_tables,
    outside_entity,
    zip_bomb,
)
from tools.hostile.others import nested_rtf, png
from tools.hostile.packing import half_of, sample
from tools.hostile.pdfs import (
    flate_bomb,
    form_loop,
    image_bomb,
    locked_pdf,
    many_pages,
    nested_array,
    page_tree_loop,
    vast_page,
)

__all__ = ["CASES", "Case", "sample", "write"]


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and the codes of errors that are right for it; `ok`: it is read."""

    name: str
    codes: tuple[str, ...]
    make: Callable[[], bytes]


_TOO_MUCH = ("too-large", "memory-limit", "time-limit")

CASES: tuple[Case, ...] = (
    Case("empty.pdf", ("empty-file",), lambda: b""),
    Case("truncated.pdf", ("damaged-file",), lambda: half_of("pdf")),
    Case("truncated.docx", ("damaged-file",), lambda: half_of("docx")),
    Case("locked.pdf", ("encrypted-file",), locked_pdf),
    Case("locked.docx", ("encrypted-file",), locked_docx),
    Case("pdf-by-another-name.docx", ("ok",), lambda: sample("pdf")),
    Case("text.pdf", ("unsupported-format",), lambda: b"Kinh gui: cac phong\n" * 9),
    Case("program.doc", ("unsupported-format",), lambda: b"MZ\x90\x00" + bytes(999)),
    Case("flate-bomb-paths.pdf", _TOO_MUCH, lambda: flate_bomb(b"0 0 m ", 1600)),
    Case(
        "flate-bomb-text.pdf",
        _TOO_MUCH,
        lambda: flate_bomb(b"BT /F 9 Tf 9 9 Td (a b) Tj ET ", 400),
    ),
    Case("image-bomb.pdf", ("no-text", *_TOO_MUCH), lambda: image_bomb(30_000)),
    Case("vast-page.pdf", ("too-large",), lambda: vast_page(200_000)),
    Case("many-pages.pdf", ("too-large",), lambda: many_pages(2_000)),
    Case(
        "nested-array.pdf", ("damaged-file", "no-text"), lambda: nested_array(500_000)
    ),
    Case("page-tree-loop.pdf", ("damaged-file", "too-large"), page_tree_loop),
    Case("form-loop.pdf", ("no-text", "time-limit"), lambda: form_loop(60)),
    Case("zip-bomb.docx", ("too-large",), lambda: zip_bomb(1_000)),
    Case(
        "lying-zip-bomb.docx",
        ("too-large", "damaged-file"),
        lambda: zip_bomb(1_000, claimed=9_000),
    ),
    Case("many-parts.docx", ("too-large",), lambda: many_parts(10_001)),
    Case("laughs.docx", ("damaged-file",), lambda: laughs(12)),
    Case("outside-entity.docx", ("damaged-file",), outside_entity),
    Case("nested-tables.docx", ("damaged-file",), lambda: nested_tables(100_000)),
    Case("long-paragraph.docx", ("ok", *_TOO_MUCH), lambda: long_paragraph(300_000)),
    Case(
        "nested-groups.rtf",
        # LibreOffice takes as much of time and memory as it is given.
        (
            *("ok", "damaged-file", "conversion-timeout", "no-text"),
            *("missing-program", *_TOO_MUCH),
        ),
        lambda: nested_rtf(300_000),
    ),
    Case("picture.png", ("unsupported-format", *_TOO_MUCH), lambda: png(30_000)),
)


def write(folder: Path) -> Iterator[tuple[Case, Path]]:
    """Write the files of all cases."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in CASES:
        path = folder / case.name
        path.write_bytes(case.make())
        yield case, path
