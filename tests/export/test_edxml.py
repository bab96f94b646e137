"""The header of a letter as edXML: by a schema, and field by field."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.fakes import TASK, letter
from vanban_parser import parse
from vanban_parser.export.edxml import NAMESPACE, to_edxml
from vanban_parser.export.formats import FORMATS
from vanban_parser.export.handed import Handed
from vanban_parser.model.letter import Deadline, Letter, Signature
from vanban_parser.readers.edxml import open_packet
from vanban_parser.settings import Settings

ROOT = Path(__file__).parents[2]
SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("edxml-header.xsd")))
NOW = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)


def checked(one: Letter) -> etree._Element:
    """Return the header of a letter, which fits the schema."""
    root = etree.fromstring(to_edxml(one).encode())
    SCHEMA.assertValid(root.getroottree())
    found = root.find(f".//{{{NAMESPACE}}}MessageHeader")
    assert found is not None
    return found


def said(header: etree._Element, path: str) -> list[str | None]:
    steps = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
    return [one.text for one in header.findall(steps)]


@pytest.mark.parametrize("name", ["01-phe-binh-ba-xa", "10-cong-dien-hoa-toc"])
def test_a_letter_fits_the_schema_and_says_what_it_says(name: str) -> None:
    one = parse(ROOT / "samples" / name / "letter.docx")
    header = checked(one)
    assert said(header, "From/OrganName") == [one.issuing_body.name]
    assert said(header, "To/OrganName") == list(one.addressees)
    assert said(header, "ToPlaces/Place") == list(one.distribution)
    assert said(header, "Code/CodeNumber") == ([one.number] if one.number else [])
    assert said(header, "Code/CodeNotation") == [one.notation]
    assert said(header, "Subject") == ([one.subject] if one.subject else [])
    assert said(header, "SignerInfo/FullName") == [one.signature.name]
    again = open_packet(to_edxml(one).encode(), "x.edxml", Settings()).header
    assert (again.issuer, again.notation) == (one.issuing_body.name, one.notation)
    assert again.urgency == one.urgency


@pytest.mark.parametrize(
    "changes",
    [
        {"issued_on": None, "place": None, "number": None, "notation": None},
        {"issued_on": "2020"},
        {"issued_on": "2020-10-02", "urgency": "hỏa tốc hẹn giờ"},
        {"addressees": (), "distribution": (), "signature": Signature()},
        {"document_type": None, "subject": None, "tasks": ()},
        {"subject": "=HYPERLINK(1) <&>]]> \x07🚨 " + "ộ" * 300},
        {"addressees": ("a\x00b", "\x07"), "distribution": (" ", "]]>")},
    ],
)
def test_whatever_a_letter_lacks_or_says_it_fits_the_schema(
    changes: dict[str, object],
) -> None:
    checked(letter(**changes))


def test_a_day_that_is_none_is_refused_and_the_next_one_counts() -> None:
    wrong = TASK.model_copy(
        update={"deadline": Deadline(text="31/11", date="2020-11-31")}
    )
    right = TASK.model_copy(
        update={"deadline": Deadline(text="1/12", date="2020-12-01")}
    )
    one = letter(tasks=(wrong, right))
    assert said(checked(one), "DueDate") == ["2020/12/01"]
    (error,) = FORMATS["edxml"].write([Handed(one, "x")], NOW).refused
    assert (error.code, error.detail) == ("unfit-for-format", "deadline 2020-11-31")


def test_the_schema_would_notice() -> None:
    for wrong, right in (
        ("2020/10/15", "15/10/2020"),
        ("<Subject>", "<Subjekt>"),
        ("<Code>", "<Priority>1</Priority><Code>"),
    ):
        text = to_edxml(letter()).replace(wrong, right)
        text = text.replace("</Subject>", "</Subjekt>") if "Subjekt" in text else text
        assert not SCHEMA.validate(etree.fromstring(text.encode()).getroottree())
