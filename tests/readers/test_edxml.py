"""Packets are opened whatever their sender's namespaces, and harm nobody."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.packets import SAYS, STANDARD, packet
from vanban_parser.errors import DamagedFileError, TooLargeError
from vanban_parser.readers.edxml import open_packet
from vanban_parser.readers.registry import is_packet
from vanban_parser.settings import Settings

SETTINGS = Settings()


@pytest.mark.parametrize(
    ("prefix", "namespace"),
    [
        ("edXML:", STANDARD),
        ("", STANDARD),
        ("", "http://www.e-doc.vn/Schema/"),
        ("ed:", "http://edxml.gov.vn/schema"),
    ],
)
def test_a_header_is_read_in_any_namespace(prefix: str, namespace: str) -> None:
    data = packet({"a.pdf": b"%PDF-1"}, prefix=prefix, namespace=namespace)
    assert is_packet(data)
    opened = open_packet(data, "p.edxml", SETTINGS)
    head = opened.header
    assert (head.number, head.notation) == ("212", "GM-SNV")
    assert (head.issued_on, head.due_on) == ("2024-08-05", "2024-08-12")
    assert head.issuer == "Sở Nội vụ", "the sender, not who it is sent to"
    assert (head.place, head.signer) == ("Lào Cai", "Vàng Thị Chư")
    assert head.urgency is None
    assert [(one.name, one.data) for one in opened.attachments] == [
        ("a.pdf", b"%PDF-1")
    ]


@pytest.mark.parametrize(
    ("said", "day"),
    [("05/08/2024", "2024-08-05"), ("2024-8-5", "2024-08-05"), ("soon", None)],
)
def test_days_as_senders_write_them(said: str, day: str | None) -> None:
    data = packet({}, SAYS | {"PromulgationDate": said})
    assert open_packet(data, "p.edxml", SETTINGS).header.issued_on == day


def test_urgency_is_said_in_words() -> None:
    data = packet({}, SAYS | {"Priority": "3"})
    assert open_packet(data, "p.edxml", SETTINGS).header.urgency == "hỏa tốc"


def test_what_is_not_said_is_null() -> None:
    head = open_packet(packet({}, {}), "p.edxml", SETTINGS).header
    assert set(head.model_dump().values()) == {None}


def test_other_encodings() -> None:
    data = packet({}).decode().replace("utf-8", "utf-16").encode("utf-16")
    assert is_packet(data)
    assert open_packet(data, "p.edxml", SETTINGS).header.signer == "Vàng Thị Chư"


def test_files_in_an_archive() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("goi/cv.pdf", b"%PDF-1")
        archive.writestr("phu luc.xlsx", b"x")
    opened = open_packet(packet({"a.zip": made.getvalue()}), "p.edxml", SETTINGS)
    assert [one.name for one in opened.attachments] == ["cv.pdf", "phu luc.xlsx"]


@pytest.mark.parametrize(
    "data",
    [
        packet({})[:-9],
        packet({"a.pdf": b"x"}).replace(b"eA==", b"e!=="),
        packet({"a.zip": b"PK\x03\x04 and nothing"}),
        packet({}).replace(
            b"?>\n", b'?>\n<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        ),
        packet({}).replace(b"212", b"&b;"),
        b"<edXML",
    ],
    ids=["cut", "base64", "zip", "doctype", "entity", "start"],
)
def test_what_is_broken_or_hostile_is_told(data: bytes) -> None:
    with pytest.raises(DamagedFileError):
        open_packet(data, "p.edxml", SETTINGS)


def test_an_archive_that_unpacks_to_too_much() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.pdf", bytes(2_000_000))
    small = Settings(max_unpacked_bytes=1_000_000)
    with pytest.raises(TooLargeError):
        open_packet(packet({"a.zip": made.getvalue()}), "p.edxml", small)


def test_too_many_files() -> None:
    files = {f"{n}.pdf": b"x" for n in range(200)}
    with pytest.raises(TooLargeError):
        open_packet(packet(files), "p.edxml", SETTINGS)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 edXML", b"<html></html>", b"edXML"])
def test_other_files_are_no_packets(data: bytes) -> None:
    assert not is_packet(data)
