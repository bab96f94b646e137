"""Footnotes of a DOCX package, which python-docx has no call for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
# Word asks for these two before the first real note.
_SEPARATORS = """
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p>
</w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>
<w:continuationSeparator/></w:r></w:p></w:footnote>
"""


class Footnotes:
    """Collects the notes of one document; `save` writes their part."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._root = parse_xml(
            f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}</w:footnotes>"
        )
        self._n = 0

    def hang(self, paragraph: Paragraph, text: str) -> None:
        """Put a reference at the end of `paragraph` as it is, and keep its note."""
        self._n += 1
        paragraph.paragraph_format.element.append(
            parse_xml(
                f"<w:r {nsdecls('w')}>{_RAISED}"
                f'<w:footnoteReference w:id="{self._n}"/></w:r>'
            )
        )
        note = parse_xml(
            f'<w:footnote {nsdecls("w")} w:id="{self._n}"><w:p><w:r>{_RAISED}'
            "<w:footnoteRef/></w:r><w:r>"
            '<w:rPr><w:sz w:val="20"/></w:rPr>'
            '<w:t xml:space="preserve"> </w:t></w:r></w:p></w:footnote>'
        )
        *_, last = note.iter("{*}t")
        last.text = f" {text}"
        self._root.append(note)

    def save(self) -> None:
        """Add the part to the package, if there is any note."""
        if not self._n:
            return
        part = Part(
            PackURI("/word/footnotes.xml"),
            _TYPE,
            etree.tostring(
                self._root, xml_declaration=True, encoding="UTF-8", standalone=True
            ),
            self._document.part.package,
        )
        self._document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
