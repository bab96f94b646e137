"""Which letters change an earlier one: the table's own examples, and the limits."""

from __future__ import annotations

import pytest

from tests.cli.fakes import letter
from tests.store.arriving import of_bytes
from vanban_parser.lexicon.load import table
from vanban_parser.model.letter import IssuingBody, Reference
from vanban_parser.store.kinship import cited_kin, code_key, likeness, same_key
from vanban_parser.text import normalise

ROWS = table("kinship")["kin"]
CITED = ("12/UBND-VX", "5/QĐ-UBND", "7/TB-UBND")
REFERENCES = tuple(Reference(document_type=None, code=code) for code in CITED)


@pytest.mark.parametrize(
    ("kind", "subject"), [(r["kind"], s) for r in ROWS for s in r["match"]]
)
def test_subjects_that_change_a_letter(kind: str, subject: str) -> None:
    came = letter(subject=normalise(subject), number="99", references=REFERENCES)
    ((found, key),) = cited_kin(came.model_copy(update={"code": "99/UBND-VX"}))
    assert found == kind
    assert key.rpartition("|")[2] in {c.lower().replace("đ", "d") for c in CITED}


@pytest.mark.parametrize("subject", [s for r in ROWS for s in r["not"]])
def test_subjects_that_do_not(subject: str) -> None:
    said = f"{subject} theo Công văn số 12/UBND-VX"
    assert list(cited_kin(letter(subject=said, references=REFERENCES))) == []


def test_grounds_are_not_what_is_corrected() -> None:
    subject = "đính chính Công văn số 12/UBND-VX"
    came = letter(subject=subject, code="20/UBND-VX", references=REFERENCES)
    assert [key for _, key in cited_kin(came)] == [
        code_key("Ủy ban nhân dân xã Mẫu", "12/UBND-VX")
    ]


def test_the_key_is_blind_to_case_marks_and_spaces() -> None:
    loud = letter(issuing_body=IssuingBody(name="UỶ BAN  NHÂN DÂN XÃ MẪU"))
    assert same_key(loud) == same_key(letter())
    assert same_key(letter(issued_on="2021-10")) != same_key(letter())
    assert same_key(letter(issued_on=None)) is None


def test_another_format_says_the_same() -> None:
    pdf, docx = of_bytes("one"), of_bytes("two", media="docx")
    assert likeness(docx, pdf) == "other-format"
    assert likeness(of_bytes("three"), pdf) == "suspected-duplicate"
    other = of_bytes("four", media="docx", text="một công văn có nội dung khác hẳn")
    assert likeness(other, pdf) == "suspected-duplicate"
