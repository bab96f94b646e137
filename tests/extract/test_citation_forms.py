"""Every form in which letters cite a document; all documents are invented.

Laws and decrees that many letters cite have their real numbers.
"""

from __future__ import annotations

import pytest

from tests.letters_of import parse
from vanban_parser.model.letter import Reference

HEAD = """\
<< ỦY BAN NHÂN DÂN HUYỆN MẪU SƠN
<< Số: 15/UBND-VP
>> CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
>> Mẫu Sơn, ngày 10 tháng 9 năm 2026
Kính gửi: Các phòng.
"""


def cited(words: str) -> tuple[Reference, ...]:
    return parse(HEAD + words + "\n").references


def short(reference: Reference) -> tuple[str | None, ...]:
    return (
        reference.document_type,
        reference.code or reference.title,
        reference.issued_on,
        reference.issuing_body,
    )


FORMS: list[tuple[str, list[tuple[str | None, ...]]]] = [
    (
        "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về"
        " công tác văn thư;",
        [("nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ")],
    ),
    (
        "Căn cứ Nghị định 30/2020/NĐ-CP ngày 05/3/2020;",
        [("nghị định", "30/2020/NĐ-CP", "2020-03-05", None)],
    ),
    (
        "theo Nghị định 30/2020/NĐ-CP của Chính phủ ngày 05-3-2020",
        [("nghị định", "30/2020/NĐ-CP", "2020-03-05", "Chính phủ")],
    ),
    (
        "theo Nghị định số 30/2020/NĐ–CP, ngày 05.3.2020",
        [("nghị định", "30/2020/NĐ-CP", "2020-03-05", None)],
    ),
    (
        "Thực hiện Công văn số 123/SNV-TCBC ngày 12/8/2026 của Sở Nội vụ về việc rà"
        " soát",
        [("công văn", "123/SNV-TCBC", "2026-08-12", "Sở Nội vụ")],
    ),
    (
        "Thực hiện CV số 123/SNV-TCBC ngày 12/8/2026 của Sở Nội vụ",
        [("công văn", "123/SNV-TCBC", "2026-08-12", "Sở Nội vụ")],
    ),
    (
        "theo QĐ số 12/QĐ-UBND ngày 12/8/2026 của UBND tỉnh",
        [("quyết định", "12/QĐ-UBND", "2026-08-12", "UBND tỉnh")],
    ),
    (
        "Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Ban Chấp hành Trung ương Đảng"
        " khóa XII",
        [("nghị quyết", "18-NQ/TW", "2017-10-25", "Ban Chấp hành Trung ương Đảng")],
    ),
    (
        "Chỉ thị số 15-CT/TU ngày 02/6/2026 của Ban Thường vụ Tỉnh ủy",
        [("chỉ thị", "15-CT/TU", "2026-06-02", "Ban Thường vụ Tỉnh ủy")],
    ),
    (
        "Kế hoạch số 45-KH/HU ngày 12/7/2026 của Huyện ủy và Kế hoạch số 46/KH-UBND"
        " ngày 13/7/2026 của UBND huyện",
        [
            ("kế hoạch", "45-KH/HU", "2026-07-12", "Huyện ủy"),
            ("kế hoạch", "46/KH-UBND", "2026-07-13", "UBND huyện"),
        ],
    ),
    (
        "Thông tư liên tịch số 05/2008/TTLT-BKHCN-BNV ngày 18/6/2008 của Bộ Khoa học"
        " và Công nghệ và Bộ Nội vụ",
        [
            (
                "thông tư liên tịch",
                "05/2008/TTLT-BKHCN-BNV",
                "2008-06-18",
                "Bộ Khoa học và Công nghệ và Bộ Nội vụ",
            )
        ],
    ),
    (
        "Nghị quyết số 66.25/2026/NQ-CP ngày 15/3/2026 của Chính phủ",
        [("nghị quyết", "66.25/2026/NQ-CP", "2026-03-15", "Chính phủ")],
    ),
    (
        "Nghị quyết 30a/2008/NQ-CP ngày 27/12/2008",
        [("nghị quyết", "30a/2008/NQ-CP", "2008-12-27", None)],
    ),
    (
        "Luật Đất đai số 31/2024/QH15 ngày 18/01/2024",
        [("luật", "31/2024/QH15", "2024-01-18", None)],
    ),
    ("Luật Đất đai năm 2024", [("luật", "Luật Đất đai", "2024", None)]),
    (
        "Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        [("luật", "Luật Tổ chức chính quyền địa phương", "2025-06-16", None)],
    ),
    (
        "Bộ luật Lao động ngày 20/11/2019",
        [("bộ luật", "Bộ luật Lao động", "2019-11-20", None)],
    ),
    (
        "Pháp lệnh Ưu đãi người có công với cách mạng số 02/2020/UBTVQH14 ngày"
        " 09/12/2020",
        [("pháp lệnh", "02/2020/UBTVQH14", "2020-12-09", None)],
    ),
    (
        "Nghị quyết số 1686/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội",
        [("nghị quyết", "1686/NQ-UBTVQH15", "2025-06-16", "Ủy ban Thường vụ Quốc hội")],
    ),
    (
        "Kết luận số 1-KL/TW, Kết luận số 2-KL/TW ngày 02/01/2026 của Bộ Chính trị",
        [
            ("kết luận", "1-KL/TW", None, "Bộ Chính trị"),
            ("kết luận", "2-KL/TW", "2026-01-02", "Bộ Chính trị"),
        ],
    ),
    (
        "các Quyết định số 11/QĐ-UBND, 12/QĐ-UBND ngày 01/8/2026 của UBND tỉnh",
        [
            ("quyết định", "11/QĐ-UBND", "2026-08-01", "UBND tỉnh"),
            ("quyết định", "12/QĐ-UBND", "2026-08-01", "UBND tỉnh"),
        ],
    ),
    (
        "các Quyết định: số 11/QĐ-UBND ngày 01/8/2026, số 12/QĐ-UBND ngày 02/8/2026"
        " của UBND tỉnh",
        [
            ("quyết định", "11/QĐ-UBND", "2026-08-01", "UBND tỉnh"),
            ("quyết định", "12/QĐ-UBND", "2026-08-02", "UBND tỉnh"),
        ],
    ),
    (
        "Thực hiện ý kiến chỉ đạo của Chủ tịch UBND tỉnh tại Thông báo số 77/TB-UBND"
        " ngày 05/8/2026",
        [("thông báo", "77/TB-UBND", "2026-08-05", "Chủ tịch UBND tỉnh")],
    ),
    (
        "Xét đề nghị của Sở Nội vụ tại Tờ trình số 33/TTr-SNV ngày 01/9/2026",
        [("tờ trình", "33/TTr-SNV", "2026-09-01", "Sở Nội vụ")],
    ),
    (
        "Ngày 01/8/2026, UBND tỉnh ban hành Kế hoạch số 99/KH-UBND về rà soát",
        [("kế hoạch", "99/KH-UBND", "2026-08-01", "UBND tỉnh")],
    ),
    (
        "Công điện số 116/CĐ-TTg ngày 03/9/2026 của Thủ tướng Chính phủ",
        [("công điện", "116/CĐ-TTg", "2026-09-03", "Thủ tướng Chính phủ")],
    ),
    (
        "Công văn số 2663/VPCP-NC ngày 01/9/2026 của Văn phòng Chính phủ",
        [("công văn", "2663/VPCP-NC", "2026-09-01", "Văn phòng Chính phủ")],
    ),
    (
        "Văn bản hợp nhất số 01/VBHN-BNV ngày 01/9/2026 của Bộ Nội vụ",
        [("văn bản hợp nhất", "01/VBHN-BNV", "2026-09-01", "Bộ Nội vụ")],
    ),
    (
        "Giấy mời số 44/GM-UBND ngày 01/9/2026 của UBND huyện",
        [("giấy mời", "44/GM-UBND", "2026-09-01", "UBND huyện")],
    ),
    (
        "Hướng dẫn số 31-HD/BTCTW ngày 23/4/2025 của Ban Tổ chức Trung ương",
        [("hướng dẫn", "31-HD/BTCTW", "2025-04-23", "Ban Tổ chức Trung ương")],
    ),
    (
        "Quyết định số 12/QĐ -UBND ngày 12/8/2026",
        [("quyết định", "12/QĐ-UBND", "2026-08-12", None)],
    ),
    (
        "Quyết định số: 12/QĐ-UBND, ngày 12 tháng 8 năm 2026 của Ủy ban nhân dân"
        " tỉnh Mẫu",
        [("quyết định", "12/QĐ-UBND", "2026-08-12", "Ủy ban nhân dân tỉnh Mẫu")],
    ),
    (
        "Quyết định số 2070/QĐ.UB.95 ngày 19-10-1995 của UBND tỉnh Mẫu",
        [("quyết định", "2070/QĐ.UB.95", "1995-10-19", "UBND tỉnh Mẫu")],
    ),
    (
        "Nghị định số 87/CP ngày 17-08-1994 của Chính phủ",
        [("nghị định", "87/CP", "1994-08-17", "Chính phủ")],
    ),
    (
        "Quyết định 999-TC/QĐ-CĐKT ngày 02/11/1996 của Bộ trưởng Bộ Tài chính",
        [("quyết định", "999-TC/QĐ-CĐKT", "1996-11-02", "Bộ trưởng Bộ Tài chính")],
    ),
    (
        "Công văn số 123/STC-QLNS ngày 12/8/2026 của Sở Tài chính tình hình giải ngân",
        [("công văn", "123/STC-QLNS", "2026-08-12", "Sở Tài chính")],
    ),
    (
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 12/8/2026 của UBND tỉnh)",
        [("quyết định", "12/QĐ-UBND", "2026-08-12", "UBND tỉnh")],
    ),
    (
        "Công văn số 12/BNV-CCHC ngày 12/8/2026 của Bộ trưởng Bộ Nội vụ và xét Báo"
        " cáo số 22/BC-SNV ngày 13/8/2026 của Sở Nội vụ",
        [
            ("công văn", "12/BNV-CCHC", "2026-08-12", "Bộ trưởng Bộ Nội vụ"),
            ("báo cáo", "22/BC-SNV", "2026-08-13", "Sở Nội vụ"),
        ],
    ),
    (
        "Thông báo số 12/TB-UBND ngày 12/8/2026 của UBND tỉnh Kết luận của Chủ tịch",
        [("thông báo", "12/TB-UBND", "2026-08-12", "UBND tỉnh")],
    ),
    (
        "Kết luận số 12/KL-KTVB ngày 12/8/2026 của Cục Kiểm tra văn bản và Quản lý"
        " xử lý vi phạm hành chính",
        [
            (
                "kết luận",
                "12/KL-KTVB",
                "2026-08-12",
                "Cục Kiểm tra văn bản và Quản lý xử lý vi phạm hành chính",
            )
        ],
    ),
    (
        "Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân và Ủy ban"
        " nhân dân ngày 03/12/2004;",
        [
            (
                "luật",
                "Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân dân và"
                " Ủy ban nhân dân",
                "2004-12-03",
                None,
            )
        ],
    ),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính, trong"
        " đó có quy định mới",
        [
            (
                "luật",
                "Luật sửa đổi, bổ sung một số điều của Luật Xử lý vi phạm hành chính",
                None,
                None,
            )
        ],
    ),
    (
        "Hợp đồng số 12/HĐ-XD ngày 12/8/2026",
        [("hợp đồng", "12/HĐ-XD", "2026-08-12", None)],
    ),
    (
        "Đề án số 05/ĐA-UBND ngày 02/7/2025 của UBND tỉnh",
        [("đề án", "05/ĐA-UBND", "2025-07-02", "UBND tỉnh")],
    ),
    (
        "Quyết định số 06/2024/QĐ-UBND ngày 01 tháng 02 năm 2024 của Ủy ban nhân dân"
        " tỉnh Mẫu ban hành Quy định",
        [("quyết định", "06/2024/QĐ-UBND", "2024-02-01", "Ủy ban nhân dân tỉnh Mẫu")],
    ),
    (
        "Thực hiện các Công văn của UBND tỉnh: số 12/UBND-TC ngày 02/3/2026, số"
        " 23/UBND-VX ngày 04/4/2026 và Công văn số 9/SNV-CC ngày 06/6/2026 của"
        " Sở Nội vụ;",
        [
            ("công văn", "12/UBND-TC", "2026-03-02", "UBND tỉnh"),
            ("công văn", "23/UBND-VX", "2026-04-04", "UBND tỉnh"),
            ("công văn", "9/SNV-CC", "2026-06-06", "Sở Nội vụ"),
        ],
    ),
    (
        "Công văn số 45/TCT và Công văn số 31/TCT06 của Tổ công tác Mẫu",
        [
            ("công văn", "45/TCT", None, "Tổ công tác Mẫu"),
            ("công văn", "31/TCT06", None, "Tổ công tác Mẫu"),
        ],
    ),
    (
        "Công văn số 5/SNV-CC và Công văn số 6/STC-NS của Sở Tài chính",
        [
            ("công văn", "5/SNV-CC", None, None),
            ("công văn", "6/STC-NS", None, "Sở Tài chính"),
        ],
    ),
    (
        "Để chuẩn bị hội nghị, ngày 10/11/2026, Sở Nội vụ đã ban hành Công văn số"
        " 27/SNV-CC về việc báo cáo",
        [("công văn", "27/SNV-CC", "2026-11-10", "Sở Nội vụ")],
    ),
    (
        "Mô hình hoạt động từ ngày 01/7/2026, Sở Nội vụ đã có Kế hoạch số 2/KH-SNV",
        [("kế hoạch", "2/KH-SNV", None, "Sở Nội vụ")],
    ),
    (
        "Trên cơ sở tổng hợp phiếu, Sở Nội vụ phân tích kết quả và ban hành Báo cáo số"
        " 29/BC-SNV ngày 29/12/2026",
        [("báo cáo", "29/BC-SNV", "2026-12-29", "Sở Nội vụ")],
    ),
    (
        "Dự thảo văn bản của Chủ tịch UBND tỉnh đã được Sở Nội vụ có Công văn số"
        " 24/SNV-CC lấy ý kiến",
        [("công văn", "24/SNV-CC", None, "Sở Nội vụ")],
    ),
    (
        "Công ty Xăng dầu Hồng Lĩnh ban hành 04 Quyết định số 17/QĐ-HL ngày 09/9/2026",
        [("quyết định", "17/QĐ-HL", "2026-09-09", "Công ty Xăng dầu Hồng Lĩnh")],
    ),
    (
        "tại Công văn số 67/UBND-NC ngày 07/11/206 của Chủ tịch UBND tỉnh",
        [("công văn", "67/UBND-NC", None, "Chủ tịch UBND tỉnh")],
    ),
    (
        "Công điện số 11/CĐ-TTg hồi 15 giờ 00 ngày 23/8/2026 của Thủ tướng Chính phủ",
        [("công điện", "11/CĐ-TTg", "2026-08-23", "Thủ tướng Chính phủ")],
    ),
    (
        "Chỉ thị số 01/CT-VKSTC ngày 17/12/2026 của Viện trưởng VKSND tối cao",
        [("chỉ thị", "01/CT-VKSTC", "2026-12-17", "Viện trưởng VKSND tối cao")],
    ),
    (
        "Công văn số 34/SNN-TL ngày 20/7/2026 của Sở Nông nghiệp và PTNT gửi kèm",
        [("công văn", "34/SNN-TL", "2026-07-20", "Sở Nông nghiệp và PTNT")],
    ),
    (
        "Chủ tịch UBND tỉnh đã điều động ông Lê Văn Mẫu, Giám đốc Sở Tư pháp đến nhận"
        " công tác khác tại Quyết định số 16/QĐ-UBND ngày 03/02/2026",
        [("quyết định", "16/QĐ-UBND", "2026-02-03", "Chủ tịch UBND tỉnh")],
    ),
    (
        "Công văn số 33/KTPC-KT+AT ngày 22/7/2026 của Công ty Điện lực Mẫu",
        [("công văn", "33/KTPC-KT+AT", "2026-07-22", "Công ty Điện lực Mẫu")],
    ),
    ("điện thoại số 0912/345 và mẫu số 02/BC", []),
    ("tỷ lệ 12/15 xã, 3/4 thôn, 24/7", []),
]


@pytest.mark.parametrize(("words", "said"), FORMS)
def test_a_form_of_citing_is_read(
    words: str, said: list[tuple[str | None, ...]]
) -> None:
    assert [short(reference) for reference in cited(words)] == said


def test_the_constitution_is_cited_with_its_year() -> None:
    (reference,) = cited(
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam năm 2013;"
    )

    assert short(reference)[0] == "hiến pháp"
    assert reference.issued_on == "2013"


def test_the_own_number_of_another_year_is_another_letter() -> None:
    (reference,) = cited("Thực hiện Công văn số 15/UBND-VP ngày 01/9/2025 của huyện.")

    assert (reference.code, reference.issued_on) == ("15/UBND-VP", "2025-09-01")
    assert cited("Công văn số 15/UBND-VP ngày 10/9/2026 này thay công văn cũ.") == ()


def test_a_citation_does_not_reach_into_the_next_cell() -> None:
    (reference,) = cited(
        "Theo Quyết định số 13/2026/QĐ-UBND ngày 02/9/2026 của UBND tỉnh.\n"
        "| Số văn bản | Văn bản |\n| Văn bản | 13 |\n| Kế hoạch | 02 |"
    )

    assert reference.code == "13/2026/QĐ-UBND"
