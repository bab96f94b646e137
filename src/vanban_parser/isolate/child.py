"""The process that reads letters: told what to read on stdin, answers on stdout.

It may hang, grow or die over a file; whoever started it sees to that.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import logging
import os
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from vanban_parser.errors import (
    MemoryLimitError,
    OutputLimitError,
    SecretLetterError,
    VanbanError,
    ours,
)
from vanban_parser.isolate import wire
from vanban_parser.isolate.records import written

if TYPE_CHECKING:
    from vanban_parser.model.document import Document
    from vanban_parser.model.letter import Letter
    from vanban_parser.pipeline import Reading

_LOOK_AT_PARENT_SECONDS = 2.0


class LetterParser(Protocol):
    """What is needed of `pipeline.Parser`."""

    def sure(self, letter: Letter) -> Letter: ...
    def read(self, path: Path) -> Reading: ...
    def read_bytes(self, data: bytes, filename: str) -> Reading: ...
    def read_letters(self, path: Path) -> tuple[Reading, ...]: ...
    def read_letters_bytes(self, data: bytes, filename: str) -> tuple[Reading, ...]: ...
    def compared(
        self, readings: tuple[Reading, ...], data: bytes, filename: str
    ) -> tuple[Reading, ...]: ...


def main() -> None:
    """Serve until stdin is closed."""
    requests, answers = _take_pipes()
    if "--warm" in sys.argv:
        # While the parent still looks for its settings.
        importlib.import_module("vanban_parser.pipeline")
        importlib.import_module("vanban_parser.readers.pdf")
    with contextlib.suppress(EOFError, BrokenPipeError):
        begin = wire.receive(requests, sys.maxsize).head
        _confine(begin["limits"])
        server = Server(begin)
        server.tell(answers)
        serve(server, requests, answers)


def serve(server: Server, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer one request after the other.

    Raises:
        EOFError: there will be no more.
        BrokenPipeError: nobody wants the answer.
    """
    while True:
        request = wire.receive(requests, sys.maxsize)
        wire.send(answers, {"event": "begun"})
        _limit_cpu(server.seconds)
        head, body = server.answer(request)
        wire.send(answers, head, body)


class Server:
    """Makes the parser once, reads letters, and never raises for what a file does."""

    def __init__(self, begin: Mapping[str, Any]) -> None:
        self._begin = begin
        self._parser: LetterParser | None = None
        self._on_page: Callable[[int, int], None] | None = None
        self.seconds: float = begin["limits"]["seconds"]
        ocr_seconds = begin["settings"].get("max_ocr_seconds", 0)
        # An engine looks at a page up to three times, and keeps its own time.
        self.page_seconds: float = self.seconds + 3 * ocr_seconds
        self._most_bytes: int = begin["limits"]["output_bytes"]

    def tell(self, answers: BinaryIO) -> None:
        """Say to `answers` before each page that is recognised that there is one."""

        def on_page(page: int, of: int) -> None:
            _limit_cpu(self.page_seconds)
            head = {"event": "page", "page": page, "of": of}
            wire.send(answers, {**head, "seconds": self.page_seconds})

        self._on_page = on_page

    def answer(self, request: wire.Frame) -> tuple[dict[str, Any], bytes]:
        """Return the records of the letter that is asked for, or the error."""
        filename = request.head["filename"]
        try:
            head, body = self._read(request)
        except Exception as error:  # one bad file must not stop the rest
            return self._failed(ours(error, filename)), b""
        if len(body) > self._most_bytes:
            limit = f"{len(body)} bytes, limit {self._most_bytes}"
            return self._failed(OutputLimitError(filename, limit)), b""
        return head, body

    def _read(self, request: wire.Frame) -> tuple[dict[str, Any], bytes]:
        if request.head["event"] == "sheet":
            return self._sheet(request)
        if self._parser is None:
            self._parser = self._made()
        form = request.head["form"]
        if hasattr(self._parser, "explained"):
            self._parser.explained = form == "reading"
        texts, records = [], []
        for reading in _readings(self._parser, request):
            letter = reading.letter
            if form != "reading":  # who asks why sees all of it
                letter = self._parser.sure(letter)
            texts.append(written(letter, reading, form).encode("utf-8"))
            source = letter.source
            records.append(
                {
                    "bytes": len(texts[-1]),
                    "n_warnings": len(letter.warnings),
                    "pages": source.pages,
                    "part": source.part,
                }
            )
        return {"event": "read", "records": records}, b"".join(texts)

    def _sheet(self, request: wire.Frame) -> tuple[dict[str, Any], bytes]:
        """Return a page's picture, or with page 0 where the words of the file stand."""
        from vanban_parser.readers import sheets
        from vanban_parser.settings import Settings

        settings = Settings.model_validate(self._begin["settings"])
        path, page = Path(request.head["path"]), request.head["page"]
        if page:
            body = sheets.picture(path, page, request.head["width"], settings)
        else:
            part = _part(request.head["pages"])
            body = json.dumps(sheets.anchors(path, settings, part)).encode("ascii")
        return {"event": "sheet"}, body

    def _made(self) -> LetterParser:
        from vanban_parser.settings import Settings

        module, _, name = self._begin["parser"].partition(":")
        make = getattr(importlib.import_module(module), name)
        settings = Settings.model_validate(self._begin["settings"])
        parser: LetterParser = make(settings)
        if hasattr(parser, "on_page"):
            parser.on_page = self._on_page
        return parser

    def _failed(self, error: VanbanError) -> dict[str, Any]:
        trace = ""
        is_secret = isinstance(error, SecretLetterError)
        if self._begin["debug"] and sys.exc_info()[0] and not is_secret:
            trace = traceback.format_exc()
        if isinstance(error, MemoryLimitError):
            gc.collect()
        return {
            "event": "failed",
            "code": error.code,
            "detail": error.detail,
            "trace": trace,
        }


def _part(pages: Sequence[int] | None) -> Callable[[Document], Document]:
    """Return what gives of a document the letter on `pages`: first and last, or all."""
    if pages is None:
        return lambda document: document
    from vanban_parser.zones.parts import pages_of

    first, last = pages
    return lambda document: pages_of(document, first, last)


def _readings(parser: LetterParser, request: wire.Frame) -> tuple[Reading, ...]:
    """Return the letter that is asked for, or each of them where it is to be split."""
    found = _read(parser, request)
    if (header := request.head.get("header")) is not None:
        path = Path(header)
        return parser.compared(found, path.read_bytes(), path.name)
    return found


def _read(parser: LetterParser, request: wire.Frame) -> tuple[Reading, ...]:
    path, filename = request.head["path"], request.head["filename"]
    if request.head["split"] or _is_whole_packet(request):
        if path is None:
            return parser.read_letters_bytes(request.body, filename)
        return parser.read_letters(Path(path))
    if path is None:
        return (parser.read_bytes(request.body, filename),)
    return (parser.read(Path(path)),)


def _is_whole_packet(request: wire.Frame) -> bool:
    """Tell whether all files of a packet are asked for, and it is one."""
    if not request.head.get("whole"):
        return False
    from vanban_parser.readers.registry import is_packet

    path = request.head["path"]
    if path is None:
        return is_packet(request.body)
    try:
        with Path(path).open("rb") as file:
            return is_packet(file.read(4096))
    except OSError:
        return False  # whoever reads it says why


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return stdin and stdout, and leave nothing there for a library to use.

    The copies are not handed on to programs that are started.
    """
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    # Nor let one write what it read of a letter.
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    return requests, answers


def _leave_with_parent() -> None:
    """End when the parent has been killed: it cannot end us any more."""
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(_LOOK_AT_PARENT_SECONDS)
    os._exit(1)


def _confine(limits: Mapping[str, Any]) -> None:
    """Let the system refuse memory, large files and core dumps; Windows has a job."""
    if sys.platform == "win32":
        return
    import resource

    # Of Linux: what is private and written to.  Addresses alone cost nothing, and
    # LibreOffice reserves many.  Elsewhere RLIMIT_DATA says less, and does no harm.
    wanted = {
        resource.RLIMIT_DATA: limits["memory_bytes"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in wanted.items():
        hard = resource.getrlimit(kind)[1]
        lower = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (lower, hard))


def _limit_cpu(seconds: float) -> None:
    """End this process over a letter even if its parent, who should, was killed."""
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(usage.ru_utime + usage.ru_stime + 10 * seconds) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


if __name__ == "__main__":
    main()
