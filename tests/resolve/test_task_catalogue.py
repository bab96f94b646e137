"""The ways an official letter gives a task: each pattern of the catalogue, twice.

The numbers are those of the catalogue of task language (48 patterns) that the grammar
is written from; every wording here is invented.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests.letters_of import tasks_of

Names = tuple[str, ...]


class Want(NamedTuple):
    """A task as the catalogue tells it; `due` is a date, rule or length of time."""

    who: Names
    does: str
    helped_by: Names = ()
    report_to: Names = ()
    due: str | None = None
    kind: str = "task"


def found(body: str, **parts: str | None) -> list[Want]:
    return [
        Want(
            task.assignees,
            task.action,
            task.coordinators,
            task.report_to,
            (task.deadline.date or task.deadline.rrule or task.deadline.duration)
            if task.deadline is not None
            else None,
            task.kind,
        )
        for task in tasks_of(body, **parts)
    ]


ALL = ("Các phòng, ban thuộc UBND huyện", "Ủy ban nhân dân các xã, thị trấn")

CATALOGUE: list[tuple[int, str, list[Want]]] = [
    (
        1,
        "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế rà soát hồ sơ.",
        [
            Want(
                ("Phòng Nội vụ",),
                "chủ trì, phối hợp với Phòng Y tế rà soát hồ sơ",
                ("Phòng Y tế",),
            )
        ],
    ),
    (
        1,
        "Giao Trung tâm Y tế huyện chủ trì phối hợp cùng Công an huyện, Phòng Kinh tế kiểm tra các trạm.",
        [
            Want(
                ("Trung tâm Y tế huyện",),
                "chủ trì phối hợp cùng Công an huyện, Phòng Kinh tế kiểm tra các trạm",
                ("Công an huyện", "Phòng Kinh tế"),
            )
        ],
    ),
    (
        2,
        "Giao Phòng Kinh tế chủ trì, phối hợp với các đơn vị liên quan lập dự toán.",
        [
            Want(
                ("Phòng Kinh tế",),
                "chủ trì, phối hợp với các đơn vị liên quan lập dự toán",
                ("các đơn vị liên quan",),
            )
        ],
    ),
    (
        2,
        "Giao Phòng Kinh tế chủ trì, phối hợp các cơ quan, đơn vị có liên quan tham mưu kế hoạch.",
        [
            Want(
                ("Phòng Kinh tế",),
                "chủ trì, phối hợp các cơ quan, đơn vị có liên quan tham mưu kế hoạch",
                ("các cơ quan, đơn vị có liên quan",),
            )
        ],
    ),
    (
        3,
        "Giao Phòng Kinh tế kiểm kê ao hồ; báo cáo UBND huyện trước ngày 30/9/2026.",
        [
            Want(
                ("Phòng Kinh tế",),
                "kiểm kê ao hồ; báo cáo UBND huyện trước ngày 30/9/2026",
                (),
                ("UBND huyện",),
                "2026-09-30",
            )
        ],
    ),
    (
        3,
        "Giao Phòng Y tế kiểm tra các trạm, báo cáo kết quả về Chủ tịch UBND huyện trong tháng 10/2026.",
        [
            Want(
                ("Phòng Y tế",),
                "kiểm tra các trạm, báo cáo kết quả về Chủ tịch UBND huyện trong tháng 10/2026",
                (),
                ("Chủ tịch UBND huyện",),
                "2026-10-31",
            )
        ],
    ),
    (
        4,
        "Giao Phòng Nội vụ là cơ quan đầu mối tổng hợp số liệu.",
        [Want(("Phòng Nội vụ",), "là cơ quan đầu mối tổng hợp số liệu")],
    ),
    (
        4,
        "Giao Phòng Kinh tế là cơ quan thường trực, đôn đốc các xã.",
        [Want(("Phòng Kinh tế",), "là cơ quan thường trực, đôn đốc các xã")],
    ),
    (
        5,
        "Giao Giám đốc: Trung tâm Y tế huyện, Trung tâm Chính trị huyện, Trung tâm Văn hóa huyện phối hợp với Phòng Nội vụ rà soát hồ sơ.",
        [
            Want(
                (
                    "Giám đốc Trung tâm Y tế huyện",
                    "Giám đốc Trung tâm Chính trị huyện",
                    "Giám đốc Trung tâm Văn hóa huyện",
                ),
                "phối hợp với Phòng Nội vụ rà soát hồ sơ",
                ("Phòng Nội vụ",),
            )
        ],
    ),
    (
        5,
        "Yêu cầu Giám đốc các Sở: Nội vụ, Tài chính, Y tế báo cáo số liệu.",
        [
            Want(
                ("Giám đốc Sở Nội vụ", "Giám đốc Sở Tài chính", "Giám đốc Sở Y tế"),
                "báo cáo số liệu",
            )
        ],
    ),
    (
        6,
        "Giao Chủ tịch UBND các xã, thị trấn bố trí cán bộ trực.",
        [Want(("Chủ tịch UBND các xã, thị trấn",), "bố trí cán bộ trực")],
    ),
    (
        6,
        "Giao Chủ tịch UBND các xã: Mẫu Đông, Mẫu Tây chỉ đạo di dời dân.",
        [
            Want(
                ("Chủ tịch UBND xã Mẫu Đông", "Chủ tịch UBND xã Mẫu Tây"),
                "chỉ đạo di dời dân",
            )
        ],
    ),
    (
        7,
        "Phòng Nội vụ chủ trì rà soát hồ sơ, Phòng Y tế phối hợp thực hiện.",
        [
            Want(
                ("Phòng Nội vụ",),
                "chủ trì rà soát hồ sơ, Phòng Y tế phối hợp thực hiện",
                ("Phòng Y tế",),
            )
        ],
    ),
    (
        7,
        "Giao Phòng Kinh tế chủ trì lập dự toán; các phòng liên quan phối hợp.",
        [
            Want(
                ("Phòng Kinh tế",),
                "chủ trì lập dự toán; các phòng liên quan phối hợp",
                ("các phòng liên quan",),
            )
        ],
    ),
    (
        8,
        "Yêu cầu Phòng Nội vụ và Phòng Y tế cùng rà soát hồ sơ.",
        [Want(("Phòng Nội vụ", "Phòng Y tế"), "rà soát hồ sơ")],
    ),
    (
        8,
        "Giao Phòng Kinh tế, Hạt Kiểm lâm và Công an huyện tổ chức tuần tra.",
        [Want(("Phòng Kinh tế", "Hạt Kiểm lâm", "Công an huyện"), "tổ chức tuần tra")],
    ),
    (
        9,
        "Phòng Nội vụ có trách nhiệm niêm yết danh sách.",
        [Want(("Phòng Nội vụ",), "niêm yết danh sách")],
    ),
    (
        9,
        "Các trường học có trách nhiệm lập sổ theo dõi.",
        [Want(("Các trường học",), "lập sổ theo dõi")],
    ),
    (
        10,
        "Chủ tịch UBND các xã chịu trách nhiệm trước UBND huyện về kết quả rà soát.",
        [
            Want(
                ("Chủ tịch UBND các xã",),
                "chịu trách nhiệm trước UBND huyện về kết quả rà soát",
                kind="general",
            )
        ],
    ),
    (
        10,
        "Trưởng Phòng Y tế chịu trách nhiệm kiểm tra các trạm.",
        [Want(("Trưởng Phòng Y tế",), "kiểm tra các trạm")],
    ),
    (
        11,
        "Yêu cầu Phòng Kinh tế lập dự toán.",
        [Want(("Phòng Kinh tế",), "lập dự toán")],
    ),
    (
        11,
        "UBND huyện yêu cầu xã Mẫu Đông khơi thông cống rãnh.",
        [Want(("xã Mẫu Đông",), "khơi thông cống rãnh")],
    ),
    (
        12,
        "Yêu cầu các cơ quan, đơn vị, địa phương rà soát hồ sơ.",
        [Want(("các cơ quan, đơn vị, địa phương",), "rà soát hồ sơ")],
    ),
    (
        12,
        "Chủ tịch UBND huyện yêu cầu các phòng, ban, ngành, đoàn thể huyện nộp bản đăng ký.",
        [Want(("các phòng, ban, ngành, đoàn thể huyện",), "nộp bản đăng ký")],
    ),
    (
        13,
        "Đề nghị Công an huyện cử cán bộ tham gia.",
        [Want(("Công an huyện",), "cử cán bộ tham gia")],
    ),
    (
        13,
        "Đề nghị Ủy ban MTTQ Việt Nam huyện giám sát việc bình xét.",
        [Want(("Ủy ban MTTQ Việt Nam huyện",), "giám sát việc bình xét")],
    ),
    (
        14,
        "Đề nghị Quý cơ quan cung cấp số liệu.",
        [Want(("Quý cơ quan",), "cung cấp số liệu")],
    ),
    (
        14,
        "Rất mong quý đơn vị quan tâm, gửi ý kiến về UBND huyện trước ngày 20/9/2026.",
        [
            Want(
                ("quý đơn vị",),
                "quan tâm, gửi ý kiến về UBND huyện trước ngày 20/9/2026",
                (),
                ("UBND huyện",),
                "2026-09-20",
            )
        ],
    ),
    (
        15,
        "Kính đề nghị UBND tỉnh xem xét, hỗ trợ kinh phí sửa đê.",
        [Want(("UBND tỉnh",), "xem xét, hỗ trợ kinh phí sửa đê")],
    ),
    (
        15,
        "Trân trọng đề nghị Sở Nội vụ thẩm định hồ sơ.",
        [Want(("Sở Nội vụ",), "thẩm định hồ sơ")],
    ),
    (
        16,
        "UBND huyện (Phòng Nội vụ) đề nghị UBND các xã gửi danh sách.",
        [Want(("UBND các xã",), "gửi danh sách")],
    ),
    (
        16,
        "UBND huyện Mẫu Sơn đề nghị các đơn vị nộp hồ sơ.",
        [Want(("các đơn vị",), "nộp hồ sơ")],
    ),
    (
        17,
        "Đề nghị thực hiện tốt các nội dung sau:\n1. Chỉ đạo các đơn vị trực thuộc rà soát hồ sơ.",
        [Want(ALL, "Chỉ đạo các đơn vị trực thuộc rà soát hồ sơ")],
    ),
    (
        17,
        "Yêu cầu Phòng Giáo dục và Đào tạo chỉ đạo các trường rà soát hồ sơ.",
        [Want(("Phòng Giáo dục và Đào tạo",), "chỉ đạo các trường rà soát hồ sơ")],
    ),
    (
        18,
        "Giao Phòng Kinh tế tham mưu UBND huyện bố trí kinh phí.",
        [Want(("Phòng Kinh tế",), "tham mưu UBND huyện bố trí kinh phí")],
    ),
    (
        18,
        "Phòng Nội vụ có trách nhiệm tham mưu, giúp UBND huyện theo dõi việc thực hiện.",
        [Want(("Phòng Nội vụ",), "tham mưu, giúp UBND huyện theo dõi việc thực hiện")],
    ),
    (
        19,
        "Giao Phòng Kinh tế tham mưu, trình UBND huyện ban hành kế hoạch trước ngày 15/10/2026.",
        [
            Want(
                ("Phòng Kinh tế",),
                "tham mưu, trình UBND huyện ban hành kế hoạch trước ngày 15/10/2026",
                (),
                ("UBND huyện",),
                "2026-10-15",
            )
        ],
    ),
    (
        19,
        "Giao Phòng Y tế soạn dự thảo, trình Chủ tịch UBND huyện ký ban hành.",
        [
            Want(
                ("Phòng Y tế",),
                "soạn dự thảo, trình Chủ tịch UBND huyện ký ban hành",
                (),
                ("Chủ tịch UBND huyện",),
            )
        ],
    ),
    (
        20,
        "Yêu cầu các xã khẩn trương triển khai thực hiện việc cấp nước.",
        [Want(("các xã",), "khẩn trương triển khai thực hiện việc cấp nước")],
    ),
    (
        20,
        "Giao Phòng Kinh tế triển khai mô hình nuôi cá.",
        [Want(("Phòng Kinh tế",), "triển khai mô hình nuôi cá")],
    ),
    (
        21,
        "Giao Phòng Văn hóa và Thông tin tổ chức hội thi.",
        [Want(("Phòng Văn hóa và Thông tin",), "tổ chức hội thi")],
    ),
    (
        21,
        "Yêu cầu UBND các xã tiến hành rà soát, tổng hợp, thống kê nhà dột nát.",
        [Want(("UBND các xã",), "tiến hành rà soát, tổng hợp, thống kê nhà dột nát")],
    ),
    (
        22,
        "Giao Phòng Kinh tế hướng dẫn, đôn đốc, kiểm tra các xã thực hiện.",
        [Want(("Phòng Kinh tế",), "hướng dẫn, đôn đốc, kiểm tra các xã thực hiện")],
    ),
    (
        22,
        "Phòng Nội vụ có trách nhiệm đôn đốc UBND các xã thực hiện kế hoạch.",
        [Want(("Phòng Nội vụ",), "đôn đốc UBND các xã thực hiện kế hoạch")],
    ),
    (
        23,
        "Giao Phòng Kinh tế theo dõi, kiểm tra, tổng hợp kết quả, báo cáo UBND huyện.",
        [
            Want(
                ("Phòng Kinh tế",),
                "theo dõi, kiểm tra, tổng hợp kết quả, báo cáo UBND huyện",
                (),
                ("UBND huyện",),
            )
        ],
    ),
    (
        23,
        "Phòng Nội vụ có trách nhiệm giám sát, tổng hợp, báo cáo UBND huyện trước ngày 25/10/2026.",
        [
            Want(
                ("Phòng Nội vụ",),
                "giám sát, tổng hợp, báo cáo UBND huyện trước ngày 25/10/2026",
                (),
                ("UBND huyện",),
                "2026-10-25",
            )
        ],
    ),
    (
        24,
        "Yêu cầu các xã báo cáo bằng văn bản kết quả về UBND huyện (qua Phòng Nội vụ) trước ngày 25/9/2026.",
        [
            Want(
                ("các xã",),
                "báo cáo bằng văn bản kết quả về UBND huyện (qua Phòng Nội vụ) trước ngày 25/9/2026",
                (),
                ("UBND huyện", "Phòng Nội vụ"),
                "2026-09-25",
            )
        ],
    ),
    (
        24,
        "UBND các xã báo cáo UBND huyện qua Phòng Kinh tế trước ngày 20/9/2026.",
        [
            Want(
                ("UBND các xã",),
                "báo cáo UBND huyện qua Phòng Kinh tế trước ngày 20/9/2026",
                (),
                ("UBND huyện", "Phòng Kinh tế"),
                "2026-09-20",
            )
        ],
    ),
    (
        25,
        "Báo cáo gửi về UBND huyện (qua Phòng Nội vụ, email: mau@example.vn) trước ngày 22/9/2026 để tổng hợp.",
        [
            Want(
                ALL,
                "Báo cáo gửi về UBND huyện (qua Phòng Nội vụ, email: mau@example.vn) trước ngày 22/9/2026 để tổng hợp",
                (),
                ("UBND huyện", "Phòng Nội vụ"),
                "2026-09-22",
            )
        ],
    ),
    (
        25,
        "Danh sách đề nghị gửi về Phòng Nội vụ trước ngày 22/9/2026.",
        [
            Want(
                ALL,
                "Danh sách đề nghị gửi về Phòng Nội vụ trước ngày 22/9/2026",
                (),
                ("Phòng Nội vụ",),
                "2026-09-22",
            )
        ],
    ),
    (
        26,
        "Giao Văn phòng HĐND và UBND huyện theo dõi, đôn đốc việc thực hiện Công văn này.",
        [
            Want(
                ("Văn phòng HĐND và UBND huyện",),
                "theo dõi, đôn đốc việc thực hiện Công văn này",
            )
        ],
    ),
    (
        26,
        "Giao Văn phòng UBND huyện theo dõi, đôn đốc, báo cáo Chủ tịch UBND huyện.",
        [
            Want(
                ("Văn phòng UBND huyện",),
                "theo dõi, đôn đốc, báo cáo Chủ tịch UBND huyện",
                (),
                ("Chủ tịch UBND huyện",),
            )
        ],
    ),
    (
        27,
        "Căn cứ nội dung trên, yêu cầu các đơn vị nghiêm túc thực hiện./.",
        [Want(("các đơn vị",), "nghiêm túc thực hiện", kind="general")],
    ),
    (
        27,
        "Nhận được văn bản này, đề nghị các xã triển khai thực hiện./.",
        [Want(("các xã",), "triển khai thực hiện", kind="general")],
    ),
    (
        28,
        "Thủ trưởng các phòng, ban; Chủ tịch UBND các xã căn cứ Kế hoạch này để xây dựng kế hoạch của đơn vị mình trước ngày 15/10/2026.",
        [
            Want(
                ("Thủ trưởng các phòng, ban", "Chủ tịch UBND các xã"),
                "căn cứ Kế hoạch này để xây dựng kế hoạch của đơn vị mình trước ngày 15/10/2026",
                due="2026-10-15",
            )
        ],
    ),
    (
        28,
        "Các phòng, ban căn cứ chức năng, nhiệm vụ xây dựng kế hoạch của đơn vị.",
        [
            Want(
                ("Các phòng, ban",),
                "căn cứ chức năng, nhiệm vụ xây dựng kế hoạch của đơn vị",
            )
        ],
    ),
    (
        29,
        "Nhận được văn bản này, đề nghị UBND các xã nộp hồ sơ.",
        [Want(("UBND các xã",), "nộp hồ sơ")],
    ),
    (
        29,
        "Sau khi nhận được công văn này, yêu cầu Phòng Y tế kiểm tra các trạm.",
        [Want(("Phòng Y tế",), "kiểm tra các trạm")],
    ),
    (
        30,
        "Trên cơ sở ý kiến của Phòng Y tế, Phòng Nội vụ tổng hợp, trình UBND huyện trước ngày 20/9/2026.",
        [
            Want(
                ("Phòng Nội vụ",),
                "tổng hợp, trình UBND huyện trước ngày 20/9/2026",
                (),
                ("UBND huyện",),
                "2026-09-20",
            )
        ],
    ),
    (
        30,
        "Trên cơ sở kết quả rà soát của các xã, giao Phòng Kinh tế lập dự toán.",
        [Want(("Phòng Kinh tế",), "lập dự toán")],
    ),
    (
        31,
        "Đề nghị các đơn vị thực hiện:\n2. Phòng Y tế:\na) Kiểm tra các trạm.\nb) Lập danh sách trẻ em.\n",
        [
            Want(("Phòng Y tế",), "Kiểm tra các trạm"),
            Want(("Phòng Y tế",), "Lập danh sách trẻ em"),
        ],
    ),
    (
        31,
        "Đối với UBND cấp xã: (1) rà soát hồ sơ; (2) niêm yết danh sách.",
        [Want(("UBND cấp xã",), "(1) rà soát hồ sơ; (2) niêm yết danh sách")],
    ),
    (
        32,
        "1. Phòng Kinh tế:\n- Lập dự toán:\n+ Lấy ý kiến các xã;\n+ Trình UBND huyện.\n",
        [
            Want(("Phòng Kinh tế",), "Lấy ý kiến các xã"),
            Want(("Phòng Kinh tế",), "Trình UBND huyện", (), ("UBND huyện",)),
        ],
    ),
    (
        32,
        "1. Phòng Y tế\n- Kiểm tra các trạm.\n- Tổng hợp số liệu.\n",
        [
            Want(("Phòng Y tế",), "Kiểm tra các trạm"),
            Want(("Phòng Y tế",), "Tổng hợp số liệu"),
        ],
    ),
    (
        33,
        "Phòng Y tế: kiểm tra các trạm, đồng thời lập danh sách trẻ em; thực hiện tiêm chủng.",
        [
            Want(
                ("Phòng Y tế",),
                "kiểm tra các trạm, đồng thời lập danh sách trẻ em; thực hiện tiêm chủng",
            )
        ],
    ),
    (
        33,
        "Phòng Y tế: kiểm tra các trạm trước ngày 20/9/2026; lập danh sách trẻ em trước ngày 10/10/2026.",
        [
            Want(
                ("Phòng Y tế",),
                "kiểm tra các trạm trước ngày 20/9/2026",
                due="2026-09-20",
            ),
            Want(
                ("Phòng Y tế",),
                "lập danh sách trẻ em trước ngày 10/10/2026",
                due="2026-10-10",
            ),
        ],
    ),
    (
        34,
        "Giao các đồng chí: Nguyễn Văn Mẫu, Phó Chủ tịch UBND huyện; Trần Thị Ví, Trưởng Phòng Nội vụ chỉ đạo việc rà soát.",
        [
            Want(
                (
                    "Nguyễn Văn Mẫu, Phó Chủ tịch UBND huyện",
                    "Trần Thị Ví, Trưởng Phòng Nội vụ",
                ),
                "chỉ đạo việc rà soát",
            )
        ],
    ),
    (
        34,
        "Phân công đồng chí Lê Văn Mẫu, Chánh Văn phòng UBND huyện theo dõi tiến độ.",
        [
            Want(
                ("đồng chí Lê Văn Mẫu, Chánh Văn phòng UBND huyện",), "theo dõi tiến độ"
            )
        ],
    ),
    (
        35,
        "Đồng chí Lê Văn Mẫu, Giám đốc Trung tâm Y tế huyện, chịu trách nhiệm cấp thuốc.",
        [Want(("Đồng chí Lê Văn Mẫu, Giám đốc Trung tâm Y tế huyện",), "cấp thuốc")],
    ),
    (
        35,
        "Ông Lê Văn Mẫu - Trưởng Phòng Kinh tế có trách nhiệm lập dự toán.",
        [Want(("Ông Lê Văn Mẫu - Trưởng Phòng Kinh tế",), "lập dự toán")],
    ),
    (
        36,
        "Phân công đồng chí Lê Văn Mẫu phụ trách xã Mẫu Đông.",
        [Want(("đồng chí Lê Văn Mẫu",), "phụ trách xã Mẫu Đông")],
    ),
    (
        36,
        "Phân công Phòng Kinh tế phụ trách các xã vùng cao.",
        [Want(("Phòng Kinh tế",), "phụ trách các xã vùng cao")],
    ),
    (
        37,
        "Giao nhiệm vụ cho từng đơn vị theo Phụ lục kèm theo.\n"
        "| STT | Nội dung nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |\n"
        "| 1 | Lập danh sách các thôn | Phòng Nội vụ | Phòng Kinh tế | Trước ngày 20/9/2026 |\n",
        [
            Want(
                ("Phòng Nội vụ",),
                "Lập danh sách các thôn",
                ("Phòng Kinh tế",),
                (),
                "2026-09-20",
            )
        ],
    ),
    (
        37,
        "Phân công nhiệm vụ như bảng sau:\n"
        "| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |\n"
        "| 1 | Khảo sát hộ nghèo | Phòng Nội vụ | UBND các xã | Tháng 10/2026 | Báo cáo |\n",
        [
            Want(
                ("Phòng Nội vụ",),
                "Khảo sát hộ nghèo",
                ("UBND các xã",),
                (),
                "2026-10-31",
            )
        ],
    ),
    (
        38,
        "UBND huyện yêu cầu:\n1. Rà soát hồ sơ nhà ở (Phòng Kinh tế thực hiện).\n",
        [Want(("Phòng Kinh tế",), "Rà soát hồ sơ nhà ở")],
    ),
    (
        38,
        "Các nhiệm vụ cụ thể như sau:\n- Lập dự toán kinh phí (giao Phòng Kinh tế);\n- Tổ chức lễ phát động (Phòng Nội vụ chủ trì).\n",
        [
            Want(("Phòng Kinh tế",), "Lập dự toán kinh phí"),
            Want(("Phòng Nội vụ",), "Tổ chức lễ phát động"),
        ],
    ),
    (
        39,
        "Đồng ý đề nghị của Phòng Kinh tế về việc sửa chợ; giao Phòng Kinh tế lập dự toán.",
        [Want(("Phòng Kinh tế",), "lập dự toán")],
    ),
    (
        39,
        "Chấp thuận đề nghị của Phòng Y tế tại Tờ trình số 12/TTr-YT ngày 01/9/2026; giao Phòng Nội vụ hoàn thiện hồ sơ.",
        [Want(("Phòng Nội vụ",), "hoàn thiện hồ sơ")],
    ),
    (
        40,
        "Phòng Kinh tế được giao làm chủ đầu tư công trình.",
        [Want(("Phòng Kinh tế",), "làm chủ đầu tư công trình")],
    ),
    (
        40,
        "Trung tâm Y tế huyện được giao thực hiện việc tiêm chủng.",
        [Want(("Trung tâm Y tế huyện",), "thực hiện việc tiêm chủng")],
    ),
    (41, "Ủy quyền cho Phòng Nội vụ ký hợp đồng.", []),
    (41, "Phòng Nội vụ được quyền sử dụng con dấu.", []),
    (
        42,
        "Nghiêm cấm các xã thu tiền của dân.",
        [Want(("các xã",), "Nghiêm cấm các xã thu tiền của dân", kind="standing")],
    ),
    (
        42,
        "Yêu cầu các trường tuyệt đối không tổ chức dạy thêm.",
        [Want(("các trường",), "tuyệt đối không tổ chức dạy thêm", kind="standing")],
    ),
    (
        43,
        "Yêu cầu Phòng Kinh tế tạm dừng thi công.",
        [Want(("Phòng Kinh tế",), "tạm dừng thi công")],
    ),
    (
        43,
        "Giao Phòng Nội vụ thu hồi giấy giới thiệu.",
        [Want(("Phòng Nội vụ",), "thu hồi giấy giới thiệu")],
    ),
    (
        44,
        "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị các đơn vị báo cáo UBND huyện (qua Phòng Nội vụ) để xem xét.",
        [
            Want(
                ("các đơn vị",),
                "báo cáo UBND huyện (qua Phòng Nội vụ) để xem xét",
                (),
                ("UBND huyện", "Phòng Nội vụ"),
                kind="general",
            )
        ],
    ),
    (
        44,
        "Trường hợp phát sinh vấn đề vượt thẩm quyền, các xã kịp thời báo cáo UBND huyện xem xét, giải quyết.",
        [
            Want(
                ("các xã",),
                "kịp thời báo cáo UBND huyện xem xét, giải quyết",
                (),
                ("UBND huyện",),
                kind="general",
            )
        ],
    ),
    (
        45,
        "Đề nghị các đơn vị cử 01 lãnh đạo tham dự, chuẩn bị nội dung phát biểu.",
        [Want(("các đơn vị",), "cử 01 lãnh đạo tham dự, chuẩn bị nội dung phát biểu")],
    ),
    (
        45,
        "Giao Văn phòng UBND huyện bố trí xe.",
        [Want(("Văn phòng UBND huyện",), "bố trí xe")],
    ),
    (
        46,
        "Điều 3. Chánh Văn phòng UBND huyện, Trưởng Phòng Nội vụ chịu trách nhiệm thi hành Quyết định này.",
        [
            Want(
                ("Chánh Văn phòng UBND huyện", "Trưởng Phòng Nội vụ"),
                "chịu trách nhiệm thi hành Quyết định này",
                kind="general",
            )
        ],
    ),
    (
        46,
        "Điều 2. Các ông (bà): Chánh Văn phòng UBND huyện, Trưởng các phòng, ban căn cứ Quyết định thi hành.",
        [
            Want(
                ("Chánh Văn phòng UBND huyện", "Trưởng các phòng, ban"),
                "căn cứ Quyết định thi hành",
                kind="general",
            )
        ],
    ),
    (
        47,
        "Đề nghị các xã góp ý bằng văn bản, gửi về Phòng Nội vụ trước ngày 20/9/2026.",
        [
            Want(
                ("các xã",),
                "góp ý bằng văn bản, gửi về Phòng Nội vụ trước ngày 20/9/2026",
                (),
                ("Phòng Nội vụ",),
                "2026-09-20",
            )
        ],
    ),
    (
        47,
        "UBND huyện đề nghị các phòng, ban có ý kiến bằng văn bản đối với dự thảo, gửi Phòng Nội vụ trước ngày 20/9/2026.",
        [
            Want(
                ("các phòng, ban",),
                "có ý kiến bằng văn bản đối với dự thảo, gửi Phòng Nội vụ trước ngày 20/9/2026",
                (),
                ("Phòng Nội vụ",),
                "2026-09-20",
            )
        ],
    ),
    (
        48,
        "Kính mời Phòng Nội vụ, Phòng Y tế dự họp vào hồi 08 giờ 00 ngày 15/9/2026.",
        [
            Want(
                ("Phòng Nội vụ", "Phòng Y tế"),
                "dự họp vào hồi 08 giờ 00 ngày 15/9/2026",
                due="2026-09-15T08:00",
            )
        ],
    ),
    (
        48,
        "UBND huyện trân trọng kính mời lãnh đạo các xã tham dự hội nghị lúc 14 giờ 00 ngày 16/9/2026.",
        [
            Want(
                ("lãnh đạo các xã",),
                "tham dự hội nghị lúc 14 giờ 00 ngày 16/9/2026",
                due="2026-09-16T14:00",
            )
        ],
    ),
]


@pytest.mark.parametrize(("number", "body", "tasks"), CATALOGUE)
def test_pattern(number: int, body: str, tasks: list[Want]) -> None:
    assert found(body) == tasks, f"pattern {number}"


def test_every_pattern_has_two_wordings() -> None:
    wordings = [number for number, _, _ in CATALOGUE]

    assert all(wordings.count(number) >= 2 for number in range(1, 49))
