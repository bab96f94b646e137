"""A packet's header beside the letter in it: neither overwrites the other."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.packets import SAYS, packet
from tools.letters.docx import set_docx
from tools.letters.source import read
from vanban_parser.errors import (
    NoLetterInPacketError,
    SecretLetterError,
    UnsupportedFormatError,
)
from vanban_parser.export.json import to_record
from vanban_parser.model.letter import Letter
from vanban_parser.pipeline import Parser
from vanban_parser.settings import Settings

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
INVITATION = (SAMPLES / "06-giay-moi" / "letter.docx").read_bytes()
OTHER = (SAMPLES / "07-quyet-dinh" / "letter.docx").read_bytes()
PARSER = Parser(Settings(model=False))


def conflicts(letter: Letter) -> list[str | None]:
    return [w.field for w in letter.warnings if w.code == "packet-conflict"]


def test_a_packet_that_says_the_same_is_no_conflict() -> None:
    data = packet({"giay-moi.docx": INVITATION})
    letter = PARSER.parse_bytes(data, "goi.edxml")
    assert letter.code == "212/GM-SNV"
    assert conflicts(letter) == []
    came = letter.source.packet
    assert came is not None
    assert (came.filename, came.attached) == ("goi.edxml", False)
    assert came.sha256 == hashlib.sha256(data).hexdigest()
    assert letter.source.filename == "giay-moi.docx"
    assert letter.source.sha256 == hashlib.sha256(INVITATION).hexdigest()
    assert came.header.due_on == "2024-08-12"
    for item in letter.evidence.values():
        for found in item:
            assert letter.text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("name", "said", "field"),
    [
        ("CodeNumber", "213", "/number"),
        ("CodeNotation", "GM-STC", "/notation"),
        ("PromulgationDate", "2024/08/06", "/issued_on"),
        ("OrganName", "Sở Tài chính", "/issuing_body/name"),
        ("TypeName", "Công văn", "/document_type"),
        ("Subject", "Về việc khác", "/subject"),
        ("Place", "Sa Pa", "/place"),
        ("FullName", "Vàng Thị Chi", "/signature/name"),
    ],
)
def test_each_difference_is_warned_of(name: str, said: str, field: str) -> None:
    data = packet({"a.docx": INVITATION}, SAYS | {name: said})
    letter = PARSER.parse_bytes(data, "goi.edxml")
    assert conflicts(letter) == [field]
    (warning,) = [w for w in letter.warnings if w.code == "packet-conflict"]
    assert said in warning.message or field == "/issued_on"
    assert letter.code == "212/GM-SNV", "the letter's own words stay"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CodeNumber", "0212"),
        ("OrganName", "SỞ NỘI VỤ TỈNH LÀO CAI"),
        ("Subject", "V/v dự Hội nghị sơ kết công tác cải cách hành chính"),
        ("TypeName", "GIẤY MỜI"),
        ("FullName", ""),
    ],
)
def test_another_way_of_writing_is_no_conflict(name: str, said: str) -> None:
    data = packet({"a.docx": INVITATION}, SAYS | {name: said})
    assert conflicts(PARSER.parse_bytes(data, "goi.edxml")) == []


def test_the_letter_of_a_packet_is_the_one_its_header_means() -> None:
    files = {"kem-theo.docx": OTHER, "giay-moi.docx": INVITATION, "so-lieu.xlsx": b"x"}
    data = packet(files)
    first, second = PARSER.read_letters_bytes(data, "goi.edxml")
    assert first.letter.source.filename == "giay-moi.docx"
    assert second.letter.source.filename == "kem-theo.docx"
    assert second.letter.source.packet is not None
    assert second.letter.source.packet.attached
    (warning,) = [w for w in first.letter.warnings if w.code == "packet-file-not-read"]
    assert "so-lieu.xlsx" in warning.message
    assert PARSER.parse_bytes(data, "goi.edxml") == first.letter


def test_a_packet_without_a_letter_is_told() -> None:
    with pytest.raises(NoLetterInPacketError):
        PARSER.parse_bytes(packet({}), "goi.edxml")
    with pytest.raises(UnsupportedFormatError):
        PARSER.parse_bytes(packet({"a.xlsx": b"x"}), "goi.edxml")
    inner = packet({"a.docx": INVITATION})
    with pytest.raises(UnsupportedFormatError):
        PARSER.parse_bytes(packet({"goi.edxml": inner}), "goi.edxml")


def test_one_secret_file_stops_the_packet() -> None:
    secret = replace(read(SAMPLES / "06-giay-moi" / "letter.toml"), urgency="TỐI MẬT")
    files = {"a.docx": INVITATION, "b.docx": set_docx(secret)}
    data = packet(files)
    with pytest.raises(SecretLetterError):
        PARSER.read_letters_bytes(data, "goi.edxml")
    looked_at = (hashlib.sha256(data).hexdigest(),)
    passing = Parser(Settings(model=False, not_secret=looked_at))
    assert len(passing.read_letters_bytes(data, "goi.edxml")) == 2


def test_a_header_beside_a_letter() -> None:
    readings = PARSER.read_letters_bytes(INVITATION, "giay-moi.docx")
    says = packet({}, SAYS | {"CodeNumber": "213"})
    (told,) = PARSER.compared(readings, says, "giay-moi.edxml")
    assert conflicts(told.letter) == ["/number"]
    (told,) = PARSER.compared(readings, b"<edXML", "giay-moi.edxml")
    assert "packet-file-not-read" in {w.code for w in told.letter.warnings}
    assert told.letter.source.packet is None


def test_a_record_names_no_packet_where_there_was_none() -> None:
    plain = to_record(PARSER.parse_bytes(INVITATION, "a.docx"))
    assert "packet" not in plain["source"]  # type: ignore[operator]
