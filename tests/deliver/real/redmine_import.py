"""Redmine's own importer of CSV, driven through its pages as a person drives it."""

from __future__ import annotations

import http.client
import uuid
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

_PASSWORD = "mat-khau-mau-2026"
_FORM = "application/x-www-form-urlencoded"


class Importer:
    """A person at a browser."""

    def __init__(self, port: int, login: str) -> None:
        self._port = port
        self._cookies: dict[str, str] = {}
        page = self._get("/login")
        given = {"username": login, "password": _PASSWORD}
        where = self._post("/login", page.fields | given)
        assert where == "/my/page", where

    def run(self, data: bytes, project: str) -> dict[str, str]:
        """Import a file with the columns as Redmine maps them; return the mapping."""
        page = self._get(f"/issues/imports/new?project_id={project}")
        where = self._upload("/imports", page.fields, data)
        settings = {
            "import_settings[separator]": ",",
            "import_settings[wrapper]": '"',
            "import_settings[encoding]": "UTF-8",
            "import_settings[date_format]": "%Y-%m-%d",
        }
        where = self._post(where, self._get(where).fields | settings)
        assert where.endswith("/mapping"), where
        page = self._get(where)
        mapping = page.fields
        # The one thing that Redmine asks for: which tracker.
        tracker = "import_settings[mapping][tracker]"
        mapping[tracker] = next(v for v in page.choices[tracker] if v[:6] == "value:")
        where = self._post(where, mapping)
        assert where.endswith("/run"), where
        for _ in range(50):
            where = self._post(where, self._get(where).fields)
            if not where.endswith("/run"):
                break
        start = "import_settings[mapping]["
        return {
            name.removeprefix(start).rstrip("]"): value
            for name, value in mapping.items()
            if name.startswith(start) and value
        }

    def _get(self, path: str) -> _Page:
        status, body, _ = self._ask("GET", path, b"", {})
        assert status == 200, (path, status)
        page = _Page()
        page.feed(body.decode())
        return page

    def _post(self, path: str, fields: dict[str, str]) -> str:
        """Send a form; return where the browser is led."""
        body = urlencode(fields).encode()
        status, answer, where = self._ask("POST", path, body, {"Content-Type": _FORM})
        assert status == 302, (path, status, answer.decode()[:3000])
        return where

    def _upload(self, path: str, fields: dict[str, str], data: bytes) -> str:
        border = uuid.uuid4().hex
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{name}"'
            f"\r\n\r\n{value}\r\n".encode()
            for name, value in fields.items()
            if name != "file"
        ]
        parts.append(
            f'--{border}\r\nContent-Disposition: form-data; name="file"; '
            'filename="viec.csv"\r\nContent-Type: text/csv\r\n\r\n'.encode()
            + data
            + f"\r\n--{border}--\r\n".encode()
        )
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        status, _, where = self._ask("POST", path, b"".join(parts), kind)
        assert status == 302, (path, status)
        return where

    def _ask(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> tuple[int, bytes, str]:
        cookie = "; ".join(f"{key}={value}" for key, value in self._cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request(method, path, body, {**headers, "Cookie": cookie})
        answer = connection.getresponse()
        found = answer.read()
        for one in answer.headers.get_all("Set-Cookie", []):
            key, _, value = one.partition(";")[0].partition("=")
            self._cookies[key] = value
        connection.close()
        return answer.status, found, urlsplit(answer.headers.get("Location", "")).path


class _Page(HTMLParser):
    """The fields of a page's forms, with what is chosen in them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.choices: dict[str, list[str]] = {}
        self._select: str | None = None
        self._is_own = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "form":
            # Those of the page; not the search on top.
            self._is_own = not given.get("action", "").startswith("/search")
        elif tag == "meta" and given.get("name") == "csrf-token":
            self.fields["authenticity_token"] = given["content"]
        elif not self._is_own:
            return
        elif tag == "input":
            self._input(given)
        elif tag == "select":
            self._select = given.get("name")
        elif tag == "option" and self._select:
            value = given.get("value", "")
            self.choices.setdefault(self._select, []).append(value)
            if "selected" in given:
                self.fields[self._select] = value

    def _input(self, given: dict[str, str]) -> None:
        kind, name = given.get("type", "text"), given.get("name")
        if not name or kind in ("submit", "file", "button"):
            return
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        self.fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_own = False
        elif tag == "select":
            self._select = None
