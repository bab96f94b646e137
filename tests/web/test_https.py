"""Behind an HTTPS server: the cookie is for TLS alone, and forms come from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.house import (
    PASSWORD,
    Browser,
    Page,
    add_user,
    invented,
    make_office,
    put_letter,
    served,
)
from tests.web.test_serve import serving, vanban
from vanban_parser.store import corrections
from vanban_parser.store.engine import Store

NAME = "vanban.example"


@pytest.fixture
def secured(store: Store, tmp_path: Path) -> Iterator[Page]:
    add_user(store, "clerk", "clerk")
    made = make_office(store, tmp_path, linked=False, https=True, names=(NAME,))
    with served(made) as page:
        yield page


def logged_in(page: Page) -> tuple[Browser, str]:
    browser = page.browser()
    browser.host = NAME
    login = {"name": "clerk", "password": PASSWORD}
    came = browser.post("/login", login, Origin=f"https://{NAME}")
    assert came.status == 303, came.text
    return browser, came.headers["set-cookie"]


def test_the_cookie_goes_by_tls_alone_and_to_this_host_alone(secured: Page) -> None:
    browser, cookie = logged_in(secured)
    assert cookie.startswith("__Host-vanban=")
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"secure", "httponly", "samesite=lax", "path=/"} <= parts
    assert not any(part.startswith("domain") for part in parts)
    came = browser.get("/")
    assert came.status == 200
    assert came.headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    "origin", [f"http://{NAME}", "https://evil.example", "null", f"https://{NAME}:444"]
)
def test_a_form_from_a_page_without_tls_is_refused(
    secured: Page, inbox: Path, origin: str
) -> None:
    _, letter_id = put_letter(secured.store, inbox, invented("a"))
    browser, _ = logged_in(secured)
    own = {"csrf": browser.csrf(), "revision": "0", "op": "save", "/place": "Khác"}
    came = browser.post(f"/letters/{letter_id}", own, Origin=origin)
    assert came.status == 403
    with secured.store.reading() as tx:
        assert corrections.of_letter(tx, letter_id) == ()
    came = browser.post(f"/letters/{letter_id}", own, Origin=f"https://{NAME}")
    assert came.status == 303


def test_a_cookie_of_the_page_without_tls_opens_nothing(secured: Page) -> None:
    browser, _ = logged_in(secured)
    key = browser.cookies["__Host-vanban"]
    other = secured.browser()
    other.host = NAME
    other.cookies["vanban-0"] = key
    assert other.get("/").where == "/login"


def test_without_it_nothing_is_said_of_tls(office_page: Page) -> None:
    came = office_page.login("clerk").get("/")
    assert "strict-transport-security" not in came.headers


def test_the_command_serves_for_an_https_server(tmp_path: Path) -> None:
    database = ["--database", str(tmp_path / "vanban.db")]
    added = vanban(
        *("user", "add", "lan", "--role", "clerk", "--full-name", "Lan", *database),
        stdin=f"{PASSWORD}\n{PASSWORD}\n",
        home=tmp_path,
    )
    assert added.returncode == 0, added.stderr
    argv = ["--https", "--name", NAME, *database]
    with serving(argv, tmp_path) as (_, address):
        assert address.startswith("https://")
        browser = Browser(int(address.rstrip("/").rpartition(":")[2]))
        browser.host = NAME
        came = browser.post("/login", {"name": "lan", "password": PASSWORD})
        assert came.headers["set-cookie"].startswith("__Host-vanban=")
        browser.host = "other.example"
        assert browser.get("/").status == 421
