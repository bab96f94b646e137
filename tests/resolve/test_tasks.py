"""Tasks of short invented letters: one construct of official language each."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.letters_of import parse, tasks_of, typed_letter
from vanban_parser.model.letter import Task

ALL = ("Các phòng, ban thuộc UBND huyện", "Ủy ban nhân dân các xã, thị trấn")


class Short(NamedTuple):
    """A task as far as these tests look at it."""

    who: tuple[str, ...]
    action: str
    due: str | None = None


def due(task: Task) -> str | None:
    found = task.deadline
    return (found.date or found.rrule or found.duration) if found is not None else None


def short(body: str, **parts: str | None) -> list[Short]:
    """Return the tasks of a letter, closing formulas left out."""
    return [
        Short(task.assignees, task.action, due(task))
        for task in tasks_of(body, **parts)
        if task.kind != "general"
    ]


def one(who: str, action: str, by: str | None = None) -> list[Short]:
    return [Short((who,), action, by)]


# One sentence ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "tasks"),
    [
        ("Giao Phòng Nội vụ rà soát hồ sơ.", one("Phòng Nội vụ", "rà soát hồ sơ")),
        (
            "Giao Phòng Nội vụ rà soát hồ sơ; báo cáo UBND huyện trước ngày 30/9/2026.",
            one(
                "Phòng Nội vụ",
                "rà soát hồ sơ; báo cáo UBND huyện trước ngày 30/9/2026",
                "2026-09-30",
            ),
        ),
        (
            "Giao Chủ tịch UBND các xã, thị trấn rà soát nhà văn hóa.",
            one("Chủ tịch UBND các xã, thị trấn", "rà soát nhà văn hóa"),
        ),
        (
            "UBND huyện đề nghị UBND các xã rà soát nhà văn hóa.",
            one("UBND các xã", "rà soát nhà văn hóa"),
        ),
        (
            "Kính đề nghị Sở Nội vụ xem xét, bố trí kinh phí.",
            one("Sở Nội vụ", "xem xét, bố trí kinh phí"),
        ),
        (
            "Đề nghị Quý cơ quan rà soát hồ sơ.",
            [Short(ALL, "rà soát hồ sơ")],
        ),
        (
            "Phòng Nội vụ và Phòng Y tế có trách nhiệm rà soát hồ sơ.",
            [Short(("Phòng Nội vụ", "Phòng Y tế"), "rà soát hồ sơ")],
        ),
        (
            "Giao Phòng Nội vụ tham mưu UBND huyện ban hành kế hoạch.",
            one("Phòng Nội vụ", "tham mưu UBND huyện ban hành kế hoạch"),
        ),
        (
            "Phân công Phòng Nội vụ làm đầu mối rà soát hồ sơ.",
            one("Phòng Nội vụ", "làm đầu mối rà soát hồ sơ"),
        ),
        (
            "Giao đồng chí Lê Văn Mẫu, Trưởng Phòng Nội vụ rà soát hồ sơ.",
            one("đồng chí Lê Văn Mẫu, Trưởng Phòng Nội vụ", "rà soát hồ sơ"),
        ),
        (
            "Yêu cầu Chủ tịch UBND xã Mẫu, UBND xã Đông Mẫu rà soát hồ sơ trước 16 giờ 00"  # noqa: E501
            " ngày 15/9/2026.",
            [
                Short(
                    ("Chủ tịch UBND xã Mẫu", "UBND xã Đông Mẫu"),
                    "rà soát hồ sơ trước 16 giờ 00 ngày 15/9/2026",
                    "2026-09-15T16:00",
                )
            ],
        ),
        (
            "UBND các xã: Mẫu, Đông, Tây rà soát nhà văn hóa trước ngày 20/9/2026.",
            [
                Short(
                    ("UBND xã Mẫu", "UBND xã Đông", "UBND xã Tây"),
                    "rà soát nhà văn hóa trước ngày 20/9/2026",
                    "2026-09-20",
                )
            ],
        ),
        (
            "Riêng Phòng Y tế rà soát lại hồ sơ trước ngày 20/9/2026.",
            one(
                "Phòng Y tế",
                "rà soát lại hồ sơ trước ngày 20/9/2026",
                "2026-09-20",
            ),
        ),
        (
            "Đối với Phòng Nội vụ: rà soát hồ sơ của các thôn.",
            one("Phòng Nội vụ", "rà soát hồ sơ của các thôn"),
        ),
        (
            "Chậm nhất ngày 25/9/2026, Phòng Nội vụ trình UBND huyện danh sách.",
            one("Phòng Nội vụ", "trình UBND huyện danh sách", "2026-09-25"),
        ),
        (
            "Trong thời hạn 05 ngày làm việc kể từ ngày nhận được văn bản này, các xã báo"  # noqa: E501
            " cáo kết quả.",
            one("các xã", "báo cáo kết quả", "P5D"),
        ),
        (
            "Định kỳ trước ngày 15 hằng tháng, các xã báo cáo kết quả.",
            one("các xã", "báo cáo kết quả", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ),
        (
            "Đồng ý đề nghị của Phòng Nội vụ; giao Phòng Kinh tế bố trí kinh phí.",
            one("Phòng Kinh tế", "bố trí kinh phí"),
        ),
    ],
)
def test_a_sentence_says_who_does_what_by_when(body: str, tasks: list[Short]) -> None:
    assert short(body) == tasks


@pytest.mark.parametrize(
    "body",
    [
        "Đề nghị rà soát hồ sơ trước ngày 20/9/2026.",
        "Yêu cầu khẩn trương rà soát hồ sơ trước ngày 20/9/2026.",
        "Văn bản góp ý gửi về Phòng Nội vụ trước ngày 20/9/2026.",
    ],
)
def test_where_nobody_is_named_the_addressees_are_meant(body: str) -> None:
    (task,) = short(body)

    assert (task.who, task.due) == (ALL, "2026-09-20")


def test_without_addressees_a_request_to_nobody_is_no_task() -> None:
    assert short("Đề nghị rà soát hồ sơ.", to="") == []


# Helpers and receivers --------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "coordinators"),
    [
        (
            "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế rà soát hồ sơ.",
            ("Phòng Y tế",),
        ),
        (
            "Giao Phòng Nội vụ chủ trì, phối hợp chặt chẽ với Phòng Y tế và UBND các xã"
            " rà soát hồ sơ.",
            ("Phòng Y tế", "UBND các xã"),
        ),
        (
            "Giao Phòng Nội vụ phối hợp với các đơn vị liên quan rà soát hồ sơ.",
            ("các đơn vị liên quan",),
        ),
    ],
)
def test_who_helps_is_no_assignee(body: str, coordinators: tuple[str, ...]) -> None:
    (task,) = tasks_of(body)

    assert task.assignees == ("Phòng Nội vụ",)
    assert task.coordinators == coordinators


@pytest.mark.parametrize(
    ("body", "to"),
    [
        ("Giao Phòng Nội vụ báo cáo UBND huyện kết quả rà soát.", ("UBND huyện",)),
        ("Đề nghị các xã gửi danh sách về Phòng Nội vụ.", ("Phòng Nội vụ",)),
        (
            "Đề nghị các xã gửi danh sách về UBND huyện (qua Phòng Nội vụ).",
            ("UBND huyện", "Phòng Nội vụ"),
        ),
        (
            "Đề nghị các xã gửi danh sách về Phòng Nội vụ để tổng hợp, báo cáo UBND tỉnh.",  # noqa: E501
            ("Phòng Nội vụ",),
        ),
        ("Giao Phòng Nội vụ trình UBND huyện danh sách.", ("UBND huyện",)),
        (
            "Đề nghị các xã gửi hồ sơ về Phòng Nội vụ để xem xét, trình UBND tỉnh.",
            ("Phòng Nội vụ",),
        ),
        (
            "Đề nghị các xã báo cáo kết quả về Ban Chỉ đạo (qua Phòng Nội vụ).",
            ("Ban Chỉ đạo", "Phòng Nội vụ"),
        ),
        ("Đề nghị các xã gửi hồ sơ về Cục trước ngày 30/9/2026.", ("Cục",)),
        ("Giao Phòng Nội vụ rà soát hồ sơ.", ()),
    ],
)
def test_to_whom_it_is_reported(body: str, to: tuple[str, ...]) -> None:
    (task,) = tasks_of(body)

    assert task.report_to == to


# Several deadlines -----------------------------------------------------------


def test_two_deadlines_in_one_order_are_two_tasks() -> None:
    assert short(
        "Đề nghị Phòng Nội vụ rà soát hồ sơ trước ngày 20/9/2026; hoàn thành sửa mái nhà"  # noqa: E501
        " văn hóa trước ngày 20/10/2026."
    ) == [
        Short(("Phòng Nội vụ",), "rà soát hồ sơ trước ngày 20/9/2026", "2026-09-20"),
        Short(
            ("Phòng Nội vụ",),
            "hoàn thành sửa mái nhà văn hóa trước ngày 20/10/2026",
            "2026-10-20",
        ),
    ]


def test_a_further_sentence_with_its_own_deadline_is_a_task() -> None:
    found = short(
        "Đề nghị các xã rà soát nhà văn hóa trước ngày 20/9/2026. Báo cáo kết quả về"
        " Phòng Nội vụ trước ngày 30/9/2026."
    )

    assert [(task.who, task.due) for task in found] == [
        (("các xã",), "2026-09-20"),
        (("các xã",), "2026-09-30"),
    ]


def test_the_same_deadline_twice_is_one_task() -> None:
    found = short(
        "Đề nghị các xã rà soát nhà văn hóa trước ngày 20/9/2026; báo cáo kết quả trước"
        " ngày 20/9/2026."
    )

    assert [task.due for task in found] == ["2026-09-20"]


# Headings, named points, lead-ins --------------------------------------------


def test_points_under_a_name_are_its_tasks() -> None:
    assert short(
        "1. Phòng Nội vụ:\n- Rà soát hồ sơ trước ngày 30/9/2026;\n- Báo cáo UBND huyện.\n"  # noqa: E501
        "2. Phòng Y tế\n- Kiểm tra trạm y tế;\n- Gửi danh sách về Phòng Nội vụ.\n"
    ) == [
        Short(("Phòng Nội vụ",), "Rà soát hồ sơ trước ngày 30/9/2026", "2026-09-30"),
        Short(("Phòng Nội vụ",), "Báo cáo UBND huyện"),
        Short(("Phòng Y tế",), "Kiểm tra trạm y tế"),
        Short(("Phòng Y tế",), "Gửi danh sách về Phòng Nội vụ"),
    ]


def test_a_name_and_its_task_on_one_line() -> None:
    assert short("1. Phòng Nội vụ: Rà soát hồ sơ, báo cáo UBND huyện.\n") == one(
        "Phòng Nội vụ", "Rà soát hồ sơ, báo cáo UBND huyện"
    )


def test_a_lead_in_gives_its_list_the_doers() -> None:
    assert short(
        "UBND huyện yêu cầu các xã, thị trấn thực hiện các nội dung sau:\n"
        "1. Rà soát nhà văn hóa các thôn.\n"
        "2. Gửi danh sách về Phòng Nội vụ trước ngày 30/9/2026.\n"
    ) == [
        Short(("các xã, thị trấn",), "Rà soát nhà văn hóa các thôn"),
        Short(
            ("các xã, thị trấn",),
            "Gửi danh sách về Phòng Nội vụ trước ngày 30/9/2026",
            "2026-09-30",
        ),
    ]


def test_a_lead_in_without_a_name_asks_the_addressees() -> None:
    found = short(
        "UBND huyện đề nghị thực hiện các nội dung sau:\n1. Rà soát nhà văn hóa.\n"
    )

    assert found == [Short(ALL, "Rà soát nhà văn hóa")]


def test_an_item_with_a_subject_of_its_own_is_that_ones_task() -> None:
    assert short(
        "UBND huyện yêu cầu các xã thực hiện các việc sau:\n- Rà soát nhà văn hóa;\n"
        "- Phòng Y tế kiểm tra trạm y tế trước ngày 30/9/2026.\n"
    ) == [
        Short(("các xã",), "Rà soát nhà văn hóa"),
        Short(("Phòng Y tế",), "kiểm tra trạm y tế trước ngày 30/9/2026", "2026-09-30"),
    ]


def test_points_below_requests_name_their_doers() -> None:
    found = short(
        "UBND huyện yêu cầu:\n1. Các xã rà soát nhà văn hóa.\n"
        "2. Công an huyện giữ gìn trật tự.\n"
    )

    assert found == [
        Short(("Các xã",), "rà soát nhà văn hóa"),
        Short(("Công an huyện",), "giữ gìn trật tự"),
    ]


def test_a_plan_assigns_under_its_heading_and_not_under_its_aims() -> None:
    plan = (
        "## I. MỤC ĐÍCH, YÊU CẦU\n1. Việc rà soát đầy đủ, kịp thời.\n"
        "2. Bảo đảm tiết kiệm, hiệu quả.\n"
        "## II. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Chủ trì rà soát hồ sơ.\n"
    )

    assert short(plan, kind="KẾ HOẠCH", to="") == one(
        "Phòng Nội vụ", "Chủ trì rà soát hồ sơ"
    )


def test_articles_of_a_decision_give_tasks_to_those_they_name() -> None:
    articles = (
        "## Điều 1. Thành lập Tổ rà soát nhà văn hóa.\n"
        "## Điều 2. Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026.\n"
        "## Điều 3. Chánh Văn phòng, Trưởng Phòng Nội vụ chịu trách nhiệm thi hành"
        " Quyết định này./.\n"
    )
    found = tasks_of(articles, kind="QUYẾT ĐỊNH", to="")

    assert [(t.assignees, t.kind, due(t)) for t in found] == [
        (("Phòng Nội vụ",), "task", "2026-09-30"),
        (("Chánh Văn phòng", "Trưởng Phòng Nội vụ"), "general", None),
    ]


# Labels ----------------------------------------------------------------------


def test_label_lines_say_who_leads_who_helps_and_when() -> None:
    first, second = tasks_of(
        "1. Rà soát toàn bộ hồ sơ nhà văn hóa các thôn trên địa bàn huyện.\n"
        "- Đơn vị chủ trì: Phòng Nội vụ.\n"
        "- Đơn vị phối hợp: Phòng Y tế, UBND các xã.\n"
        "- Thời gian hoàn thành: trước ngày 30/9/2026.\n"
        "2. Kiểm tra việc sử dụng các nhà văn hóa thôn trong huyện.\n"
        "- Đơn vị thực hiện: Phòng Kinh tế.\n"
        "- Thời gian thực hiện: thường xuyên.\n"
    )

    assert first.assignees == ("Phòng Nội vụ",)
    assert first.coordinators == ("Phòng Y tế", "UBND các xã")
    assert due(first) == "2026-09-30"
    assert first.kind == "task"
    assert second.assignees == ("Phòng Kinh tế",)
    assert second.kind == "standing"


def test_a_bracketed_limit_is_that_of_the_task_above() -> None:
    (task,) = short(
        "1. Phòng Nội vụ:\n- Rà soát hồ sơ các thôn.\n(Thời hạn: trước ngày 30/9/2026)\n"  # noqa: E501
    )

    assert task.due == "2026-09-30"


# Kinds -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Yêu cầu các đơn vị nghiêm túc thực hiện.",
        "Đề nghị các cơ quan, đơn vị quan tâm phối hợp thực hiện./.",
        "UBND huyện thông báo để các đơn vị biết, thực hiện.",
        "Chánh Văn phòng, Trưởng Phòng Nội vụ chịu trách nhiệm thi hành Quyết định này.",  # noqa: E501
        "Nếu có vướng mắc, đề nghị báo cáo UBND huyện (qua Phòng Nội vụ) để được hướng"
        " dẫn.",
    ],
)
def test_a_closing_formula_is_general(body: str) -> None:
    (task,) = tasks_of(body)

    assert task.kind == "general"
    assert task.assignees


def test_a_formula_with_a_deadline_is_a_task() -> None:
    (task,) = tasks_of("Yêu cầu các đơn vị nghiêm túc thực hiện trước ngày 30/9/2026.")

    assert task.kind == "task"
    assert due(task) == "2026-09-30"


def test_a_duty_without_end_is_standing() -> None:
    (task,) = tasks_of("Giao Phòng Nội vụ thường xuyên kiểm tra các thôn.")
    (dated,) = tasks_of(
        "Giao Phòng Nội vụ thường xuyên kiểm tra các thôn, xong trước ngày 30/9/2026."
    )

    assert task.kind == "standing"
    assert dated.kind == "task"


# What is no task -------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "Thực hiện Công văn số 12/STC-NS ngày 05/9/2026 của Sở Tài chính về rà soát.",
        "Ngày 01/9/2026, UBND tỉnh đã ban hành kế hoạch rà soát nhà văn hóa.",
        "Trong thời gian qua, các xã đã rà soát nhà văn hóa.",
        "UBND huyện biểu dương các xã đã rà soát nhà văn hóa.",
        "Phê bình các xã chưa rà soát nhà văn hóa.",
        "Qua kiểm tra cho thấy các xã chưa rà soát nhà văn hóa.",
        "UBND huyện sẽ tổ chức kiểm tra các xã vào tháng 10/2026.",
        "UBND tỉnh đã giao Sở Nội vụ rà soát hồ sơ trước ngày 30/9/2026.",
        "Phòng Nội vụ là cơ quan chuyên môn giúp UBND huyện quản lý nhà nước.",
        "Các xã được quyền sử dụng quỹ đất để xây nhà văn hóa.",
        "Phấn đấu đến năm 2030 có 80% thôn có nhà văn hóa.",
        "Ủy quyền cho Phòng Nội vụ ký hợp đồng.",
        "Hội nghị giao ban tháng 9 do Phòng Nội vụ tổ chức.",
        "Yêu cầu kỹ thuật của mái nhà theo quy định.",
        "“Giao Phòng Y tế kiểm tra các trạm y tế trong huyện.”",
        "Tổ công tác gồm: Ông Lê Văn Mẫu - Trưởng Phòng Nội vụ làm Tổ trưởng.",
    ],
)
def test_what_is_told_is_no_task(body: str) -> None:
    assert tasks_of(body) == ()


def test_what_the_writer_will_do_itself_is_no_task() -> None:
    own = "UBND huyện tổng hợp, báo cáo UBND tỉnh trước ngày 30/9/2026."

    assert short(own) == []


def test_a_quotation_over_several_paragraphs_is_skipped() -> None:
    found = short(
        "Quy định như sau:\n“Điều 5. Nhiệm vụ\n1. Giao Phòng Y tế kiểm tra trạm y tế.\n"
        "2. Giao Phòng Kinh tế sửa đường.”\nGiao Phòng Nội vụ rà soát hồ sơ.\n"
    )

    assert found == one("Phòng Nội vụ", "rà soát hồ sơ")


def test_a_quoted_order_does_not_hide_the_letters_own() -> None:
    found = short(
        "Tại Công văn số 12/UBND-VX, UBND tỉnh nêu: “giao Sở Y tế kiểm tra các trạm”."
        " Đề nghị Phòng Y tế rà soát trạm y tế."
    )

    assert found == one("Phòng Y tế", "rà soát trạm y tế")


def test_what_stands_after_the_signature_is_no_task() -> None:
    body = typed_letter("Giao Phòng Nội vụ rà soát hồ sơ.")
    annex = "== PHỤ LỤC\nGiao Phòng Y tế kiểm tra các trạm y tế.\n"

    assert len(parse(body + annex).tasks) == len(parse(body).tasks) == 1


# Bugs ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["UBND các xã, thị trấn", "Chủ tịch UBND các xã, phường", "Các xã"]
)
@pytest.mark.parametrize("verb", ["Rà soát", "Tổ chức", "Lập"])
def test_communes_and_their_task_on_one_line(who: str, verb: str) -> None:
    assert short(f"1. {who}: {verb} danh sách các thôn.\n") == one(
        who, f"{verb} danh sách các thôn"
    )


@pytest.mark.parametrize("cue", ["giao ", ""])
def test_two_bodies_in_one_sentence_have_two_tasks(cue: str) -> None:
    assert short(
        f"Giao Phòng Nội vụ rà soát hồ sơ; {cue}Phòng Kinh tế bố trí kinh phí."
    ) == [
        Short(("Phòng Nội vụ",), "rà soát hồ sơ"),
        Short(("Phòng Kinh tế",), "bố trí kinh phí"),
    ]


def test_a_post_before_a_colon_is_that_of_each_body() -> None:
    (task,) = short("Giao Giám đốc: Sở Y tế, Sở Nội vụ rà soát hồ sơ.")

    assert task.who == ("Giám đốc Sở Y tế", "Giám đốc Sở Nội vụ")


def test_who_helps_may_stand_last() -> None:
    (task,) = tasks_of(
        "Giao Phòng Nội vụ rà soát hồ sơ, Phòng Y tế phối hợp thực hiện."
    )

    assert task.coordinators == ("Phòng Y tế",)


def test_levels_of_offices_have_tasks() -> None:
    found = short(
        "Cấp xã hoàn thành rà soát trước ngày 20/9/2026; cấp huyện hoàn thành trước ngày"  # noqa: E501
        " 30/9/2026."
    )

    assert [task.due for task in found] == ["2026-09-20", "2026-09-30"]


def test_words_that_announce_a_table_are_no_task() -> None:
    found = short(
        "UBND huyện giao các phòng theo bảng sau:\n| TT | Nội dung | Đơn vị chủ trì |\n"
        "| 1 | Lập danh sách các thôn | Phòng Nội vụ |\n"
    )

    assert found == one("Phòng Nội vụ", "Lập danh sách các thôn")


def test_a_body_is_an_assignee_once() -> None:
    (task,) = short(
        "1. Rà soát toàn bộ hồ sơ nhà văn hóa các thôn trên địa bàn huyện.\n"
        "- Đơn vị chủ trì: Phòng Kinh tế.\n- Đơn vị thực hiện: Phòng Kinh tế.\n"
    )

    assert task.who == ("Phòng Kinh tế",)


# Any body --------------------------------------------------------------------

LINES = st.sampled_from(
    [
        "Giao Phòng Nội vụ rà soát hồ sơ trước ngày 30/9/2026; báo cáo UBND huyện.",
        "1. Phòng Y tế:",
        "2. UBND các xã, thị trấn: Rà soát nhà văn hóa.",
        "- Kiểm tra trạm y tế trước ngày 15 hằng tháng;",
        "- Đơn vị chủ trì: Phòng Kinh tế.",
        "- Thời gian hoàn thành: Quý IV/2026.",
        "(Thời hạn: 20/9/2026)",
        "Đề nghị thực hiện các nội dung sau:",
        "## TỔ CHỨC THỰC HIỆN",
        "## Điều 2. Giao Phòng Kinh tế bố trí kinh phí.",
        "“Trích: giao Sở Y tế",
        "kiểm tra.”",
        "Kính mời các xã dự họp vào 08 giờ ngày 15/9/2026.",
        "| TT | Nội dung | Đơn vị chủ trì | Thời gian |",
        "| 1 | Lập danh sách | Phòng Nội vụ | 20/9 |",
    ]
)


@settings(max_examples=40)
@given(st.lists(LINES, max_size=12), st.sampled_from([None, "KẾ HOẠCH", "CHỈ THỊ"]))
def test_any_body_gives_tasks_with_words_of_their_own(
    lines: list[str], kind: str | None
) -> None:
    letter = parse(typed_letter("\n".join(lines) or "Hết.", kind=kind))

    for index, task in enumerate(letter.tasks):
        (piece,) = letter.evidence[f"/tasks/{index}/action"]
        assert piece.text == task.action
        assert task.action.strip(" .;,") == task.action
        assert task.title


# Scanned pages ---------------------------------------------------------------


@pytest.mark.parametrize("first", ["l. ", "1. ", "1) "])
def test_a_first_point_misread_still_begins_the_list(first: str) -> None:
    body = f"Đề nghị Phòng Nội vụ thực hiện:\n{first}Rà soát hồ sơ.\n2. Lập sổ.\n"

    assert [task.who for task in short(body)] == [("Phòng Nội vụ",)] * 2


@pytest.mark.parametrize("dash", ["- ", "— ", "_ ", "~ ", "· "])
def test_a_dash_may_be_any_stroke(dash: str) -> None:
    body = f"Đề nghị Phòng Nội vụ thực hiện:\n{dash}Rà soát hồ sơ.\n{dash}Lập sổ.\n"

    assert [task.who for task in short(body)] == [("Phòng Nội vụ",)] * 2


@pytest.mark.parametrize("verb", ["khân trương", "triên khai", "tô chức", "tiên hành"])
def test_a_verb_with_wrong_marks_ends_the_name(verb: str) -> None:
    (task,) = short(f"Đề nghị các đơn vị {verb} rà soát hồ sơ.")

    assert task.who == ("các đơn vị",)


def test_a_list_whose_first_point_was_lost_belongs_to_its_lead() -> None:
    body = "UBND huyện yêu cầu:\n2. Phòng Y tế kiểm tra các trạm.\n"

    assert short(body) == one("Phòng Y tế", "kiểm tra các trạm")


LISTED = """\
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ:
- {head}
+ Tờ trình của đơn vị;
+ Danh sách công chức;
+ Biên bản họp.
- Tổng hợp kết quả chung.
"""


@pytest.mark.parametrize(
    "head",
    [
        "Lập hồ sơ đề nghị khen thưởng, gồm:",
        "Gửi những tài liệu sau đây về Sở Nội vụ:",
        "Phối hợp các đơn vị chuẩn bị:",
    ],
)
def test_a_list_of_things_is_part_of_the_task_above_it(head: str) -> None:
    first, second = tasks_of(LISTED.format(head=head), kind="KẾ HOẠCH")

    assert first.action.startswith(head)
    assert first.action.endswith("Biên bản họp")
    assert "\n" not in first.action
    assert second.action == "Tổng hợp kết quả chung"


def test_a_list_of_counts_is_part_of_the_task_above_it() -> None:
    body = """\
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ:
- Cử cán bộ tham gia đoàn kiểm tra với số lượng như sau:
+ Phòng Nội vụ huyện: 02 cán bộ;
+ Trạm Y tế các xã: 01 cán bộ.
"""
    (task,) = tasks_of(body, kind="KẾ HOẠCH")

    assert task.action.endswith("01 cán bộ")


def test_a_list_of_work_stays_a_list_of_tasks() -> None:
    body = """\
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ:
- Triển khai kế hoạch, gồm:
+ Rà soát hồ sơ của đơn vị;
+ Lập danh sách công chức.
"""
    tasks = tasks_of(body, kind="KẾ HOẠCH")

    assert [task.action for task in tasks][-2:] == [
        "Rà soát hồ sơ của đơn vị",
        "Lập danh sách công chức",
    ]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (
            "Báo cáo của các xã xin gửi về Phòng Nội vụ trước ngày 30/9/2026.",
            ("các xã",),
        ),
        ("Văn bản góp ý của các phòng gửi về UBND huyện.", ("các phòng",)),
        ("Báo cáo gửi về Phòng Nội vụ trước ngày 30/9/2026.", ALL),
        ("Báo cáo được gửi trước ngày 30/9/2026 về Phòng Nội vụ.", ALL),
    ],
)
def test_whose_report_it_is_says_who_sends_it(body: str, who: tuple[str, ...]) -> None:
    (task,) = short(body)

    assert task.who == who


def test_what_was_sent_is_told_and_no_order() -> None:
    assert not short("Báo cáo của các xã đã được gửi về Phòng Nội vụ.")


def test_a_topic_before_the_one_who_acts_is_no_part_of_it() -> None:
    assert short(
        "UBND huyện yêu cầu các phòng thực hiện các nội dung sau:\n"
        "a) Đo lường, chất lượng: Ủy ban nhân dân các xã chủ động kiểm tra.\n"
        "b) Thanh tra xây dựng: Ủy ban nhân dân các xã tổ chức kiểm tra.\n"
    ) == [
        Short(("Ủy ban nhân dân các xã",), "chủ động kiểm tra"),
        Short(("Ủy ban nhân dân các xã",), "tổ chức kiểm tra"),
    ]


def test_a_label_before_a_colon_ends_no_name() -> None:
    assert short(
        "1. Phòng Nội vụ lập danh sách các thôn, thời gian thực hiện: trước ngày"
        " 20/9/2026.\n",
        kind="KẾ HOẠCH",
        to="",
    ) == one(
        "Phòng Nội vụ",
        "lập danh sách các thôn, thời gian thực hiện: trước ngày 20/9/2026",
        "2026-09-20",
    )


def test_only_the_asking_sentence_sets_something_for_the_list() -> None:
    body = """\
UBND huyện đã chỉ đạo Phòng Y tế phối hợp với Phòng Kinh tế làm thí điểm. \
Để hoàn thành mục tiêu trong năm 2027, UBND huyện yêu cầu Phòng Nội vụ thực hiện \
các nội dung sau:
- Rà soát hồ sơ;
- Lập danh sách các thôn."""
    tasks = tasks_of(body)

    assert [(task.coordinators, due(task)) for task in tasks] == [((), None)] * 2


def test_what_befalls_those_who_fail_is_no_task() -> None:
    body = "Các xã không gửi báo cáo sẽ bị phê bình theo quy định."
    assert not short("Một số lưu ý:\n- " + body)


def test_what_somebody_claims_is_no_order_of_the_letter() -> None:
    assert not short(
        "Bà Lê Thị Mẫu khiếu nại Quyết định số 12/QĐ-UBND với các yêu cầu:\n"
        "1. Yêu cầu bố trí 01 lô đất tái định cư;\n"
        "2. Yêu cầu bồi thường cây trồng.\n"
    )


def test_a_name_before_a_reason_is_not_told_what_the_writer_does() -> None:
    assert not short(
        "Sau khi xem xét đơn của bà Lê Thị Mẫu, ông Lê Văn Mẫu, căn cứ quy định của"
        " pháp luật, UBND huyện nhận thấy đơn đủ điều kiện thụ lý."
    )


def test_when_an_order_begins_is_no_order_of_its_own() -> None:
    (task,) = short(
        "1. Phòng Nội vụ:\n- Sau khi tỉnh tổ chức công bố kết quả năm 2026, giao Phòng"
        " Nội vụ chủ trì tham mưu kế hoạch.\n"
    )
    assert task == Short(("Phòng Nội vụ",), "chủ trì tham mưu kế hoạch")


def test_how_often_something_is_done_sets_no_deadline_for_a_list() -> None:
    body = """\
Việc tiêm phòng được tổ chức mỗi năm 2 lần với các hoạt động như sau:
- Giao Phòng Y tế xây dựng kế hoạch."""
    assert short(body) == one("Phòng Y tế", "xây dựng kế hoạch")


@pytest.mark.parametrize(
    "who",
    [
        "thủ trưởng các cơ sở khám bệnh, chữa bệnh trong huyện",
        "Giám đốc Sở Tài chính- Vật giá",
    ],
)
def test_names_with_signs_in_them_stay_whole(who: str) -> None:
    assert short(f"Giao {who} chỉ đạo rà soát hồ sơ.") == one(
        who, "chỉ đạo rà soát hồ sơ"
    )


def test_a_title_sets_a_deadline_for_its_points_and_a_year_does_not() -> None:
    body = """\
## I. Những việc phải xong trong tháng 12/2026
1. Phòng Nội vụ
- Rà soát hồ sơ.
## II. Nhiệm vụ, giải pháp trong năm 2027
1. Phòng Y tế
- Kiểm tra các trạm."""
    assert [(task.who, task.due) for task in short(body)] == [
        (("Phòng Nội vụ",), "2026-12-31"),
        (("Phòng Y tế",), None),
    ]


def test_work_that_names_nobody_in_a_letter_is_the_addressees() -> None:
    body = """\
Chủ tịch UBND huyện có ý kiến như sau:
## I. Nhiệm vụ, giải pháp
1. Bố trí đủ người cho bộ phận một cửa.
2. Phòng Y tế kiểm tra các trạm."""
    assert short(body) == [
        Short(ALL, "Bố trí đủ người cho bộ phận một cửa"),
        Short(("Phòng Y tế",), "kiểm tra các trạm"),
    ]
    assert short(body, to="") == one("Phòng Y tế", "kiểm tra các trạm")


def test_a_sentence_that_says_by_when_is_no_part_of_what_to_do() -> None:
    (task,) = short(
        "Giao các xã cập nhật hồ sơ lên phần mềm. Thời hạn cập nhật trước ngày"
        " 05/12/2026; sau thời hạn trên, phần mềm sẽ tự động khóa."
    )
    assert task == Short(("các xã",), "cập nhật hồ sơ lên phần mềm", "2026-12-05")


def test_a_unit_in_brackets_belongs_to_the_name() -> None:
    body = """\
1. Giao Văn phòng UBND huyện (Ban Tiếp công dân huyện):
- Rà soát hồ sơ.
2. Giao Phòng Nội vụ (tại trụ sở mới):
- Phối hợp với Phòng Y tế (Trung tâm Y tế huyện) lập danh sách."""
    first, second = tasks_of(body)

    assert first.assignees == ("Văn phòng UBND huyện (Ban Tiếp công dân huyện)",)
    assert second.assignees == ("Phòng Nội vụ",)
    assert second.coordinators == ("Phòng Y tế (Trung tâm Y tế huyện)",)


def test_what_a_letter_with_an_opinion_is_sent_for_is_general() -> None:
    (task,) = tasks_of(
        "Trên đây là ý kiến của UBND huyện, gửi Sở Nội vụ nghiên cứu, tham mưu theo"
        " quy định."
    )
    assert task.kind == "general"


def test_who_is_urged_above_a_list_is_given_the_list() -> None:
    body = """\
UBND huyện yêu cầu các xã cần nâng cao trách nhiệm, chủ động trong công việc. \
Tăng cường kiểm tra, trong đó tập trung triển khai các nhiệm vụ cụ thể như sau:
1. Rà soát hồ sơ.
2. Lập danh sách."""
    assert [task.action for task in short(body)] == ["Rà soát hồ sơ", "Lập danh sách"]
