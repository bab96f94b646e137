"""What a CalDAV server says of a collection: is it one for tasks, and may we write?

Source:
    RFC 4918 (9.1, PROPFIND), RFC 4791 (5.2.3), RFC 3744 (5.5).
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from vanban_parser.deliver.errors import AnswerError
from vanban_parser.deliver.http import Answer

QUESTION: Final = (
    b'<?xml version="1.0" encoding="utf-8"?>\n'
    b'<propfind xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><prop>'
    b"<resourcetype/><current-user-privilege-set/>"
    b"<C:supported-calendar-component-set/></prop></propfind>"
)
_DAV: Final = "{DAV:}"
_CALDAV: Final = "{urn:ietf:params:xml:ns:caldav}"
_WRITING: Final = frozenset(
    f"{_DAV}{name}" for name in ("all", "write", "write-content", "bind")
)


def lacking(target: str, answer: Answer) -> str | None:
    """Return what a collection lacks to take tasks, None if it lacks nothing.

    What a server does not say is not held against it.

    Raises:
        AnswerError: the answer is none to `QUESTION`.
    """
    body = answer.body
    # No server needs one; with it a few bytes can be made to take all memory.
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise AnswerError(target, "DOCTYPE")
    try:
        root = ET.fromstring(body)
    except (ET.ParseError, ValueError) as error:
        raise AnswerError(target, "XML") from error
    if root.tag != f"{_DAV}multistatus":
        raise AnswerError(target, "multistatus")
    kinds = {one.tag for one in root.findall(f".//{_DAV}resourcetype/*")}
    if f"{_CALDAV}calendar" not in kinds:
        return "resourcetype: calendar"
    parts = {one.get("name") for one in root.findall(f".//{_CALDAV}comp")}
    if parts and "VTODO" not in parts:
        return "supported-calendar-component-set: VTODO"
    rights = {one.tag for one in root.findall(f".//{_DAV}privilege/*")}
    if rights and not rights & _WRITING:
        return "privilege: write"
    return None
