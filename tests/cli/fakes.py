"""A parser that does what the bytes of the file tell it, and letters built by hand."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from vanban_parser.errors import DamagedFileError, SecretLetterError
from vanban_parser.model.document import Span
from vanban_parser.model.findings import Rival
from vanban_parser.model.letter import (
    Deadline,
    Evidence,
    IssuingBody,
    Letter,
    Reference,
    Signature,
    SourceFile,
    Task,
    Warning,  # noqa: A004 - the contract's word
)
from vanban_parser.settings import Settings

ROOT = Path(__file__).parents[2]
ENV = {
    **os.environ,
    "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    "VANBAN_LANG": "en",
}
# What `vanban` is, with the fake parser behind it.
FAKED = """
import sys
from vanban_parser.cli import main, work
if __name__ == "__main__":
    work.PARSER = "tests.cli.fakes:FakeParser"
    sys.exit(main())
"""
FAKE = "tests.cli.fakes:FakeParser"

TEXT = "Số: 12/UBND-VX\nGiao Phòng Nội vụ báo cáo trước ngày 15/10/2020."
SECRET = "lời trong văn bản"
TASK = Task(
    id=UUID("6a4bd0b1-5cd9-5c1f-8d5e-8a4f0a1f2b3c"),
    title="Báo cáo kết quả",
    action="báo cáo kết quả",
    assignees=("Phòng Nội vụ", "Phòng Y tế"),
    deadline=Deadline(text="trước ngày 15/10/2020", date="2020-10-15"),
)
WARNING = Warning(
    code="day-missing", message="Ngày ban hành để trống.", field="/issued_on"
)


def quote(words: str, rule: str, page: int | None = 1) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    return (
        Evidence(
            start=start,
            end=start + len(words),
            text=words,
            page=page,
            bbox=(72.0, 90.5, 140.0, 104.0) if page else None,
            rule=rule,
        ),
    )


def letter(**changes: Any) -> Letter:
    """Return a letter of a commune that does not exist, with `changes`."""
    values: dict[str, Any] = {
        "source": SourceFile(
            filename="cong-van.pdf",
            sha256=hashlib.sha256(b"ok").hexdigest(),
            media_type="application/pdf",
            page_count=1,
            text_source="native",
            encoding="unicode",
        ),
        "document_type": "công văn",
        "issuing_body": IssuingBody(name="Ủy ban nhân dân xã Mẫu", level="commune"),
        "number": "12",
        "notation": "UBND-VX",
        "code": "12/UBND-VX",
        "place": "Mẫu",
        "issued_on": "2020-10",
        "subject": "rà soát hồ sơ",
        "urgency": None,
        "secrecy": None,
        "addressees": ("Phòng Nội vụ", "Phòng Y tế"),
        "distribution": ("Như trên",),
        "signature": Signature(position="CHỦ TỊCH", name="Nguyễn Văn Mẫu"),
        "digital_signatures": (),
        "references": (
            Reference(document_type="kế hoạch", code="5/KH-UBND"),
            Reference(document_type="quyết định", code="7/QĐ-UBND", annex=True),
        ),
        "dates": (),
        "percentages": (),
        "communes": (),
        "tasks": (TASK,),
        "evidence": {
            "/tasks/0": quote("Giao Phòng Nội vụ báo cáo", "task-order"),
            "/tasks/0/deadline": quote("trước ngày 15/10/2020", "deadline-before"),
            "/number": quote("12", "number-line"),
        },
        "confidence": {"/number": 0.97},
        "warnings": (),
        "text": TEXT,
    }
    return Letter(**(values | changes))


RIVALS: Mapping[str, tuple[Rival, ...]] = {
    "/number": (Rival(Span(TEXT.index("15"), TEXT.index("15") + 2), "a day"),)
}


class Reading(NamedTuple):
    """Stands for `pipeline.Reading`, whose import would cost each worker a second."""

    letter: Letter
    rivals: Mapping[str, tuple[Rival, ...]]
    traits: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class FakeParser:
    """Does what the file says: ok, warn, scan, damaged, bug, crash, slow ..."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.on_page: Callable[[int, int], None] | None = None

    def parse(self, path: Path) -> Letter:
        return self.read(path).letter

    def parse_bytes(self, data: bytes, filename: str) -> Letter:
        return self.read_bytes(data, filename).letter

    def sure(self, letter: Letter) -> Letter:
        return letter

    def read(self, path: Path) -> Reading:
        return self.read_bytes(path.read_bytes(), path.name)

    def read_bytes(self, data: bytes, filename: str) -> Reading:
        order = data.decode("utf-8", "replace").split()
        if order[:1] == ["scan"] and self.on_page is not None:
            for page in (1, 2, 3):
                self.on_page(page, 3)
        actions.get(order[0] if order else "", lambda _: None)(filename)
        source = letter().source.model_copy(
            update={"filename": filename, "sha256": hashlib.sha256(data).hexdigest()}
        )
        changes: dict[str, Any] = {"source": source}
        if order[:1] == ["released"]:
            changes["subject"] = " ".join(self.settings.not_secret)
        if order[:1] == ["warn"]:
            changes["warnings"] = (WARNING,)
        if order[:1] == ["received"]:
            changes["issued_on"] = str(self.settings.received)
        if order[:1] == ["least"]:
            changes["subject"] = str(self.settings.min_confidence)
        return Reading(letter(**changes), RIVALS)

    def read_letters(self, path: Path) -> tuple[Reading, ...]:
        return self.read_letters_bytes(path.read_bytes(), path.name)

    def read_letters_bytes(self, data: bytes, filename: str) -> tuple[Reading, ...]:
        reading = self.read_bytes(data, filename)
        if data != b"several":
            return (reading,)
        source = reading.letter.source
        return tuple(
            Reading(letter(source=source.model_copy(update={"pages": pages})), {})
            for pages in ((1, 2), (3, 3))
        )


def _damaged(filename: str) -> None:
    raise DamagedFileError(filename, "no end")


def _bug(filename: str) -> None:
    raise ZeroDivisionError(SECRET)


def _secret(filename: str) -> None:
    raise SecretLetterError(filename, "tối mật") from ZeroDivisionError(SECRET)


def _crash(filename: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _slow(filename: str) -> None:
    time.sleep(60)


def _chatter(filename: str) -> None:
    print(SECRET)  # noqa: T201 - as libraries do
    os.write(1, SECRET.encode())


actions: dict[str, Callable[[str], None]] = {
    "damaged": _damaged,
    "bug": _bug,
    "crash": _crash,
    "secret": _secret,
    "slow": _slow,
    "chatter": _chatter,
}


def lacking(settings: Settings) -> FakeParser:
    raise ModuleNotFoundError("no", name="pymupdf")
