"""Forms of address: ``Quý Sở``, ``Quý cơ quan`` are those the letter is sent to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vanban_parser.model.document import Span
from vanban_parser.resolve.drafts import Draft
from vanban_parser.resolve.task_parts import names_of
from vanban_parser.resolve.task_scene import Scene
from vanban_parser.text import fold

_YOU = re.compile(
    r"quy (?P<kind>co quan|don vi|dia phuong|so|ban|bo|cuc|chi cuc|phong|uy ban|cong ty"
    r"|truong|benh vien|vien|nganh|hoi|to chuc|doanh nghiep|vi(?: dai bieu)?"
    r"|ong,? \(?ba\)?)(?:,? (?:va )?(?:quy )?(?:co quan|don vi|dia phuong|nganh))*"
)
# What anybody is; "Quý Sở" is said to a sở.
_ANY = frozenset({"co quan", "don vi", "dia phuong", "to chuc", "nganh"})


def addressed(scene: Scene, draft: Draft) -> Draft:
    """Put the addressees where a draft's doers say ``Quý cơ quan``."""
    if draft.names or not scene.head.addressees:
        return draft
    if not any(fold(span.of(scene.text)).startswith("quy ") for span in draft.doers):
        return draft
    told = list(_told(scene, draft))
    return replace(
        draft,
        doers=tuple(span for span, _ in told),
        names=tuple(name for _, name in told),
        inherited="addressees",
    )


def _told(scene: Scene, draft: Draft) -> Iterator[tuple[Span, str]]:
    for span in draft.doers:
        for name in names_of(scene.text, span):
            you = _YOU.fullmatch(fold(name))
            if you is None:
                yield span, name
                continue
            listed = scene.head.addressees
            kind = you["kind"]
            meant = [f for f in listed if fold(f.value).startswith(kind)]
            for finding in listed if kind in _ANY or not meant else meant:
                yield finding.spans[0], finding.value
