"""What is answered where something is not there, not allowed, or went wrong."""

from __future__ import annotations

from vanban_parser.errors import VanbanError


class MissingError(Exception):
    """There is no such thing here."""


class SecretHereError(Exception):
    """The letter bears a mark of state secrets, and this machine is not for them."""


class ApiError(Exception):
    """An answer of the API that is none: a status, a code, words for a person."""

    def __init__(self, status: int, code: str, detail: str = "") -> None:
        self.status = status
        self.code = code
        self.detail = detail
        super().__init__(code)


def status_of(error: VanbanError) -> int:
    """Return the HTTP status that says what an error of ours means."""
    return _STATUS.get(error.code, 422)


_STATUS = {
    "too-large": 413,
    "unsupported-format": 415,
    "time-limit": 422,
    "secret-letter": 451,
    "suspected-secret": 451,
    "store-busy": 503,
    "disk-full": 507,
    "store-unavailable": 503,
    "store-error": 500,
    "internal-error": 500,
    "missing-dependency": 501,
    "missing-program": 501,
    "unreadable-file": 404,
}
