"""Digital signatures as the letter reports them, and what is to be doubted."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban_parser.lexicon.load import table
from vanban_parser.model.document import Added, Document, SignatureFact, Source
from vanban_parser.model.letter import DigitalSignature
from vanban_parser.resolve.signatures import digital_signatures, kind_of

FACT = SignatureFact(
    field="Signature1",
    signer="SỞ CÂY CẢNH",
    organisation="ỦY BAN NHÂN DÂN TỈNH MẪU SƠN",
    units=(),
    signed_at="2026-09-10T08:30:00+07:00",
    issuer="CA mẫu",
    covers_whole_file=True,
    intact=True,
    trusted=None,
    added=Added.NOTHING,
)
PERSON = replace(FACT, signer="Lê Văn Mẫu", units=("SỞ CÂY CẢNH",))
PUBLISHER = replace(FACT, signer="TRUNG TÂM CÔNG BÁO VÀ TIN HỌC", units=("VĂN PHÒNG",))
ISSUER = "/issuing_body/name"


def document(*facts: SignatureFact) -> Document:
    source = Source("thu.pdf", "0" * 64, "application/pdf", 1)
    return Document(source, "", signatures=facts)


def doubts(*facts: SignatureFact, issuer: str | None = None) -> list[tuple[str, str]]:
    _, found = digital_signatures(document(*facts), issuer)
    return [(code, field or "") for code, field in found]


def test_a_signature_is_reported_with_its_kind_and_what_came_after() -> None:
    reported, _ = digital_signatures(document(FACT, PERSON), None)
    assert reported[0] == DigitalSignature(
        signer="SỞ CÂY CẢNH",
        organisation="ỦY BAN NHÂN DÂN TỈNH MẪU SƠN",
        signed_at="2026-09-10T08:30:00+07:00",
        issuer="CA mẫu",
        covers_whole_file=True,
        intact=True,
        trusted=None,
        kind="organisation",
        added="nothing",
    )
    assert (reported[1].signer, reported[1].kind) == ("Lê Văn Mẫu", "person")


def test_a_letter_without_signatures_has_none_and_no_doubts() -> None:
    assert digital_signatures(document(), "Sở Cây cảnh") == ((), ())


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (FACT, None),
        (replace(FACT, covers_whole_file=False, added=Added.FORMS), None),
        (replace(FACT, trusted=True), None),
        (replace(FACT, intact=False, added=Added.OTHER), "signature-not-intact"),
        (replace(FACT, intact=False, trusted=False), "signature-not-intact"),
        (replace(FACT, intact=None), "signature-unread"),
        (replace(FACT, added=Added.OTHER), "signature-added-after"),
        (replace(FACT, trusted=False), "signature-untrusted"),
    ],
)
def test_each_doubt_has_its_code_and_points_at_its_signature(
    fact: SignatureFact, code: str | None
) -> None:
    expected = [(code, "/digital_signatures/1")] if code else []
    assert doubts(FACT, fact) == expected


def test_an_untrusted_signature_with_additions_has_both_doubts() -> None:
    fact = replace(FACT, added=Added.OTHER, trusted=False)
    assert [code for code, _ in doubts(fact)] == [
        "signature-added-after",
        "signature-untrusted",
    ]


@pytest.mark.parametrize(
    "issuer",
    [
        "Sở Cây cảnh",
        "SỞ CÂY CẢNH TỈNH MẪU SƠN",
        "Ủy ban nhân dân tỉnh Mẫu Sơn",
        "UBND tỉnh Mẫu Sơn",
        "Ban Chỉ đạo trồng cây tỉnh",
        "Hội đồng thẩm định cây cảnh",
    ],
)
def test_an_issuer_that_signs_under_its_name_or_its_keepers_is_no_conflict(
    issuer: str,
) -> None:
    assert doubts(FACT, issuer=issuer) == []


@pytest.mark.parametrize(
    ("facts", "issuer", "differs"),
    [
        ((FACT,), "Sở Cá cảnh", True),
        ((FACT,), "Ủy ban nhân dân tỉnh Mẫu Hải", True),
        ((FACT,), "Hội đồng nhân dân tỉnh Mẫu Sơn", True),
        ((PERSON, FACT), "Sở Cá cảnh", True),
        ((FACT, replace(FACT, signer="SỞ CÁ CẢNH")), "Sở Cá cảnh", False),
        ((PERSON,), "Sở Cá cảnh", False),
        ((PUBLISHER,), "Sở Cá cảnh", False),
        ((PUBLISHER, FACT), "Sở Cá cảnh", True),
        ((replace(FACT, signer=None),), "Sở Cá cảnh", False),
        ((FACT,), None, False),
    ],
)
def test_a_bodys_signature_that_is_not_the_issuers_is_told(
    facts: tuple[SignatureFact, ...], issuer: str | None, *, differs: bool
) -> None:
    expected = [("signature-issuer-differs", ISSUER)] if differs else []
    assert doubts(*facts, issuer=issuer) == expected


def test_an_office_signs_with_the_seal_of_its_committee() -> None:
    committee = replace(FACT, signer="Ủy ban nhân dân tỉnh Mẫu Sơn", organisation=None)
    office = "Văn phòng Ủy ban nhân dân tỉnh Mẫu Sơn"
    assert doubts(committee, issuer=office) == []


@pytest.mark.parametrize("kind", ["organisation", "person", "neither"])
def test_names_of_bodies_and_of_persons_are_told_apart(kind: str) -> None:
    names = table("signers")["examples"][kind]
    expected = None if kind == "neither" else kind
    assert {name: kind_of(name) for name in names} == dict.fromkeys(names, expected)
    assert kind_of(None) is None


@given(st.text(), st.text())
def test_whatever_the_names_are_nothing_breaks(signer: str, issuer: str) -> None:
    reported, _ = digital_signatures(document(replace(FACT, signer=signer)), issuer)
    assert reported[0].signer == signer
