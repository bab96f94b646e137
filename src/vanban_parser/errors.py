"""Errors the caller can do something about.

Each class owns a stable code (for programs), an exit code (for scripts) and says
what to do next.  Codes are listed in ``docs/errors.md``, made from this module.
"""

from __future__ import annotations

import re
from enum import IntEnum
from typing import ClassVar

_LET_PASS = "vanban parse FILE --not-secret (in a watched folder: vanban release)"
_NO_MEMORY = re.compile(r"\b(?:m|c|re)alloc\b.*\bfailed")


class Exit(IntEnum):
    """Exit codes of the command line; none is ever reused."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    MISSING_DEPENDENCY = 3
    NEEDS_REVIEW = 4
    DELIVERY_FAILED = 5
    SECRET = 6
    INTERNAL = 70
    INTERRUPTED = 130


class VanbanError(Exception):
    """Base of all errors that name a file, what is wrong with it and what to do."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[Exit] = Exit.SOME_FAILED
    problem: ClassVar[str] = ""
    remedy: ClassVar[str] = ""

    def __init__(self, filename: str, detail: str = "") -> None:
        self.filename = filename
        self.detail = detail
        self.trace = ""
        """The traceback in the process where it happened, if it was asked for."""
        problem = f"{self.problem} ({detail})" if detail else self.problem
        where = f"{filename}: " if filename else ""
        super().__init__(f"{where}{problem}; {self.remedy}")


class UnsupportedFormatError(VanbanError):
    """No reader knows this kind of file."""

    code = "unsupported-format"
    problem = "not a PDF, DOCX, DOC or RTF file, nor a picture (JPEG, PNG, TIFF)"
    remedy = "save the letter as PDF or DOCX and parse that"


class FileMissingError(VanbanError):
    """There is no such file, or it may not be opened."""

    code = "unreadable-file"
    problem = "cannot be opened"
    remedy = "check the path and the permissions, then try again"


class EmptyFileError(VanbanError):
    """The file has no bytes."""

    code = "empty-file"
    problem = "the file is empty"
    remedy = "copy it again from the sender; the transfer probably broke off"


class DamagedFileError(VanbanError):
    """The file starts like its type and cannot be read to its end."""

    code = "damaged-file"
    problem = "the file is damaged"
    remedy = "ask the sender for it again, or open and save it anew"


class EncryptedFileError(VanbanError):
    """The file needs a password."""

    code = "encrypted-file"
    problem = "the file is locked with a password"
    remedy = "save a copy without password and parse that"


class TooLargeError(VanbanError):
    """The file is beyond a limit of the settings."""

    code = "too-large"
    problem = "the file is larger than the limits allow"
    remedy = "split it, or raise max_bytes, max_pages or max_unpacked_bytes"


class NoTextError(VanbanError):
    """The file opened, but its pages hold pictures of text and no text."""

    code = "no-text"
    problem = (
        "no page holds usable text; it is probably a scan, and whether it bears a mark "
        "of state secrets is not known"
    )
    remedy = (
        "install Tesseract with Vietnamese (Debian, Ubuntu: make system), or run OCR "
        "on it first; `vanban doctor` tells what is missing"
    )


class ConversionTimeoutError(VanbanError):
    """An old format took longer to convert than the settings allow."""

    code = "conversion-timeout"
    problem = "converting the file took too long"
    remedy = (
        "open it in Word or LibreOffice and save it as DOCX, or raise "
        "max_conversion_seconds"
    )


class MissingProgramError(VanbanError):
    """A program that this kind of file needs is not installed; named by the detail."""

    code = "missing-program"
    exit_code = Exit.MISSING_DEPENDENCY
    problem = "a program that reads this kind of file is not installed"
    remedy = (
        "install it (Debian, Ubuntu: make system; Windows, macOS: its installer), or "
        "save the letter as DOCX or PDF"
    )


class NoLetterInPacketError(VanbanError):
    """An edXML packet has a header and no file."""

    code = "packet-without-letter"
    problem = "the packet holds no letter"
    remedy = (
        "put the letter (PDF, DOCX) beside it, under the same name, and drop both; or "
        "ask the sender for it again"
    )


class TimeLimitError(VanbanError):
    """The process that read the file was ended at its time limit."""

    code = "time-limit"
    problem = "reading the file took too long"
    remedy = (
        "print it to a new PDF and parse that, or split it; if it is a good letter, "
        "raise max_seconds"
    )


class MemoryLimitError(VanbanError):
    """The process that read the file wanted more memory than it may have."""

    code = "memory-limit"
    problem = "reading the file takes too much memory"
    remedy = (
        "print it to a new PDF and parse that, or split it; if it is a good letter, "
        "raise max_memory_bytes"
    )


class OutputLimitError(VanbanError):
    """What was read from the file is more than one record may be."""

    code = "output-limit"
    problem = "what the file holds is larger than the limits allow"
    remedy = "split it; if it is a good letter, raise max_output_bytes"


class CrashedError(VanbanError):
    """The process that read the file died; the files around it were not hurt."""

    code = "crashed"
    problem = "the process that read the file died"
    remedy = "open the file and save it anew, or ask the sender for it again"


class InternalError(VanbanError):
    """A defect of this program met this file; the detail is the exception's class."""

    code = "internal-error"
    problem = "this program failed on the file"
    remedy = "report it with the version (vanban --version); the letter stays with you"


class MissingDependencyError(VanbanError):
    """A package that parsing needs is not installed; the detail is its module."""

    code = "missing-dependency"
    exit_code = Exit.MISSING_DEPENDENCY
    problem = "a package that the program needs is missing"
    remedy = "install it again: pip install vanban-parser; vanban doctor says which"


class SecretLetterError(VanbanError):
    """The letter bears a mark of state secrets; the detail is the level, no more.

    It names no file and keeps no hash: neither may be kept of such a letter.
    """

    code = "secret-letter"
    exit_code = Exit.SECRET
    problem = "a letter bears a mark of state secrets; it was not read on"
    remedy = (
        "nothing of it was kept; take it to a machine that is set apart for such "
        "letters, and report it as your office's rules say; if a person looked and it "
        f"bears no mark: {_LET_PASS}"
    )

    def __init__(self, filename: str = "", detail: str = "") -> None:
        super().__init__("", detail)


class SuspectedSecretError(SecretLetterError):
    """A stamp where marks of secrecy stand cannot be read: a person must look."""

    code = "suspected-secret"
    problem = "a stamp that may be a mark of state secrets cannot be read"
    remedy = (
        "nothing of it was kept; look at its first page: if it bears no mark of "
        f"secrecy, {_LET_PASS}, or scan it again, sharper and in colour"
    )


class SecrecyUncheckedError(VanbanError):
    """The first page is a picture that nothing has read; other pages have text.

    Marks of secrecy stand on a first page, so the letter is not handed on.
    """

    code = "secrecy-unchecked"
    problem = (
        "the first page is a picture that was not read, so it is not known whether it "
        "bears a mark of state secrets"
    )
    remedy = (
        "install Tesseract with Vietnamese (Debian, Ubuntu: make system) and parse it "
        "again; or look at its first page: if it bears no mark, vanban parse FILE "
        "--not-secret"
    )


class SettingsError(VanbanError):
    """A setting is unknown or has a value that it cannot take."""

    code = "bad-settings"
    exit_code = Exit.USAGE
    problem = "a setting cannot be used"
    remedy = "correct it; docs/settings.md lists them all"


class DataError(VanbanError):
    """A data file of the package is damaged or unsigned."""

    code = "bad-data"
    exit_code = Exit.INTERNAL
    problem = "a data file of the program cannot be used"
    remedy = "install the program again"


def ours(error: BaseException, filename: str) -> VanbanError:
    """Return `error` as one of this program's own; it quotes nothing of the letter."""
    if _is_of_memory(error):
        return MemoryLimitError(filename)
    if isinstance(error, VanbanError):
        return error
    name = error.name if isinstance(error, ModuleNotFoundError) else None
    if name and name.partition(".")[0] != "vanban_parser":
        return MissingDependencyError(filename, name)
    return InternalError(filename, type(error).__name__)


def relayed(code: str, filename: str, detail: str) -> VanbanError:
    """Return the error with this code, as another process met it."""
    waiting: list[type[VanbanError]] = [VanbanError]
    while waiting:
        kind = waiting.pop()
        if kind.code == code:
            return kind(filename, detail)
        waiting += kind.__subclasses__()
    return InternalError(filename, code)


def _is_of_memory(error: BaseException | None) -> bool:
    """Tell whether memory that could not be had is behind an error.

    MuPDF says so only in words.
    """
    while error is not None:
        if isinstance(error, MemoryError) or _NO_MEMORY.search(str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False
