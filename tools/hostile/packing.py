"""What the makers of hostile files share: a good letter, and bombs that stay packed."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def sample(suffix: str) -> bytes:
    """Return a good letter."""
    return min(SAMPLES.glob(f"*/letter.{suffix}")).read_bytes()


def half_of(suffix: str) -> bytes:
    """Return the first half of a good letter."""
    data = sample(suffix)
    return data[: len(data) // 2]


def deflated(block: bytes, times: int) -> bytes:
    """Return `block` so many times over as zlib packs it, without ever unpacking it.

    After a full flush the packed block means the same wherever it stands.
    """
    packer = zlib.compressobj(9)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return first + again * (times - 1) + b"\x03\x00" + struct.pack(">I", check)
