"""The tagger beside the grammar: what it may take back, add, and must leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.letters_of import document_of, typed_letter
from vanban_parser.extract.frames import Frame
from vanban_parser.extract.tagged import Tagged
from vanban_parser.model.document import Span
from vanban_parser.resolve.addressing import addressees
from vanban_parser.resolve.drafts import TaskFinding
from vanban_parser.resolve.second_reading import SURE, SURE_NOT
from vanban_parser.resolve.tasks import Letterhead, TaskReading, read_tasks
from vanban_parser.zones import cut


@dataclass
class Fake:
    """A tagger that knows some sentences by their first words."""

    orders: dict[str, float]
    names: dict[str, str] = field(default_factory=dict)
    kind: str = "order"
    text: str = ""
    asked: list[str] = field(default_factory=list)

    def __call__(self, frames: Sequence[Frame]) -> tuple[Tagged, ...]:
        return tuple(map(self._one, frames))

    def _one(self, given: Frame) -> Tagged:
        words = given.sentence.of(self.text)
        self.asked.append(words)
        share = next((p for head, p in self.orders.items() if head in words), 0.5)
        parts = []
        for head, name in self.names.items():
            if head in words:
                start = self.text.index(name, given.sentence.start)
                parts.append(("ASSIGNEE", Span(start, start + len(name))))
        kinds = {self.kind: share, "background": 1 - share}
        return Tagged(given.sentence, kinds, tuple(parts))


def tasks(body: str, tagger: Fake | None) -> tuple[TaskFinding, ...]:
    return reading(body, tagger).tasks


def reading(body: str, tagger: Fake | None, kind: str = "công văn") -> TaskReading:
    document = document_of(typed_letter(body))
    zones = cut(document)
    if tagger is not None:
        tagger.text = document.text
    head = Letterhead(
        document_type=kind,
        issuer="Ủy ban nhân dân huyện Mẫu Sơn",
        parent=None,
        subject=None,
        issued_on="2026-09-10",
        addressees=addressees(document.text, zones),
    )
    return read_tasks(document, zones, head, tagger)


POINTS = """\
Giao Phòng Nội vụ thực hiện các nội dung sau:
- Rà soát hồ sơ của các thôn trong huyện;
- Kiểm tra nhà văn hóa của các xã."""


def test_a_doubtful_task_goes_where_the_tagger_is_sure() -> None:
    before = tasks(POINTS, None)
    after = tasks(POINTS, Fake({"Kiểm tra": SURE_NOT / 2}))
    assert len(before) == 2
    assert [task.action.value for task in after] == [before[0].action.value]


def test_what_is_taken_back_is_told_with_its_probability() -> None:
    (rival,) = reading(POINTS, Fake({"Kiểm tra": SURE_NOT / 2})).rejected
    assert rival.reason.startswith("taken back")
    assert "0.0010" in rival.reason
    assert not reading(POINTS, Fake({"Kiểm tra": SURE_NOT * 2})).rejected


def test_it_stays_where_the_tagger_only_doubts() -> None:
    after = tasks(POINTS, Fake({"Kiểm tra": SURE_NOT * 2}))
    assert [task.probability for task in after] == [0.5, SURE_NOT * 2]


def test_an_order_in_so_many_words_is_never_taken_back() -> None:
    body = "Giao Phòng Nội vụ rà soát hồ sơ của các thôn trong huyện."
    (task,) = tasks(body, Fake({"Giao": 0.0}))
    assert task.probability == 0.0


def test_nor_is_a_task_with_a_deadline() -> None:
    body = POINTS.replace("các xã.", "các xã trước ngày 30/9/2026.")
    assert len(tasks(body, Fake({"Kiểm tra": 0.0}))) == 2


def test_nor_is_what_a_report_says_that_a_body_has_to_do() -> None:
    body = "## IV. CÁC GIẢI PHÁP\n- Sở Y tế cần kiểm tra các trạm ở các xã trong huyện."
    (task,) = reading(body, Fake({"Sở Y tế": 0.0}), "báo cáo").tasks
    assert task.probability is None


ODD = "Giao anh em lái xe lo liệu việc đưa đón khách của huyện."
WHO = "anh em lái xe"


def test_a_sentence_no_rule_reads_becomes_a_task() -> None:
    assert not tasks(ODD, None)
    (task,) = tasks(ODD, Fake({"Giao": SURE}, {"Giao": WHO}))
    assert [who.value for who in task.assignees] == [WHO]
    assert task.action.value == "lo liệu việc đưa đón khách của huyện"
    assert task.action.rule == "tagged"
    assert task.probability == SURE


def test_but_not_where_the_tagger_is_less_sure_or_names_nobody() -> None:
    assert not tasks(ODD, Fake({"Giao": SURE - 0.01}, {"Giao": WHO}))
    assert not tasks(ODD, Fake({"Giao": 1.0}))


def test_nor_where_no_ordering_word_stands_before_the_name() -> None:
    body = "Hôm qua anh em lái xe lo liệu việc đưa đón khách của huyện."
    assert not tasks(body, Fake({"Hôm": 1.0}, {"Hôm": WHO}))


def test_points_inherit_from_a_lead_in_that_only_the_tagger_reads() -> None:
    body = """\
Giao anh em lái xe lo liệu các việc của hội nghị:
- Đưa đón khách của huyện từ nhà ga;
- Xăng xe còn thiếu của năm trước."""
    assert not tasks(body, None)
    fake = Fake({"Đưa đón": 1.0, "Giao": 1.0}, {"Giao": WHO}, kind="point")
    (task,) = tasks(body, fake)
    assert [who.value for who in task.assignees] == [WHO]
    assert task.assignees[0].rule == "assignee-lead-in"
    assert task.action.value == "Đưa đón khách của huyện từ nhà ga"


def test_the_traps_of_the_grammar_hold_for_the_tagger() -> None:
    body = """\
Giao anh em lái xe lo liệu các việc của hội nghị:
- Phê bình tổ trực hôm trước về sớm;
- Phấn đấu 95% khách hài lòng với chuyến đi."""
    points = {"Phê bình": 1.0, "Phấn đấu": 1.0, "Giao": 1.0}
    assert not tasks(body, Fake(points, {"Giao": WHO}, kind="point"))


def test_quotations_and_bases_are_not_asked_about() -> None:
    body = f"""\
Căn cứ Kế hoạch số 12/KH-UBND ngày 05/9/2026 của UBND huyện;
“{ODD}”
{ODD}"""
    fake = Fake({})
    tasks(body, fake)
    assert fake.asked == [ODD]


def test_the_issuer_gives_itself_no_order() -> None:
    body = "Hội nghị: giao UBND huyện lo liệu việc đưa đón khách của huyện."
    fake = Fake({"Hội nghị": 1.0}, {"Hội nghị": "UBND huyện"})
    rules = [task.action.rule for task in tasks(body, fake)]
    assert "tagged" not in rules
