"""A page that is served to tests on loopback, and browsers without a window."""

from __future__ import annotations

import datetime as dt
import hashlib
import http.client
import json
import re
import shutil
import threading
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from tests.cli.fakes import letter as made_letter
from vanban_parser import Settings, parse
from vanban_parser.model.letter import Letter
from vanban_parser.store import filing, inboxes, jobs, users
from vanban_parser.store.arrivals import Arrival
from vanban_parser.store.engine import Store
from vanban_parser.store.users import Role
from vanban_parser.web import passwords
from vanban_parser.web.app import make_app
from vanban_parser.web.office import LOOPBACK, Inbox, Link, Office
from vanban_parser.web.server import Server
from vanban_parser.web.sheets import Sheets

OFFICE = dt.timezone(dt.timedelta(hours=7))
SAMPLES = Path(__file__).parents[2] / "samples"
INBOX = "5a1f0a52-6a52-4a4e-9a54-0b8f5f1f0009"
PASSWORD = "mật khẩu để thử"


class Clock:
    """The office's time, which a test may set forward."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def now(self) -> dt.datetime:
        return dt.datetime.now(OFFICE) + self.ahead


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def where(self) -> str:
        return self.headers.get("location", "")

    def json(self) -> object:
        return json.loads(self.body)


@dataclass
class Browser:
    """One browser, or a program: remembers cookies and says what it is told to."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    host: str | None = None

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        host = f"127.0.0.1:{self.port}" if self.host is None else self.host
        sent = {"Host": host, **(headers or {})}
        if self.cookies:
            sent.setdefault(
                "Cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items())
            )
        try:
            connection.request(method, path, body, sent)
            came = connection.getresponse()
            data = came.read()
        finally:
            connection.close()
        for name, value in came.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return Answer(came.status, {k.lower(): v for k, v in came.getheaders()}, data)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Answer:
        body = urlencode(fields).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, body, {**kind, **headers})

    def csrf(self, path: str = "/") -> str:
        return self.field(path, "csrf")

    def field(self, path: str, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.get(path).text)
        assert found, f"{path} has no {name}"
        return found[1]

    def act(self, letter_id: str, op: str = "save", **fields: str) -> Answer:
        """Send the form of a letter as its page holds it now, with `fields`."""
        path = f"/letters/{letter_id}"
        page = self.get(path).text
        own = {
            name: re.search(rf'name="{name}" value="([^"]*)"', page)[1]  # type: ignore[index]
            for name in ("csrf", "revision")
        }
        return self.post(path, {**own, "op": op, **fields})


@dataclass
class Page:
    """A page that is served."""

    office: Office
    port: int

    @property
    def store(self) -> Store:
        return self.office.store

    def browser(self) -> Browser:
        return Browser(self.port)

    def local(self) -> Browser:
        """Return a browser that came in by the link."""
        browser = self.browser()
        link = self.office.link
        assert link is not None
        came = browser.get(f"/start?token={link.token}")
        assert came.status == 303, came.text
        return browser

    def login(self, name: str) -> Browser:
        browser = self.browser()
        came = browser.post("/login", {"name": name, "password": PASSWORD})
        assert came.status == 303, came.text
        return browser


def make_office(
    store: Store,
    folder: Path,
    *,
    linked: bool = True,
    inbox: Inbox | None = None,
    settings: Settings | None = None,
    https: bool = False,
    names: tuple[str, ...] = (),
) -> Office:
    settings = settings or Settings(ocr_cache=folder / "ocr")
    return Office(
        store=store,
        settings=settings,
        clock=Clock(),
        sheets=Sheets(folder / "pages", settings),
        inbox=inbox,
        link=Link() if linked else None,
        hosts=LOOPBACK | set(names),
        https=https,
        port=0,
    )


@contextmanager
def served(office: Office) -> Iterator[Page]:
    """Serve a page within the block, on a port of its own."""
    ready = threading.Event()
    ports: list[int] = []

    def on_ready(port: int) -> None:
        ports.append(port)
        ready.set()

    server = Server(make_app(office), "127.0.0.1", 0, on_ready)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert ready.wait(30), "it did not start"
    try:
        yield Page(office, ports[0])
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive(), "it did not stop"


def add_user(store: Store, name: str, role: Role) -> None:
    user = users.User(name, name.title(), role, _hash(), is_active=True)
    with store.writing() as tx:
        users.add(tx, user, dt.datetime.now(OFFICE), "test")


_HASHES: list[str] = []


def _hash() -> str:
    if not _HASHES:
        _HASHES.append(passwords.hashed(PASSWORD))
    return _HASHES[0]


def put(store: Store, inbox: Path, file: Path, name: str | None = None) -> str:
    """Let a letter of samples/ come in, its file put away; return its id."""
    shown = name or f"{file.parent.name}{file.suffix}"
    letter = parse(file)
    letter = letter.model_copy(
        update={"source": letter.source.model_copy(update={"filename": shown})}
    )
    place, letter_id = put_letter(store, inbox, letter)
    target = inbox / place
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, target)
    return letter_id


def put_letter(store: Store, inbox: Path, letter: Letter) -> tuple[str, str]:
    """Let a record come in without a file; return the file's place and its id."""
    job_id = str(uuid.uuid4())
    at = dt.datetime.now(OFFICE)
    with store.writing() as tx:
        inboxes.know(tx, INBOX, str(inbox))
        jobs.enroll(tx, INBOX, job_id, at, jobs.Lease("test", 4e9))
    name = letter.source.filename
    with store.writing() as tx:
        filed = filing.file(tx, Arrival(job_id, INBOX, "test", name, 9, at), [letter])
    return filed.place, filed.entered[0].letter_id


def invented(data: str, **changes: object) -> Letter:
    """Return a letter by hand, known by `data`."""
    source = made_letter().source.model_copy(
        update={
            "filename": str(changes.pop("filename", "cong-van.pdf")),
            "sha256": hashlib.sha256(data.encode()).hexdigest(),
        }
    )
    return made_letter(source=source, **changes)


def sample(name: str, suffix: str = "pdf") -> Path:
    (found,) = SAMPLES.glob(f"{name}*/letter.{suffix}")
    return found
