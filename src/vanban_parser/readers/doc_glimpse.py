"""The words of an old format, before a converter writes a copy of it to the disk.

For the secrecy gate alone: paragraphs as they are typed, without their form.  What
cannot be read so is looked at when it is converted.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from vanban_parser.errors import VanbanError
from vanban_parser.readers.doc_plain import read_plain

_RTF_TOKEN = re.compile(
    r"\\u(?P<code>-?\d+) ?(?:\\'[0-9a-f]{2}|\?)?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<word>[a-zA-Z]+)-?\d* ?"
    r"|\\(?P<sign>.)"
    r"|(?P<brace>[{}])"
    r"|[\r\n]+"
    r"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_RTF_BREAKS = frozenset({"par", "cell", "row", "line", "page", "sect", "tab"})
# Groups that hold no words of the letter.
_RTF_SKIPPED = frozenset({"fonttbl", "colortbl", "stylesheet", "info", "pict", "*"})
_BREAKING_TAGS = frozenset({"p", "div", "td", "th", "tr", "br", "li", "h1", "h2", "h3"})
# A header is over by then; of a large file no more is looked at.
_MOST_CHARACTERS = 400_000


def of_word(data: bytes, filename: str) -> list[str]:
    """Return the paragraphs of a .doc; none where only a converter can read it."""
    try:
        document = read_plain(data, filename, "")
    except VanbanError:
        return []
    return document.text.split("\n")


def of_rtf(data: bytes) -> list[str]:
    """Return the paragraphs of an RTF."""
    lines: list[str] = [""]
    depth, skipped_from = 0, 0
    source = data[:_MOST_CHARACTERS].decode("latin-1")
    for token in _RTF_TOKEN.finditer(source):
        if token["brace"]:
            depth += 1 if token["brace"] == "{" else -1
            if depth < skipped_from:
                skipped_from = 0
        elif skipped_from:
            continue
        elif (token["word"] or token["sign"]) in _RTF_SKIPPED:
            skipped_from = depth
        elif token["word"] in _RTF_BREAKS:
            lines.append("")
        else:
            lines[-1] += _rtf_text(token)
    return lines


def _rtf_text(token: re.Match[str]) -> str:
    if token["code"]:
        return chr(int(token["code"]) % 0x10000)
    if token["byte"]:
        # The code page of Vietnamese, unless a font says otherwise.
        return bytes.fromhex(token["byte"]).decode("cp1258", "replace")
    return token["text"] or ("\xa0" if token["sign"] == "~" else "")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag.rpartition(":")[2] in _BREAKING_TAGS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += data


def of_markup(data: bytes) -> list[str]:
    """Return the paragraphs of a web page, or of the XML of Word 2003."""
    parser = _Words()
    parser.feed(unescape(data[:_MOST_CHARACTERS].decode("utf-8", "replace")))
    return [" ".join(line.split()) for line in parser.lines]
