"""Coming in and going out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from vanban_parser.store import audit, sessions, users
from vanban_parser.web import passwords
from vanban_parser.web.access import (
    Guest,
    OwnForm,
    Reader,
    TheLanguage,
    TheOffice,
    form_of,
    text,
)
from vanban_parser.web.office import Office
from vanban_parser.web.render import page
from vanban_parser.web.words import LANGUAGES

router = APIRouter(include_in_schema=False)
_LONGEST_NAME = 64
_YEAR_SECONDS = 365 * 24 * 3600


@router.get("/start")
def start(
    office: TheOffice, there: Guest, language: TheLanguage, token: str = ""
) -> Response:
    """Let in the person who has the link that was printed at the start."""
    if there is not None:
        return RedirectResponse("/", 303)
    if office.link is None or not office.link.use(token):
        return page("used", None, language, 403)
    at = office.clock.now()
    with office.store.writing() as tx:
        key = sessions.begin(tx, None, at.timestamp())
        audit.note(tx, at, "local", "came-in")
    return _let_in(office, key)


@router.get("/login")
def login_page(office: TheOffice, there: Guest, language: TheLanguage) -> Response:
    """Show where to log in."""
    if there is not None:
        return RedirectResponse("/", 303)
    if office.link is not None:
        return page("used", None, language, 401)
    return page("login", None, language, error="", name="")


@router.post("/login")
def login(
    request: Request,
    office: TheOffice,
    language: TheLanguage,
    form: Annotated[FormData, Depends(form_of)],
) -> Response:
    """Let in who knows the password; make others wait longer with each try.

    No token of a session is asked for, since there is none yet; `guard` has seen that
    the form is ours, and a session that somebody planted is never taken over.
    """
    if office.link is not None:
        return page("used", None, language, 403)
    name, password = text(form, "name")[:_LONGEST_NAME], text(form, "password")
    address = request.client.host if request.client else ""
    keys = (f"user:{users.key_of(name)}", f"address:{address}")
    at = office.clock.now()
    with office.store.reading() as tx:
        wait = users.wait_seconds(tx, keys, at.timestamp())
        user = users.get(tx, name)
    if wait > 0:
        said = page("login", None, language, 429, error="login.wait", name=name)
        said.headers["retry-after"] = str(int(wait) + 1)
        return said
    known = user.password if user is not None and user.is_active else None
    if not passwords.is_right(password, known) or user is None:
        with office.store.writing() as tx:
            users.note_failure(tx, keys, at.timestamp())
        return page("login", None, language, 401, error="login.wrong", name=name)
    old = request.cookies.get(office.cookie)
    with office.store.writing() as tx:
        users.forget_failures(tx, keys)
        if old:
            sessions.end(tx, old)
        key = sessions.begin(tx, user.name, at.timestamp())
        audit.note(tx, at, user.name, "came-in")
    return _let_in(office, key)


@router.post("/logout")
def logout(office: TheOffice, there: Reader, form: OwnForm) -> Response:
    """End the session."""
    with office.store.writing() as tx:
        sessions.end(tx, there.key)
        audit.note(tx, office.clock.now(), there.actor, "went-out")
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(
        office.cookie, secure=office.https, httponly=True, samesite="lax"
    )
    return answer


@router.post("/language")
def choose_language(office: TheOffice, there: Reader, form: OwnForm) -> Response:
    """Remember the language on this browser."""
    chosen = text(form, "language")
    back = text(form, "back")
    # Only a path of our own: "//elsewhere" would be another site.
    is_path = back.startswith("/") and not back.startswith(("//", "/\\"))
    answer = RedirectResponse(back if is_path else "/", 303)
    if chosen in LANGUAGES:
        answer.set_cookie(
            "vanban-lang",
            chosen,
            max_age=_YEAR_SECONDS,
            httponly=True,
            samesite="lax",
            secure=office.https,
        )
    return answer


def _let_in(office: Office, key: str) -> Response:
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        office.cookie, key, httponly=True, samesite="lax", secure=office.https, path="/"
    )
    return answer
