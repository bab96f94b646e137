"""The page in a real browser: keys, words of the page, a letter dropped, axe."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from tests.web.house import PASSWORD, Page, add_user, make_office, put, sample, served
from tests.web.tabs import come_in, go, log_in, open_letter, shot, tab_of, violations
from vanban_parser.store import corrections, queue, review, tasks
from vanban_parser.store.engine import Store


def test_three_letters_are_dropped_reviewed_by_keys_and_approved(
    office: Page, tab: Tab
) -> None:
    come_in(tab, office)
    tab.locator("h1").click()
    tab.keyboard.press("g")
    tab.keyboard.press("u")
    tab.wait_for_url("**/upload")
    names = ("05", "06", "09")
    tab.set_input_files("#file", [str(sample(name)) for name in names])
    tab.locator("#file").press("Tab")
    tab.keyboard.press("Enter")
    done = tab.locator("#sent a")
    expect(done).to_have_count(3, timeout=60_000)
    tab.locator("h1").click()
    tab.keyboard.press("g")
    tab.keyboard.press("q")
    tab.wait_for_url("**/")
    shot(tab, "queue")
    for _ in names:
        tab.keyboard.press("j")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/letters/*")
        tab.keyboard.press("Control+Enter")
        tab.wait_for_url("**said=approved")
        if "/letters/" in tab.url:
            tab.goto(f"http://127.0.0.1:{office.port}/")
    with office.store.reading() as tx:
        assert queue.count(tx, "open") == 0
        assert queue.count(tx, "approved") == 3
        topics = tx.exec_driver_sql("SELECT topic FROM outbox").scalars().all()
    assert topics.count("letter.approved") == 3


def test_a_field_lights_its_words_and_words_lead_to_their_field(
    office: Page, tab: Tab, inbox: Path
) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    root = come_in(tab, office)
    paper = open_letter(tab, root, letter_id)
    tab.locator("#f-subject").focus()
    expect(paper.locator(".lit")).to_have_count(10)
    shot(tab, "letter")
    lit = paper.locator(".lit").first
    tab.locator("#f-place").focus()
    number = tab.locator("#f-number")
    number.focus()
    box = paper.locator(".lit").last.bounding_box()
    assert box is not None
    tab.locator("#f-place").focus()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    focused = tab.evaluate("document.activeElement.id")
    assert focused in ("f-number", "f-notation")
    assert lit is not None


def test_a_field_is_corrected_from_the_page_image(
    office: Page, tab: Tab, inbox: Path
) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    root = come_in(tab, office)
    paper = open_letter(tab, root, letter_id)
    field = tab.locator("#f-place")
    field.focus()
    words = paper.locator("rect[data-i]")
    first, last = words.nth(4).bounding_box(), words.nth(6).bounding_box()
    assert first is not None
    assert last is not None
    tab.mouse.move(first["x"] + 3, first["y"] + 3)
    tab.mouse.down()
    tab.mouse.move(last["x"] + 5, last["y"] + 3, steps=8)
    tab.mouse.up()
    said = tab.locator("#fill-words").inner_text()
    assert len(said.split()) >= 2
    tab.locator("[data-fill]").click()
    expect(field).to_have_value(said)
    tab.keyboard.press("Control+s")
    tab.wait_for_url("**said=saved")
    with office.store.reading() as tx:
        (mend,) = corrections.of_letter(tx, letter_id)
    assert (mend.pointer, mend.new) == ("/place", said)


def test_the_page_is_read_word_by_word_with_keys(
    office: Page, tab: Tab, inbox: Path
) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    root = come_in(tab, office)
    paper = open_letter(tab, root, letter_id)
    tab.locator("#f-place").focus()
    tab.keyboard.press("F6")
    expect(paper).to_be_focused()
    for key in ("ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"):
        tab.keyboard.press(key)
    said = tab.locator("#fill-words").inner_text()
    assert len(said.split()) == 3
    tab.keyboard.press("Enter")
    expect(tab.locator("#f-place")).to_have_value(said)
    expect(tab.locator("#f-place")).to_be_focused()


def test_a_day_is_chosen_in_the_calendar_with_keys(
    office: Page, tab: Tab, inbox: Path
) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    root = come_in(tab, office)
    open_letter(tab, root, letter_id)
    due = tab.locator("#task-0-due")
    due.fill("20/10/2025")
    due.press("Alt+c")
    picker = tab.locator("dialog.picker")
    expect(picker).to_be_visible()
    expect(picker.locator(".words")).to_contain_text("48 giờ")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    expect(due).to_have_value("28/10/2025")
    tab.keyboard.press("Control+s")
    tab.wait_for_url("**said=saved")
    with office.store.reading() as tx:
        first = tasks.of_letter(tx, letter_id)[0]
    assert first.due == "2025-10-28"


def test_the_second_of_two_browsers_is_told(
    store: Store, tmp_path: Path, tab: Tab, chromium: Browser, inbox: Path
) -> None:
    for name in ("clerk", "leader"):
        add_user(store, name, name)  # type: ignore[arg-type] # a role each
    letter_id = put(store, inbox, sample("05"))
    office = make_office(store, tmp_path, linked=False)
    with served(office) as page, tab_of(chromium) as other:
        open_letter(tab, log_in(tab, page, "clerk"), letter_id)
        open_letter(other, log_in(other, page, "leader"), letter_id)
        tab.locator("#f-place").fill("Thứ nhất")
        tab.keyboard.press("Control+s")
        tab.wait_for_url("**said=saved")
        other.locator("#f-place").fill("Thứ hai")
        other.keyboard.press("Control+Enter")
        alert = other.locator("[role=alert]")
        expect(alert).to_contain_text("Thứ nhất")
        expect(alert).to_contain_text("Thứ hai")
        expect(alert).to_contain_text("clerk")
        assert violations(other) == []
        shot(other, "conflict")
        with store.reading() as tx:
            assert not review.of_letter(tx, letter_id).is_approved
            letter = corrections.current(tx, letter_id)
        assert letter is not None
        assert letter.place == "Thứ nhất", "nothing was overwritten"
        alert.locator("[data-use]").click()
        expect(other.locator("#f-place")).to_have_value("Thứ hai")
        other.keyboard.press("Control+s")
        other.wait_for_url("**said=saved")
    with store.reading() as tx:
        assert review.of_letter(tx, letter_id).revision == 2
        actors = [mend.actor for mend in corrections.of_letter(tx, letter_id)]
    assert actors == ["clerk", "leader"]


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)])
def test_axe_finds_nothing_on_any_page(
    office: Page, tab: Tab, inbox: Path, size: tuple[int, int]
) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    docx = put(office.store, inbox, sample("03", "docx"))
    tab.set_viewport_size({"width": size[0], "height": size[1]})
    root = come_in(tab, office)
    found = {}
    paths = ("/", "/register", "/register?edit=1-2026", "/search?q=sot+xuat+huyet")
    more = (
        "/tasks",
        "/calendar?month=2025-10",
        "/report?of=all",
        "/upload",
        "/audit",
        "/no",
    )
    for path in (*paths, *more, f"/letters/{letter_id}", f"/letters/{docx}"):
        tab.goto(root + path)
        if "/letters/" in path:
            expect(tab.locator("#paper")).to_have_attribute("data-ready", "yes")
        found[path] = violations(tab)
    tab.locator("[data-keys]").click()
    found["keys"] = violations(tab)
    assert {path: said for path, said in found.items() if said} == {}


def test_the_login_page_is_sound_too(store: Store, tmp_path: Path, tab: Tab) -> None:
    add_user(store, "clerk", "clerk")
    with served(make_office(store, tmp_path, linked=False)) as page:
        tab.goto(f"http://127.0.0.1:{page.port}/login")
        assert violations(tab) == []
        tab.fill("#name", "clerk")
        tab.fill("#password", "sai hết cả rồi")
        tab.keyboard.press("Enter")
        expect(tab.locator("[role=alert]")).to_be_visible()
        assert violations(tab) == []
        tab.fill("#password", PASSWORD)
        tab.keyboard.press("Enter")
        expect(tab.locator("nav").first).to_be_visible()


def test_without_scripts_a_letter_is_read_saved_and_approved(
    office: Page, chromium: Browser, inbox: Path
) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    context = chromium.new_context(java_script_enabled=False)
    tab = context.new_page()
    root = come_in(tab, office)
    tab.goto(f"{root}/letters/{letter_id}")
    expect(tab.locator(".sheet img").first).to_be_visible()
    tab.fill("#f-place", "Không kịch bản")
    tab.click("#save")
    expect(tab.locator(".note.good")).to_be_visible()
    tab.click("[value='split:0']")
    tab.click("#approve")
    with office.store.reading() as tx:
        letter = corrections.current(tx, letter_id)
        assert review.of_letter(tx, letter_id).is_approved
    assert letter is not None
    assert letter.place == "Không kịch bản"
    context.close()


def test_keys_are_shown_and_single_keys_can_be_switched_off(
    office: Page, tab: Tab
) -> None:
    come_in(tab, office)
    tab.keyboard.press("?")
    dialog = tab.locator("#keys")
    expect(dialog).to_be_visible()
    tab.locator("#single-keys").uncheck()
    tab.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    tab.locator("h1").click()
    tab.keyboard.press("?")
    expect(dialog).to_be_hidden()


def test_lists_are_worked_by_single_keys(office: Page, tab: Tab, inbox: Path) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    come_in(tab, office)
    tab.keyboard.press("3")
    tab.wait_for_url("**which=all*")
    tab.keyboard.press("5")
    tab.wait_for_url("**order=due*")
    go(tab, "r", "**/register")
    tab.keyboard.press("j")
    tab.keyboard.press("e")
    tab.wait_for_url("**edit=*")
    expect(tab.locator("[name=recipient]")).to_be_focused()
    tab.keyboard.type("Phòng Văn hóa")
    tab.keyboard.press("Enter")
    expect(tab.locator("td", has_text="Phòng Văn hóa").first).to_be_visible()
    go(tab, "t", "**/tasks")
    tab.keyboard.press("j")
    with tab.expect_navigation(url="**/tasks?which=open"):
        tab.keyboard.press("x")
    with office.store.reading() as tx:
        states = [row.state for row in tasks.of_letter(tx, letter_id)]
    assert states.count("done") == 1
    tab.goto(f"http://127.0.0.1:{office.port}/calendar?month=2025-10")
    tab.keyboard.press("]")
    tab.wait_for_url("**month=2025-11")
    with tab.expect_navigation():
        tab.keyboard.press("v")
    expect(tab.locator("html")).to_have_attribute("lang", "en")


def test_axe_finds_nothing_in_what_opens_on_a_page(
    office: Page, tab: Tab, chromium: Browser, inbox: Path
) -> None:
    found = {}
    root = come_in(tab, office)
    found["empty"] = violations(tab)
    letter_id = put(office.store, inbox, sample("05"))
    open_letter(tab, root, letter_id)
    tab.keyboard.press("F6")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Shift+ArrowRight")
    expect(tab.locator("#fill")).to_be_visible()
    found["words"] = violations(tab)
    tab.locator("#task-0-due").focus()
    tab.keyboard.press("Alt+c")
    expect(tab.locator("dialog.picker")).to_be_visible()
    found["picker"] = violations(tab)
    tab.keyboard.press("Escape")
    tab.locator("#f-issued_on").fill("31/11/2020")
    tab.keyboard.press("Control+s")
    expect(tab.locator("[aria-invalid]")).to_be_visible()
    found["mistake"] = violations(tab)
    tab.locator("#f-issued_on").fill("30/11/2020")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_url("**said=approved")
    tab.goto(f"{root}/letters/{letter_id}")
    for summary in tab.locator("details.facts summary").all():
        summary.click()
    found["history"] = violations(tab)
    shot(tab, "history")
    tab.goto(f"{root}/upload")
    tab.set_input_files("#file", [str(sample("06"))])
    tab.locator("#send").click()
    expect(tab.locator("#sent a")).to_be_visible(timeout=60_000)
    found["sent"] = violations(tab)
    with tab_of(chromium) as other:
        other.goto(f"{root}/start?token=used")
        found["used"] = violations(other)
    assert {name: said for name, said in found.items() if said} == {}


def test_the_calendar_shows_the_words_of_the_letters_own_day(
    office: Page, tab: Tab, inbox: Path
) -> None:
    letter_id = put(office.store, inbox, sample("05"))
    open_letter(tab, come_in(tab, office), letter_id)
    tab.locator("#f-issued_on").press("Alt+c")
    expect(tab.locator("dialog.picker .words")).to_contain_text("tháng 10")
