"""Uploads that are made to do harm, and ids that are not one's own.

Each is refused in its own way, and the page answers everybody else meanwhile.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.intake.office import until
from tests.web.house import (
    Answer,
    Browser,
    Page,
    add_user,
    invented,
    put_letter,
)
from tests.web.tabs import watched
from tests.web.test_lists import sent
from tools.hostile.docxs import zip_bomb
from tools.hostile.others import png
from vanban_parser.store import jobs, tasks
from vanban_parser.store.engine import Store

BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "zip": ("bom.docx", lambda: zip_bomb(3_000)),
    "lying-zip": ("doi.docx", lambda: zip_bomb(3_000, claimed=4_000)),
    "picture": ("anh.png", lambda: png(60_000)),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_that_is_dropped_ends_by_itself_and_others_are_served(
    store: Store, tmp_path: Path, inbox: Path, kind: str
) -> None:
    add_user(store, "clerk", "clerk")
    name, make = BOMBS[kind]
    with watched(store, tmp_path, inbox, linked=False) as page:
        clerk = page.login("clerk")
        status, where, _ = sent(clerk, (name, make()))
        assert status == 303
        (job_id,) = (part.partition("=")[2] for part in where.split("?")[1].split("&"))

        def ended() -> bool:
            assert clerk.get("/").status == 200, "the page answers meanwhile"
            with store.reading() as tx:
                job = jobs.get(tx, job_id)
            return job is not None and job.state not in ("queued", "running")

        until(ended, seconds=90)
        with store.reading() as tx:
            job = jobs.get(tx, job_id)
        assert job is not None
        assert (job.state, bool(job.error_code)) == ("failed", True)


def test_a_bomb_that_the_api_is_to_read_is_told_by_its_code(page: Page) -> None:
    from tests.web.test_api import _file, token

    own = token(page.store, "parse")
    body, kind = _file("bom.docx", zip_bomb(3_000))
    came = page.browser().ask("POST", "/api/v1/parse", body, {**own, **kind})
    assert came.status in (413, 422)
    assert page.browser().get("/api/v1/health").status == 200


@pytest.fixture
def clerk(store: Store, tmp_path: Path, inbox: Path) -> Iterator[Browser]:
    add_user(store, "clerk", "clerk")
    with watched(store, tmp_path, inbox, linked=False) as page:
        yield page.login("clerk")


def test_more_files_than_may_come_at_once_are_refused(
    clerk: Browser, inbox: Path
) -> None:
    many = [(f"{n}.pdf", b"%PDF-1.7") for n in range(60)]
    assert sent(clerk, *many)[0] == 400
    assert list(inbox.rglob("*.pdf")) == []


def test_more_fields_than_a_form_has_are_refused(page: Page, inbox: Path) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("a"))
    browser = page.local()
    fields = {f"task-{n}-x": "" for n in range(25_000)}
    fields |= {"csrf": browser.csrf(), "revision": "0", "op": "save"}
    assert browser.post(f"/letters/{letter_id}", fields).status == 400


def test_many_who_send_slowly_do_not_shut_others_out(page: Page) -> None:
    import socket

    slow = [socket.create_connection(("127.0.0.1", page.port)) for _ in range(60)]
    try:
        for one in slow:
            one.sendall(b"POST /login HTTP/1.1\r\nContent-Length: 1000\r\n")
        answers: list[Answer] = []
        asking = threading.Thread(
            target=lambda: answers.append(page.browser().get("/login"))
        )
        asking.start()
        asking.join(20)
        assert answers
        assert answers[0].status in (200, 401)
    finally:
        for one in slow:
            one.close()


# What each role may send; everything else must be refused, whatever id it names.
FORMS = ("letter", "task", "register", "upload")
MAY = {
    "viewer": set(),
    "leader": {"letter", "task", "register"},
    "clerk": {"letter", "task", "register", "upload"},
}


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("form", FORMS)
def test_a_role_sends_the_forms_that_are_its_own(
    store: Store, tmp_path: Path, inbox: Path, role: str, form: str
) -> None:
    add_user(store, role, role)  # type: ignore[arg-type] # a role
    _, letter_id = put_letter(store, inbox, invented("a"))
    with store.reading() as tx:
        (task,) = tasks.of_letter(tx, letter_id)
    with watched(store, tmp_path, inbox, linked=False) as page:
        browser = page.login(role)
        own = {"csrf": browser.csrf()}
        paths = {
            "letter": (f"/letters/{letter_id}", {"revision": "0", "op": "save"}),
            "task": (f"/tasks/{task.id}", {"which": "open"}),
            "register": ("/register/2026/1", {"recipient": "Phòng Nội vụ"}),
        }
        if form == "upload":
            status = sent(browser, ("a.pdf", b"%PDF-1.7"))[0]
        else:
            path, fields = paths[form]
            if form == "register":
                path = f"/register/{page.office.clock.now().year}/1"
            status = browser.post(path, own | fields).status
        assert status == (303 if form in MAY[role] else 403)
    with store.reading() as tx:
        (after,) = tasks.of_letter(tx, letter_id)
    done = "done" if form == "task" and form in MAY[role] else "open"
    assert after.state == done
