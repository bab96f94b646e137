"""Web pages under the name of a Word file: taken out of an archive, made harmless."""

from __future__ import annotations

import re
from email import message_from_bytes

# Elements that load, run or draw something from elsewhere; their words stay.
_LOADING = re.compile(
    rb"<(?:img|link|base|iframe|frame|embed|object|applet|source|input|v:imagedata)\b"
    rb"[^>]*>",
    re.IGNORECASE,
)
_CODE = re.compile(rb"<script\b[^>]*>.*?(?:</script\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_STYLE_LOADS = re.compile(rb"(?:@import|url\s*\()", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"\b(?:src|background|data|codebase|http-equiv\s*=\s*.?refresh)\s*=", re.IGNORECASE
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def harmless(page: bytes) -> bytes:
    """Return a web page without what fetches anything: pictures, scripts, styles.

    UTF-16 becomes UTF-8.
    """
    if page.startswith(_WIDE):
        page = page.decode("utf-16", errors="replace").encode("utf-8")
        page = b'<meta charset="utf-8">' + page
    page = _CODE.sub(b"", page)
    page = _LOADING.sub(b"", page)
    page = _STYLE_LOADS.sub(b"(", page)
    return _ATTRIBUTE.sub(b"x-was=", page)


def html_of_archive(data: bytes) -> bytes:
    """Return the first page of a web archive (MHTML, RFC 2557), as UTF-8; else none."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() != "text/html":
            continue
        payload = part.get_payload(decode=True)
        if not isinstance(payload, bytes):
            continue
        charset = part.get_content_charset()
        if charset is None:
            return payload
        try:
            text = payload.decode(charset, errors="replace")
        except LookupError:
            return payload
        return b'<meta charset="utf-8">' + text.encode("utf-8")
    return b""
