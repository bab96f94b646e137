"""Open edXML packets, in which offices send letters to each other.

Elements are found by their local names: senders disagree on namespaces and prefixes,
and on where attachments stand.  Whatever comes from outside is untrusted: no DTD, no
entities, limits on sizes and counts.

Source:
    QCVN 102:2016/BTTTT (Thông tư 10/2016/TT-BTTTT), amended by Thông tư
    01/2022/TT-BTTTT.
"""

from __future__ import annotations

import binascii
import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from typing import Final

from lxml import etree

from vanban_parser.errors import DamagedFileError, TooLargeError
from vanban_parser.model.letter import PacketHeader
from vanban_parser.model.packet import Attachment, Parcel
from vanban_parser.settings import Settings

_MOST_FILES: Final = 100
_DAY: Final = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})")
_DAY_LAST: Final = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_URGENCY: Final = {
    "1": "khẩn",
    "2": "thượng khẩn",
    "3": "hỏa tốc",
    "4": "hỏa tốc hẹn giờ",
}
_DOCX_PART: Final = "[Content_Types].xml"


def open_packet(data: bytes, filename: str, settings: Settings) -> Parcel:
    """Return the header and the files of a packet.

    Raises:
        DamagedFileError: it is no XML, or a file in it is not what it says.
        TooLargeError: its files are too many or unpack to too much.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFileError(filename, "XML") from error
    if root.getroottree().docinfo.doctype:
        raise DamagedFileError(filename, "DOCTYPE")
    return Parcel(_header(root), _attachments(root, filename, settings))


def _header(root: etree._Element) -> PacketHeader:
    head = next(_all(root, "MessageHeader"), root)
    sender = next(_all(head, "From"), None)
    priority = _said(head, "Priority")
    return PacketHeader(
        number=_said(head, "CodeNumber"),
        notation=_said(head, "CodeNotation"),
        place=_said(head, "Place", within="PromulgationInfo"),
        issued_on=_day(_said(head, "PromulgationDate", within="PromulgationInfo")),
        issuer=_said(sender, "OrganName") if sender is not None else None,
        document_type=_said(head, "TypeName"),
        subject=_said(head, "Subject"),
        position=_said(head, "Position", within="SignerInfo"),
        signer=_said(head, "FullName", within="SignerInfo"),
        urgency=_URGENCY.get(priority or ""),
        due_on=_day(_said(head, "DueDate")),
    )


def _attachments(
    root: etree._Element, filename: str, settings: Settings
) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    room = settings.max_unpacked_bytes
    for element in _all(root, "Attachment"):
        words = next(
            (e.text for e in _all(element, "ContentTransferEncoded") if e.text), None
        )
        if words is None:
            continue
        try:
            data = b64decode("".join(words.split()), validate=True)
        except binascii.Error as error:
            raise DamagedFileError(filename, "base64") from error
        name = _said(element, "AttachmentName") or f"{len(found) + 1}"
        for one in _unpacked(Attachment(_plain(name), data), filename, room):
            room -= len(one.data)
            found.append(one)
        if len(found) > _MOST_FILES or room < 0:
            limit = f"limit {_MOST_FILES} files, {settings.max_unpacked_bytes} bytes"
            raise TooLargeError(filename, limit)
    return tuple(found)


def _unpacked(file: Attachment, filename: str, room: int) -> Iterator[Attachment]:
    """Yield a file, or those in it where it is an archive."""
    if not file.data.startswith(b"PK\x03\x04"):
        yield file
        return
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            members = [one for one in package.infolist() if not one.is_dir()]
            if any(one.filename == _DOCX_PART for one in members):
                yield file
                return
            if len(members) > _MOST_FILES or sum(m.file_size for m in members) > room:
                raise TooLargeError(filename, f"limit {room} bytes")
            for member in members:
                yield Attachment(_plain(member.filename), package.read(member))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise DamagedFileError(filename, "ZIP") from error


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the elements of that local name below `root`, in any namespace."""
    yield from root.iter(f"{{*}}{name}")


def _said(root: etree._Element, name: str, within: str | None = None) -> str | None:
    """Return the words of the first element of that name, None if it has none."""
    top = root if within is None else next(_all(root, within), None)
    if top is None:
        return None
    found = next(_all(top, name), None)
    words = " ".join((found.text or "").split()) if found is not None else ""
    return words or None


def _day(said: str | None) -> str | None:
    """Return a day as ISO 8601; standards write it from the year, some offices not."""
    if said is None:
        return None
    if match := _DAY.match(said):
        year, month, day = match.groups()
    elif match := _DAY_LAST.match(said):
        day, month, year = match.groups()
    else:
        return None
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _plain(name: str) -> str:
    """Return the name of a file without its folders."""
    return re.split(r"[/\\]", name)[-1] or "?"
