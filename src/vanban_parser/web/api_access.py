"""Who calls the API, and the problems that it tells of."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from vanban_parser.store import sessions
from vanban_parser.web import api_models as models
from vanban_parser.web.access import (
    ForbiddenError,
    Guest,
    NotInError,
    TheOffice,
    check_csrf,
)

_BEARER: Final = HTTPBearer(
    auto_error=False, description="A token of `vanban token issue`."
)
_SAFE: Final = ("GET", "HEAD")
_RIGHTS: Final = {"read": "read", "correct": "correct", "parse": "upload"}


class Caller:
    """Who calls: a program with a token, or a page of ours with its session."""

    def __init__(self, scope: sessions.Scope) -> None:
        self._scope = scope

    def __call__(
        self,
        request: Request,
        office: TheOffice,
        there: Guest,
        shown: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)],
    ) -> str:
        """Return the name for the audit.

        Raises:
            NotInError: nobody is known.
            ForbiddenError: it may not do this.
        """
        if shown is not None:
            with office.store.reading() as tx:
                token = sessions.verify(tx, shown.credentials)
            if token is None:
                raise NotInError
            if self._scope not in token.scopes:
                raise ForbiddenError
            return f"token:{token.label}"
        if there is None:
            raise NotInError
        if not there.may(_RIGHTS[self._scope]):  # type: ignore[arg-type] # a right
            raise ForbiddenError
        if request.method not in _SAFE:
            check_csrf(there, request.headers.get("x-csrf-token", ""))
        return there.actor


_PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": models.Problem, "description": said}
    for status, said in {
        400: "The body cannot be understood",
        401: "No token, or not a good one",
        403: "The token may not do this",
        404: "There is no such thing",
        409: "Somebody saved meanwhile",
        413: "The body is too large",
        415: "No reader knows this kind of file",
        422: "A value cannot be used, or the file cannot be read",
        451: "The letter bears a mark of state secrets",
        503: "The database is in use or cannot be reached",
    }.items()
}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what a path may answer besides, those of every path included."""
    return {status: _PROBLEMS[status] for status in (*statuses, 401, 403, 503)}


MayRead = Annotated[str, Depends(Caller("read"))]
MayCorrect = Annotated[str, Depends(Caller("correct"))]
MayParse = Annotated[str, Depends(Caller("parse"))]
