"""Reports that say what others should do, time granted, forms of address."""

from __future__ import annotations

import pytest

from tests.letters_of import parse, tasks_of, typed_letter
from vanban_parser.model.letter import Task

SO = "SỞ NỘI VỤ TỈNH MẪU SƠN"
TO_PROVINCE = "Kính gửi: UBND tỉnh Mẫu Sơn.\n"


def report(body: str, kind: str = "BÁO CÁO", to: str = "") -> list[tuple[str, str]]:
    """Return who and what of the tasks of a report, formulas left out."""
    found = tasks_of(body, kind=kind, subject="Kết quả năm", issuer=SO, to=to)
    return [(", ".join(t.assignees), t.action) for t in found if t.kind != "general"]


def only(body: str, **parts: str) -> Task:
    (task,) = tasks_of(body, **parts)
    return task


# Reports ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "## IV. ĐỀ XUẤT, KIẾN NGHỊ",
        "## IV. Kiến nghị",
        "2. Kiến nghị, đề xuất:",
        "## V. MỘT SỐ ĐỀ XUẤT",
        "## III. GIẢI PHÁP VÀ KIẾN NGHỊ",
        "## IV. ĐỀ XUẤT NHIỆM VỤ, GIẢI PHÁP NĂM 2027",
    ],
)
def test_points_under_a_heading_of_proposals_are_tasks_of_those_named(
    heading: str,
) -> None:
    assert report(
        f"{heading}\n- UBND các xã rà soát hồ sơ.\n- Bộ Nội vụ: sửa đổi Thông tư."
    ) == [("UBND các xã", "rà soát hồ sơ"), ("Bộ Nội vụ", "sửa đổi Thông tư")]


def test_a_heading_that_names_somebody_gives_its_points_to_them() -> None:
    assert report(
        "## V. Kiến nghị đối với UBND tỉnh\n1. Ban hành quy chế phối hợp.\n"
        "2. Chỉ đạo Sở Y tế:\na) Tập huấn cán bộ."
    ) == [
        ("UBND tỉnh", "Ban hành quy chế phối hợp"),
        ("Sở Y tế", "Tập huấn cán bộ"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "## VII. CÁC GIẢI PHÁP NHỮNG THÁNG CUỐI NĂM",
        "## IV. Giải pháp trong thời gian tới",
        "## III. MỘT SỐ NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM",
        "## IV. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ IV",
        "## IV. Nhiệm vụ và giải pháp",
    ],
)
def test_of_what_is_ahead_only_what_others_have_to_do_is_a_task(heading: str) -> None:
    assert report(
        f"{heading}\n1. Về sản xuất\n- Tiếp tục rà soát hồ sơ người có công.\n"
        "- Tập đoàn Điện lực Mẫu Sơn (EMS) cần tăng cường quản lý các nhà máy.\n"
        "- Sở Nội vụ tiếp tục kiểm tra các xã.\n"
        "2. Về thị trường\n"
        "- Lực lượng quản lý thị trường trong cả nước tăng cường kiểm tra giá."
    ) == [
        ("Tập đoàn Điện lực Mẫu Sơn", "tăng cường quản lý các nhà máy"),
        ("Lực lượng quản lý thị trường trong cả nước", "tăng cường kiểm tra giá"),
    ]


@pytest.mark.parametrize(
    "heading",
    ["## II. CÁC GIẢI PHÁP ĐÃ TRIỂN KHAI", "## II. Về kết quả thực hiện giải pháp"],
)
def test_solutions_that_were_carried_out_are_told_of(heading: str) -> None:
    assert report(f"{heading}\n- UBND các xã rà soát hồ sơ.") == []


def test_a_proposal_that_names_nobody_is_left_for_a_person_to_give_out() -> None:
    body = (
        "2. Kiến nghị, đề xuất:\n- Bộ Nội vụ hướng dẫn địa phương.\n"
        "- Sửa đổi Thông tư theo hướng dễ thực hiện."
    )
    assert report(body) == [
        ("Bộ Nội vụ", "hướng dẫn địa phương"),
        ("", "Sửa đổi Thông tư theo hướng dễ thực hiện"),
    ]
    letter = parse(typed_letter(body, kind="BÁO CÁO", subject="Kết quả", to=""))
    warned = {warning.field for warning in letter.warnings}
    assert "/tasks/1/assignees" in warned


def test_a_resolution_tells_a_body_that_it_names_among_its_solutions() -> None:
    (task,) = tasks_of(
        "Nhiệm vụ và một số giải pháp thực hiện:\n- Phát triển dịch vụ vận tải. "
        "Ngân hàng Nhà nước tỉnh tăng cường kiểm tra các ngân hàng thương mại.",
        kind="NGHỊ QUYẾT",
        subject="Về nhiệm vụ năm 2027",
        issuer="HỘI ĐỒNG NHÂN DÂN TỈNH MẪU SƠN",
        to="",
    )
    assert task.assignees == ("Ngân hàng Nhà nước tỉnh",)


def test_what_is_proposed_below_a_lead_in_is_told_from_the_reasons_for_it() -> None:
    assert report(
        "Từ kết quả trên, Sở Nội vụ đề xuất UBND tỉnh chỉ đạo như sau:\n"
        "1. Cải cách thể chế\n"
        "a) Hiện nay còn 06 đơn vị chưa kiểm tra văn bản.\n"
        "Giải pháp khắc phục: Giao Sở Tư pháp hoàn thành kiểm tra.\n"
        "b) Việc công bố thủ tục còn chậm so với quy định.\n"
        "Đề xuất giải pháp: Văn phòng UBND tỉnh ban hành quy chế."
    ) == [
        ("Sở Tư pháp", "hoàn thành kiểm tra"),
        ("Văn phòng UBND tỉnh", "ban hành quy chế"),
    ]


def test_a_petition_in_points_asks_for_leave_too() -> None:
    assert report(
        "Sở Nội vụ kính đề nghị UBND tỉnh:\n1. Cho chủ trương sửa chữa trụ sở.\n"
        "2. Hỗ trợ kinh phí 200 triệu đồng.",
        kind="TỜ TRÌNH",
        to=TO_PROVINCE,
    ) == [
        ("UBND tỉnh", "Cho chủ trương sửa chữa trụ sở"),
        ("UBND tỉnh", "Hỗ trợ kinh phí 200 triệu đồng"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        # What was done, though it is said like an order.
        "## II. KẾT QUẢ THỰC HIỆN\n- Giao Sở Y tế tập huấn cán bộ, đạt 100%.",
        # What somebody else asks.
        "## 1. Đề nghị của Hội Luật gia\nHội Luật gia tổ chức đại hội trong năm.",
        # The draft that is laid before, no list of wishes.
        "Sở Nội vụ kính trình UBND tỉnh xem xét, phê duyệt Đề án với các nội dung sau:"
        "\n1. Tên đề án: Chuyển đổi số.\n2. Các sở rà soát hồ sơ.",
        # Its own plans.
        "## III. NHIỆM VỤ TRỌNG TÂM\n1. Tiếp tục rà soát hồ sơ người có công.",
    ],
)
def test_what_a_report_tells_is_no_task(body: str) -> None:
    assert report(body) == []


def test_a_report_gives_work_in_so_many_words() -> None:
    assert report("Biện pháp: Giao Phòng Cải cách hành chính theo dõi.") == [
        ("Phòng Cải cách hành chính", "theo dõi")
    ]


@pytest.mark.parametrize(
    ("kind", "body", "warned"),
    [
        ("BÁO CÁO", "## V. Kiến nghị, đề xuất\nNâng mức chi cho cơ sở.", True),
        ("BÁO CÁO", "## V. Kiến nghị, đề xuất\nKhông có.", False),
        ("THÔNG BÁO", "- Giao Phòng Nội vụ.", True),
        ("THÔNG BÁO", "Việc giao Phòng Nội vụ là đúng quy định.", False),
        ("QUYẾT ĐỊNH", "Điều 1. Tặng Giấy khen cho ông Lê Văn Mẫu.", False),
    ],
)
def test_orders_without_a_task_are_told_in_every_type(
    kind: str,
    body: str,
    *,
    warned: bool,
) -> None:
    letter = parse(typed_letter(body, kind=kind, subject="Công tác năm", to=""))
    assert not letter.tasks
    codes = [warning.code for warning in letter.warnings]
    assert ("orders-without-task" in codes) is warned


# Time granted ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "who", "what"),
    [
        (
            "UBND huyện đồng ý gia hạn thời gian nộp báo cáo cho UBND xã Đông Lĩnh "
            "đến ngày 30/9/2026.",
            "UBND xã Đông Lĩnh",
            "nộp báo cáo",
        ),
        (
            "Thống nhất gia hạn thời gian tổ chức đại hội Hội Làm vườn chậm nhất đến "
            "ngày 30/9/2026.",
            "Hội Làm vườn",
            "tổ chức đại hội Hội Làm vườn",
        ),
        (
            "Chủ tịch UBND huyện có ý kiến như sau:\n1. Gia hạn thời hạn thi công cho "
            "Công ty TNHH Mẫu đến hết ngày 30/9/2026.",
            "Công ty TNHH Mẫu",
            "thi công",
        ),
    ],
)
def test_who_gets_more_time_has_to_be_done_by_then(
    body: str, who: str, what: str
) -> None:
    task = only(body, to="Kính gửi: Hội Làm vườn.\n")
    assert (task.assignees, task.action) == ((who,), what)
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-30"


# Forms of address ------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Đề nghị Quý Sở rà soát hồ sơ.", ("Sở Y tế",)),
        ("Đề nghị quý cơ quan rà soát hồ sơ.", ("Sở Y tế", "UBND xã Đông Lĩnh")),
        ("Quý cơ quan rà soát hồ sơ.", ("Sở Y tế", "UBND xã Đông Lĩnh")),
        ("Đề nghị Quý Sở và UBND các xã rà soát hồ sơ.", ("Sở Y tế", "UBND các xã")),
    ],
)
def test_whom_a_letter_addresses_is_who_it_is_sent_to(
    body: str, who: tuple[str, ...]
) -> None:
    to = "Kính gửi:\n- Sở Y tế;\n- UBND xã Đông Lĩnh.\n"
    task = only(body, to=to)
    assert (task.assignees, task.action) == (who, "rà soát hồ sơ")


# Lead-ins, lists, meetings ---------------------------------------------------


def test_who_speaks_above_a_list_is_given_nothing() -> None:
    task = only(
        "Chủ tịch UBND huyện có ý kiến như sau:\n1. Đồng ý chủ trương sửa chữa.\n"
        "2. Giao Phòng Kinh tế lập dự toán."
    )
    assert task.assignees == ("Phòng Kinh tế",)


def test_a_lead_in_that_begins_with_the_past_still_orders() -> None:
    found = tasks_of(
        "Thời gian qua, công tác còn hạn chế. Chủ tịch UBND huyện chỉ thị:\n"
        "1. Các phòng, ban thực hiện các nhiệm vụ sau:\na) Tự kiểm tra trụ sở.",
        kind="CHỈ THỊ",
        subject="Về phòng cháy",
        to="",
    )
    assert [(t.assignees, t.action) for t in found] == [
        (("Các phòng, ban",), "Tự kiểm tra trụ sở")
    ]


def test_names_parted_by_a_semicolon_are_told_together() -> None:
    task = only("Đề nghị các phòng, ban; UBND các xã, thị trấn tham gia góp ý.")
    assert task.assignees == ("các phòng, ban", "UBND các xã, thị trấn")


def test_what_a_body_is_names_nobody_else() -> None:
    task = only(
        "## IV. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ, cơ quan chủ trì Đề án:\n"
        "- Lập dự toán.",
        kind="KẾ HOẠCH",
        subject="Đề án",
        to="",
    )
    assert task.assignees == ("Phòng Nội vụ",)


def test_a_meeting_called_without_an_invitation_has_its_time_and_its_people() -> None:
    task = only(
        "1. Thời gian: 08 giờ 00, ngày 15/9/2026.\n2. Thành phần:\n- Phòng Nội vụ;\n"
        "- UBND các xã.\nĐề nghị các đồng chí dự họp đúng thành phần.",
        kind="GIẤY MỜI",
        subject="Họp giao ban",
    )
    assert task.assignees == ("Phòng Nội vụ", "UBND các xã")
    assert task.deadline is not None
    assert task.deadline.date == "2026-09-15T08:00"


def test_time_that_is_made_for_a_meeting_is_not_when_it_is() -> None:
    attend, answer = tasks_of(
        "UBND huyện trân trọng kính mời Sở Y tế tham dự lễ vào lúc 7 giờ 30 phút, ngày "
        "21 tháng 9 năm 2026.\nRất mong Sở Y tế bố trí thời gian tham dự và xác nhận "
        "trước ngày 17/9/2026.",
        kind="GIẤY MỜI",
        subject="Dự lễ",
        to="Kính gửi: Sở Y tế.\n",
    )
    assert attend.deadline is not None
    assert answer.deadline is not None
    assert attend.deadline.date == "2026-09-21T07:30"
    assert answer.deadline.date == "2026-09-17"


def test_a_name_broken_over_two_lines_of_a_cell_is_one_name() -> None:
    first, second = tasks_of(
        "| TT | Nội dung | Trách nhiệm||thực hiện | Thời gian||(Năm 2027) |\n"
        "| 1 | Giải đáp kiến nghị của doanh nghiệp | Lãnh đạo||Sở Y tế | "
        "Từ 20 giờ 15 - 20 giờ 45 ngày 22 tháng 1 |\n"
        "| 2 | Giải đáp kiến nghị của người dân | Sở Văn hóa, Thể thao||và Du lịch | "
        "ngày 12 tháng 3 |",
        kind="KẾ HOẠCH",
        subject="Đối thoại",
        to="",
    )
    assert first.assignees == ("Lãnh đạo Sở Y tế",)
    assert second.assignees == ("Sở Văn hóa, Thể thao và Du lịch",)
    assert first.deadline is not None
    assert second.deadline is not None
    assert first.deadline.date == "2027-01-22T20:15"
    assert second.deadline.date == "2027-03-12"
