"""A table of sorted lines that is looked up where it lies."""

from __future__ import annotations

from collections.abc import Iterator

from vanban_parser.packaged import Mapped


class SortedLines:
    """Lines ``key<TAB>row`` of UTF-8, sorted by their bytes, several to a key.

    Args:
        raw: A file of which they are a part.
        start: Where the first line begins, in bytes.
        end: Behind the last line's last sign, in bytes.
    """

    def __init__(self, raw: Mapped, start: int, end: int) -> None:
        self._raw = raw
        self._start = start
        self._end = end

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Iterate over key and row of all lines."""
        for line in self._raw[self._start : self._end].decode("utf-8").split("\n"):
            key, _, row = line.partition("\t")
            yield key, row

    def rows(self, key: str) -> list[str]:
        """Return the rows of `key`, in order; a search by halves."""
        head = f"{key}\t".encode()
        found = []
        place = self._place(head)
        while place < self._end and self._raw[place : place + len(head)] == head:
            end = self._line_end(place)
            found.append(self._raw[place + len(head) : end].decode("utf-8"))
            place = end + 1
        return found

    def _place(self, head: bytes) -> int:
        """Return where the first line begins that does not sort before `head`."""
        low, high = self._start, self._end
        while low < high:
            middle = (low + high) // 2
            start = self._raw.rfind(b"\n", low, middle) + 1 or low
            end = self._line_end(middle)
            if self._raw[start:end] < head:
                low = end + 1
            else:
                high = start
        return low

    def _line_end(self, place: int) -> int:
        found = self._raw.find(b"\n", place, self._end)
        return self._end if found < 0 else found
