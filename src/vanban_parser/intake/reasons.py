"""What is written beside a file that failed: why, and what to do, for a clerk."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from vanban_parser.errors import VanbanError
from vanban_parser.intake.disk import write_whole
from vanban_parser.store.places import fitted

Explain = Callable[[str, str, str], tuple[str, str]]
"""From a code with its English problem and remedy to those that people are told."""

_TXT: Final = ".loi.txt"
_JSON: Final = ".loi.json"
QUARANTINE_NOTE: Final = "DOC_TRUOC.txt"
_QUARANTINE: Final = """\
Tài liệu có dấu chỉ mức độ mật - dừng xử lý.

Chương trình đã dừng trước khi đọc nội dung; không tên tệp, không chữ nào của tài liệu
được ghi vào cơ sở dữ liệu hay nhật ký. Tệp gốc nằm nguyên vẹn trong thư mục con ở đây.

Việc cần làm: báo ngay người phụ trách bảo vệ bí mật nhà nước của cơ quan; chuyển tệp
sang máy của mạng LAN độc lập theo quy định, rồi xóa khỏi máy này. Nếu chương trình dừng
nhầm (văn bản không mật), người có thẩm quyền mở xem rồi chạy:
vanban release MÃ --reason "..." (MÃ là tên thư mục con); tệp được đọc và vào sổ, ai cho
qua, lúc nào, vì sao được ghi lại.
"""
_REASON: Final = """\
Tệp: {name}
Lỗi: {problem} [{code}]
Cách xử lý: {remedy}.
Lúc: {at}

Sửa xong, chép tệp vào lại thư mục văn bản đến, hoặc chạy: vanban retry
"""


def write(
    place: Path, name: str, error: VanbanError, at: str, explain: Explain
) -> None:
    """Write the reasons beside `place`, where the file is or is about to be.

    Args:
        place: The file.
        name: Its name as it was dropped.
        error: What is wrong with it.
        at: When that was found, ISO 8601.
        explain: Says it in the office's language.

    Raises:
        OSError: they cannot be written.
    """
    problem, remedy = explain(error.code, error.problem, error.remedy)
    place.parent.mkdir(parents=True, exist_ok=True)
    text, data = sidecars(place)
    write_whole(
        text,
        _REASON.format(
            name=_shown(name), problem=problem, code=error.code, remedy=remedy, at=at
        ),
    )
    facts = {
        "code": error.code,
        "problem": problem,
        "remedy": remedy,
        "detail": error.detail,
        "filename": _shown(name),
        "at": at,
    }
    write_whole(data, json.dumps(facts, ensure_ascii=False, indent=2) + "\n")


def sidecars(place: Path) -> tuple[Path, Path]:
    """Return where the reasons of the file at `place` stand."""
    return (
        place.with_name(fitted(place.name, _TXT)),
        place.with_name(fitted(place.name, _JSON)),
    )


def remove(place: Path) -> None:
    """Remove the reasons of the file at `place`."""
    for path in sidecars(place):
        with contextlib.suppress(OSError):
            path.unlink()


def note_quarantine(folder: Path) -> None:
    """Write into the folder of what was stopped what to do about it.

    Raises:
        OSError: it cannot be written.
    """
    note = folder / QUARANTINE_NOTE
    if not note.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(note, _QUARANTINE)


def _shown(name: str) -> str:
    """Return a name whose bytes are not UTF-8 with a sign for each bad byte."""
    return name.encode("utf-8", "replace").decode("utf-8")
