"""From a file to a letter: read, cut, extract, resolve, assemble."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from vanban_parser.calm import seldom_collecting
from vanban_parser.errors import (
    NoLetterInPacketError,
    SecretLetterError,
    VanbanError,
)
from vanban_parser.model.document import Document, Notice
from vanban_parser.model.findings import Rival
from vanban_parser.model.letter import Letter
from vanban_parser.model.packet import Attachment
from vanban_parser.readers import registry
from vanban_parser.readers.registry import Progress
from vanban_parser.resolve.assemble import assemble
from vanban_parser.resolve.fact_finding import find_facts
from vanban_parser.resolve.packets import Came, arranged, beside
from vanban_parser.resolve.warnings import message_of
from vanban_parser.resolve.withholding import withhold
from vanban_parser.settings import Settings
from vanban_parser.zones import Part, cut, letter_parts, part_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter, and for each value (by JSON Pointer) how it was come by.

    `rivals` were considered and lost; `traits` are what its confidence is weighed by.
    """

    letter: Letter
    rivals: Mapping[str, tuple[Rival, ...]]
    traits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Parser:
    """Parse letters; holds settings only, and is safe to reuse and to share.

    `on_page` is told before each page that is read by OCR which page it is (from 1),
    and how many the file has.  Unless `explained`, readings do not tell why sentences
    that look like orders are no tasks, which only ``vanban explain`` shows.
    """

    def __init__(
        self, settings: Settings | None = None, on_page: Progress | None = None
    ) -> None:
        self.settings = settings or Settings()
        self.on_page = on_page
        self.explained = True

    def parse(self, path: Path) -> Letter:
        """Return the letter in the file at `path`.

        Raises:
            VanbanError: the file cannot be read; says why and what to do.
        """
        return self.sure(self._brief().read(path).letter)

    def parse_bytes(self, data: bytes, filename: str) -> Letter:
        """Return the letter in `data`; `filename` names it in messages.

        Raises:
            VanbanError: as `parse`.
        """
        return self.sure(self._brief().read_bytes(data, filename).letter)

    def _brief(self) -> Parser:
        brief = Parser(self.settings, self.on_page)
        brief.explained = False
        return brief

    def read(self, path: Path) -> Reading:
        """Return the letter with the readings that lost, for ``vanban explain``.

        Nothing is withheld here, however unsure.

        Raises:
            VanbanError: as `parse`.
        """
        return self.read_bytes(registry.bytes_of(path, self.settings), path.name)

    def read_bytes(self, data: bytes, filename: str) -> Reading:
        """Return what `read` does, from bytes.

        Raises:
            VanbanError: as `parse`.
        """
        if registry.is_packet(data):
            return self.read_packet(data, filename)[0]
        with seldom_collecting():
            return self.resolve(
                registry.read_bytes(data, filename, self.settings, self.on_page)
            )

    def read_letters(self, path: Path) -> tuple[Reading, ...]:
        """Return each of the letters in one file, in their order; mostly it is one.

        Raises:
            VanbanError: as `parse`.
        """
        data = registry.bytes_of(path, self.settings)
        return self.read_letters_bytes(data, path.name)

    def read_letters_bytes(self, data: bytes, filename: str) -> tuple[Reading, ...]:
        """Return what `read_letters` does, from bytes.

        Raises:
            VanbanError: as `parse`.
        """
        if registry.is_packet(data):
            return self.read_packet(data, filename)
        with seldom_collecting():
            document = registry.read_bytes(data, filename, self.settings, self.on_page)
            return self.resolve_letters(document)

    def read_packet(self, data: bytes, filename: str) -> tuple[Reading, ...]:
        """Return the letter of an edXML packet, then the other files in it.

        The letter is the file with which the packet's header agrees best; where they
        differ it has a warning.

        Raises:
            NoLetterInPacketError: there is no file in it.
            VanbanError: none of its files can be read; as `parse`.
            SecretLetterError: one of them bears a mark of secrecy.
        """
        from vanban_parser.readers.edxml import open_packet

        settings = registry.released(data, self.settings) or self.settings
        parcel = open_packet(data, filename, settings)
        read, failed = self._read_each(parcel.attachments, settings)
        if not read:
            raise failed[0][1] if failed else NoLetterInPacketError(filename)
        came = Came(filename, hashlib.sha256(data).hexdigest(), parcel.header)
        unread = [name for name, _ in failed]
        letters = [one.letter for one in read]
        made = arranged(letters, came, unread, settings.language)
        return tuple(replace(read[index], letter=letter) for index, letter in made)

    def compared(
        self, readings: tuple[Reading, ...], data: bytes, filename: str
    ) -> tuple[Reading, ...]:
        """Return `readings` of a file beside which the packet in `data` lay.

        One that cannot be opened keeps no letter from being read: it is warned of.
        """
        from vanban_parser.readers.edxml import open_packet

        try:
            header = open_packet(data, filename, self.settings).header
        except VanbanError:
            header = None
        came = Came(filename, hashlib.sha256(data).hexdigest(), header)
        letters = [one.letter for one in readings]
        made = beside(letters, came, self.settings.language)
        pairs = zip(readings, made, strict=True)
        return tuple(replace(one, letter=letter) for one, letter in pairs)

    def _read_each(
        self, files: Sequence[Attachment], settings: Settings
    ) -> tuple[list[Reading], list[tuple[str, VanbanError]]]:
        """Return the files that can be read, and why the others cannot.

        Raises:
            SecretLetterError: one bears a mark of secrecy.
        """
        read: list[Reading] = []
        failed: list[tuple[str, VanbanError]] = []
        for file in files:
            try:
                document = registry.read_bytes(
                    file.data, file.name, settings, self.on_page
                )
            except SecretLetterError:
                raise
            except VanbanError as error:
                failed.append((file.name, error))
            else:
                read.append(self.resolve(document))
        return read, failed

    def resolve(self, document: Document) -> Reading:
        """Return the letter that `document` is; any text gives one.

        Of several letters in it this is the first: what the others say counts as
        annexed to it, and a warning names the pages of each.
        """
        parts = letter_parts(document)
        until = sys.maxsize
        if len(parts) > 1:
            until = parts[1].start
            several = tuple(map(_several, parts))
            document = replace(document, notices=document.notices + several)
        return self._resolved(document, until)

    def resolve_letters(self, document: Document) -> tuple[Reading, ...]:
        """Return each of the letters in `document`."""
        parts = letter_parts(document)
        if len(parts) < 2:
            return (self._resolved(document, sys.maxsize),)
        return tuple(
            self._resolved(part_of(document, part, number), sys.maxsize)
            for number, part in enumerate(parts, start=1)
        )

    def _resolved(self, document: Document, until: int) -> Reading:
        zones = cut(document, until)
        facts = find_facts(document, zones, self.settings, explained=self.explained)
        made = assemble(document, facts, self.settings.language)
        return Reading(made.letter, made.rivals, made.traits)

    def sure(self, letter: Letter) -> Letter:
        """Return `letter` without what is less sure than the settings ask."""
        least = self.settings.min_confidence
        if not least:
            return letter
        return withhold(letter, least, message_of("withheld", self.settings.language))


def _several(part: Part) -> Notice:
    first, last = part.pages or (None, None)
    return Notice("several-letters", first, last_page=last)
