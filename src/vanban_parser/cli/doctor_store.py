"""What ``vanban doctor`` looks at of the register: database, disks, inboxes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from vanban_parser.cli.options import Run
from vanban_parser.cli.problems import Problem
from vanban_parser.cli.storing import address_of
from vanban_parser.errors import Exit, VanbanError

if TYPE_CHECKING:
    from vanban_parser.cli.messages import Say

_LITTLE = 500 * 1024 * 1024
"""Bytes of free space below which a disk will soon be full."""

Finding = tuple[str, str, Exit]
"""Name, what was found, and the exit code that it asks for."""


def findings(run: Run) -> Iterator[Finding]:
    """Look at the database and at the inboxes that it knows; make nothing."""
    from vanban_parser.store.engine import address_path

    say, label = run.say, run.say("doctor.database")
    try:
        address = address_of(run.settings(), None)
        path = address_path(address)
        if path is not None:
            yield _file(label, path, say)
            if not path.exists():
                return
        yield from _opened(label, address, say)
    except VanbanError as error:
        text, remedy = Problem.of(error).said(say)
        yield label, f"{text}; {remedy}", error.exit_code


def _file(label: str, path: Path, say: Say) -> Finding:
    from vanban_parser.intake.mounts import is_share

    home = next((up for up in (path, *path.parents) if up.exists()), path)
    if is_share(home):
        return label, say("doctor.on_share", path=path), Exit.USAGE
    if not os.access(home, os.W_OK):
        return label, say("doctor.not_writable", path=home), Exit.USAGE
    if not path.exists():
        return label, say("doctor.not_yet", path=path), Exit.OK
    return _disk(label, path, say)


def _opened(label: str, address: str, say: Say) -> Iterator[Finding]:
    from vanban_parser.store import inboxes
    from vanban_parser.store.engine import is_sound, open_store

    store = open_store(address)
    try:
        if not is_sound(store):
            yield label, address, Exit.INTERNAL
        with store.reading() as tx:
            folders = inboxes.paths(tx)
    finally:
        store.close()
    for path in sorted(folders.values()):
        yield _inbox(Path(path), say)


def _inbox(path: Path, say: Say) -> Finding:
    from vanban_parser.intake.mounts import is_share

    label = say("doctor.inbox")
    if not path.is_dir():
        return label, say("usage.no_inbox", path=path), Exit.USAGE
    if not os.access(path, os.W_OK | os.X_OK):
        return label, say("doctor.not_writable", path=path), Exit.USAGE
    if is_share(path):
        return label, say("doctor.polling", path=path), Exit.OK
    return _disk(label, path, say)


def _disk(label: str, path: Path, say: Say) -> Finding:
    free = shutil.disk_usage(path if path.is_dir() else path.parent).free
    text = say("doctor.free", path=path, n=free // 1_048_576)
    return label, text, Exit.USAGE if free < _LITTLE else Exit.OK
