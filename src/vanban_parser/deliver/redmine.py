"""Issues of a Redmine project, over its REST service.

Redmine knows no keys of others: there is one sender, and an issue is looked for by our
id before it is made.  It counts the writes of each issue (``lock_version``), takes that
number as a condition and never tells it: see `Redmine.change`.

Source:
    Redmine 5.0, REST API (Issues, Users, Projects); measured with the Debian package.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from vanban_parser.deliver.answers import expect, json_of, meaning
from vanban_parser.deliver.duty import Duty
from vanban_parser.deliver.errors import AnswerError, MissingError, UnfitValueError
from vanban_parser.deliver.http import Answer, Client, Request, joined
from vanban_parser.deliver.sync import ChangedMeanwhileError, Found, Values, fit
from vanban_parser.model.targets import Redmine as Configured

_LONGEST_SUBJECT: Final = 255
_MOST_WRITES: Final = 500
"""Writes to one issue, since we last knew its number, that are reckoned with."""
_TYPE: Final = "application/json"
_PLAIN: Final = ("subject", "description", "due_date")
_NUMBERED: Final = {"priority_id": "priority", "assigned_to_id": "assigned_to"}
# f[]=status_id&op[status_id]=*: also closed ones.
_ANY_STATUS: Final = "set_filter=1&limit=9&f%5B%5D=status_id&op%5Bstatus_id%5D=%2A"


class Redmine:
    """One project; issues that people moved to others are still known."""

    looks_first = True

    def __init__(self, name: str, config: Configured, client: Client) -> None:
        self._name = name
        self._config = config
        self._client = client
        self._is_known = False

    def wanted(self, duty: Duty) -> Values:
        if not duty.title.strip():
            raise UnfitValueError(self._name, "subject: empty")
        if len(duty.title) > _LONGEST_SUBJECT:
            detail = f"subject: {len(duty.title)} > {_LONGEST_SUBJECT}"
            raise UnfitValueError(self._name, detail)
        day = duty.due.date() if isinstance(duty.due, dt.datetime) else duty.due
        values = {
            "subject": duty.title,
            "description": duty.text,
            "due_date": day.isoformat() if day else "",
        }
        priority = self._config.priorities.get(duty.urgency or "")
        if priority is not None:
            values["priority_id"] = str(priority)
        people = self._config.assignees
        who = next((people[one] for one in duty.assignees if one in people), None)
        if who is not None:
            values["assigned_to_id"] = who
        return fit(self._name, values)

    def find(self, task_id: str, remote_id: str | None) -> Found | None:
        self._be_known()
        number = remote_id or self._search(str(uuid.UUID(task_id)))
        if number is None:
            return None
        answer = self._send("GET", f"issues/{int(number)}.json?include=journals")
        if answer.status == 404:
            return None
        return self._found(expect(self._name, answer, 200))

    def create(self, duty: Duty, values: Values) -> Found:
        # Else it begins today, and nothing could be due before.
        issue: dict[str, object] = {"project_id": self._config.project}
        issue |= {"start_date": None, **{k: v for k, v in values.items() if v}}
        if self._config.tracker is not None:
            issue["tracker_id"] = self._config.tracker
        if self._config.key_field is not None:
            key = {"id": self._config.key_field, "value": duty.id}
            issue["custom_fields"] = [key]
        answer = self._send("POST", "issues.json", issue)
        if answer.status in (403, 404):
            raise MissingError(self._name, str(answer.status))
        return self._found(self._expect(answer, 201))

    def change(self, found: Found, values: Values) -> Found:
        """Write `values` if nobody wrote since the issue was read.

        Redmine refuses a write that names another number than the issue's, and does
        not say which it has.  The number only grows.  So numbers are tried upwards from
        one that it once had, and the issue is read between a refusal and the next try:
        the number that is taken was the issue's at the last refusal already, thus also
        when it was read in between.
        """
        lowest = int(found.etag or 0)
        # From 0 again: the database may be an old one that was put back.
        again = range(_MOST_WRITES if lowest else 0)
        for version in chain(range(lowest, lowest + _MOST_WRITES), again):
            issue = {**values, "lock_version": version}
            if self._put(found.remote_id, issue):
                return replace(found, etag=str(version))
            now = self.find("", found.remote_id)
            if now is None or now.values != found.values:
                raise ChangedMeanwhileError
        raise ChangedMeanwhileError

    def comment(self, found: Found, text: str, *, withdrawn: bool) -> Found:
        # Without a condition: a note takes nobody's place.
        if not self._put(found.remote_id, {"notes": text}):
            raise ChangedMeanwhileError
        return found

    def check(self) -> str:
        self._be_known()
        return f"HTTP 200, {self._config.project}"

    def close(self) -> None:
        self._client.close()

    def _put(self, number: str, issue: Mapping[str, object]) -> bool:
        """Write to an issue; tell whether it was as the condition, if any, wants.

        Raises:
            ChangedMeanwhileError: it is not there any more.
            DeliveryError: Redmine will not take it.
        """
        answer = self._send("PUT", f"issues/{number}.json", issue)
        if answer.status == 404:
            raise ChangedMeanwhileError
        if answer.status == 409 or _is_stale(answer):
            return False
        self._expect(answer, 200, 204)
        return True

    def _be_known(self) -> None:
        """Make sure that the key and the project are good: once, before anything.

        An open Redmine answers a wrong key as if nobody had asked with one.
        """
        if self._is_known:
            return
        expect(self._name, self._send("GET", "users/current.json"), 200)
        answer = self._send("GET", f"projects/{self._config.project}.json")
        if answer.status in (403, 404):
            raise MissingError(self._name, str(answer.status))
        expect(self._name, answer, 200)
        self._is_known = True

    def _search(self, task_id: str) -> str | None:
        """Return the number of the issue with our id, the oldest of several."""
        field = self._config.key_field
        name, how = (f"cf_{field}", "%3D") if field else ("description", "~")
        query = f"f%5B%5D={name}&op%5B{name}%5D={how}&v%5B{name}%5D%5B%5D={task_id}"
        answer = self._send("GET", f"issues.json?{_ANY_STATUS}&{query}")
        found = json_of(self._name, expect(self._name, answer, 200), {"issues"})
        issues: Any = found["issues"]
        try:
            numbers = sorted(int(issue["id"]) for issue in issues)
        except (KeyError, TypeError, ValueError) as error:
            raise AnswerError(self._name, "issues") from error
        return str(numbers[0]) if numbers else None

    def _send(
        self, method: str, path: str, issue: Mapping[str, object] | None = None
    ) -> Answer:
        body = b""
        headers = {"Accept": _TYPE}
        if issue is not None:
            body = json.dumps({"issue": issue}, ensure_ascii=False).encode()
            headers["Content-Type"] = _TYPE
        url = joined(self._config.url, path)
        return self._client.send(Request(method, url, headers, body))

    def _expect(self, answer: Answer, *fine: int) -> Answer:
        if answer.status in fine:
            return answer
        raise meaning(self._name, answer, _said(answer))

    def _found(self, answer: Answer) -> Found:
        issue = json_of(self._name, answer, {"issue"})["issue"]
        try:
            return _issue(issue)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise AnswerError(self._name, "issue") from error


def _issue(issue: Any) -> Found:
    values = {name: _text(issue.get(name)) for name in _PLAIN}
    for name, key in _NUMBERED.items():
        values[name] = str((issue.get(key) or {}).get("id", ""))
    notes = (journal.get("notes") for journal in issue.get("journals", ()))
    return Found(
        remote_id=str(int(issue["id"])),
        values=values,
        comments=tuple(str(note) for note in notes if note),
    )


def _text(value: object) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n")


def _is_stale(answer: Answer) -> bool:
    """Tell whether a condition did not hold: what is refused for no reason."""
    try:
        return answer.status == 422 and json.loads(answer.body) == {"errors": []}
    except ValueError:
        return False


def _said(answer: Answer) -> str:
    """Return what Redmine says is wrong: its own sentences, without our values."""
    try:
        errors = json.loads(answer.body)["errors"]
        return "; ".join(map(str, errors))
    except (ValueError, KeyError, TypeError):
        return ""
