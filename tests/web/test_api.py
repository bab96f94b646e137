"""The HTTP API, by hand and by schemathesis from its own description."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

import pytest
import schemathesis
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.web.house import Answer, Browser, Clock, Page, invented, put_letter, sample
from vanban_parser.store import corrections, review, sessions
from vanban_parser.store.engine import Store
from vanban_parser.store.sessions import SCOPES, Scope


def token(store: Store, *scopes: Scope) -> dict[str, str]:
    with store.writing() as tx:
        made = sessions.issue(tx, "test", scopes, Clock().now(), "test")
    return {"Authorization": f"Bearer {made}"}


def call(
    browser: Browser, method: str, path: str, own: dict[str, str], body: object = None
) -> Answer:
    data = None if body is None else json.dumps(body).encode()
    kind = {"Content-Type": "application/json"} if body is not None else {}
    return browser.ask(method, f"/api/v1{path}", data, {**own, **kind})


@pytest.fixture
def letter_id(page: Page, inbox: Path) -> str:
    return put_letter(page.store, inbox, invented("a"))[1]


def test_anybody_may_ask_whether_it_answers(page: Page) -> None:
    came = page.browser().get("/api/v1/health")
    assert came.json()["status"] == "ok"  # type: ignore[index]


def test_nothing_is_said_without_a_token(page: Page, letter_id: str) -> None:
    stranger = page.browser()
    for path in ("/letters", f"/letters/{letter_id}", "/tasks", "/metrics"):
        came = call(stranger, "GET", path, {})
        assert (came.status, came.json()) == (401, {"code": "not-in", "detail": ""})
    wrong = {"Authorization": "Bearer vb_000000000000_x"}
    assert call(stranger, "GET", "/letters", wrong).status == 401


def test_a_token_does_what_it_is_for_and_no_more(page: Page, letter_id: str) -> None:
    browser = page.browser()
    change = {"revision": 0, "changes": {"/subject": "mới"}}
    path = f"/letters/{letter_id}/corrections"
    reads, mends = token(page.store, "read"), token(page.store, "correct")
    assert call(browser, "GET", "/letters", reads).status == 200
    assert call(browser, "POST", path, reads, change).status == 403
    assert call(browser, "GET", "/letters", mends).status == 403
    assert call(browser, "POST", path, mends, change).status == 200


def test_a_page_may_call_with_its_session_and_its_token_of_forms(
    page: Page, letter_id: str
) -> None:
    browser = page.local()
    path = f"/letters/{letter_id}/approval"
    seen = {"revision": 0}
    assert call(browser, "GET", "/tasks", {}).status == 200
    assert call(browser, "POST", path, {}, seen).status == 403
    own = {"X-CSRF-Token": browser.csrf()}
    assert call(browser, "POST", path, own, seen).status == 200


def test_letters_and_tasks_are_read(page: Page, letter_id: str) -> None:
    browser, own = page.browser(), token(page.store, "read")
    heads = call(browser, "GET", "/letters?state=open", own).json()
    assert heads["total"] == 1  # type: ignore[index]
    assert heads["letters"][0]["id"] == letter_id  # type: ignore[index]
    one = call(browser, "GET", f"/letters/{letter_id}", own).json()
    assert one["letter"]["subject"] == "rà soát hồ sơ"  # type: ignore[index]
    found = call(browser, "GET", "/tasks?which=overdue", own).json()
    assert found["tasks"][0]["due"] == "2020-10-15"  # type: ignore[index]


def test_corrections_are_all_made_or_none(page: Page, letter_id: str) -> None:
    browser, own = page.browser(), token(page.store, "read", "correct")
    path = f"/letters/{letter_id}/corrections"
    bad = {"revision": 0, "changes": {"/subject": "mới", "/issued_on": "mai"}}
    assert call(browser, "POST", path, own, bad).status == 422
    with page.store.reading() as tx:
        assert corrections.of_letter(tx, letter_id) == ()
        assert review.of_letter(tx, letter_id).revision == 0
    good = {"revision": 0, "changes": {"/subject": "mới", "/tasks/0/title": "Họp"}}
    came = call(browser, "POST", path, own, good)
    assert came.json() == {"revision": 1, "is_approved": False}
    assert call(browser, "POST", path, own, good).status == 409
    kept = call(browser, "GET", path, own).json()["corrections"]  # type: ignore[index]
    assert [one["actor"] for one in kept] == ["token:test"] * 2
    read = call(browser, "GET", f"/letters/{letter_id}?version=read", own).json()
    assert read["letter"]["subject"] == "rà soát hồ sơ"  # type: ignore[index]


@pytest.mark.parametrize(
    "pointer", ["/secrecy", "/source/sha256", "/text", "/evidence", "/schema_version"]
)
def test_what_is_the_readings_own_cannot_be_mended(
    page: Page, letter_id: str, pointer: str
) -> None:
    own = token(page.store, "correct")
    body = {"revision": 0, "changes": {pointer: "mật"}}
    path = f"/letters/{letter_id}/corrections"
    assert call(page.browser(), "POST", path, own, body).status == 422


def _file(name: str, data: bytes) -> tuple[bytes, dict[str, str]]:
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    return head.encode() + b"\r\n" + data + b"\r\n--x--\r\n", kind


def test_a_file_is_read_and_not_kept(page: Page) -> None:
    own = token(page.store, "parse")
    body, kind = _file("a.pdf", sample("05").read_bytes())
    came = page.browser().ask("POST", "/api/v1/parse", body, {**own, **kind})
    (letter,) = came.json()["letters"]  # type: ignore[index]
    assert letter["code"] == "1186/UBND-VHXH"
    with page.store.reading() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM letters").scalar() == 0


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"no letter", 415, "unsupported-format"),
        (b"", 422, "empty-file"),
        (b"%PDF-1.7 and no more", 422, "damaged-file"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_by_its_code(
    page: Page, data: bytes, status: int, code: str
) -> None:
    own = token(page.store, "parse")
    body, kind = _file("a.pdf", data)
    came = page.browser().ask("POST", "/api/v1/parse", body, {**own, **kind})
    assert (came.status, came.json()["code"]) == (status, code)  # type: ignore[index]


def test_a_file_with_a_mark_is_refused_by_its_name_already(page: Page) -> None:
    own = token(page.store, "parse")
    body, kind = _file("Công văn TUYỆT MẬT.pdf", sample("05").read_bytes())
    came = page.browser().ask("POST", "/api/v1/parse", body, {**own, **kind})
    assert (came.status, came.json()["code"]) == (451, "secret-letter")  # type: ignore[index]


def test_a_letter_with_a_mark_is_not_given_out(page: Page, inbox: Path) -> None:
    _, letter_id = put_letter(page.store, inbox, invented("s", secrecy="mật"))
    own = token(page.store, *SCOPES)
    for path in ("", "/corrections"):
        came = call(page.browser(), "GET", f"/letters/{letter_id}{path}", own)
        assert came.status == 451


def test_metrics_name_nothing_and_nobody(page: Page, letter_id: str) -> None:
    came = call(page.browser(), "GET", "/metrics", token(page.store, "read"))
    assert 'vanban_letters{state="open"} 1' in came.text
    assert "Mẫu" not in came.text
    assert letter_id not in came.text


def test_the_description_is_the_one_that_is_committed(page: Page) -> None:
    from tools.schema import API

    came = page.browser().get("/api/v1/openapi.json")
    assert came.json() == json.loads(API.read_text(encoding="utf-8"))


def test_schemathesis_finds_no_defect_and_no_breach_of_the_description(
    page: Page, letter_id: str
) -> None:
    """Every operation is called with what its description allows."""
    base = f"http://127.0.0.1:{page.port}"
    schema = schemathesis.openapi.from_url(f"{base}/api/v1/openapi.json")
    own = token(page.store, *SCOPES)
    n_called = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        strategy = operation.as_strategy()
        # Each file is read in a process of its own.
        most = 3 if operation.path.endswith("/parse") else 12
        n_called += _called(strategy, own, letter_id, most)
    assert n_called > 60


def _called(strategy: object, own: dict[str, str], letter_id: str, most: int) -> int:
    from hypothesis import HealthCheck, Phase, given, settings

    called = 0

    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def call_it(case: schemathesis.Case) -> None:
        nonlocal called
        called += 1
        if "letter_id" in case.path_parameters and called % 2:
            case.path_parameters["letter_id"] = letter_id
        # What is well formed may still be no letter, or no value of that field.
        case.call_and_validate(headers=own, excluded_checks=[positive_data_acceptance])

    call_it()
    return called


def test_ids_that_were_made_up_are_not_there(page: Page) -> None:
    own = token(page.store, *SCOPES)
    for id_ in (str(uuid.uuid4()), "x", "..%2f.."):
        came = call(page.browser(), "GET", f"/letters/{id_}", own)
        assert (came.status, came.json()["code"]) == (404, "missing")  # type: ignore[index]
