"""The app: its routes, what stands before them, and what is said when one fails."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from vanban_parser.errors import VanbanError
from vanban_parser.web import (
    api,
    audit_page,
    entry,
    files_page,
    letter_page,
    queue_page,
    register_page,
    upload_page,
    work_page,
)
from vanban_parser.web.access import ForbiddenError, NotInError, language_of
from vanban_parser.web.errors import ApiError, MissingError, SecretHereError, status_of
from vanban_parser.web.guard import Guard
from vanban_parser.web.office import Office
from vanban_parser.web.render import page

API = "/api/"
Answer = Callable[[Request, Exception], Response]


_ABOUT = (
    "What the review page knows, for programs. Programs show a token of `vanban token"
    " issue` (`Authorization: Bearer ...`); nothing here leaves the machine by itself."
)


def make_app(office: Office) -> Guard:
    """Return the app of an office, behind its guard."""
    return Guard(make_routes(office), office)


def make_routes(office: Office) -> FastAPI:
    """Return what the guard stands before."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        office.sheets.close()

    app = _described(lifespan)
    app.state.office = office
    pages = (queue_page, letter_page, register_page, work_page, upload_page, audit_page)
    for part in (entry, *pages, files_page):
        app.include_router(part.router)
    _answer_errors(app)
    return app


def description() -> dict[str, Any]:
    """Return what the API is, in the form of OpenAPI."""
    return _described(None).openapi()


def _described(lifespan: Any) -> FastAPI:
    app = FastAPI(
        title="vanban_parser",
        version="1",
        description=_ABOUT,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.include_router(api.router)
    return app


def _answer_errors(app: FastAPI) -> None:
    for kind, answer in _ANSWERS.items():
        app.add_exception_handler(kind, answer)


def _told(request: Request, status: int, key: str) -> Response:
    """Say in one page, or to a program by its code, what is wrong."""
    if request.url.path.startswith(API):
        return JSONResponse({"code": key.replace("_", "-"), "detail": ""}, status)
    language = language_of(request, request.app.state.office)
    return page("problem", None, language, status, key=key)


def _of_api(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiError)
    return JSONResponse({"code": error.code, "detail": error.detail}, error.status)


def _not_in(request: Request, _: Exception) -> Response:
    if request.url.path.startswith(API) or request.method != "GET":
        return _told(request, 401, "not_in")
    return RedirectResponse("/login", 303)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # What is in a path and is no id is nothing that is here.
    in_path = any(part["loc"][:1] == ("path",) for part in error.errors())
    return _told(request, 404, "missing") if in_path else _told(request, 422, "invalid")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = "missing" if error.status_code == 404 else "invalid"
    return _told(request, error.status_code, key)


def _ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, VanbanError)
    return _told(request, status_of(error), "trouble")


def _saying(status: int, key: str) -> Answer:
    return lambda request, _: _told(request, status, key)


_ANSWERS: dict[type[Exception], Answer] = {
    ApiError: _of_api,
    NotInError: _not_in,
    ForbiddenError: _saying(403, "forbidden"),
    MissingError: _saying(404, "missing"),
    SecretHereError: _saying(451, "secret"),
    RequestValidationError: _invalid,
    HTTPException: _http,
    VanbanError: _ours,
}
