"""Redmine, the package of Debian: a copy of it on an SQLite file, served by puma.

Making the database takes half a minute; it is made once and kept in pytest's cache.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.deliver.office import LOOPBACK
from tests.deliver.real.bench import (
    ELSEWHERE,
    Fresh,
    Seen,
    free_port,
    lacking,
    program,
    running,
)

HOME = Path("/usr/share/redmine")
_PARTS = ("app", "bin", "config", "config.ru", "db", "extra", "Gemfile", "lib")
_MORE = ("public", "Rakefile", "templates")
_SETUP = Path(__file__).with_name("redmine_setup.rb")
_DATABASE = """
production:
  adapter: sqlite3
  database: db/test.sqlite3
  timeout: 20000
"""


class Project:
    """A project; a person who works with its issues."""

    def __init__(self, port: int, facts: dict[str, Any]) -> None:
        self.port = port
        self._facts = facts
        self.name = f"p-{uuid.uuid4().hex[:12]}"
        users = facts["users"]
        project = {"name": self.name, "identifier": self.name, "is_public": False}
        self.call("POST", "/projects.json", {"project": project}, who="admin")
        for user in users.values():
            member = {"user_id": user, "role_ids": [facts["role"]]}
            path = f"/projects/{self.name}/memberships.json"
            self.call("POST", path, {"membership": member}, who="admin")
        self.table: dict[str, Any] = {
            "kind": "redmine",
            "url": f"http://127.0.0.1:{port}",
            "project": self.name,
            "secret_env": "VANBAN_SECRET_REDMINE",
            "allow_addresses": LOOPBACK,
            "assignees": {"Phòng Nội vụ": str(users["noivu"])},
            "priorities": {"hỏa tốc": facts["priorities"]["Immediate"]},
        }
        # The sender takes it from the environment.
        os.environ["VANBAN_SECRET_REDMINE"] = facts["bot"]

    @property
    def key_field(self) -> int:
        """Number of the custom field for our id."""
        number: int = self._facts["field"]
        return number

    def user(self, login: str) -> int:
        """Return a user's number."""
        number: int = self._facts["users"][login]
        return number

    def issues(self) -> list[dict[str, Any]]:
        """Return all issues of the project, as Redmine shows them."""
        found: list[dict[str, Any]] = []
        while True:
            query = f"project_id={self.name}&status_id=*&limit=100&offset={len(found)}"
            page = self.call("GET", f"/issues.json?{query}", who="admin")
            found += page["issues"]
            if len(found) >= page["total_count"]:
                return found

    def seen(self) -> list[Seen]:
        issues = self.issues()
        few = len(issues) < 20  # the list has no comments
        return [_seen(self._whole(one["id"]) if few else one) for one in issues]

    def complete(self, key: str) -> None:
        self.edit(key, status_id=self._facts["closed"])

    def change(self, key: str, **values: str) -> None:
        names = {"title": "subject", "due": "due_date", "assignee": "assigned_to_id"}
        if "assignee" in values:
            values["assignee"] = self._facts["users"][values["assignee"]]
        self.edit(key, **{names[name]: value for name, value in values.items()})

    def annotate(self, key: str, words: str) -> None:
        self.edit(key, notes=words)

    def delete(self, key: str) -> None:
        self.call("DELETE", f"/issues/{self._number(key)}.json", who="admin")

    def edit(self, key: str, **issue: object) -> None:
        """Write fields, as a person does."""
        self.call("PUT", f"/issues/{self._number(key)}.json", {"issue": issue})

    def _number(self, key: str) -> int:
        (number,) = [one["id"] for one in self.issues() if _key(one) == key]
        return int(number)

    def _whole(self, number: int) -> dict[str, Any]:
        found = self.call("GET", f"/issues/{number}.json?include=journals")
        issue: dict[str, Any] = found["issue"]
        return issue

    def call(
        self, method: str, path: str, body: object = None, who: str = "person"
    ) -> Any:
        """Ask Redmine as a person, the program's user or the administrator."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(
            method,
            path,
            json.dumps(body) if body else None,
            {
                "X-Redmine-API-Key": self._facts[who],
                "Content-Type": "application/json",
            },
        )
        answer = connection.getresponse()
        raw = answer.read()
        connection.close()
        assert answer.status < 300, (method, path, answer.status, raw)
        return json.loads(raw) if raw.strip() else None


@contextmanager
def redmine(folder: Path, kept: Path, zone: str = ELSEWHERE) -> Iterator[Fresh]:
    """Run Redmine; yield what makes an empty project.

    Args:
        folder: Where the copy runs.
        kept: Where the made database lies from one run of the tests to the next.
        zone: The time zone that it runs in.
    """
    if not HOME.is_dir():
        lacking("Redmine is not installed (CI=true make system installs it)")
    puma = program("puma")
    _copy(folder)
    facts = _database(folder, kept)
    port = free_port()
    # One request after the other: what a killed sender asked for last is done before
    # the next one looks.  In an office the lease, two minutes, sees to that.
    command = [puma, "-e", "production", "-b", f"tcp://127.0.0.1:{port}", "-t", "1:1"]
    env = {**_environment(), "TZ": zone}
    with running([*command, "config.ru"], port, folder, env):
        yield lambda: _fresh(port, facts)


def _fresh(port: int, facts: dict[str, Any]) -> Project:
    """Make an empty project, the only one: our ids are the same in every test."""
    project = Project(port, facts)
    for other in project.call("GET", "/projects.json?limit=100", who="admin")[
        "projects"
    ]:
        if other["identifier"] != project.name:
            project.call("DELETE", f"/projects/{other['identifier']}.json", who="admin")
    return project


def _copy(folder: Path) -> None:
    for name in (*_PARTS, *_MORE):
        source, target = HOME / name, folder / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("database.yml")
            shutil.copytree(source, target, ignore=ignored)
        else:
            shutil.copy(source, target)
    for name in ("config", "log", "tmp", "files"):
        (folder / "instances" / "test" / name).mkdir(parents=True)
    for name in ("log", "tmp", "files", "plugins"):
        (folder / name).mkdir()
    (folder / "instances/test/config/database.yml").write_text(_DATABASE)
    (folder / "config/database.yml").write_text(_DATABASE)


def _database(folder: Path, kept: Path) -> dict[str, Any]:
    """Return keys and numbers of a database that is ready in `folder`."""
    made, told = kept / "test.sqlite3", kept / "facts.json"
    if not told.exists():
        _rails(folder, "rake", "db:migrate")
        said = _rails(folder, "rails", "runner", str(_SETUP))
        facts = said.strip().splitlines()[-1]
        shutil.copy(folder / "db" / "test.sqlite3", made)
        told.write_text(facts)
    shutil.copy(made, folder / "db" / "test.sqlite3")
    found: dict[str, Any] = json.loads(told.read_text())
    return found


def _rails(folder: Path, name: str, *words: str) -> str:
    done = subprocess.run(
        [program("ruby"), f"bin/{name}", *words],
        cwd=folder,
        env={**os.environ, **_environment()},
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def _environment() -> dict[str, str]:
    return {
        "RAILS_ENV": "production",
        "REDMINE_INSTANCE": "test",
        "REDMINE_LANG": "en",
        "SECRET_KEY_BASE": "x" * 64,
    }


def _seen(issue: dict[str, Any]) -> Seen:
    return Seen(
        key=_key(issue),
        title=issue["subject"],
        text=(issue["description"] or "").replace("\r\n", "\n"),
        due=issue["due_date"] or "",
        assignee=str((issue.get("assigned_to") or {}).get("id", "")),
        priority=issue["priority"]["name"],
        is_done=issue["status"]["is_closed"],
        comments=tuple(
            journal["notes"]
            for journal in issue.get("journals", ())
            if journal.get("notes")
        ),
    )


def _key(issue: dict[str, Any]) -> str:
    """Return our id: the last word of the description."""
    return str(issue["description"]).split()[-1]
