"""What can go wrong on the command line, and how one line says it."""

from __future__ import annotations

from dataclasses import dataclass

from vanban_parser.cli.messages import Say
from vanban_parser.errors import Exit, VanbanError


class OutputError(VanbanError):
    """The result cannot be written; nothing half-written is left behind."""

    code = "cannot-write"
    problem = "cannot be written"
    remedy = "check the folder, its permissions and the free space"


# Worst last.  A file that failed outweighs one that should be looked at.
_SEVERITY = (
    Exit.OK,
    Exit.NEEDS_REVIEW,
    Exit.SOME_FAILED,
    Exit.DELIVERY_FAILED,
    Exit.MISSING_DEPENDENCY,
    Exit.USAGE,
    Exit.SECRET,
    Exit.INTERNAL,
    Exit.INTERRUPTED,
)


def worst(*codes: Exit) -> Exit:
    """Return the gravest of `codes`, or OK."""
    return max(codes, key=_SEVERITY.index, default=Exit.OK)


@dataclass(frozen=True, slots=True)
class Problem:
    """A `VanbanError` that can go from one process to another.

    `text` and `remedy` are the English ones; `traceback` is empty unless asked for.
    """

    code: str
    text: str
    remedy: str
    detail: str = ""
    exit_code: Exit = Exit.SOME_FAILED
    traceback: str = ""

    @classmethod
    def of(cls, error: VanbanError, traceback: str = "") -> Problem:
        """Take over what `error` says."""
        return cls(
            code=error.code,
            text=error.problem,
            remedy=error.remedy,
            detail=error.detail,
            exit_code=error.exit_code,
            traceback=traceback,
        )

    def said(self, say: Say) -> tuple[str, str]:
        """Return what is wrong (with its detail) and what to do, in a language."""
        text, remedy = say.error(self.code, self.text, self.remedy)
        detail = say.detail(self.detail)
        return (f"{text} ({detail})" if detail else text), remedy

    @property
    def is_secret(self) -> bool:
        """Whether the letter is one of which not even the name may be kept."""
        return self.exit_code is Exit.SECRET

    def line(self, say: Say, filename: str) -> str:
        """Return the one line of stderr about this problem; it may name no file."""
        text, remedy = self.said(say)
        where = f"{printable(filename)}: " if filename else ""
        return f"vanban: {where}{text} [{self.code}]; {remedy}"


def printable(text: str) -> str:
    """Return `text` on one line, without what steers a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
