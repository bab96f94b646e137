"""A letter is mended, approved and taken back; without any script."""

from __future__ import annotations

import json
import re
from pathlib import Path
from uuid import UUID

import pytest

from tests.cli.fakes import TASK, WARNING
from tests.web.house import Browser, Page, invented, put, put_letter, sample
from vanban_parser.model.letter import Letter
from vanban_parser.store import (
    audit,
    corrections,
    letters,
    register,
    review,
    search,
    tasks,
)
from vanban_parser.store.engine import Store
from vanban_parser.web.sheets import Sheet, Sheets


@pytest.fixture
def letter_id(page: Page, inbox: Path) -> str:
    return put_letter(page.store, inbox, invented("a"))[1]


@pytest.fixture
def browser(page: Page) -> Browser:
    return page.local()


def now(store: Store, letter_id: str) -> Letter:
    with store.reading() as tx:
        letter = corrections.current(tx, letter_id)
    assert letter is not None
    return letter


def rows(store: Store, letter_id: str) -> list[tasks.TaskRow]:
    with store.reading() as tx:
        found = tasks.of_letter(tx, letter_id)
    return [task for task in found if task.state != "withdrawn"]


def test_a_save_lies_beside_what_was_read_and_lists_follow(
    page: Page, browser: Browser, letter_id: str
) -> None:
    came = browser.act(
        letter_id, **{"/number": "13 a", "/issued_on": "14/10/2020", "/subject": "mới"}
    )
    assert (came.status, came.where) == (303, f"/letters/{letter_id}?said=saved")
    letter = now(page.store, letter_id)
    assert (letter.number, letter.code) == ("13a", "13a/UBND-VX")
    assert letter.issued_on == "2020-10-14"
    with page.store.reading() as tx:
        read = letters.record(tx, letter_id)
        head = letters.get(tx, letter_id)
        line = register.entry(tx, letter_id)
        fields = register.input_fields(tx, letter_id)
        found = search.find(tx, "moi", 10)
        acts = [act.action for act in audit.of_letter(tx, letter_id)]
    assert read is not None
    assert (read.number, read.subject) == ("12", "rà soát hồ sơ")
    assert head is not None
    assert (head.code, head.subject) == ("13a/UBND-VX", "mới")
    assert line is not None
    assert (line.code, line.summary) == ("13a/UBND-VX", "mới")
    assert fields is not None
    assert fields.code_number == "13a"
    assert [hit.letter_id for hit in found] == [letter_id]
    assert acts.count("corrected") == 4


def test_what_is_shown_and_not_touched_is_no_change(
    page: Page, browser: Browser, letter_id: str
) -> None:
    html = browser.get(f"/letters/{letter_id}").text
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', html))
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)<', html)
    came = browser.post(
        f"/letters/{letter_id}",
        {**fields, **{k: v.replace("\n", "\r\n") for k, v in areas}, "op": "save"},
    )
    assert came.where.endswith("said=unchanged")
    with page.store.reading() as tx:
        assert corrections.of_letter(tx, letter_id) == ()
        assert review.of_letter(tx, letter_id).revision == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("14/10/2020", "2020-10-14"),
        ("4.1.2020", "2020-01-04"),
        ("10/2020", "2020-10"),
        ("2021", "2021"),
        ("", None),
    ],
)
def test_days_are_typed_as_people_write_them_and_stored_as_iso(
    page: Page, browser: Browser, letter_id: str, typed: str, stored: str | None
) -> None:
    browser.act(letter_id, **{"/issued_on": typed})
    assert now(page.store, letter_id).issued_on == stored


@pytest.mark.parametrize("typed", ["31/11/2020", "2020-10-14", "hôm nay", "1/13/2020"])
def test_a_day_that_is_none_is_said_and_what_was_typed_comes_back(
    page: Page, browser: Browser, letter_id: str, typed: str
) -> None:
    came = browser.act(letter_id, **{"/issued_on": typed, "/subject": "chưa lưu"})
    assert came.status == 422
    assert f'value="{typed}"' in came.text
    assert ">chưa lưu</textarea>" in came.text
    assert 'aria-invalid="true"' in came.text
    assert now(page.store, letter_id).issued_on == "2020-10"


def test_the_second_of_two_clerks_is_told_and_nothing_is_overwritten(
    page: Page, browser: Browser, letter_id: str
) -> None:
    path = f"/letters/{letter_id}"
    csrf, revision = browser.csrf(path), browser.field(path, "revision")
    own = {"csrf": csrf, "revision": revision, "op": "save"}
    assert browser.post(path, {**own, "/subject": "của người thứ nhất"}).status == 303
    second = browser.post(path, {**own, "/subject": "của người thứ hai"})
    assert second.status == 409
    assert "của người thứ nhất" in second.text
    assert "của người thứ hai" in second.text
    assert now(page.store, letter_id).subject == "của người thứ nhất"
    # Approval of what one has not seen is refused in the same way.
    assert browser.post(path, {**own, "op": "approve"}).status == 409
    assert browser.post(path, {**own, "op": "undo"}).status == 409


def test_a_task_is_edited_with_its_day_and_keeps_its_id(
    page: Page, browser: Browser, letter_id: str
) -> None:
    (before,) = rows(page.store, letter_id)
    fields = {
        "task-0-id": before.id,
        "task-0-action": "báo cáo kết quả rà soát",
        "task-0-assignees": "Phòng Nội vụ\r\n\r\nTrạm Y tế ",
        "task-0-due": "20/10/2020 17:00",
        "task-0-words": "trước 17 giờ ngày 20/10/2020",
    }
    browser.act(letter_id, **fields)
    (after,) = rows(page.store, letter_id)
    assert after.id == before.id
    assert after.action == "báo cáo kết quả rà soát"
    assert after.assignees == ("Phòng Nội vụ", "Trạm Y tế")
    assert after.due == "2020-10-20T17:00"
    assert after.deadline == "trước 17 giờ ngày 20/10/2020"
    browser.act(letter_id, **fields | {"task-0-due": "", "task-0-words": ""})
    (after,) = rows(page.store, letter_id)
    assert (after.due, after.deadline) == (None, None)


def test_a_task_is_split_merged_added_and_taken_out(
    page: Page, browser: Browser, letter_id: str
) -> None:
    (first,) = rows(page.store, letter_id)
    own = {"task-0-id": first.id, "task-0-action": "rà soát hồ sơ; gửi kết quả về xã"}
    browser.act(letter_id, "split:0", **own)
    both = rows(page.store, letter_id)
    assert [task.action for task in both] == ["rà soát hồ sơ", "gửi kết quả về xã"]
    assert both[0].id == first.id
    assert both[1].assignees == first.assignees
    browser.act(letter_id, "add", **{"new-action": "họp dân"})
    assert [task.action for task in rows(page.store, letter_id)][2] == "họp dân"
    browser.act(letter_id, "merge:1")
    merged = rows(page.store, letter_id)
    assert [task.action for task in merged] == [
        "rà soát hồ sơ",
        "gửi kết quả về xã; họp dân",
    ]
    browser.act(letter_id, "remove:0")
    (left,) = rows(page.store, letter_id)
    assert left.id == both[1].id
    with page.store.reading() as tx:
        states = {task.id: task.state for task in tasks.of_letter(tx, letter_id)}
    assert states[first.id] == "withdrawn"


def test_a_task_is_split_where_the_cursor_stands(
    page: Page, browser: Browser, letter_id: str
) -> None:
    (first,) = rows(page.store, letter_id)
    own = {"task-0-id": first.id, "task-0-action": "rà soát gửi kết quả"}
    browser.act(letter_id, "split:0", **own, **{"task-0-at": "7"})
    found = [task.action for task in rows(page.store, letter_id)]
    assert found == ["rà soát", "gửi kết quả"]


def test_approving_puts_the_tasks_into_the_outbox_and_a_change_asks_again(
    page: Page, browser: Browser, letter_id: str, inbox: Path
) -> None:
    _, other = put_letter(page.store, inbox, invented("b", number="9", code="9/X"))
    came = browser.act(letter_id, "approve", **{"/subject": "đã sửa"})
    assert came.where == f"/letters/{other}?said=approved"
    assert now(page.store, letter_id).subject == "đã sửa"
    assert topics(page.store)[-2:] == ["task.changed", "letter.approved"]
    with page.store.reading() as tx:
        done = review.of_letter(tx, letter_id)
    assert done.is_approved
    assert done.approved_by == "local"
    browser.act(letter_id, "approve")
    assert topics(page.store).count("letter.approved") == 1
    browser.act(letter_id, **{"/subject": "sửa lần nữa"})
    with page.store.reading() as tx:
        assert not review.of_letter(tx, letter_id).is_approved
    browser.act(letter_id, "approve")
    assert topics(page.store).count("letter.approved") == 2


def topics(store: Store) -> list[str]:
    with store.writing() as tx:
        rows = tx.exec_driver_sql("SELECT topic FROM outbox ORDER BY seq").all()
    return [row[0] for row in rows]


def test_the_outbox_tells_of_a_task_that_a_person_took_out(
    page: Page, browser: Browser, letter_id: str
) -> None:
    browser.act(letter_id, "remove:0")
    browser.act(letter_id, "approve")
    assert topics(page.store)[-2:] == ["task.withdrawn", "letter.approved"]


def test_undo_takes_the_last_save_back_and_is_kept_too(
    page: Page, browser: Browser, letter_id: str
) -> None:
    browser.act(letter_id, **{"/subject": "một", "/number": "1"})
    browser.act(letter_id, **{"/subject": "hai"})
    browser.act(letter_id, "undo")
    letter = now(page.store, letter_id)
    assert (letter.subject, letter.number, letter.code) == ("một", "1", "1/UBND-VX")
    with page.store.reading() as tx:
        kept = [(m.old, m.new) for m in corrections.of_letter(tx, letter_id)]
        revision = review.of_letter(tx, letter_id).revision
    assert kept[-2:] == [("một", "hai"), ("hai", "một")]
    assert revision == 3


def test_an_undo_brings_a_task_back_that_was_taken_out(
    page: Page, browser: Browser, letter_id: str
) -> None:
    (before,) = rows(page.store, letter_id)
    browser.act(letter_id, "remove:0")
    assert rows(page.store, letter_id) == []
    browser.act(letter_id, "undo")
    assert rows(page.store, letter_id) == [before]


def test_nothing_to_undo_is_said(browser: Browser, letter_id: str) -> None:
    assert browser.act(letter_id, "undo").where.endswith("said=nothing")


def test_what_is_doubtful_comes_first_and_says_why(
    page: Page, browser: Browser, inbox: Path
) -> None:
    unsure = {"/number": 0.97, "/subject": 0.42, "/tasks/0": 0.85}
    letter = invented("a", warnings=(WARNING,), confidence=unsure)
    _, letter_id = put_letter(page.store, inbox, letter)
    html = browser.get(f"/letters/{letter_id}").text
    doubts = html[html.index('class="doubts"') : html.index("</ol>")]
    assert doubts.index("f-issued_on") < doubts.index("f-subject")
    assert "Ngày" in doubts
    assert "f-number" not in doubts
    assert "chưa chắc 42%" in html


def test_a_corrected_value_answers_its_warning_and_says_what_was_read(
    page: Page, browser: Browser, inbox: Path
) -> None:
    letter = invented("a", warnings=(WARNING,), confidence={"/issued_on": 0.3})
    _, letter_id = put_letter(page.store, inbox, letter)
    browser.act(letter_id, **{"/issued_on": "14/10/2020"})
    after = now(page.store, letter_id)
    assert (after.warnings, after.confidence) == ((), {})
    html = browser.get(f"/letters/{letter_id}").text
    assert "đã sửa" in html
    assert "<q>10/2020</q>" in html


def test_evidence_goes_with_its_task(page: Page, inbox: Path) -> None:
    two = (TASK, TASK.model_copy(update={"id": _other_id(), "action": "họp dân"}))
    evidence = invented("a").evidence
    more = {**evidence, "/tasks/1": evidence["/number"]}
    letter = invented("a", tasks=two, evidence=more)
    _, letter_id = put_letter(page.store, inbox, letter)
    page.local().act(letter_id, "remove:0")
    after = now(page.store, letter_id)
    assert [task.action for task in after.tasks] == ["họp dân"]
    assert after.evidence["/tasks/0"] == evidence["/number"]
    assert "/tasks/1" not in after.evidence
    assert "/tasks/0/deadline" not in after.evidence


def _other_id() -> UUID:
    return UUID("6a4bd0b1-5cd9-5c1f-8d5e-8a4f0a1f2b3d")


def test_a_page_is_shown_as_a_picture_with_its_words(page: Page, inbox: Path) -> None:
    letter_id = put(page.store, inbox, sample("05"))
    browser = page.local()
    picture = browser.get(f"/letters/{letter_id}/pages/1.webp")
    assert picture.headers["content-type"] == "image/webp"
    assert picture.body[8:12] == b"WEBP"
    tag = picture.headers["etag"]
    again = browser.get(f"/letters/{letter_id}/pages/1.webp", **{"If-None-Match": tag})
    assert again.status == 304
    found = json.loads(browser.get(f"/letters/{letter_id}/anchors.json").body)
    words = {found["text"][w[0] : w[1]]: w for w in found["words"]}
    start, end, page_number, x0, y0, x1, y1 = words["1186/UBND-VHXH"]
    quoted = found["evidence"]["/number"][0]
    assert start <= quoted[0] < quoted[1] <= end
    size = found["pages"][page_number - 1]
    assert 0 < x0 < x1 < size["width"]
    assert 0 < y0 < y1 < size["height"]
    assert browser.get(f"/letters/{letter_id}/pages/99.webp").status == 404


def test_pages_are_made_once_and_kept_by_content(page: Page, inbox: Path) -> None:
    letter_id = put(page.store, inbox, sample("05"))
    browser = page.local()
    path = f"/letters/{letter_id}/pages/1.webp"
    first = browser.get(path).body
    page.office.sheets.close()
    page.office.sheets.warm = None  # type: ignore[method-assign] # would fail
    assert browser.get(path).body == first


def test_a_docx_is_laid_out_with_the_same_anchors(page: Page, inbox: Path) -> None:
    letter_id = put(page.store, inbox, sample("05", "docx"))
    html = page.local().get(f"/letters/{letter_id}").text
    letter = now(page.store, letter_id)
    found = re.findall(r'<span data-s="(\d+)" data-e="(\d+)">([^<]*)</span>', html)
    assert len(found) > 200
    assert all(letter.text[int(s) : int(e)] == word for s, e, word in found[:100])
    assert 'class="two"' in html


def test_a_letter_whose_file_is_gone_still_shows_its_text(
    page: Page, browser: Browser, letter_id: str
) -> None:
    html = browser.get(f"/letters/{letter_id}").text
    assert ">12/UBND-VX</span>" in html
    assert browser.get(f"/letters/{letter_id}/pages/1.webp").status == 404


def test_the_page_speaks_english_too(browser: Browser, letter_id: str) -> None:
    assert "Nơi nhận" in browser.get(f"/letters/{letter_id}").text
    browser.post("/language", {"csrf": browser.csrf(), "language": "en", "back": "/"})
    html = browser.get(f"/letters/{letter_id}").text
    assert "Distribution" in html
    assert 'lang="en"' in html


def test_another_format_of_a_letter_is_mended_where_the_letter_is(
    page: Page, inbox: Path
) -> None:
    first = put(page.store, inbox, sample("03"))
    twin = put(page.store, inbox, sample("03", "docx"))
    browser = page.local()
    with page.store.reading() as tx:
        head = letters.get(tx, twin)
    assert head is not None
    assert head.twin_of == first
    html = browser.get(f"/letters/{twin}").text
    assert f'<a href="/letters/{first}">Sửa và duyệt ở văn bản chính' in html
    assert 'id="approve"' not in html
    assert 'id="approve"' in browser.get(f"/letters/{first}").text


def test_an_old_file_is_read_at_once_and_laid_out_later(
    page: Page, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = invented("a", filename="cong-van.doc")
    source = letter.source.model_copy(update={"media_type": "application/msword"})
    letter = letter.model_copy(update={"source": source})
    place, letter_id = put_letter(page.store, inbox, letter)
    (inbox / place).parent.mkdir(parents=True, exist_ok=True)
    (inbox / place).write_bytes(b"a")
    asked: list[Sheet] = []
    monkeypatch.setattr(Sheets, "_make_anchors", lambda _, sheet: asked.append(sheet))
    browser = page.local()
    html = browser.get(f"/letters/{letter_id}").text
    assert '<p class="left full"><span data-s="0"' in html
    assert json.loads(browser.get(f"/letters/{letter_id}/anchors.json").body)["text"]
    assert len(asked) == 1, "it is made once, and nobody waited for it"
    block = {"start": 0, "end": 6, "align": "center", "bold": True, "italic": False}
    block |= {"flow": "full", "region": 0}
    made = {"text": letter.text, "pages": [], "words": [], "blocks": [block]}
    data = json.dumps(made).encode()
    page.office.sheets._keep(source.sha256, "anchors.json", data)  # noqa: SLF001 - made
    html = browser.get(f"/letters/{letter_id}").text
    assert '<p class="center full bold"><span data-s="0"' in html
