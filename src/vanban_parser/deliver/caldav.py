"""Tasks in a calendar collection: one resource a task, written conditionally.

Source:
    RFC 4791 (5.3.2: a resource is made with ``If-None-Match: *``), RFC 9110 (13.1).
"""

from __future__ import annotations

import base64
import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from vanban_parser.deliver import collection, vtodo
from vanban_parser.deliver.answers import expect, meaning
from vanban_parser.deliver.duty import Duty, withdrawn_tag
from vanban_parser.deliver.errors import AnswerError, MissingError, RefusedError
from vanban_parser.deliver.http import Answer, Client, Request, joined
from vanban_parser.deliver.sync import (
    ChangedMeanwhileError,
    Found,
    ThereAlreadyError,
    Values,
    fit,
)
from vanban_parser.export.ical import values_of

_TYPE: Final = "text/calendar; charset=utf-8"


class CalDav:
    """One collection of a CalDAV server."""

    looks_first = False

    def __init__(
        self,
        name: str,
        url: str,
        assignees: Mapping[str, str],
        client: Client,
        now: Callable[[], float],
    ) -> None:
        self._name = name
        self._url = url
        self._assignees = assignees
        self._client = client
        self._now = now

    def wanted(self, duty: Duty) -> Values:
        known = [one for one in duty.assignees if one in self._assignees]
        addresses = {_address(self._assignees[one]) for one in known}
        values = values_of(duty) | {"ATTENDEE": "\n".join(sorted(addresses))}
        return fit(self._name, values)

    def find(self, task_id: str, remote_id: str | None) -> Found | None:
        name = remote_id or f"{task_id}.ics"
        answer = self._client.send(Request("GET", joined(self._url, name)))
        if answer.status in (404, 410):
            return None
        return self._found(name, task_id, expect(self._name, answer, 200))

    def create(self, duty: Duty, values: Values) -> Found:
        name = f"{duty.id}.ics"
        text = vtodo.made(duty.id, values, self._at())
        answer = self._put(name, text, {"If-None-Match": "*"})
        if answer.status == 412:
            # Xandikos says so of broken calendars too: only a look tells.
            if self.find(duty.id, None) is None:
                raise RefusedError(self._name, "412")
            raise ThereAlreadyError
        self._expect_written(answer)
        return Found(name, values, (), answer.headers.get("etag"))

    def change(self, found: Found, values: Values) -> Found:
        todo = vtodo.parsed(found.whole, _uid(found))
        return self._write(found, vtodo.changed(todo, values, self._at()))

    def comment(self, found: Found, text: str, *, withdrawn: bool) -> Found:
        uid = _uid(found)
        if not found.whole:
            found = self.find(uid, found.remote_id) or found
        todo = vtodo.parsed(found.whole, uid)
        tag = withdrawn_tag()
        return self._write(found, vtodo.commented(todo, text, tag, tagged=withdrawn))

    def check(self) -> str:
        headers = {"Content-Type": "application/xml; charset=utf-8", "Depth": "0"}
        ask = Request("PROPFIND", self._url, headers, collection.QUESTION)
        answer = self._client.send(ask)
        if answer.status in (403, 404):
            raise MissingError(self._name, str(answer.status))
        lacks = collection.lacking(self._name, expect(self._name, answer, 207))
        if lacks is not None:
            raise MissingError(self._name, lacks)
        return "HTTP 207, VTODO"

    def close(self) -> None:
        self._client.close()

    def _write(self, found: Found, todo: vtodo.Todo) -> Found:
        if found.etag is None:
            raise AnswerError(self._name, "ETag")
        text = todo.text()
        answer = self._put(found.remote_id, text, {"If-Match": found.etag})
        if answer.status in (404, 412):
            raise ChangedMeanwhileError
        self._expect_written(answer)
        etag = answer.headers.get("etag")
        now = Found(
            found.remote_id,
            vtodo.values_of(todo),
            vtodo.comments_of(todo),
            etag,
            text,
        )
        if etag is None:
            # The server changed it on the way, or does not say: look.
            now = self.find(_uid(found), found.remote_id) or now
        return now

    def _put(self, name: str, text: str, headers: Mapping[str, str]) -> Answer:
        url = joined(self._url, name)
        typed = {"Content-Type": _TYPE, **headers}
        return self._client.send(Request("PUT", url, typed, text.encode()))

    def _expect_written(self, answer: Answer) -> None:
        if 200 <= answer.status < 300:
            return
        if answer.status in (403, 404):
            # The collection is another's, or there is none: it would take no other.
            raise MissingError(self._name, str(answer.status))
        if answer.status == 409:
            raise RefusedError(self._name, "409")
        raise meaning(self._name, answer)

    def _found(self, name: str, task_id: str, answer: Answer) -> Found:
        try:
            text = answer.body.decode("utf-8")
            todo = vtodo.parsed(text, task_id)
        except ValueError as error:
            raise AnswerError(self._name, "VTODO") from error
        values, comments = vtodo.values_of(todo), vtodo.comments_of(todo)
        etag = answer.headers.get("etag")
        return Found(name, values, comments, etag, text)

    def _at(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self._now(), dt.UTC)


def basic(user: str, secret: str) -> dict[str, str]:
    """Return the header by which a server knows a user."""
    both = base64.b64encode(f"{user}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {both}"}


def _uid(found: Found) -> str:
    return found.remote_id.removesuffix(".ics")


def _address(who: str) -> str:
    return who if ":" in who else f"mailto:{who}"
