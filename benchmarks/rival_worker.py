"""Runs in the environment of one rival and gets the text of what it is told to.

    python rival_worker.py NAME      a path a line on stdin, an answer a line on stdout

An answer is JSON: seconds by the wall and of the processors, and how many characters
came out; or what went wrong.  Only the rival and the standard library are there.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from typing import Any

Text = Callable[[str], str]


def kreuzberg() -> Text:
    """Kreuzberg, as its documentation begins."""
    from kreuzberg import extract_file_sync

    return lambda path: str(extract_file_sync(path).content)


def viparse() -> Text:
    """Viparse as text, with settings resolved once."""
    from viparse import load, load_settings

    settings = load_settings()
    return lambda path: "\n".join(
        str(part.text) for part in load(path, output="text", settings=settings)
    )


def markitdown() -> Text:
    """MarkItDown with its own converters."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda path: str(converter.convert(path).text_content)


def unstructured() -> Text:
    """Unstructured by its fast strategy, with no more of spaCy than a registry has."""
    import spacy
    from unstructured.partition.auto import partition

    # Its English model is fetched from GitHub when it runs.  An empty pipeline in its
    # place tags nothing: what is measured is less than unstructured takes as it comes.
    empty = spacy.blank("en")
    empty.add_pipe("sentencizer")
    spacy.load = lambda *_, **__: empty
    return lambda path: "\n".join(
        str(part) for part in partition(path, strategy="fast", languages=["vie"])
    )


def docling() -> Text:
    """Docling as Markdown; PDF by the pipeline that needs no model."""
    from docling.datamodel.base_models import InputFormat
    from docling.document_converter import DocumentConverter, PdfFormatOption
    from docling.pipeline.native_pdf_pipeline import NativePdfPipeline

    pdf = PdfFormatOption(pipeline_cls=NativePdfPipeline)
    converter = DocumentConverter(format_options={InputFormat.PDF: pdf})
    return lambda path: str(converter.convert(path).document.export_to_markdown())


RIVALS: dict[str, Callable[[], Text]] = {
    made.__name__: made
    for made in (kreuzberg, viparse, markitdown, unstructured, docling)
}


def _said(error: Exception) -> str:
    """Return what went wrong in a line, without the addresses that are in it."""
    plain = re.sub(
        r"<?https?://[^ ]+|[^ ]*/[^ ]+", "...", str(error).partition("\n")[0]
    )
    return f"{type(error).__name__}: {plain[:120]}"


def _cpu() -> float:
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def _answer(text: Text, path: str) -> dict[str, Any]:
    cpu, wall = _cpu(), time.perf_counter()
    try:
        n_characters = len(text(path))
    except Exception as error:  # whatever a rival raises is its answer
        return {"error": _said(error)}
    wall, cpu = time.perf_counter() - wall, _cpu() - cpu
    return {"wall": wall, "cpu": cpu, "characters": n_characters}


def main() -> None:
    """Answer until stdin is closed."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        text = RIVALS[sys.argv[1]]()
        ready: dict[str, Any] = {"ready": True}
    except Exception as error:  # as above
        ready = {"error": _said(error)}
    print(json.dumps(ready), file=answers, flush=True)
    if "error" in ready:
        return
    for line in sys.stdin:
        answer = _answer(text, line.rstrip("\n"))
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
