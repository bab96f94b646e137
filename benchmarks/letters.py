"""Many small letters, each another, made quickly: for measuring, not for reading.

    python -m benchmarks.letters FOLDER --count 10000

A few letters are set as DOCX as the samples are, with marks where offices, numbers,
days and figures go; then each letter is one of them with its marks filled in.  The same
count gives the same letters.
"""

from __future__ import annotations

import argparse
import io
import random
import zipfile
from collections.abc import Mapping
from pathlib import Path

from tools.letters.docx import set_docx
from tools.letters.model import Letter
from tools.letters.source import body

_OFFICES = (
    *("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Sở Công Thương"),
    *("Sở Tư pháp", "Sở Giáo dục và Đào tạo", "Sở Nông nghiệp và Môi trường"),
)
_COMMUNES = (
    "Hợp Lý",
    "Thọ Thế",
    "Vân Sơn",
    "Đồng Lợi",
    "An Nông",
    "Tân Phú",
    "Minh Tân",
)
_MATTERS = (
    *("cải cách hành chính", "chuyển đổi số", "phòng cháy, chữa cháy"),
    *("xây dựng nông thôn mới", "giải ngân vốn đầu tư công", "tiêm chủng mở rộng"),
    *("an toàn thực phẩm", "bảo vệ môi trường", "tiếp công dân", "phòng, chống lũ"),
)
_NAMES = ("Lê Văn An", "Trần Thị Bình", "Phạm Quốc Cường", "Nguyễn Thu Dung", "Vũ Hà")

_ASKS = """
Thực hiện Kế hoạch số @KH@/KH-UBND ngày @CU@/@NAM@ của UBND tỉnh, @DON_VI@ đề nghị \
các đơn vị báo cáo kết quả @VIEC@.
Đến nay, xã @XA@ đạt @TY_LE@% kế hoạch.
Đề nghị UBND các xã, phường tổng hợp, gửi báo cáo về @DON_VI@ trước ngày @HAN@/@NAM@./.
"""
_ORDERS = """
Qua theo dõi công tác @VIEC@, một số địa phương thực hiện còn chậm. @DON_VI@ yêu cầu:
# 1. UBND xã @XA@
- Rà soát, hoàn thành các chỉ tiêu còn thiếu trước ngày @HAN@/@NAM@.
- Báo cáo kết quả về @DON_VI@ trước ngày 25 hằng tháng.
**2.** Giao Văn phòng theo dõi, đôn đốc; phấn đấu đạt @TY_LE@% trong tháng.
"""
_INVITES = """
@DON_VI@ trân trọng kính mời các đơn vị dự họp về công tác @VIEC@.
**1. Thời gian:** 08 giờ 00 phút, ngày @HAN@/@NAM@.
**2. Địa điểm:** Phòng họp số 2.
**3.** Đề nghị UBND xã @XA@ chuẩn bị báo cáo, gửi về @DON_VI@ trước ngày @HAN@/@NAM@./.
"""


def _letter(kind: str | None, symbol: str, text: str) -> Letter:
    return Letter(
        parent=("UBND TỈNH THANH HÓA",),
        issuer=("@DON_VI_HOA@",),
        number=f"Số: @SO@/{symbol}",
        place_date="Thanh Hóa, ngày @NGAY@ tháng @THANG@ năm @NAM@",
        kind=kind,
        subject=("V/v @VIEC@ tại xã @XA@",) if kind is None else ("Họp về @VIEC@",),
        addressees=("UBND các xã, phường.",),
        blocks=body(text),
        distribution=("- Như trên;", "- Lưu: VT."),
        signature=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        signer="@NGUOI@",
    )


_KINDS = (
    (None, "SO-VP", _ASKS),
    (None, "SO-TH", _ORDERS),
    ("GIẤY MỜI", "GM-SO", _INVITES),
)


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write `count` letters into `folder`, which is made."""
    folder.mkdir(parents=True)
    forms = [_Form(set_docx(_letter(*kind))) for kind in _KINDS]
    chance = random.Random(seed)
    for number in range(count):
        form = forms[number % len(forms)]
        filled = form.filled(_values(number, chance))
        (folder / f"{number:06d}.docx").write_bytes(filled)


def _values(number: int, chance: random.Random) -> dict[str, str]:
    office = chance.choice(_OFFICES)
    day, month = chance.randint(1, 15), chance.randint(1, 12)
    return {
        "DON_VI_HOA": office.upper(),
        "DON_VI": office,
        "SO": str(number + 1),
        "NGAY": f"{day:02d}",
        "THANG": f"{month:02d}",
        "NAM": "2026",
        "CU": "05/01",
        "KH": str(chance.randint(1, 400)),
        "HAN": f"{day + chance.randint(3, 12)}/{month}",
        "XA": chance.choice(_COMMUNES),
        "VIEC": chance.choice(_MATTERS),
        "TY_LE": f"{chance.randint(100, 999) / 10:.1f}".replace(".", ","),
        "NGUOI": chance.choice(_NAMES),
    }


class _Form:
    """A DOCX with marks in its words."""

    def __init__(self, package: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            self._parts = {name: parts.read(name) for name in parts.namelist()}
        self._words = self._parts.pop("word/document.xml").decode("utf-8")

    def filled(self, values: Mapping[str, str]) -> bytes:
        """Return it with the marks filled in."""
        words = self._words
        for name, value in values.items():
            words = words.replace(f"@{name}@", value)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self._parts.items():
                package.writestr(name, content)
            package.writestr("word/document.xml", words)
        return made.getvalue()


def main() -> None:
    """Write the letters."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    given = parser.parse_args()
    write(given.folder, given.count)


if __name__ == "__main__":
    main()
