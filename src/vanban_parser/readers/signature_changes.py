"""What a PDF got after it was signed, by comparing the signed revision with the file.

A signed PDF only grows: bytes after the signed ones may replace any object.  Nothing
that is seen or can act may be among them, but for signature fields and filled form
fields; so everything that can be reached from the pages (their widgets apart) and from
the catalog has to be, byte for byte, what it was.  pyHanko has rules of the same kind;
they took it 19 s for a letter of 43 pages, and read the common signing programs of
ministries as tampering.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import pymupdf

from vanban_parser.model.document import Added
from vanban_parser.readers.signature_fields import (
    MUPDF_ERRORS,
    REFERENCE,
    is_null,
    is_signature,
    owner_of,
    references,
    resolved,
)

# Objects of a file times its signatures: some seconds of work, more than any letter.
_MOST_OBJECTS = 200_000
# What signing adds to, and what shows nothing (ISO 32000-2, 7.7.2 and 12.8.4).
_CATALOG_MAY_CHANGE = frozenset(
    {
        *("/AcroForm", "/DSS", "/Extensions", "/MarkInfo", "/Metadata", "/Perms"),
        *("/StructTreeRoot", "/Version"),
    }
)
_OWN_KEYS = frozenset({"/Annots", "/Parent"})
# As MuPDF prints objects: brackets within strings have a backslash.
_TOKEN = re.compile(
    r"<<|>>|[\[\]]|\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f]*>|\d+ \d+ R\b"
    r"|/[^\s()<>\[\]/]*|[^\s()<>\[\]/]+",
    re.DOTALL,
)
_Value: TypeAlias = "str | tuple[_Value, ...] | frozenset[tuple[_Value, ...]]"
_DEEPEST = 100
# Streams smaller than this are kept for the next signature's comparison.
_KEPT = 100_000
_WHITE = b" \t\r\n\f\0"


class Additions:
    """What came after each of a file's signatures; `pdf` is the file opened."""

    def __init__(self, pdf: pymupdf.Document, data: bytes) -> None:
        self._pdf = pdf
        self._data = data
        self._left = _MOST_OBJECTS
        self._known: dict[int, Added] = {}
        self._now: _Objects | None = None

    def after(self, end: int) -> Added:
        """Return what was added after the first `end` bytes.

        ``OTHER`` too where that is too much to compare, or no revision ends there.
        """
        if end not in self._known:
            self._known[end] = self._compared(end)
        return self._known[end]

    def _compared(self, end: int) -> Added:
        if not self._data[end:].strip(_WHITE):
            return Added.NOTHING
        self._left -= self._pdf.xref_length()
        if self._left < 0:
            return Added.OTHER
        try:
            with pymupdf.open(stream=self._data[:end], filetype="pdf") as signed:
                now = self._now = self._now or _Objects(self._pdf)
                broken = signed.is_repaired and not self._pdf.is_repaired
                same = not broken and _Comparison(signed, now).is_a_form_filled()
        except MUPDF_ERRORS:
            same = False
        return Added.FORMS if same else Added.OTHER


class _Objects:
    """The objects of the file as it is now: each signature's revision asks for them."""

    def __init__(self, pdf: pymupdf.Document) -> None:
        self.pdf = pdf
        self.length = pdf.xref_length()
        self.pages = [pdf.page_xref(n) for n in range(pdf.page_count)]
        self._shown: dict[int, str] = {}
        self._led_to: dict[int, list[int]] = {}
        self._streams: dict[int, bytes | None] = {}
        self._values: dict[tuple[int, frozenset[str]], tuple[_Value, list[int]]] = {}
        self._notes: dict[int, str] = {}
        self._signed: dict[int, bool] = {}
        self.catalog = pdf.pdf_catalog()
        self.form = pdf.xref_get_key(self.catalog, "AcroForm")[1]
        self.xfa = pdf.xref_get_key(self.catalog, "AcroForm/XFA")

    def notes(self, page: int) -> str:
        """Return the annotations of a page as MuPDF prints them, mostly references."""
        if page not in self._notes:
            self._notes[page] = resolved(self.pdf, page, "Annots")
        return self._notes[page]

    def is_signed(self, xref: int) -> bool:
        """Tell whether an annotation is the widget of a field that is signed now.

        Such a field is reported as a signature, or could show what nobody answers for.
        """
        if xref not in self._signed:
            owner = owner_of(self.pdf, xref, "V")
            self._signed[xref] = (
                owner is not None
                and is_signature(self.pdf, xref)
                and not is_null(self.pdf, owner, "V/ByteRange")
            )
        return self._signed[xref]

    def shown(self, xref: int) -> str:
        """Return an object as MuPDF prints it."""
        if xref not in self._shown:
            self._shown[xref] = self.pdf.xref_object(xref, compressed=True)
        return self._shown[xref]

    def led_to(self, xref: int) -> list[int]:
        """Return the numbers of the objects that an object refers to."""
        if xref not in self._led_to:
            self._led_to[xref] = references(self.shown(xref))
        return self._led_to[xref]

    def stream(self, xref: int) -> bytes | None:
        """Return the raw bytes of a stream; None: the object is none."""
        if xref in self._streams:
            return self._streams[xref]
        is_one = self.pdf.xref_is_stream(xref)
        raw = self.pdf.xref_stream_raw(xref) if is_one else None
        if raw is None or len(raw) < _KEPT:
            self._streams[xref] = raw
        return raw

    def values(self, xref: int, but: frozenset[str]) -> tuple[_Value, list[int]]:
        """Return a dictionary without these keys, and the objects it leads to.

        Among them is the page's parent, which pages have values from.
        """
        known = self._values.get((xref, but))
        if known is None:
            entries = _entries(self.shown(xref), but)
            inherited = references(self.pdf.xref_get_key(xref, "Parent")[1])
            known = self._values[xref, but] = entries, [*_linked(entries), *inherited]
        return known


class _Comparison:
    """Two revisions of a file; objects keep their numbers from one to the next."""

    def __init__(self, before: pymupdf.Document, now: _Objects) -> None:
        self._before = before
        self._n_before = before.xref_length()
        self._now = now
        self._pages = now.pages
        # Compared by their keys, and not where something else leads back to them.
        self._seen = {*self._pages, now.catalog, *_own(now.form)}

    def is_a_form_filled(self) -> bool:
        """Tell whether nothing but fields differs."""
        before = self._before
        if [before.page_xref(n) for n in range(before.page_count)] != self._pages:
            return False
        return self._is_same_catalog() and all(map(self._is_same_page, self._pages))

    def _is_same_catalog(self) -> bool:
        catalog, xfa = self._before.pdf_catalog(), self._now.xfa
        return (
            self._has_same_values(catalog, self._now.catalog, _CATALOG_MAY_CHANGE)
            and self._before.xref_get_key(catalog, "AcroForm/XFA") == xfa
            and self._are_same(references(xfa[1]))
        )

    def _is_same_page(self, page: int) -> bool:
        return self._has_same_values(page, page, _OWN_KEYS) and self._has_same_notes(
            page
        )

    def _has_same_values(self, old: int, new: int, but: frozenset[str]) -> bool:
        """Compare two dictionaries and all that they lead to."""
        before = self._before.xref_object(old, compressed=True)
        after, linked = self._now.values(new, but)
        same = before == self._now.shown(new) or _entries(before, but) == after
        return same and self._are_same(linked)

    def _has_same_notes(self, page: int) -> bool:
        """Compare annotations: only signed fields may be added, only fields change."""
        old, new = resolved(self._before, page, "Annots"), self._now.notes(page)
        if not old and not new:
            return True
        if REFERENCE.sub("", old).strip("[] ") != REFERENCE.sub("", new).strip("[] "):
            return False
        were, are = references(old), references(new)
        added = [xref for xref in are if xref not in set(were)]
        return (
            set(were) <= set(are)
            and all(map(self._now.is_signed, added))
            and self._are_same(xref for xref in were if not self._may_be_filled(xref))
        )

    def _may_be_filled(self, xref: int) -> bool:
        """Tell whether an annotation was an open field when the file was signed."""
        before = self._before
        if before.xref_get_key(xref, "Subtype")[1] != "/Widget":
            return False
        return not is_signature(before, xref) or owner_of(before, xref, "V") is None

    def _are_same(self, objects: Iterable[int]) -> bool:
        """Compare objects and all that they lead to."""
        todo = [xref for xref in objects if xref not in self._seen]
        while todo:
            xref = todo.pop()
            if xref in self._seen or not 0 < xref < self._now.length:
                continue
            self._seen.add(xref)
            if not self._is_same(xref):
                return False
            todo.extend(self._now.led_to(xref))
        return True

    def _is_same(self, xref: int) -> bool:
        if xref >= self._n_before:
            return False
        was = self._before.xref_object(xref, compressed=True)
        if not _is_alike(was, self._now.shown(xref)):
            return False
        now = self._now.stream(xref)
        return now is None or bool(self._before.xref_stream_raw(xref) == now)


def _own(value: str) -> list[int]:
    """Return the object that a value is, if it is a reference."""
    return references(value) if REFERENCE.fullmatch(value) else []


def _entries(shown: str, but: frozenset[str]) -> _Value:
    """Return a dictionary without these keys; as it is where it is none."""
    whole = _canonical(shown)
    if not (isinstance(whole, tuple) and isinstance(whole[0], frozenset)):
        return whole
    return frozenset(pair for pair in whole[0] if pair[0] not in but)


def _linked(value: _Value) -> Iterator[int]:
    """Yield the numbers of the objects that a value refers to."""
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, str):
            if REFERENCE.fullmatch(part):
                yield int(part.split()[0])
        else:
            todo.extend(part)


def _is_alike(one: str, other: str) -> bool:
    """Compare two objects; some programs write a dictionary's keys in new order."""
    return one == other or _canonical(one) == _canonical(other)


def _canonical(value: str) -> _Value:
    """Return an object as nested tuples, dictionaries as sets of their pairs."""
    open_ones: list[list[_Value]] = [[]]
    for match in _TOKEN.finditer(value):
        token = match.group()
        if len(open_ones) > _DEEPEST:
            return value
        if token in ("<<", "["):
            open_ones.append([])
        elif token in (">>", "]"):
            if len(open_ones) == 1:
                return value
            items = open_ones.pop()
            pairs = zip(items[::2], items[1::2], strict=False)
            open_ones[-1].append(frozenset(pairs) if token == ">>" else tuple(items))
        else:
            open_ones[-1].append(token)
    return tuple(open_ones[0]) if len(open_ones) == 1 else value
