"""Old formats: a .doc and an RTF give what their DOCX gives; bad ones say why."""

from __future__ import annotations

import base64
import hashlib
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.docx_making import cell, lines, p, packed, parts, row, table
from vanban_parser.errors import (
    ConversionTimeoutError,
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    MissingProgramError,
    TooLargeError,
    UnsupportedFormatError,
    VanbanError,
)
from vanban_parser.model.document import Flow, Notice
from vanban_parser.readers import registry, soffice
from vanban_parser.readers.doc import Kind, kind_of, read_doc
from vanban_parser.readers.doc_html import harmless, html_of_archive
from vanban_parser.readers.doc_words import TooOldError, paragraphs
from vanban_parser.readers.docx import read_docx
from vanban_parser.readers.ole import BrokenFileError
from vanban_parser.settings import Settings

SETTINGS = Settings()
needs_libreoffice = pytest.mark.skipif(
    soffice.program() is None and os.environ.get("CI") != "true",
    reason="LibreOffice is not installed (make system)",
)
needs_posix = pytest.mark.skipif(os.name != "posix", reason="the stand-in is a script")

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
LETTER = (
    table(
        row(
            cell("ỦY BAN NHÂN DÂN", "XÃ TRE XANH", "Số: 12/UBND-VP"),
            cell(
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Tre Xanh, ngày 5 tháng 6 năm 2024",
            ),
        )
    )
    + p("Kính gửi: Trường Tiểu học Suối Trúc")
    + p("Đề nghị nhà trường rà soát sĩ số, báo cáo trước ngày 20/6/2024.")
    + table(
        row(cell("Nơi nhận:", "- Như trên;"), cell("CHỦ TỊCH", "Lò Văn Thử")),
    )
    + p()
)
_PACKAGE = "application/vnd.openxmlformats"
TYPES = (
    f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Default Extension="rels" ContentType="{_PACKAGE}-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="'
    f'{_PACKAGE}-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
PAGE = (
    "<html><head><script>document.write('x')</script></head><body>"
    '<p>Kính gửi: Trạm Y tế</p><img src="{0}/a.png"><link href="{0}/b.css">'
    '<p style="background: url({0}/c.png)">Đề nghị báo cáo.</p>'
    '<iframe src="{0}/d"></iframe></body></html>'
)


@pytest.fixture(scope="module")
def docx() -> bytes:
    files = parts(LETTER)
    # LibreOffice, unlike Word, wants each part's type.
    files["[Content_Types].xml"] = TYPES
    return packed(files)


@pytest.fixture(scope="module")
def old(docx: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The letter as .doc and as .rtf, by suffix."""
    program = soffice.program()
    assert program is not None, "LibreOffice must be there in CI"
    folder = tmp_path_factory.mktemp("old")
    (folder / "thu.docx").write_bytes(docx)
    for suffix in ("doc", "rtf"):
        command = [
            *(str(program), f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
            *("--headless", "--convert-to", suffix, "--outdir", str(folder)),
            str(folder / "thu.docx"),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    return {
        suffix: (folder / f"thu{suffix}").read_bytes() for suffix in (".doc", ".rtf")
    }


def compound(*streams: str, fib: bytes = b"") -> bytes:
    """Return the header, one sector and the directory of an OLE file."""
    header = bytearray(512)
    header[:8] = OLE
    struct.pack_into("<H", header, 30, 9)
    directory = b""
    for name in streams:
        entry = bytearray(128)
        encoded = name.encode("utf-16-le") + b"\0\0"
        entry[: len(encoded)] = encoded
        struct.pack_into("<H", entry, 64, len(encoded))
        directory += entry
    return bytes(header) + fib.ljust(512, b"\0") + directory


def fib(flags: int) -> bytes:
    return struct.pack("<HHHHHH", 0xA5EC, 193, 0, 0, 0, flags)


def stand_in(folder: Path, script: str) -> Path:
    """Return a program that takes LibreOffice's place."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@needs_libreoffice
@pytest.mark.parametrize(
    ("suffix", "media_type"), [(".doc", "application/msword"), (".rtf", "text/rtf")]
)
def test_an_old_file_gives_what_its_docx_gives_and_stays_the_source(
    suffix: str, media_type: str, docx: bytes, old: dict[str, bytes]
) -> None:
    data = old[suffix]
    document = registry.read_bytes(data, f"Thư{suffix}", SETTINGS)
    new = read_docx(docx, "thu.docx", SETTINGS)
    assert document.text == new.text
    assert lines(document, Flow.LEFT) == lines(new, Flow.LEFT)
    assert document.source.filename == f"Thư{suffix}"
    assert document.source.sha256 == hashlib.sha256(data).hexdigest()
    assert document.source.media_type == media_type
    assert document.source.page_count is None


@needs_libreoffice
def test_legacy_fonts_of_an_rtf_are_read_with_their_horned_u() -> None:
    text = "".join(
        letter if letter < "\x7f" else f"\\'{ord(letter):02x}"
        for letter in "Ch\xad¬ng tr×nh phèi hîp; h\xadíng dÉn"
    )
    rtf = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil .VnTime;}{\f1\fnil Arial;}}"
        rf"\f0 {text}\par\f1 K\u237?nh g\u7917?i\par}}"
    )
    document = read_doc(rtf.encode(), "thu.rtf", SETTINGS)
    assert document.text == "Chương trình phối hợp; hướng dẫn\nKính gửi"
    assert document.source.encoding == "tcvn3"


@needs_libreoffice
def test_many_files_go_through_one_call_and_a_bad_one_hurts_no_other(
    old: dict[str, bytes],
) -> None:
    program = soffice.program()
    assert program is not None
    files = (old[".doc"], compound("WordDocument", fib=fib(0)), old[".doc"])
    originals = [soffice.Original(data, ".doc") for data in files]
    first, broken, second = soffice.to_docx(program, originals, 60)
    assert isinstance(broken, soffice.Failure)
    assert isinstance(first, bytes)
    assert isinstance(second, bytes)


@needs_libreoffice
def test_web_pages_under_the_name_of_a_word_file_are_read() -> None:
    page = PAGE.format("http://127.0.0.1:9").encode()
    archive = (
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="x"\r\n\r\n'
        b'--x\r\nContent-Type: text/html; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(page)
        + b"\r\n--x--\r\n"
    )
    for data, media_type in ((page, "text/html"), (archive, "multipart/related")):
        document = registry.read_bytes(
            data.replace(b"<head>", b'<head><meta charset="utf-8">'),
            "thu.doc",
            SETTINGS,
        )
        assert document.text == "Kính gửi: Trạm Y tế\nĐề nghị báo cáo."
        assert document.source.media_type == media_type


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """A server of this machine that keeps what it is asked."""
    asked: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with connection:
                asked.append(connection.recv(100))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", asked
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(10)


@needs_libreoffice
def test_nothing_that_a_file_links_to_is_fetched(
    listener: tuple[str, list[bytes]],
) -> None:
    address, asked = listener
    links = "".join(
        rf'{{\field{{\*\fldinst {name} "{address}/x" \\d}}{{\fldrslt }}}}'
        for name in ("INCLUDEPICTURE", "INCLUDETEXT")
    )
    rtf = rf"{{\rtf1\ansi De nghi bao cao {links}\par}}".encode()
    # As it comes: not even `harmless` has been at it.
    page = soffice.Original(PAGE.format(address).encode(), ".html", Kind.HTML.value[2])
    program = soffice.program()
    assert program is not None
    found = soffice.to_docx(program, [page, soffice.Original(rtf, ".rtf")], 60)
    assert all(isinstance(one, bytes) for one in found)
    assert asked == []


def test_a_web_page_loses_what_loads_and_keeps_its_words() -> None:
    page = harmless(PAGE.format("http://vidu.vn").encode())
    assert b"<script" not in page
    assert b"vidu.vn/a.png" not in page
    assert b"url(" not in page
    assert "Đề nghị báo cáo.".encode() in page
    assert harmless("<p>Số</p>".encode("utf-16")).endswith("<p>Số</p>".encode())


def test_an_archive_without_a_page_gives_none() -> None:
    assert html_of_archive(b"MIME-Version: 1.0\r\n\r\nx") == b""


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFileError),
        (OLE + b"\0" * 2000, DamagedFileError),
        (OLE, DamagedFileError),
        (compound("EncryptedPackage", "EncryptionInfo"), EncryptedFileError),
        (compound("WordDocument", fib=fib(0x0100)), EncryptedFileError),
        (compound("Root Entry", "WordDocument", fib=b"junk"), DamagedFileError),
        (compound("Workbook"), UnsupportedFormatError),
        (compound("PowerPoint Document"), UnsupportedFormatError),
        (compound("PerfectOffice_MAIN"), UnsupportedFormatError),
        (b"\xffWPC" + b"\0" * 100, UnsupportedFormatError),
        (b"Kinh gui: UBND xa", UnsupportedFormatError),
    ],
)
def test_what_is_no_letter_is_refused_before_anything_is_started(
    data: bytes, error: type[VanbanError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soffice, "program", lambda: pytest.fail("looked for it"))
    with pytest.raises(error):
        registry.read_bytes(data, "thu.doc", SETTINGS)


def test_a_web_page_under_another_name_is_no_letter() -> None:
    assert kind_of(b"<html><body>404</body></html>", "thu.pdf") is None
    assert kind_of(b"<html><body>404</body></html>", "thu.DOC") is Kind.HTML


def test_a_file_beyond_the_limit_is_not_converted() -> None:
    with pytest.raises(TooLargeError):
        read_doc(rb"{\rtf1 " + b"x" * 100, "a.rtf", Settings(max_bytes=10))


@needs_posix
def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    program = stand_in(tmp_path, f"sleep 600 & echo $! >'{pid}'; wait")
    monkeypatch.setattr(soffice, "program", lambda: program)
    started = time.monotonic()
    with pytest.raises(ConversionTimeoutError, match="too long"):
        read_doc(rb"{\rtf1 x}", "thu.rtf", Settings(max_conversion_seconds=1))
    assert time.monotonic() - started < 20
    child = int(pid.read_text(encoding="utf-8"))
    for _ in range(100):
        if not _is_running(child):
            return
        time.sleep(0.05)
    pytest.fail("its child goes on")


def _is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        if sys.platform == "linux":
            return False
    else:
        return state.rpartition(")")[2].split()[0] != "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@needs_posix
def test_what_the_converter_refuses_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = stand_in(tmp_path, "exit 0")
    monkeypatch.setattr(soffice, "program", lambda: program)
    with pytest.raises(DamagedFileError):
        read_doc(compound("WordDocument", fib=fib(0)), "thu.doc", SETTINGS)


@needs_posix
def test_the_converter_has_a_folder_of_its_own_that_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    program = stand_in(tmp_path, f'pwd >"{seen}"; echo "$HOME $*" >>"{seen}"')
    monkeypatch.setattr(soffice, "program", lambda: program)
    with pytest.raises(DamagedFileError):
        read_doc(rb"{\rtf1 x}", "Thư của tôi.rtf", SETTINGS)
    folder, called = seen.read_text(encoding="utf-8").splitlines()
    assert called.startswith(f"{folder} ")
    assert "--headless" in called
    assert "Thư" not in called
    assert not Path(folder).exists()


def test_without_a_converter_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)
    with pytest.raises(MissingProgramError, match="LibreOffice") as caught:
        read_doc(rb"{\rtf1 x}", "thu.rtf", SETTINGS)
    assert caught.value.code == "missing-program"
    with pytest.raises(MissingProgramError):
        read_doc(b"<html>x", "thu.doc", SETTINGS)


@needs_libreoffice
def test_without_a_converter_a_doc_is_read_from_its_own_streams(
    docx: bytes, old: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)
    document = read_doc(old[".doc"], "thu.doc", SETTINGS)
    new = read_docx(docx, "thu.docx", SETTINGS)
    assert document.text == new.text
    assert [block.flow for block in document.blocks] == [
        block.flow for block in new.blocks
    ]
    assert document.notices == (Notice("plain-text-only"),)
    assert document.source.media_type == "application/msword"


@needs_libreoffice
@settings(max_examples=150)
@given(data=st.data())
def test_a_doc_whose_bytes_were_changed_is_read_or_refused(
    data: st.DataObject, old: dict[str, bytes]
) -> None:
    changed = bytearray(old[".doc"])
    places = st.lists(st.integers(0, len(changed) - 1), min_size=1, max_size=40)
    for place in data.draw(places):
        changed[place] = data.draw(st.integers(0, 255))
    try:
        typed = paragraphs(bytes(changed))
    except (BrokenFileError, TooOldError, struct.error, IndexError):
        return
    assert sum(len(one.text) for one in typed) <= len(changed)


def test_a_doc_that_leads_nowhere_is_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soffice, "program", lambda: None)
    with pytest.raises(DamagedFileError):
        read_doc(compound("WordDocument", fib=fib(0)), "thu.doc", SETTINGS)
