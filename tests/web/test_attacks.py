"""What is tried against the page, each refused: one test an attack."""

from __future__ import annotations

import http.client
import re
import socket
from pathlib import Path

import pytest

from tests.web.house import (
    PASSWORD,
    Clock,
    Page,
    invented,
    make_office,
    put,
    put_letter,
    sample,
    served,
)
from vanban_parser import Settings
from vanban_parser.store import corrections, review, sessions, users
from vanban_parser.store.engine import Store
from vanban_parser.store.tables_review import sessions as session_table

EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def test_nothing_is_shown_to_who_has_not_come_in(page: Page, inbox: Path) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("a"))
    stranger = page.browser()
    for path in (
        "/",
        f"/letters/{letter_id}",
        f"/letters/{letter_id}/anchors.json",
        f"/letters/{letter_id}/pages/1.webp",
    ):
        came = stranger.get(path)
        assert (came.status, came.where) == (303, "/login"), path
    assert stranger.post(f"/letters/{letter_id}", {"op": "save"}).status == 401


def test_the_link_lets_one_person_in_once(page: Page) -> None:
    assert page.office.link is not None
    path = f"/start?token={page.office.link.token}"
    assert page.browser().get(path).status == 303
    again = page.browser().get(path)
    assert again.status == 403
    assert not any(name.startswith("vanban-") for name in page.browser().cookies)


@pytest.mark.parametrize("token", ["", "x", "None", "é" * 40, "%00"])
def test_another_token_lets_nobody_in(page: Page, token: str) -> None:
    from urllib.parse import quote

    stranger = page.browser()
    assert stranger.get(f"/start?token={quote(token)}").status == 403
    assert not stranger.cookies


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil", "[::1"]
)
def test_a_foreign_host_is_refused(page: Page, host: str) -> None:
    browser = page.local()
    browser.host = host
    assert browser.get("/").status == 421


def test_two_host_headers_are_refused(page: Page) -> None:
    with socket.create_connection(("127.0.0.1", page.port)) as plain:
        plain.sendall(
            b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n"
            b"Connection: close\r\n\r\n"
        )
        status = plain.recv(64).split()[1]
    assert status in (b"400", b"421")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(
    page: Page, inbox: Path, headers: dict[str, str]
) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("a"))
    browser = page.local()
    fields = {"csrf": browser.csrf(f"/letters/{letter_id}"), "revision": "0"}
    fields |= {"op": "save", "/subject": "bị đổi"}
    assert browser.post(f"/letters/{letter_id}", fields, **headers).status == 403
    assert _subject(page.store, letter_id) != "bị đổi"


@pytest.mark.parametrize("csrf", ["", "x", "é"])
def test_a_form_without_the_token_of_the_session_is_refused(
    page: Page, inbox: Path, csrf: str
) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("a"))
    fields = {"csrf": csrf, "revision": "0", "op": "save", "/subject": "bị đổi"}
    assert page.local().post(f"/letters/{letter_id}", fields).status == 403
    assert _subject(page.store, letter_id) != "bị đổi"


def test_the_token_of_another_session_is_refused(
    office_page: Page, inbox: Path
) -> None:
    _, letter_id = put_letter(office_page.store, inbox, invented("a"))
    other = office_page.login("admin").csrf()
    fields = {"csrf": other, "revision": "0", "op": "save", "/subject": "bị đổi"}
    clerk = office_page.login("clerk")
    assert clerk.post(f"/letters/{letter_id}", fields).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static/....//app.py",
        "/static//etc/passwd",
        "/static/page.css%00.js",
        "/letters/..%2f..%2fetc%2fpasswd",
        "/letters/x/pages/1.webp",
        "/letters/../../etc/passwd",
    ],
)
def test_paths_lead_nowhere_else(page: Page, path: str) -> None:
    assert page.local().get(path).status == 404


def test_a_place_that_leads_out_by_a_link_is_not_followed(
    page: Page, inbox: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(sample("01").read_bytes())
    letter_id = put(page.store, inbox, sample("01"))
    (file,) = inbox.rglob("*.pdf")
    file.unlink()
    file.symlink_to(secret)
    came = page.local().get(f"/letters/{letter_id}/pages/1.webp")
    assert came.status == 404


def test_another_file_at_the_place_is_not_shown(page: Page, inbox: Path) -> None:
    letter_id = put(page.store, inbox, sample("01"))
    (file,) = inbox.rglob("*.pdf")
    file.write_bytes(sample("03").read_bytes())
    assert page.local().get(f"/letters/{letter_id}/pages/1.webp").status == 404


@pytest.mark.parametrize("field", ["subject", "place", "filename", "number", "text"])
def test_markup_in_a_letter_or_its_name_stays_text(
    page: Page, inbox: Path, field: str
) -> None:
    text = f"{EVIL}\n{invented('a').text}" if field == "text" else None
    changes = {"evidence": {}, "text": text} if text else {field: EVIL}
    _, letter_id = put_letter(page.store, inbox, invented("a", **changes))
    browser = page.local()
    for path in ("/", f"/letters/{letter_id}"):
        html = browser.get(path).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    anchors = browser.get(f"/letters/{letter_id}/anchors.json")
    assert anchors.headers["content-type"] == "application/json"
    assert anchors.headers["x-content-type-options"] == "nosniff"


def test_no_page_may_run_what_is_written_in_it(page: Page) -> None:
    came = page.local().get("/")
    policy = came.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (
        re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)", came.text) is None
    )
    assert re.search(r"\son\w+=|\sstyle=", came.text) is None
    assert re.search(r"(?:src|href)=\"(?:https?:)?//", came.text) is None


def test_refusals_have_the_headers_too(page: Page) -> None:
    browser = page.browser()
    browser.host = "evil.example"
    for came in (browser.get("/"), page.browser().get("/nowhere")):
        assert came.headers["x-frame-options"] == "DENY"
        assert came.headers["cache-control"] == "no-store"


def test_a_session_that_was_planted_is_not_taken_over(office_page: Page) -> None:
    victim = office_page.browser()
    name = office_page.office.cookie
    victim.cookies[name] = "planted"
    came = victim.post("/login", {"name": "clerk", "password": PASSWORD})
    assert came.status == 303
    assert victim.cookies[name] != "planted"
    attacker = office_page.browser()
    attacker.cookies[name] = "planted"
    assert attacker.get("/").where == "/login"


def test_a_session_of_a_stranger_ends_when_its_browser_logs_in(
    office_page: Page,
) -> None:
    attacker = office_page.login("viewer")
    victim = office_page.browser()
    victim.cookies |= attacker.cookies
    # Who is in already is not asked again; the form alone lets another in.
    victim.post("/login", {"name": "admin", "password": PASSWORD})
    assert victim.get("/").status == 200
    assert attacker.get("/").where == "/login"


def test_the_cookie_is_for_the_server_alone(office_page: Page) -> None:
    browser = office_page.browser()
    came = browser.post("/login", {"name": "clerk", "password": PASSWORD})
    cookie = came.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "domain" not in cookie


def test_the_database_holds_no_key_that_opens_anything(office_page: Page) -> None:
    browser = office_page.login("clerk")
    key = browser.cookies[office_page.office.cookie]
    with office_page.store.reading() as tx:
        rows = tx.execute(session_table.select()).all()
    assert key not in str(rows)


def test_logging_out_ends_the_session(office_page: Page) -> None:
    browser = office_page.login("clerk")
    kept = dict(browser.cookies)
    assert browser.post("/logout", {"csrf": browser.csrf()}).status == 303
    browser.cookies = kept
    assert browser.get("/").where == "/login"


def test_a_session_ends_after_a_working_day(office_page: Page) -> None:
    import datetime as dt

    browser = office_page.login("clerk")
    clock = office_page.office.clock
    assert isinstance(clock, Clock)
    clock.ahead = dt.timedelta(hours=9)
    assert browser.get("/").where == "/login"


def test_a_user_who_was_switched_off_is_out_at_once(office_page: Page) -> None:
    browser = office_page.login("clerk")
    with office_page.store.writing() as tx:
        now = office_page.office.clock.now()
        users.change(tx, "clerk", now, "test", is_active=False)
    assert browser.get("/").where == "/login"
    again = office_page.browser().post(
        "/login", {"name": "clerk", "password": PASSWORD}
    )
    assert again.status == 401


def test_who_guesses_passwords_waits_longer_and_longer(office_page: Page) -> None:
    guesser = office_page.browser()
    wrong = {"name": "clerk", "password": "đoán mò thôi mà"}
    seen = [guesser.post("/login", wrong).status for _ in range(6)]
    assert seen == [401] * 5 + [429]
    # The right password does not help who comes from there, nor for that name.
    right = guesser.post("/login", {"name": "clerk", "password": PASSWORD})
    assert right.status == 429
    assert int(right.headers["retry-after"]) >= 1


def test_a_name_that_does_not_exist_is_answered_like_one_that_does(
    office_page: Page,
) -> None:
    browser = office_page.browser()
    wrong = {"password": "đoán mò thôi mà"}
    known = browser.post("/login", {"name": "clerk", **wrong})
    unknown = browser.post("/login", {"name": "nobody", **wrong})
    assert known.status == unknown.status == 401
    assert known.text.replace("clerk", "nobody") == unknown.text


@pytest.mark.parametrize("name", ["viewer"])
def test_who_may_only_look_changes_nothing(
    office_page: Page, inbox: Path, name: str
) -> None:
    _, letter_id = put_letter(office_page.store, inbox, invented("a"))
    viewer = office_page.login(name)
    shown = viewer.get(f"/letters/{letter_id}")
    assert shown.status == 200
    assert 'id="approve"' not in shown.text
    for op in ("save", "approve", "undo", "add"):
        fields = {"csrf": viewer.csrf(), "revision": "0", "op": op}
        fields |= {"/subject": "bị đổi", "new-action": "làm"}
        assert viewer.post(f"/letters/{letter_id}", fields).status == 403
    with office_page.store.reading() as tx:
        assert corrections.of_letter(tx, letter_id) == ()
        assert review.of_letter(tx, letter_id).revision == 0


def test_ids_that_were_made_up_lead_nowhere(office_page: Page, inbox: Path) -> None:
    put_letter(office_page.store, inbox, invented("a"))
    made_up = "6a4bd0b1-5cd9-5c1f-8d5e-8a4f0a1f2b3c"
    for name in ("viewer", "clerk", "admin"):
        browser = office_page.login(name)
        for path in ("", "/anchors.json", "/pages/1.webp"):
            assert browser.get(f"/letters/{made_up}{path}").status == 404
    fields = {"csrf": browser.csrf(), "revision": "0", "op": "approve"}
    assert browser.post(f"/letters/{made_up}", fields).status == 404


def test_a_task_of_another_letter_cannot_be_named(page: Page, inbox: Path) -> None:
    from vanban_parser.store import tasks

    _, mine = put_letter(page.store, inbox, invented("a"))
    other_letter = invented("b", number="99", code="99/UBND-VX")
    _, other = put_letter(page.store, inbox, other_letter)
    with page.store.reading() as tx:
        (theirs,) = tasks.of_letter(tx, other)
    fields = {"task-0-id": theirs.id, "task-0-action": "bị đổi"}
    assert page.local().act(mine, **fields).status == 303
    with page.store.reading() as tx:
        assert tasks.of_letter(tx, other) == (theirs,)
        ids = {task.id for task in tasks.of_letter(tx, mine)}
    assert theirs.id not in ids


@pytest.mark.parametrize("length", ["5000000", "99999999999", "-1", "x", "1e3"])
def test_a_form_that_is_too_long_is_not_read(page: Page, length: str) -> None:
    browser = page.local()
    with socket.create_connection(("127.0.0.1", page.port)) as plain:
        plain.sendall(
            f"POST /language HTTP/1.1\r\nHost: 127.0.0.1:{page.port}\r\n"
            f"Content-Length: {length}\r\nConnection: close\r\n\r\n".encode()
        )
        status = plain.recv(64).split()[1]
    assert status in (b"413", b"400")
    assert browser.get("/").status == 200


def test_a_body_without_a_length_is_counted(page: Page) -> None:
    browser = page.local()
    connection = http.client.HTTPConnection("127.0.0.1", page.port, timeout=60)
    cookie = "; ".join(f"{k}={v}" for k, v in browser.cookies.items())
    kind = "application/x-www-form-urlencoded"
    try:
        connection.request(
            "POST",
            "/language",
            iter([b"a=" + b"x" * 500_000] * 10),
            {"Cookie": cookie, "Content-Type": kind},
            encode_chunked=True,
        )
        status = connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        status = 413  # it was hung up on in the middle
    finally:
        connection.close()
    assert status in (400, 413)
    assert browser.get("/").status == 200


def test_a_language_form_leads_to_no_other_site(page: Page) -> None:
    browser = page.local()
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", ""):
        fields = {"csrf": browser.csrf(), "language": "en", "back": back}
        assert browser.post("/language", fields).where == "/"


def test_a_letter_with_a_mark_is_not_shown_where_the_gate_is_closed(
    store: Store, inbox: Path, tmp_path: Path
) -> None:
    _, letter_id = put_letter(store, inbox, invented("a", secrecy="mật"))
    with served(make_office(store, tmp_path)) as page:
        browser = page.local()
        for path in ("", "/anchors.json", "/pages/1.webp"):
            came = browser.get(f"/letters/{letter_id}{path}")
            assert came.status == 451
            assert "rà soát" not in came.text
        fields = {"csrf": browser.csrf(), "revision": "0", "op": "approve"}
        assert browser.post(f"/letters/{letter_id}", fields).status == 451
    opened = Settings(ocr_cache=tmp_path / "ocr", allow_secret_letters=True)
    with served(make_office(store, tmp_path, settings=opened)) as page:
        assert page.local().get(f"/letters/{letter_id}").status == 200


def test_a_token_of_a_program_is_kept_as_a_hash_and_can_be_revoked(
    store: Store,
) -> None:
    now = Clock().now()
    with store.writing() as tx:
        token = sessions.issue(tx, "tracker", ("read",), now, "test")
        (known,) = sessions.issued(tx)
        assert sessions.verify(tx, token) == known
        assert sessions.verify(tx, token[:-1] + "x") is None
        assert sessions.verify(tx, token.replace("vb_", "vb")) is None
        assert sessions.revoke(tx, known.id, now, "test")
        assert sessions.verify(tx, token) is None
        rows = tx.exec_driver_sql("SELECT * FROM tokens").all()
    assert token.rpartition("_")[2] not in str(rows)


def _subject(store: Store, letter_id: str) -> str | None:
    with store.reading() as tx:
        letter = corrections.current(tx, letter_id)
    assert letter is not None
    return letter.subject
