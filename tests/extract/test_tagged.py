"""The trained stage: that it loads, and knows the commonest."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from vanban_parser.extract import tagged
from vanban_parser.extract.frames import Frame, frame
from vanban_parser.extract.tagged import Tagged, tag
from vanban_parser.model.document import Span

ISSUER = "Ủy ban nhân dân huyện Hòa Lạc"


def shown(text: str, *above: str) -> Frame:
    return frame(text, Span(0, len(text)), above or ("công văn", "plain"), ISSUER)


def said(text: str, *above: str) -> Tagged:
    (found,) = tag([shown(text, *above)])
    return found


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("Giao Phòng Nội vụ rà soát, thống kê số hộ chưa có điện.", ()),
        ("Yêu cầu UBND các xã, thị trấn báo cáo trước ngày 20/10/2026.", ()),
        (
            "Tổng hợp kết quả, báo cáo UBND huyện trước ngày 20/10/2026.",
            ("kế hoạch", "TỔ CHỨC THỰC HIỆN", "Phòng Nội vụ:", "dash"),
        ),
        ("Đề nghị Sở Y tế xem xét, hỗ trợ vắc xin cho huyện.", ()),
    ],
)
def test_orders_are_known(text: str, above: tuple[str, ...]) -> None:
    assert said(text, *above).orders > 0.8


@pytest.mark.parametrize(
    ("text", "above"),
    [
        ("Trong thời gian qua, Phòng Nội vụ đã rà soát 27 hồ sơ, đạt 66,67%.", ()),
        ("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015;", ()),
        ("100% thôn có nhà văn hóa.", ("kế hoạch", "Mục tiêu cụ thể", "dash")),
        ("Quyết định này có hiệu lực kể từ ngày ký.", ("quyết định", "article")),
    ],
)
def test_what_orders_nothing_is_known(text: str, above: tuple[str, ...]) -> None:
    assert said(text, *above).orders < 0.2


def test_who_and_by_when_are_marked() -> None:
    text = "Giao Phòng Nội vụ rà soát hồ sơ, báo cáo kết quả trước ngày 20/10/2026."
    found = said(text)
    assert [s.of(text) for s in found.labelled("ASSIGNEE")] == ["Phòng Nội vụ"]
    assert [s.of(text) for s in found.labelled("DEADLINE")] == ["trước ngày 20/10/2026"]


def test_the_kinds_are_probabilities() -> None:
    found = said("Giao Phòng Nội vụ rà soát hồ sơ.")
    assert math.isclose(sum(found.kinds.values()), 1, abs_tol=0.002)
    assert found.kind in found.kinds
    assert found.kinds.keys() >= tagged.TASK_KINDS


def test_the_same_sentence_gets_the_same_answer_in_any_company() -> None:
    frames = [shown(f"Giao Phòng Nội vụ rà soát {n} hồ sơ.") for n in range(40)]
    together = tag(frames)
    alone = tuple(tag([one])[0] for one in frames)
    assert together == alone


def test_nothing_to_ask_loads_nothing() -> None:
    code = (
        "import sys; from vanban_parser.extract.tagged import tag;"
        "assert tag([]) == (); assert 'spacy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_command_line_of_spacy_is_not_loaded_and_is_there_when_asked_for() -> None:
    code = (
        "import sys; from vanban_parser.extract import tagged; tagged.tagger();"
        "loaded = {'spacy.cli', 'weasel', 'requests'} & set(sys.modules);"
        "import spacy, spacy.cli.info;"
        "sys.exit(bool(loaded) or not spacy.info(silent=True)['spacy_version'])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 0
