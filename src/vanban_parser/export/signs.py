"""Characters that formats cannot hold."""

from __future__ import annotations

import re
from typing import Final

# C0 and C1 but for line feed, half surrogates, and the two that are none in Unicode.
# XML 1.0 (2.2) has no way to write most of them, RFC 5545 forbids them.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """Return `text` without characters that mean nothing to a reader.

    The line ends of all systems become LF, a tab a blank.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _CONTROLS.sub("", text)
