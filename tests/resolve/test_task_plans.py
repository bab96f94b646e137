"""Tasks of plans (kế hoạch): what a body does in them is told to it.

Plans assign in running text, in steps and after a heading that a scan misread; their
aims, and the sentence that opens them, assign nothing.
"""

from __future__ import annotations

import pytest

from tests.letters_of import parse, tasks_of, typed_letter
from vanban_parser.model.letter import Task

Found = list[tuple[tuple[str, ...], str, str | None]]


def due(task: Task) -> str | None:
    return task.deadline.date if task.deadline is not None else None


def planned(body: str, **parts: str | None) -> Found:
    """Return doers, action and day of the tasks of a plan with this body."""
    return [
        (task.assignees, task.action, task.deadline.date if task.deadline else None)
        for task in tasks_of(body, kind="KẾ HOẠCH", to="", **parts)
        if task.kind != "general"
    ]


@pytest.mark.parametrize(
    ("sentence", "who", "action"),
    [
        (
            "Các khoa cung cấp số liệu theo mẫu tại Phụ lục I.",
            ("Các khoa",),
            "cung cấp số liệu theo mẫu tại Phụ lục I",
        ),
        (
            "Tổ khảo sát triển khai kế hoạch đến từng trạm.",
            ("Tổ khảo sát",),
            "triển khai kế hoạch đến từng trạm",
        ),
        (
            "Bước 1: Phòng Nội vụ lập danh sách các thôn.",
            ("Phòng Nội vụ",),
            "lập danh sách các thôn",
        ),
        (
            "Căn cứ kế hoạch của huyện, các phòng chuyên môn, các đơn vị trực thuộc chủ"
            " động xây dựng kế hoạch tại đơn vị mình.",
            ("các phòng chuyên môn", "các đơn vị trực thuộc"),
            "chủ động xây dựng kế hoạch tại đơn vị mình",
        ),
    ],
)
def test_a_plan_assigns_in_running_text(
    sentence: str, who: tuple[str, ...], action: str
) -> None:
    body = f"## II. NỘI DUNG, PHƯƠNG PHÁP\n- {sentence}"

    assert planned(body) == [(who, action, None)]


def test_aims_and_the_issuer_itself_are_given_no_tasks() -> None:
    body = (
        "## I. MỤC ĐÍCH, YÊU CẦU\n"
        "- Các khoa cung cấp số liệu đầy đủ, trung thực.\n"
        "## II. NỘI DUNG\n"
        "- UBND huyện cung cấp số liệu cho báo chí.\n"
    )

    assert planned(body) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Các đơn vị tham gia hội thi gồm 05 đội.",
        "Các trường tham dự hội thao được tính điểm toàn đoàn.",
        "Sở Nội vụ đã hướng dẫn các xã lập hồ sơ.",
        "Năm 2025, Phòng Nội vụ tổ chức 05 lớp tập huấn.",
        "Phòng Nội vụ là cơ quan chuyên môn của UBND huyện.",
    ],
)
def test_what_a_plan_tells_of_bodies_is_not_told_to_them(sentence: str) -> None:
    assert planned(f"## II. NỘI DUNG\n- {sentence}") == []


def test_the_sentence_that_opens_a_plan_tells_its_points_nothing() -> None:
    body = (
        "Phòng Y tế Mẫu Sơn xây dựng kế hoạch theo dõi việc thi hành pháp luật với"
        " những nội dung cụ thể như sau:\n"
        "II. NỘI DUNG\n"
        "1. Kiểm tra việc thi hành pháp luật\n"
        "- Kiểm tra việc thi hành pháp luật về khám bệnh.\n"
    )

    assert planned(body, issuer="UBND HUYỆN MẪU SƠN\n<< PHÒNG Y TẾ") == []


@pytest.mark.parametrize(
    "heading",
    ["IY. TỎ CHỨC THỰC HIỆN", "Il. TÔ CHỨC THỰC HIỆN", "IH. TỔ CHỨC THỰC HIỆN"],
)
def test_a_heading_that_a_scan_misread_imposes(heading: str) -> None:
    body = f"{heading}\n1. UBND huyện tham mưu cho UBND tỉnh về chương trình.\n"

    assert planned(body) == [
        (("UBND huyện",), "tham mưu cho UBND tỉnh về chương trình", None)
    ]


def test_what_describes_a_group_before_its_duty_is_part_of_its_name() -> None:
    body = (
        "## II. NỘI DUNG\n"
        "- Từ ngày 14/9/2026 đến ngày 18/9/2026, các đơn vị trực thuộc, các cơ sở có"
        " hoạt động về thú y trên địa bàn có trách nhiệm tự kiểm tra theo nội dung"
        " trên. Sau đó các đơn vị tổng hợp, gửi báo cáo về Phòng Kinh tế trước ngày"
        " 22/9/2026.\n"
    )

    assert planned(body) == [
        (
            (
                "các đơn vị trực thuộc",
                "các cơ sở có hoạt động về thú y trên địa bàn",
            ),
            "tự kiểm tra theo nội dung trên",
            "2026-09-18",
        ),
        (
            ("các đơn vị",),
            "tổng hợp, gửi báo cáo về Phòng Kinh tế trước ngày 22/9/2026",
            "2026-09-22",
        ),
    ]


def test_a_body_that_is_said_to_lead_heads_the_duties_below() -> None:
    body = (
        "## IV. TỔ CHỨC THỰC HIỆN\n"
        "a) Trung tâm Thú y huyện là đơn vị chịu trách nhiệm trước Chủ tịch UBND huyện"
        " về chương trình, có trách nhiệm:\n"
        "- Xây dựng kế hoạch hằng năm.\n"
        "- Tập huấn cho các xã.\n"
    )

    assert planned(body) == [
        (("Trung tâm Thú y huyện",), "Xây dựng kế hoạch hằng năm", None),
        (("Trung tâm Thú y huyện",), "Tập huấn cho các xã", None),
    ]


def test_the_closing_duty_of_a_plan_needs_no_comma() -> None:
    body = (
        "## V. TỔ CHỨC THỰC HIỆN\n"
        "2. Các đơn vị trực thuộc ngành\n"
        "Căn cứ tình hình thực tế, lãnh đạo đơn vị xây dựng kế hoạch thực hiện.\n"
        "Kết thúc đợt cao điểm các đơn vị báo cáo kết quả về Phòng Kinh tế chậm nhất"
        " ngày 16/12/2026 để tổng hợp.\n"
    )

    found = planned(body)

    assert found[-1][0] == ("các đơn vị",)
    assert found[-1][2] == "2026-12-16"
    assert found[0][0] == ("Các đơn vị trực thuộc ngành",)


def test_a_full_stop_after_those_who_do_it_is_a_colon() -> None:
    body = (
        "## II. NỘI DUNG\n"
        "- Các phòng chuyên môn, các đơn vị trực thuộc. Báo cáo kết quả, gửi về Phòng"
        " Nội vụ trước ngày 10/10/2026.\n"
    )

    assert planned(body) == [
        (
            ("Các phòng chuyên môn", "các đơn vị trực thuộc"),
            "Báo cáo kết quả, gửi về Phòng Nội vụ trước ngày 10/10/2026",
            "2026-10-10",
        )
    ]


def test_a_word_cut_off_by_a_pen_is_no_task() -> None:
    cut_off = "Có vướng mắc đề nghị các đơn vị bá"

    assert tasks_of(cut_off) == ()


def test_what_is_inspected_at_a_body_is_not_its_duty() -> None:
    body = (
        "## III. NỘI DUNG\n1. Kiểm tra kết quả\n1.2.1. Phòng Y tế\n"
        "- Công tác tuyên truyền, phổ biến văn bản mới.\n"
        "- Việc phối hợp với các cơ quan chức năng.\n"
    )

    assert planned(body) == []


def test_a_dated_point_that_names_nobody_is_kept_and_told() -> None:
    body = (
        "## II. NỘI DUNG\n1. Xét công nhận sáng kiến\n"
        "- Báo cáo kết quả xét công nhận về Hội đồng trước ngày 10/11/2026.\n"
        "- Bảo đảm công khai, dân chủ.\n"
    )
    letter = parse(typed_letter(body, kind="KẾ HOẠCH", to=""))

    assert [(t.assignees, due(t)) for t in letter.tasks] == [((), "2026-11-10")]
    codes = {warning.code for warning in letter.warnings}
    assert "assignee-missing" in codes
    assert "deadline-without-task" not in codes


def test_a_ban_of_a_directive_that_names_nobody_is_kept() -> None:
    points = (
        "1. Nghiêm cấm thu các khoản ngoài quy định.\n"
        "2. Phòng Nội vụ kiểm tra việc thu tại các trường.\n"
    )
    found = tasks_of(points, kind="CHỈ THỊ", to="")

    assert [(t.assignees, t.action, t.kind) for t in found] == [
        ((), "Nghiêm cấm thu các khoản ngoài quy định", "standing"),
        (("Phòng Nội vụ",), "kiểm tra việc thu tại các trường", "task"),
    ]


SUBMITS = (
    "UBND huyện kính trình Ủy ban nhân dân tỉnh xem xét, phê duyệt Đề án Mẫu, với"
    " những nội dung cụ thể như sau:\n"
    "- Về hình thức: họp toàn thể.\n- Về nhân sự: theo tiêu chuẩn.\n"
)
ASKS_AGAIN = "UBND huyện kính trình Ủy ban nhân dân tỉnh xem xét, phê duyệt Đề án này."


@pytest.mark.parametrize(
    ("end", "action"),
    [
        ("", "xem xét, phê duyệt Đề án Mẫu"),
        (ASKS_AGAIN, "xem xét, phê duyệt Đề án này"),
    ],
)
def test_what_is_submitted_is_asked_once(end: str, action: str) -> None:
    to = "Kính gửi: Ủy ban nhân dân tỉnh Mẫu.\n"
    found = tasks_of(SUBMITS + end, kind="TỜ TRÌNH", to=to)

    assert [(t.assignees, t.action) for t in found] == [
        (("Ủy ban nhân dân tỉnh",), action)
    ]


# What others asked, and who is asked first -------------------------------------


@pytest.mark.parametrize(
    "told_of",
    [
        "Đoàn kiểm tra đã ban hành các thông báo kết quả, đề nghị các cơ quan, đơn vị"
        " khắc phục hạn chế.",
        "Hội Nông dân huyện đề nghị được gia hạn thời gian tổ chức Đại hội.",
    ],
)
def test_what_was_asked_before_or_for_oneself_is_no_task(told_of: str) -> None:
    assert tasks_of(told_of) == ()


def test_a_letter_that_was_sent_in_vain_is_followed_by_a_request() -> None:
    body = (
        "UBND huyện đã có Công văn số 12/UBND-VP nhưng đến nay chưa nhận được báo cáo,"
        " đề nghị các xã gửi báo cáo trước ngày 20/9/2026."
    )

    assert [(t.assignees, due(t)) for t in tasks_of(body)] == [
        (("các xã",), "2026-09-20")
    ]


def test_those_who_are_asked_may_stand_first() -> None:
    body = (
        "Tất cả học viên chưa thanh toán học phí đề nghị mang chứng từ về nộp tại Phòng"
        " Tài chính chậm nhất là ngày 26/12/2026."
    )

    assert [(t.assignees, due(t)) for t in tasks_of(body, kind="THÔNG BÁO", to="")] == [
        (("Tất cả học viên chưa thanh toán học phí",), "2026-12-26")
    ]


def test_a_group_that_asks_without_a_day_is_not_asked() -> None:
    body = "Các hộ có đất đề nghị Phòng Nội vụ cấp giấy chứng nhận."

    assert all("hộ" not in " ".join(t.assignees) for t in tasks_of(body))


def test_those_just_told_are_urged_in_the_same_task() -> None:
    body = (
        "1. Yêu cầu Phòng Nội vụ và UBND các xã xác định đây là nhiệm vụ quan trọng."
        " Do vậy, đề nghị từng cơ quan, đơn vị phải tập trung thực hiện.\n"
    )

    assert [t.assignees for t in tasks_of(body, kind="THÔNG BÁO", to="")] == [
        ("Phòng Nội vụ", "UBND các xã")
    ]


def test_a_deadline_alone_on_a_line_is_that_of_the_task_above() -> None:
    body = (
        "Giao Phòng Nội vụ gửi báo cáo qua thư điện tử:\ntrước ngày 28/9/2026,\n"
        "Mọi chi tiết liên hệ Văn phòng.\n"
    )

    assert due(tasks_of(body)[0]) == "2026-09-28"


# Several bodies in one sentence --------------------------------------------------


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "Giao cho Giám đốc Trung tâm Y tế huyện tổng hợp danh sách các trạm, Giám"
            " đốc Bệnh viện đa khoa huyện tổng hợp danh sách phòng khám.",
            [
                (("Giám đốc Trung tâm Y tế huyện",), None),
                (("Giám đốc Bệnh viện đa khoa huyện",), None),
            ],
        ),
        (
            "Đơn vị tuyến xã báo cáo về Trung tâm Y tế huyện trước ngày 05/10/2026, đơn"
            " vị tuyến huyện báo cáo về Phòng Y tế trước ngày 07/10/2026.",
            [
                (("Đơn vị tuyến xã",), "2026-10-05"),
                (("đơn vị tuyến huyện",), "2026-10-07"),
            ],
        ),
        (
            "Yêu cầu Phòng Nội vụ phối hợp với Phòng Y tế, Phòng Kinh tế lập hồ sơ.",
            [(("Phòng Nội vụ",), None)],
        ),
        (
            "Yêu cầu các xã phân công trách nhiệm của từng cơ quan, cá nhân thực hiện"
            " việc này.",
            [(("các xã",), None)],
        ),
    ],
)
def test_like_duties_of_two_bodies_are_two_tasks(
    body: str, found: list[tuple[tuple[str, ...], str | None]]
) -> None:
    assert [(t.assignees, due(t)) for t in tasks_of(body)] == found


# Teams that a decision sets up ---------------------------------------------------


def test_a_team_is_called_by_what_it_is_for() -> None:
    articles = (
        "## Điều 2. Tổ xây dựng Đề án tổ chức lại các trạm có nhiệm vụ xây dựng Đề án"
        " trình UBND huyện xem xét, gồm:\n"
        "1. Đề án sáp nhập các trạm theo Thông tư 37/2016/TT-BYT.\n"
        "2. Đề án giải thể phòng khám khu vực.\n"
        "Tổ trưởng Tổ xây dựng Đề án và trưởng các nhóm có quyền trưng dụng người.\n"
        "Quyết định có hiệu lực kể từ ngày ký.\n"
    )
    found = tasks_of(articles, kind="QUYẾT ĐỊNH", to="")

    assert [t.assignees for t in found] == [("Tổ xây dựng Đề án tổ chức lại các trạm",)]
    assert "Đề án giải thể phòng khám khu vực" in found[0].action


def test_a_council_has_the_duties_below_its_article() -> None:
    articles = (
        "## Điều 2: Hội đồng có nhiệm vụ:\n- Xét duyệt đề cương.\n"
        "- Báo cáo kết quả cho Chủ tịch UBND huyện.\n"
    )
    found = tasks_of(articles, kind="QUYẾT ĐỊNH", to="")

    assert [(t.assignees, t.report_to) for t in found] == [
        (("Hội đồng",), ()),
        (("Hội đồng",), ("Chủ tịch UBND huyện",)),
    ]


def test_the_writers_name_may_follow_a_word_like_now() -> None:
    body = "Nay Chủ tịch UBND huyện chỉ đạo các trạm y tế hỗ trợ đoàn công tác mở lớp."

    assert [t.assignees for t in tasks_of(body, kind="THÔNG BÁO", to="")] == [
        ("các trạm y tế",)
    ]


def test_a_line_that_begins_with_details_is_no_verb() -> None:
    body = (
        "Giao các xã rà soát hồ sơ theo các việc sau:\n- Lập danh sách.\n"
        "chi tiết, xin liên hệ với ông Mẫu.\n"
    )

    assert all("chi tiết" not in t.action for t in tasks_of(body))


def test_a_closing_paragraph_tells_those_it_names() -> None:
    points = (
        "6. Chủ tịch UBND các xã, thị trấn\n"
        "a) Chỉ đạo các trường rà soát hồ sơ.\n"
        "Căn cứ Chỉ thị này, Thủ trưởng các phòng, ban, các đơn vị có liên quan và Chủ"
        " tịch UBND các xã, thị trấn xây dựng kế hoạch cụ thể, phối hợp chặt chẽ với"
        " Phòng Giáo dục.\n"
    )

    assert [t.assignees for t in tasks_of(points, kind="CHỈ THỊ", to="")] == [
        ("Chủ tịch UBND các xã, thị trấn",),
        (
            "Thủ trưởng các phòng, ban",
            "các đơn vị có liên quan",
            "Chủ tịch UBND các xã, thị trấn",
        ),
    ]


def test_notes_and_documents_to_be_sent_are_no_tasks_of_their_own() -> None:
    body = (
        "## III. TỔ CHỨC THỰC HIỆN\n1. Các trạm y tế:\n"
        "- Lập danh mục thuốc.\n"
        "- Lưu ý: số lượng phải sát với nhu cầu.\n"
        "- Gửi danh mục và những tài liệu sau đây về Phòng Y tế:\n"
        "+ Biên bản của Hội đồng thuốc về danh mục, số lượng, về nhu cầu.\n"
        "+ Dự toán được cơ quan có thẩm quyền giao. Bản sao.\n"
        "+ Báo cáo tóm tắt kết quả năm trước.\n"
    )

    found = planned(body)

    assert [who for who, _, _ in found] == [("Các trạm y tế",)] * 2
    assert "Báo cáo tóm tắt" in found[1][1]


def test_a_number_that_a_scan_misread_begins_a_point() -> None:
    body = (
        "Chủ tịch UBND huyện yêu cầu:\n"
        "Ì. Thực hiện nghiêm Công văn số 19/UBND-KT về ứng phó với bão.\n"
        "2. Giao Phòng Kinh tế trực ban.\n"
    )

    assert len(tasks_of(body)) == 2


@pytest.mark.parametrize(
    ("lead", "by"),
    [
        ("Căn cứ kết quả năm 2027", None),
        ("Trên cơ sở Chỉ số năm 2025", None),
        ("Quý I/2027", "2027-03-31"),
    ],
)
def test_what_a_duty_rests_on_is_no_deadline(lead: str, by: str | None) -> None:
    body = f"{lead}, các đơn vị đánh giá kết quả thực hiện."

    assert [due(task) for task in tasks_of(body)] == [by]


def test_those_who_are_named_again_in_a_point_have_one_task() -> None:
    body = (
        "## III. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ:\n"
        "a) Đối với hội thi: Phòng Nội vụ thông báo nội dung đến các xã. Trong quá"
        " trình triển khai, Phòng Nội vụ phối hợp với Phòng Y tế đề xuất thể lệ.\n"
        "b) Phòng Nội vụ lập danh sách. Phòng Y tế bố trí xe cứu thương.\n"
    )

    assert [who for who, _, _ in planned(body)] == [
        ("Phòng Nội vụ",),
        ("Phòng Nội vụ",),
        ("Phòng Y tế",),
    ]


def test_what_a_programme_takes_is_no_order() -> None:
    body = (
        "## II. NỘI DUNG\n"
        "Nội dung chương trình yêu cầu từng xã trả lời thắc mắc của thiếu nhi.\n"
        "UBND huyện yêu cầu từng địa phương cử người dự.\n"
    )

    assert [action for _, action, _ in planned(body)] == ["cử người dự"]


@pytest.mark.parametrize(
    ("title", "tasks"),
    [
        ("ĐỐI TƯỢNG, NỘI DUNG VÀ HÌNH THỨC TUYÊN TRUYỀN", 1),
        ("ĐỐI TƯỢNG, PHẠM VI", 0),
        ("MỤC ĐÍCH, YÊU CẦU", 0),
    ],
)
def test_a_part_on_work_among_others_may_give_work(title: str, tasks: int) -> None:
    body = (
        f"## II. {title}\n## 1. Hình thức\n"
        "a) Các phòng, ban; UBND các xã đưa nội dung vào cuộc họp thường kỳ.\n"
    )

    assert len(planned(body)) == tasks


def test_which_of_a_group_are_told_belongs_to_their_name() -> None:
    body = (
        "## III. TỔ CHỨC THỰC HIỆN\n"
        "1. Đơn vị được giao theo dõi nhà văn hóa tại Phụ lục thường"
        " xuyên kiểm tra các xã.\n"
        "2. Phòng Y tế được giao chủ trì thường xuyên kiểm tra các trạm.\n"
    )

    assert planned(body) == [
        (
            ("Đơn vị được giao theo dõi nhà văn hóa tại Phụ lục",),
            "thường xuyên kiểm tra các xã",
            None,
        ),
        (("Phòng Y tế",), "chủ trì thường xuyên kiểm tra các trạm", None),
    ]
