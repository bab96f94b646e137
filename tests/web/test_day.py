"""A working day in a real browser: from the drop to the office's calendar."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from tests.cli.fakes import ENV
from tests.deliver.office import SECRET
from tests.deliver.real.calendars import radicale
from tests.web.house import put, sample
from tests.web.tabs import come_in, go, watched
from vanban_parser.store import corrections, tasks
from vanban_parser.store.engine import Store


def delivered(folder: Path) -> dict[str, object]:
    """Run `vanban deliver` as the office's timer does, and return what it says."""
    argv = ["deliver", "--format", "json", "--config", "vanban.toml"]
    done = subprocess.run(
        [sys.executable, "-m", "vanban_parser", *argv, "--database", "vanban.db"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=ENV | SECRET | {"XDG_STATE_HOME": str(folder)},
        cwd=folder,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def written(table: dict[str, object]) -> str:
    """Return the settings of one target as a file has them."""
    names = ("kind", "url", "user", "secret_env", "allow_addresses", "approved")
    lines = [f"{name} = {json.dumps(table[name])}" for name in names]
    return "\n".join(["[targets.lich]", *lines, ""])


def test_from_the_drop_to_the_calendar_with_keys_alone(
    store: Store, tab: Tab, tmp_path: Path, inbox: Path
) -> None:
    server = tmp_path / "radicale"
    server.mkdir()
    with radicale(server) as fresh:
        calendar = fresh()
        table = {**calendar.table, "approved": True}
        (tmp_path / "vanban.toml").write_text(written(table), encoding="utf-8")
        with watched(store, tmp_path, inbox, targets={"lich": table}) as office:
            come_in(tab, office)
            drop_three(tab)
            assert delivered(tmp_path)["sent"] == 0
            assert calendar.seen() == [], "nobody has approved anything"
            tab.locator("h1").click()
            go(tab, "q", "**/")
            tab.keyboard.press("j")
            tab.keyboard.press("Enter")
            tab.wait_for_url("**/letters/*")
            mended = correct_from_the_page(tab)
            for _ in range(3):
                with tab.expect_navigation(url="**said=approved"):
                    tab.keyboard.press("Control+Enter")
            assert tab.url.endswith("/?said=approved"), "nothing is left to review"
        said = delivered(tmp_path)
        assert said["waiting_for_approval"] == 0
        seen = {one.key: one for one in calendar.seen()}
    with store.reading() as tx:
        every = list(tasks.every(tx))
    assert set(seen) == {row.id for row in every}
    assert said["sent"] == len(every) + 1, "and one that changed before it was sent"
    (mine,) = [row for row in every if row.action == mended]
    assert seen[mine.id].title == mine.title
    assert seen[mine.id].due == (mine.due or "")[:10]


def drop_three(tab: Tab) -> None:
    tab.locator("h1").click()
    go(tab, "u", "**/upload")
    names = ("05", "06", "09")
    tab.set_input_files("#file", [str(sample(name)) for name in names])
    tab.locator("#file").press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator("#sent a")).to_have_count(3, timeout=90_000)


def correct_from_the_page(tab: Tab) -> str:
    """Fill the first task's field with words picked on the page; return them."""
    expect(tab.locator("#paper")).to_have_attribute("data-ready", "yes")
    for _ in range(40):
        tab.keyboard.press("Alt+ArrowDown")
        if tab.evaluate("document.activeElement.id") == "task-0-action":
            break
    tab.keyboard.press("F6")
    tab.keyboard.press("ArrowRight")
    for _ in range(6):
        tab.keyboard.press("Shift+ArrowRight")
    said = tab.locator("#fill-words").inner_text()
    assert len(said.split()) == 7
    tab.keyboard.press("Enter")
    expect(tab.locator("#task-0-action")).to_be_focused()
    expect(tab.locator("#task-0-action")).to_have_value(said)
    expect(tab.locator(".sends")).to_contain_text("lich")
    tab.keyboard.press("Control+s")
    tab.wait_for_url("**said=saved")
    return said


def test_an_upload_of_several_letters_is_several_letters(
    store: Store, tab: Tab, tmp_path: Path, inbox: Path
) -> None:
    both = tmp_path / "hai.pdf"
    with pymupdf.open(sample("05")) as first, pymupdf.open(sample("06")) as second:
        first.insert_pdf(second)
        first.save(both)
    with watched(store, tmp_path, inbox, split=True) as office:
        come_in(tab, office)
        go(tab, "u", "**/upload")
        tab.set_input_files("#file", str(both))
        tab.locator("#send").click()
        expect(tab.locator("#sent a")).to_have_count(2, timeout=60_000)
        tab.locator("h1").click()
        go(tab, "q", "**/")
        expect(tab.locator("[data-list] a.row")).to_have_count(2)


def test_words_of_the_page_become_a_task(
    store: Store, tab: Tab, tmp_path: Path, inbox: Path
) -> None:
    letter_id = put(store, inbox, sample("05"))
    with watched(store, tmp_path, inbox) as office:
        root = come_in(tab, office)
        tab.goto(f"{root}/letters/{letter_id}")
        expect(tab.locator("#paper")).to_have_attribute("data-ready", "yes")
        tab.keyboard.press("F6")
        for key in ("ArrowDown", "ArrowDown", "Shift+ArrowRight", "Shift+ArrowRight"):
            tab.keyboard.press(key)
        said = tab.locator("#fill-words").inner_text()
        tab.keyboard.press("Insert")
        expect(tab.locator("#new-action")).to_have_value(said)
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**said=added*")
    with store.reading() as tx:
        letter = corrections.current(tx, letter_id)
    assert letter is not None
    assert letter.tasks[-1].action == said


def test_a_scan_is_seen_read_page_by_page(
    store: Store, tab: Tab, tmp_path: Path, inbox: Path
) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("Tesseract is not installed (make system installs it)")
    scan = tmp_path / "ban-quet.pdf"
    with pymupdf.open() as made:
        for name in ("05", "06"):
            with pymupdf.open(sample(name)) as letter:
                shown = letter[0].get_pixmap(dpi=130)
            page = made.new_page(width=595, height=842)
            page.insert_image(page.rect, pixmap=shown)
        made.save(scan, deflate=True)
    with watched(store, tmp_path, inbox) as office:
        come_in(tab, office)
        go(tab, "u", "**/upload")
        tab.set_input_files("#file", str(scan))
        tab.locator("#send").click()
        seen = tab.locator("#sent tbody")
        expect(seen).to_contain_text(re.compile("trang [12]/2"), timeout=90_000)
        expect(tab.locator("#sent a")).to_have_count(1, timeout=120_000)
