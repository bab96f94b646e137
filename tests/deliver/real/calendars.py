"""Radicale and Xandikos, from PyPI; read with icalendar, which we do not send with."""

from __future__ import annotations

import base64
import datetime as dt
import http.client
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from icalendar import Calendar, Todo

from tests.deliver.office import LOOPBACK, SECRET
from tests.deliver.real.bench import ELSEWHERE, Fresh, Seen, free_port, running

USER = "van-thu"
_PASSWORD = SECRET["VANBAN_SECRET_HERE"]
_ADDRESSES = {"Phòng Nội vụ": "noivu@localhost"}


class Calendars:
    """One collection of a server; a client that writes whole calendars."""

    def __init__(self, port: int, path: str) -> None:
        self._port = port
        self._path = path
        self.table: dict[str, Any] = {
            "kind": "caldav",
            "url": f"http://127.0.0.1:{port}{path}",
            "user": USER,
            "secret_env": "VANBAN_SECRET_HERE",
            "allow_addresses": LOOPBACK,
            "assignees": _ADDRESSES,
        }

    def request(
        self, method: str, path: str, body: bytes = b"", **headers: str
    ) -> tuple[int, bytes]:
        """Ask the server as a person's program does."""
        login = base64.b64encode(f"{USER}:{_PASSWORD}".encode()).decode()
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        connection.request(
            method, path, body, {"Authorization": f"Basic {login}", **named}
        )
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found

    def names(self) -> list[str]:
        """Return the paths of all resources of the collection."""
        status, body = self.request("PROPFIND", self._path, Depth="1")
        assert status == 207
        hrefs = [unquote(one.text or "") for one in _all(body, "href")]
        return [href for href in hrefs if href.endswith(".ics")]

    def seen(self) -> list[Seen]:
        return [_seen(self._todo(name)[1]) for name in self.names()]

    def complete(self, key: str) -> None:
        def done(todo: Todo) -> None:
            todo["STATUS"] = "COMPLETED"
            todo.add("PERCENT-COMPLETE", 100)
            todo.add("COMPLETED", dt.datetime(2026, 11, 28, 3, tzinfo=dt.UTC))

        self._edit(key, done)

    def change(self, key: str, **values: str) -> None:
        def edit(todo: Todo) -> None:
            if "title" in values:
                todo["SUMMARY"] = values["title"]
            if "due" in values:
                del todo["DUE"]
                todo.add("DUE", dt.date.fromisoformat(values["due"]))
            if "assignee" in values:
                todo["ATTENDEE"] = f"mailto:{values['assignee']}"

        self._edit(key, edit)

    def annotate(self, key: str, words: str) -> None:
        self._edit(key, lambda todo: todo.add("COMMENT", words))

    def delete(self, key: str) -> None:
        status, _ = self.request("DELETE", f"{self._path}{key}.ics")
        assert status < 300

    def raw(self, key: str) -> str:
        """Return a resource as it is."""
        return self.request("GET", f"{self._path}{key}.ics")[1].decode()

    def put(self, key: str, text: str) -> None:
        """Write a resource as it is."""
        status, body = self.request(
            "PUT", f"{self._path}{key}.ics", text.encode(), Content_Type="text/calendar"
        )
        assert status < 300, body

    def _edit(self, key: str, edit: Callable[[Todo], object]) -> None:
        calendar, todo = self._todo(f"{self._path}{key}.ics")
        edit(todo)
        self.put(key, calendar.to_ical().decode())

    def _todo(self, path: str) -> tuple[Calendar, Todo]:
        status, body = self.request("GET", path)
        assert status == 200, (path, status)
        calendar = Calendar.from_ical(body.decode())
        (todo,) = calendar.walk("VTODO")
        return calendar, todo


@contextmanager
def radicale(folder: Path, zone: str = ELSEWHERE) -> Iterator[Fresh]:
    """Run Radicale; yield what makes an empty collection."""
    port = free_port()
    (folder / "users").write_text(f"{USER}:{_PASSWORD}\n")
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n"
        "[auth]\ntype = htpasswd\nhtpasswd_filename = users\n"
        "htpasswd_encryption = plain\ndelay = 0\n"
        "[storage]\nfilesystem_folder = collections\n"
        "[logging]\nlevel = error\n"
    )
    command = [sys.executable, "-m", "radicale", "--config", "config"]
    with running(command, port, folder, {"TZ": zone}):
        yield lambda: _with_collection(port, f"/{USER}")


@contextmanager
def xandikos(folder: Path, zone: str = ELSEWHERE) -> Iterator[Fresh]:
    """Run Xandikos; yield what makes an empty collection."""
    port = free_port()
    command = [sys.executable, "-m", "xandikos", "serve", "-d", "data", "--autocreate"]
    where = ["-l", "127.0.0.1", "-p", str(port), "--no-detect-systemd"]
    who = ["--current-user-principal", f"/{USER}/", "--defaults"]
    env = {"HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"), "TZ": zone}
    with running([*command, *where, *who], port, folder, env):
        yield lambda: _with_collection(port, f"/{USER}/calendars")


def _with_collection(port: int, home: str) -> Calendars:
    path = f"{home}/viec-{uuid.uuid4().hex[:8]}/"
    calendars = Calendars(port, path)
    status, body = calendars.request("MKCALENDAR", path)
    assert status == 201, body
    return calendars


def _seen(todo: Todo) -> Seen:
    due = todo.get("DUE")
    attendee = todo.get("ATTENDEE", "")
    comments = todo.get("COMMENT", [])
    return Seen(
        key=str(todo["UID"]),
        title=str(todo.get("SUMMARY", "")),
        text=str(todo.get("DESCRIPTION", "")),
        due=due.dt.isoformat() if due else "",
        assignee=str(attendee).removeprefix("mailto:"),
        priority=str(todo.get("PRIORITY", "")),
        is_done=todo.get("STATUS") == "COMPLETED",
        comments=tuple(
            map(str, comments if isinstance(comments, list) else [comments])
        ),
    )


def _all(body: bytes, name: str) -> list[ET.Element]:
    return ET.fromstring(body).findall(f".//{{DAV:}}{name}")
