"""What one file may cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from vanban_parser.settings import Settings

_GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process that reads letters may take.

    `seconds` are those of the clock for one letter, without those in which a busy
    machine did not let it run; each page that is recognised (OCR) has as many again,
    and what its engine may take.  `memory_bytes` are those of the process with the
    programs that it starts; `output_bytes` one letter's records; `file_bytes` any file
    that it writes.  After `letters` of them a process has had its day and is replaced.
    `start_seconds` is how long one may take to be ready.
    """

    seconds: float = 15.0
    memory_bytes: int = 1_300_000_000
    output_bytes: int = 100_000_000
    file_bytes: int = _GIB // 2
    letters: int = 200
    start_seconds: float = 60.0

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return the limits that `settings` name."""
        return cls(
            seconds=settings.max_seconds,
            memory_bytes=settings.max_memory_bytes,
            output_bytes=settings.max_output_bytes,
        )
