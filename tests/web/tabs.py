"""The page in a real browser: what it is started with, and what tests do in it.

The screenshots of README.md and docs/ are made by these tests: VANBAN_SCREENSHOTS
names a folder for them.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    expect,
    sync_playwright,
)
from playwright.sync_api import Page as Tab

from tests.intake.office import FAST
from tests.web.house import PASSWORD, Page, make_office, served
from vanban_parser import Settings
from vanban_parser.intake.folders import Folders
from vanban_parser.intake.reader import IsolatedReader
from vanban_parser.intake.uploads import Uploads
from vanban_parser.intake.watcher import Watcher
from vanban_parser.store.engine import Store

NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium; the test is skipped where there is none, but not in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        reason = "Chromium is not installed (make system installs it)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_OPTIONS)
        yield browser
        browser.close()


class Chance:
    """The page's clock, with no chance in it."""

    def __init__(self, office: object) -> None:
        self.now = office.clock.now  # type: ignore[attr-defined] # an Office

    def chance(self) -> float:
        return 0.0


@contextmanager
def watched(
    store: Store,
    folder: Path,
    inbox: Path,
    *,
    linked: bool = True,
    split: bool = False,
    targets: Mapping[str, Any] | None = None,
) -> Iterator[Page]:
    """Serve a page whose inbox is watched by the real reader."""
    named = {"ocr_cache": folder / "ocr", "targets": targets or {}}
    settings = Settings.model_validate(named)
    made = make_office(store, folder, settings=settings)
    watcher = Watcher(
        Folders(inbox),
        store,
        lambda: IsolatedReader(settings, split=split, on_page=uploads.on_page),
        clock=Chance(made),
        explain=lambda code, problem, remedy: (problem, remedy),
        journal=lambda event: None,
        pace=FAST,
    )
    uploads = Uploads(Folders(inbox), store, made.clock, watcher.wake)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    office = make_office(store, folder, settings=settings, inbox=uploads, linked=linked)
    try:
        with served(office) as found:
            yield found
    finally:
        watcher.stop()
        thread.join(30)


@contextmanager
def tab_of(chromium: Browser) -> Iterator[Tab]:
    """Open a browser of its own; no script of ours may fail in it."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    made = context.new_page()
    wrong: list[str] = []
    listen(context, wrong)
    yield made
    context.close()
    assert wrong == [], "no script fails, and nothing breaks the policy"


def listen(context: BrowserContext, wrong: list[str]) -> None:
    """Note what fails on any page of a context."""
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on(
        "console",
        lambda said: (
            wrong.append(said.text) if "Security Policy" in said.text else None
        ),
    )


def come_in(tab: Tab, page: Page) -> str:
    root = f"http://127.0.0.1:{page.port}"
    assert page.office.link is not None
    tab.goto(f"{root}/start?token={page.office.link.token}")
    return root


def log_in(tab: Tab, page: Page, name: str) -> str:
    root = f"http://127.0.0.1:{page.port}"
    tab.goto(f"{root}/login")
    tab.fill("#name", name)
    tab.fill("#password", PASSWORD)
    tab.keyboard.press("Enter")
    expect(tab.locator("nav").first).to_be_visible()
    return root


def go(tab: Tab, key: str, where: str) -> None:
    tab.keyboard.press("g")
    tab.keyboard.press(key)
    tab.wait_for_url(where)


def open_letter(tab: Tab, root: str, letter_id: str) -> Locator:
    tab.goto(f"{root}/letters/{letter_id}")
    paper = tab.locator("#paper")
    expect(paper).to_have_attribute("data-ready", "yes")
    return paper


def shot(tab: Tab, name: str) -> None:
    """Keep what is seen for README.md and docs/, where somebody asks for it."""
    folder = os.environ.get("VANBAN_SCREENSHOTS")
    if folder:
        tab.screenshot(path=Path(folder, f"review-{name}.png"))


def violations(tab: Tab) -> list[str]:
    result = Axe().run(tab)
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in result.response["violations"]
        for node in one["nodes"]
    ]
