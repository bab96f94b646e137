"""The subject without its lead and what the whole of it stands in."""

from __future__ import annotations

import pytest

from vanban_parser.model.document import Span
from vanban_parser.resolve.kinds import subject


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("V/v rà soát hồ sơ", "rà soát hồ sơ"),
        ("(V/v rà soát hồ sơ)", "rà soát hồ sơ"),
        ("V rà soát hồ sơ", "rà soát hồ sơ"),
        ("V/ rà soát hồ sơ", "rà soát hồ sơ"),
        ("V/s rà soát hồ sơ", "rà soát hồ sơ"),
        ("V Rà soát hồ sơ", "V Rà soát hồ sơ"),
        ('"V/v rà soát hồ sơ"', "rà soát hồ sơ"),
        ("“Về việc rà soát hồ sơ”", "rà soát hồ sơ"),
        ("V/v lập quỹ “Xóm nhỏ”", "lập quỹ “Xóm nhỏ”"),
        ("“Xóm nhỏ” và “Làng mới”", "“Xóm nhỏ” và “Làng mới”"),
        ("ˆ Rà soát hồ sơ", "Rà soát hồ sơ"),
        ("Rà soát hồ sơ (Tài liệu phục vụ Hội nghị ngày 5/9)", "Rà soát hồ sơ"),
        ("Sửa Quyết định số 3/QĐ- UBND", "Sửa Quyết định số 3/QĐ-UBND"),
        ("Rà soát hồ sơ ~", "Rà soát hồ sơ"),
        ("(Rà soát) hồ sơ (đợt 2)", "(Rà soát) hồ sơ (đợt 2)"),
    ],
)
def test_a_subject_is_what_its_lead_leads_to(printed: str, value: str) -> None:
    found = subject(printed, [Span(0, len(printed))])
    assert found is not None
    assert found.value == value
