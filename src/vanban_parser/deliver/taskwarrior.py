"""Tasks of Taskwarrior, by ``task import``.

Always the whole task as it is there, with our fields changed: an import removes what it
does not name.  Between the look at a task and the import no other command may write.

Sources:
    task(1); the Taskwarrior JSON format of GothenburgBitFactory.
    Measured with 2.6.2: a bad date or an empty description ends the program by SIGSEGV.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final

from vanban_parser.deliver.duty import Duty
from vanban_parser.deliver.errors import AnswerError, UnfitValueError
from vanban_parser.deliver.sync import ChangedMeanwhileError, Found, Values, fit
from vanban_parser.deliver.taskwarrior_program import Program
from vanban_parser.export.moments import utc_stamp
from vanban_parser.export.taskwarrior import FIELDS, fault_in, new, values_of

# Reckoned by the program whenever it is asked.
_RECKONED: Final = frozenset({"id", "urgency"})


class Taskwarrior:
    """The tasks of one user."""

    looks_first = True

    def __init__(
        self,
        name: str,
        project: str,
        assignees: Mapping[str, str],
        program: Program,
        now: Callable[[], float],
    ) -> None:
        self._name = name
        self._project = project
        self._assignees = assignees
        self._program = program
        self._now = now

    def wanted(self, duty: Duty) -> Values:
        who = [self._assignees.get(one, one) for one in duty.assignees]
        values = values_of(duty, self._project, who)
        fault = fault_in(values)
        if fault is not None:
            raise UnfitValueError(self._name, fault)
        return fit(self._name, values)

    def find(self, task_id: str, remote_id: str | None) -> Found | None:
        # Only what is an id becomes a word of the command.
        key = str(uuid.UUID(remote_id or task_id))
        task = self._export(self._program, key)
        if task is None or task.get("status") == "deleted":
            return None
        return _found(key, task)

    def create(self, duty: Duty, values: Values) -> Found:
        at = dt.datetime.fromtimestamp(self._now(), dt.UTC)
        return self._import(self._program, new(duty.id, values, at))

    def change(self, found: Found, values: Values) -> Found:
        with self._program.alone() as program:
            task = self._unchanged(program, found)
            for name, value in values.items():
                if value:
                    task[name] = value
                else:
                    task.pop(name, None)
            return self._import(program, task)

    def comment(self, found: Found, text: str, *, withdrawn: bool) -> Found:
        with self._program.alone() as program:
            task = self._unchanged(program, found)
            annotations = list(task.get("annotations", ()))
            taken = {one.get("entry") for one in annotations}
            at = dt.datetime.fromtimestamp(self._now(), dt.UTC)
            # The moment is an annotation's name.
            while utc_stamp(at) in taken:
                at += dt.timedelta(seconds=1)
            annotations.append({"entry": utc_stamp(at), "description": text})
            return self._import(program, task | {"annotations": annotations})

    def check(self) -> str:
        self._export(self._program, str(uuid.UUID(int=0)))
        return self._program.run(["_version"])[:20].decode("ascii", "replace").strip()

    def close(self) -> None:
        pass

    def _unchanged(self, program: Program, found: Found) -> dict[str, Any]:
        """Return a task as it was found, if it still is that."""
        now = self._export(program, found.remote_id)
        if now is None or (found.whole and _dumped(now) != found.whole):
            raise ChangedMeanwhileError
        return {key: value for key, value in now.items() if key not in _RECKONED}

    def _export(self, program: Program, key: str) -> dict[str, Any] | None:
        raw = program.run([f"uuid:{key}", "export"])
        try:
            found = json.loads(raw or b"[]")
        except ValueError as error:
            raise AnswerError(self._name, "JSON") from error
        if not isinstance(found, list) or not all(isinstance(o, dict) for o in found):
            raise AnswerError(self._name, "JSON")
        return next((one for one in found if one.get("uuid") == key), None)

    def _import(self, program: Program, task: Mapping[str, Any]) -> Found:
        given = json.dumps([task], ensure_ascii=False).encode()
        program.run(["import", "-"], given)
        key = str(task["uuid"])
        now = self._export(program, key)
        if now is None:
            raise AnswerError(self._name, "import")
        return _found(key, now)


def _found(key: str, task: Mapping[str, Any]) -> Found:
    annotations = task.get("annotations", ())
    return Found(
        remote_id=key,
        values={name: str(task.get(name, "")) for name in FIELDS},
        comments=tuple(str(one.get("description", "")) for one in annotations),
        whole=_dumped(task),
    )


def _dumped(task: Mapping[str, Any]) -> str:
    kept = {key: value for key, value in task.items() if key not in _RECKONED}
    return json.dumps(kept, sort_keys=True)
