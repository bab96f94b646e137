"""What every request must pass, before anybody looks at what it asks for.

Host: a name that is ours, so that no foreign page reaches us by a name of its own (DNS
rebinding).  Origin: what changes something comes from our own pages.  Size: no body is
read beyond what is needed.  And the headers that keep answers from doing harm.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from vanban_parser.web.office import Office

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_LOG: Final = logging.getLogger("vanban_parser.web")
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORM_BYTES: Final = 4_000_000
"""A form or a correction; a letter of 500 tasks has less."""
_WITH_FILES: Final = ("/upload", "/api/v1/parse")
_AROUND_FILE: Final = 100_000

_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": _CSP,
    "x-content-type-options": "nosniff",
    # Not "no-referrer", which would take the origin off our own forms too.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-frame-options": "DENY",
}


class TooLongError(Exception):
    """A body is longer than what may come there."""


class Guard:
    """Stands before the app."""

    def __init__(self, app: App, office: Office) -> None:
        self._app = app
        self._office = office

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it in one line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _headers(scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        await self._pass(scope, receive, send)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand a request on; whatever fails there is answered in one line."""
        started = False
        answer: tuple[int, str] | None = None

        async def sending(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                _add_headers(message, https=self._office.https)
            await send(message)

        try:
            await self._app(scope, self._counted(scope, receive), sending)
        except TooLongError:
            answer = (413, "the body is too large")
        except Exception as error:
            # Its words may be a letter's: the kind alone is told.
            _LOG.error("defect: %s", type(error).__name__)
            answer = (500, "something went wrong")
        if answer is not None and not started:
            await _answer(send, *answer)

    def _refusal(
        self, scope: Scope, headers: dict[str, list[str]]
    ) -> tuple[int, str] | None:
        hosts = headers.get("host", [])
        if len(hosts) != 1 or _name(hosts[0]) not in self._office.hosts:
            return 421, "this host is not served here"
        if scope["method"] not in _SAFE and not self._is_ours(hosts[0], headers):
            return 403, "this comes from another site"
        lengths = headers.get("content-length", ["0"])
        if len(lengths) != 1 or not (lengths[0].isascii() and lengths[0].isdecimal()):
            return 400, "what is the length?"
        if int(lengths[0]) > self._most(scope["path"]):
            return 413, "the body is too large"
        return None

    def _is_ours(self, host: str, headers: dict[str, list[str]]) -> bool:
        """Tell whether a request comes from our own page, or from no page at all."""
        for site in headers.get("sec-fetch-site", []):
            if site not in ("same-origin", "none"):
                return False
        scheme = "https" if self._office.https else "http"
        origins = headers.get("origin", [])
        return all(origin == f"{scheme}://{host}" for origin in origins)

    def _most(self, path: str) -> int:
        if path in _WITH_FILES:
            return self._office.settings.max_bytes + _AROUND_FILE
        return _FORM_BYTES

    def _counted(self, scope: Scope, receive: Receive) -> Receive:
        left = self._most(scope["path"])

        async def receiving() -> Message:
            nonlocal left
            message = await receive()
            if message["type"] == "http.request":
                left -= len(message.get("body", b""))
                if left < 0:
                    raise TooLongError
            return message

        return receiving


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(
            value.decode("latin-1")
        )
    return found


def _name(host: str) -> str:
    """Return a host without its port."""
    bare, colon, port = host.rpartition(":")
    return (bare if colon and port.isdecimal() else host).lower()


def _add_headers(message: Message, *, https: bool) -> None:
    headers = list(message.get("headers", []))
    there = {name.lower() for name, _ in headers}
    wanted = {**HEADERS, "cache-control": "no-store"}
    if https:
        wanted["strict-transport-security"] = "max-age=31536000"
    headers += [
        (name.encode(), value.encode())
        for name, value in wanted.items()
        if name.encode() not in there
    ]
    message["headers"] = headers


async def _answer(send: Send, status: int, words: str) -> None:
    body = words.encode()
    message: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ],
    }
    _add_headers(message, https=False)
    await send(message)
    await send({"type": "http.response.body", "body": body})
