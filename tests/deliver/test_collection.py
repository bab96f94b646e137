"""What servers say of a collection."""

from __future__ import annotations

import pytest

from tests.deliver.conftest import Start
from tests.deliver.office import Clock, opened
from tests.deliver.real.bench import ELSEWHERE, Bench
from tests.deliver.test_trackers import config
from vanban_parser.deliver.collection import lacking
from vanban_parser.deliver.errors import AnswerError, CredentialsError, MissingError
from vanban_parser.deliver.http import Answer

_HEAD = (
    '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response>'
    "<propstat><prop>"
)
_FOOT = "</prop></propstat></response></multistatus>"
_KIND = "<resourcetype><collection/><C:calendar/></resourcetype>"
_RIGHTS = (
    "<current-user-privilege-set><privilege><{}/></privilege>"
    "</current-user-privilege-set>"
)
_PARTS = (
    '<C:supported-calendar-component-set><C:comp name="{}"/>'
    "</C:supported-calendar-component-set>"
)


def said(inside: str) -> str | None:
    return lacking("here", Answer(207, {}, (_HEAD + inside + _FOOT).encode()))


@pytest.mark.parametrize(
    ("inside", "lacks"),
    [
        (_KIND, None),
        (_KIND + _PARTS.format("VTODO") + _RIGHTS.format("write"), None),
        (_KIND + _RIGHTS.format("all"), None),
        ("<resourcetype><collection/></resourcetype>", "resourcetype: calendar"),
        (_KIND + _PARTS.format("VEVENT"), "supported-calendar-component-set: VTODO"),
        (_KIND + _RIGHTS.format("read"), "privilege: write"),
    ],
)
def test_what_a_collection_lacks_is_named(inside: str, lacks: str | None) -> None:
    assert said(inside) == lacks


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"hello",
        b"<html/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><multistatus xmlns="DAV:">&b;</multistatus>',
        b"\xff\xfe",
    ],
)
def test_another_answer_is_none(body: bytes) -> None:
    with pytest.raises(AnswerError):
        lacking("here", Answer(207, {}, body))


def test_every_tracker_says_that_it_is_there(bench: Bench) -> None:
    target = opened(config(bench), Clock())
    assert target.check()
    target.close()
    assert bench.seen() == []


def test_redmine_is_asked_for_the_project(started: Start) -> None:
    bench = started("redmine", ELSEWHERE)()
    for changes, error in (
        ({"project": "khong-co"}, MissingError),
        ({"secret_env": "VANBAN_SECRET_HERE"}, CredentialsError),
    ):
        target = opened(config(bench, **changes), Clock())
        with pytest.raises(error):
            target.check()
        target.close()
