"""What a watcher tells of its work: by ids, codes and numbers, never by words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Fact = str | int | float | None


@dataclass(frozen=True, slots=True)
class Event:
    """One step of one file, or of the watcher itself where there is no job.

    Steps of a file: ``claimed``, ``enrolled``, ``hashed``, ``read``, ``recorded``,
    then ``registered``, ``duplicate``, ``failed``, ``quarantined``, ``postponed``,
    ``put-back`` or ``abandoned``.
    """

    name: str
    job_id: str | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


Journal = Callable[[Event], None]


class Counters:
    """Numbers for a monitor, in the text format of Prometheus.

    Only sums and states: no file, no letter, no office is named.
    """

    _ENDS = ("registered", "duplicate", "failed", "quarantined")

    def __init__(self) -> None:
        self._ended = dict.fromkeys(self._ENDS, 0)
        self._codes: dict[str, int] = {}
        self._retries = 0
        self._seconds = 0.0
        self._n_read = 0
        self._gauges = {"waiting": 0, "in_hand": 0, "paused": 0}
        self._last_scan = 0.0

    def __call__(self, event: Event) -> None:
        """Count an event."""
        if event.name in self._ended:
            self._ended[event.name] += 1
        if event.name == "failed":
            code = str(event.facts.get("code"))
            self._codes[code] = self._codes.get(code, 0) + 1
        if event.name == "postponed":
            self._retries += 1
        if event.name == "read":
            self._n_read += 1
            self._seconds += float(event.facts.get("seconds") or 0)

    def observe(self, at: float, **gauges: int) -> None:
        """Note how things stand at a look: seconds since 1970, and numbers of files."""
        self._last_scan = at
        self._gauges |= gauges

    def text(self) -> str:
        """Return all numbers."""
        lines = ["# TYPE vanban_files_total counter"]
        lines += [
            f'vanban_files_total{{end="{end}"}} {n}' for end, n in self._ended.items()
        ]
        lines.append("# TYPE vanban_failures_total counter")
        lines += [
            f'vanban_failures_total{{code="{code}"}} {n}'
            for code, n in sorted(self._codes.items())
        ]
        lines += [
            "# TYPE vanban_retries_total counter",
            f"vanban_retries_total {self._retries}",
            "# TYPE vanban_read_seconds summary",
            f"vanban_read_seconds_sum {self._seconds:.3f}",
            f"vanban_read_seconds_count {self._n_read}",
            "# TYPE vanban_files gauge",
        ]
        lines += [
            f'vanban_files{{state="{state}"}} {n}' for state, n in self._gauges.items()
        ]
        lines += [
            "# TYPE vanban_last_scan_timestamp_seconds gauge",
            f"vanban_last_scan_timestamp_seconds {self._last_scan:.3f}",
        ]
        return "\n".join(lines) + "\n"
