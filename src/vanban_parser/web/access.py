"""Who is there, and what they may do."""

from __future__ import annotations

import hmac
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from vanban_parser.store import sessions
from vanban_parser.store.users import Role
from vanban_parser.web.office import Office
from vanban_parser.web.words import LANGUAGES, Language

Right = Literal["read", "correct", "approve", "upload", "manage"]

RIGHTS: Final[dict[Role, frozenset[Right]]] = {
    "viewer": frozenset({"read"}),
    "leader": frozenset({"read", "correct", "approve"}),
    "clerk": frozenset({"read", "correct", "approve", "upload"}),
    "admin": frozenset({"read", "correct", "approve", "upload", "manage"}),
}
_MOST_FIELDS: Final = 20_000


class NotInError(Exception):
    """Nobody has come in."""


class ForbiddenError(Exception):
    """Who is there may not do this; or it was not their page that asked."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A person with a session."""

    session: sessions.Session
    key: str
    language: Language

    @property
    def actor(self) -> str:
        """Who it is, for the audit."""
        return self.session.user or "local"

    def may(self, right: Right) -> bool:
        """Tell whether this person may do something."""
        return right in RIGHTS[self.session.role]


def office_of(request: Request) -> Office:
    """Return the office whose page it is."""
    office: Office = request.app.state.office
    return office


TheOffice = Annotated[Office, Depends(office_of)]


def language_of(request: Request, office: TheOffice) -> Language:
    """Return the language that was chosen on this browser, else the office's."""
    chosen = request.cookies.get("vanban-lang")
    for language in LANGUAGES:
        if chosen == language:
            return language
    return office.settings.language


TheLanguage = Annotated[Language, Depends(language_of)]


def guest(request: Request, office: TheOffice, language: TheLanguage) -> Visitor | None:
    """Return who is there, or None."""
    key = request.cookies.get(office.cookie)
    if not key:
        return None
    now = office.clock.now().timestamp()
    with office.store.reading() as tx:
        session = sessions.find(tx, key, now)
        stale = session is not None and sessions.is_stale(tx, key, now)
    if session is None:
        return None
    if stale:
        with office.store.writing() as tx:
            sessions.touch(tx, key, now)
    return Visitor(session, key, language)


Guest = Annotated[Visitor | None, Depends(guest)]


def needing(right: Right) -> Callable[[Visitor | None], Visitor]:
    """Return what lets in only those who have a right."""

    def needed(there: Guest) -> Visitor:
        if there is None:
            raise NotInError
        if not there.may(right):
            raise ForbiddenError
        return there

    return needed


Reader = Annotated[Visitor, Depends(needing("read"))]
Mender = Annotated[Visitor, Depends(needing("correct"))]
Manager = Annotated[Visitor, Depends(needing("manage"))]


async def form_of(request: Request) -> AsyncIterator[FormData]:
    """Give what a form sends."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        yield form


def own_form(
    there: Reader, form: Annotated[FormData, Depends(form_of)], request: Request
) -> FormData:
    """Return what a form of our own page sends.

    Raises:
        ForbiddenError: it does not hold the token of this session.
    """
    check_csrf(there, text(form, "csrf") or request.headers.get("x-csrf-token", ""))
    return form


OwnForm = Annotated[FormData, Depends(own_form)]


def check_csrf(there: Visitor, shown: str) -> None:
    """Compare the token that came with that of the session.

    Raises:
        ForbiddenError: it is another.
    """
    if not hmac.compare_digest(there.session.csrf.encode(), shown.encode()):
        raise ForbiddenError


def text(form: FormData, name: str) -> str:
    """Return a field of a form as text; empty where it is not there."""
    value = form.get(name)
    return "" if value is None or isinstance(value, UploadFile) else value
