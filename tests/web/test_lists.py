"""Register, search, tasks, calendar and report as pages; and letters dropped in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.intake.office import Running, until, watcher
from tests.web.house import (
    Browser,
    Page,
    add_user,
    invented,
    make_office,
    put,
    put_letter,
    sample,
    served,
)
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.uploads import Uploads
from vanban_parser.model.letter import Commune, IssuingBody, Percentage
from vanban_parser.store import register, tasks
from vanban_parser.store.engine import Store

PAGES = (
    "/",
    "/register",
    "/search?q=ho+so",
    "/tasks",
    "/calendar",
    "/report",
    "/audit",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_those_who_came_in(page: Page, path: str) -> None:
    assert page.browser().get(path).where == "/login"
    assert page.local().get(path).status == 200


def test_the_register_is_filtered_and_exported_alike(page: Page, inbox: Path) -> None:
    put_letter(page.store, inbox, invented("a"))
    other = IssuingBody(name="Sở Mẫu & Cộng sự")
    put_letter(page.store, inbox, invented("b", issuing_body=other, subject="=1+1"))
    browser = page.local()
    today = page.office.clock.now()
    query = f"first={today:%d/%m/%Y}&last={today:%d/%m/%Y}&issuer=so+mau"
    html = browser.get(f"/register?{query}").text
    assert "Sở Mẫu &amp; Cộng sự" in html
    assert "xã Mẫu" not in html
    came = browser.get(f"/register.csv?{query}")
    assert came.headers["content-disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(came.body.decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["Sở Mẫu & Cộng sự"]
    sheet = browser.get(f"/register.xlsx?{query}").body
    assert zipfile.ZipFile(io.BytesIO(sheet)).testzip() is None
    assert "xã Mẫu" not in browser.get("/register?first=1/1/1999&last=2/1/1999").text


def test_a_clerk_fills_in_the_columns_that_are_theirs(page: Page, inbox: Path) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("a"))
    browser = page.local()
    with page.store.reading() as tx:
        line = register.entry(tx, letter_id)
    assert line is not None
    path = f"/register/{line.year}/{line.number}"
    edit = f"/register?edit={line.number}-{line.year}"
    assert f'action="{path}"' in browser.get(edit).text
    fields = {"recipient": " Phòng  Nội vụ ", "forwarded_on": "1/12/2026"}
    fields |= {"issuer": "bị đổi", "csrf": browser.csrf()}
    assert browser.post(path, fields).status == 303
    with page.store.reading() as tx:
        line = register.entry(tx, letter_id)
    assert line is not None
    assert line.recipient == "Phòng Nội vụ"
    assert line.forwarded_on == "2026-12-01"
    assert line.issuer == "Ủy ban nhân dân xã Mẫu"
    assert browser.post("/register/1999/7", fields).status == 404


def test_words_are_found_with_and_without_marks(page: Page, inbox: Path) -> None:
    letter_id = put(page.store, inbox, sample("05"))
    browser = page.local()
    for query in ("s%E1%BB%91t+xu%E1%BA%A5t+huy%E1%BA%BFt", "sot+xuat+huyet"):
        assert f"/letters/{letter_id}" in browser.get(f"/search?q={query}").text
    assert f"/letters/{letter_id}" not in browser.get("/search?q=khongco").text


@pytest.mark.parametrize("query", ['"', "%00", "* OR 1", "' --", "a" * 200, "( ) { }"])
def test_a_search_of_signs_is_a_search(page: Page, query: str) -> None:
    from urllib.parse import quote

    assert page.local().get(f"/search?q={quote(query)}").status == 200


def test_tasks_are_listed_by_how_they_stand_and_by_whom(
    page: Page, inbox: Path
) -> None:
    put_letter(page.store, inbox, invented("a"))
    browser = page.local()
    assert "Báo cáo kết quả" in browser.get("/tasks?which=overdue").text
    assert "Báo cáo kết quả" not in browser.get("/tasks?which=week").text
    assert "Báo cáo kết quả" not in browser.get("/tasks?which=undated").text
    by_one = browser.get("/tasks?who=Ph%C3%B2ng+Y+t%E1%BA%BF").text
    assert "Báo cáo kết quả" in by_one
    by_other = browser.get("/tasks?who=Ph%C3%B2ng").text
    assert "Báo cáo kết quả" not in by_other


def test_a_task_that_is_done_leaves_the_list(page: Page, inbox: Path) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("a"))
    with page.store.reading() as tx:
        (task,) = tasks.of_letter(tx, letter_id)
    browser = page.local()
    own = {"csrf": browser.csrf(), "which": "overdue"}
    came = browser.post(f"/tasks/{task.id}", own)
    assert came.where == "/tasks?which=overdue"
    assert "Báo cáo kết quả" not in browser.get("/tasks?which=overdue").text
    assert "Báo cáo kết quả" in browser.get("/tasks?which=done").text
    assert browser.post(f"/tasks/{task.id}", own).status == 404


def test_the_calendar_shows_a_task_on_its_day(page: Page, inbox: Path) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("a"))
    browser = page.local()
    html = browser.get("/calendar?month=2020-10").text
    day = html[
        html.index('datetime="2020-10-15"') : html.index('datetime="2020-10-16"')
    ]
    assert f"/letters/{letter_id}#task-0" in day
    for month in ("0000-01", "9999-12", "2020-13", "x"):
        assert browser.get(f"/calendar?month={month}").status in (404, 422)


def test_percentages_of_communes_are_a_chart_without_markup_of_letters(
    page: Page, inbox: Path
) -> None:
    share = Percentage(value=66.67, subject="<b>xã</b> Mẫu", measure="hồ sơ")
    commune = Commune(name="Mẫu", kind="xã")
    letter = invented("a", percentages=(share,), communes=(commune,))
    put_letter(page.store, inbox, letter)
    browser = page.local()
    html = browser.get("/report?of=all").text
    assert "<svg" in html
    assert "66,67%" in html
    assert "<b>xã</b>" not in html
    assert "66,67%" not in browser.get("/report").text, "it is said of no commune"


def test_percentages_of_a_commune_stand_side_by_side_month_after_month(
    page: Page, inbox: Path
) -> None:
    communes = tuple(Commune(name=name, kind="xã") for name in ("Mẫu", "An"))
    for month, values in (("2020-10", (66.67, 12)), ("2020-09", (50, 11))):
        said = tuple(
            Percentage(value=value, subject=f"xã {commune.name}", measure="hồ sơ")
            for value, commune in zip(values, communes, strict=True)
        )
        changes = {"percentages": said, "communes": communes, "number": month[-2:]}
        letter = invented(month, issued_on=f"{month}-05", code=month, **changes)
        put_letter(page.store, inbox, letter)
    browser = page.local()
    html = browser.get("/report").text
    labels = ("xã An (09/2020)", "xã An (10/2020)", "xã Mẫu (09/2020)", "xã Mẫu (10/")
    places = [html.index(label) for label in labels]
    assert places == sorted(places)
    assert "Chưa có" in browser.get("/report?last=08%2F2020").text
    assert "Chưa có" in browser.get("/report?measure=khac").text


@pytest.fixture
def dropping(store: Store, tmp_path: Path, inbox: Path) -> Iterator[Page]:
    """Give a page with an inbox, whose watcher reads what the bytes tell it."""
    for role in ("clerk", "viewer"):
        add_user(store, role, role)
    with Running(watcher(inbox, store)) as running:
        clock = running.watcher._clock  # noqa: SLF001 - the same time
        uploads = Uploads(Folders(inbox), store, clock, running.watcher.wake)
        with served(make_office(store, tmp_path, linked=False, inbox=uploads)) as found:
            yield found


def sent(
    browser: Browser, *files: tuple[str, bytes], script: bool = False
) -> tuple[int, str, bytes]:
    border = "vanban-bien"
    head = f"--{border}\r\nContent-Disposition: form-data; name="
    body = f'{head}"csrf"\r\n\r\n{browser.csrf()}\r\n'.encode()
    for name, data in files:
        body += f'{head}"file"; filename="{name}"\r\n\r\n'.encode() + data + b"\r\n"
    body += f"--{border}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={border}"}
    headers |= {"Accept": "application/json"} if script else {}
    came = browser.ask("POST", "/upload", body, headers)
    return came.status, came.where, came.body


def test_letters_dropped_into_the_page_are_registered(dropping: Page) -> None:
    clerk = dropping.login("clerk")
    status, where, _ = sent(clerk, ("a.pdf", b"ok 31"), ("b.pdf", b"damaged"))
    assert status == 303
    until(lambda: "<td>Không đọc được" in clerk.get(where).text)
    until(lambda: "<td>Đã vào sổ: <a" in clerk.get(where).text)
    assert "31/UBND-VX" in clerk.get("/").text


def test_a_script_is_told_of_each_file_by_its_job(dropping: Page) -> None:
    clerk = dropping.login("clerk")
    status, _, body = sent(clerk, ("a.pdf", b"ok 32"), script=True)
    assert status == 200
    import json

    (job,) = json.loads(body)["jobs"]

    def state() -> Any:
        return json.loads(clerk.get(f"/upload/jobs?job={job}").body)[job]

    until(lambda: state()["state"] == "registered")
    assert [letter["name"] for letter in state()["letters"]] == ["32/UBND-VX"]


def test_a_letter_with_a_mark_is_stopped_and_not_named(
    dropping: Page, inbox: Path
) -> None:
    clerk = dropping.login("clerk")
    _, where, _ = sent(clerk, ("ten-rat-kin.pdf", b"secret"))
    until(lambda: "<td>Bị dừng: có dấu mật" in clerk.get(where).text)
    assert "ten-rat-kin" not in clerk.get(where).text
    with dropping.store.reading() as tx:
        dump = [
            tx.exec_driver_sql(f"SELECT * FROM {name}").all()
            for name in ("jobs", "audit", "letters")
        ]
    assert "ten-rat-kin" not in str(dump)


def test_who_may_only_look_drops_nothing(dropping: Page, inbox: Path) -> None:
    viewer = dropping.login("viewer")
    assert viewer.get("/upload").status == 403
    assert sent(viewer, ("a.pdf", b"ok 33"))[0] == 403
    assert list(inbox.rglob("a.pdf")) == []


def test_a_file_name_leads_nowhere(dropping: Page, inbox: Path) -> None:
    clerk = dropping.login("clerk")
    _, where, _ = sent(clerk, ("..\\..\\..\\evil.pdf", b"ok 34"))
    until(lambda: "<td>Đã vào sổ: <a" in clerk.get(where).text)
    until(lambda: any(inbox.glob("done/**/evil.pdf")))
    (found,) = inbox.parent.rglob("evil.pdf")
    assert found.is_relative_to(inbox / "done")


def test_a_file_that_is_too_large_is_not_taken(
    store: Store, tmp_path: Path, inbox: Path
) -> None:
    from vanban_parser import Settings

    small = Settings(max_bytes=1000, ocr_cache=tmp_path / "ocr")
    with Running(watcher(inbox, store)) as running:
        clock = running.watcher._clock  # noqa: SLF001 - the same time
        uploads = Uploads(Folders(inbox), store, clock, running.watcher.wake)
        office = make_office(store, tmp_path, inbox=uploads, settings=small)
        with served(office) as found:
            browser = found.local()
            assert sent(browser, ("a.pdf", b"x" * 300_000))[0] == 413
    assert list(inbox.rglob("a.pdf")) == []


def test_a_file_of_another_site_is_refused(dropping: Page, inbox: Path) -> None:
    clerk = dropping.login("clerk")
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"'
    body = head + b"\r\n\r\nok 1\r\n--x--\r\n"
    foreign = {**kind, "Origin": "https://evil.example"}
    assert clerk.ask("POST", "/upload", body, foreign).status == 403
    assert clerk.ask("POST", "/upload", body, kind).status == 403
    assert list(inbox.rglob("a.pdf")) == []


def test_those_who_look_after_the_page_see_who_did_what(
    office_page: Page, inbox: Path
) -> None:
    from vanban_parser.store import tasks

    _, letter_id = put_letter(office_page.store, inbox, invented("a"))
    clerk = office_page.login("clerk")
    clerk.act(letter_id, **{"/place": "Nơi mới"})
    with office_page.store.reading() as tx:
        (task,) = tasks.of_letter(tx, letter_id)
    own = {"csrf": clerk.csrf()}
    clerk.post(f"/tasks/{task.id}", own)
    year = office_page.office.clock.now().year
    for who in ("Phòng Nội vụ", "Phòng Nội vụ", "Phòng Y tế"):
        clerk.post(f"/register/{year}/1", own | {"recipient": who})
    assert clerk.get("/audit").status == 403
    assert 'href="/audit"' not in clerk.get("/").text
    html = office_page.login("admin").get("/audit").text
    rows = [
        [
            re.sub(r"<[^>]+>", "", cell).strip()
            for cell in re.findall("<td>.*?</td>", row)
        ]
        for row in re.findall(r"<tr><td>.*?</tr>", html)
    ]
    done = [row[1:] for row in rows if row[1] == "clerk"]
    code = "12/UBND-VX"
    filled = ["clerk", "ghi vào sổ văn bản đến", code, "Đơn vị hoặc người nhận"]
    assert done[0] == [*filled, "Phòng Nội vụ", "Phòng Y tế"]
    assert done[1] == [*filled, "", "Phòng Nội vụ"], "what changes nothing is no act"
    assert done[2][1:3] == ["ghi một nhiệm vụ đã xong", code]
    assert done[3][1:] == ["sửa một giá trị", code, "Địa danh", "Mẫu", "Nơi mới"]
    assert done[4][1] == "đăng nhập"
    history = clerk.get(f"/letters/{letter_id}").text
    assert "ghi một nhiệm vụ đã xong" in history
