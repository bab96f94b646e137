"""Events of the file system, as a hint that something may have come.

They are lost, doubled, and missing altogether on shares: looking goes on all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def events(inbox: Path, wake: Callable[[], None]) -> Iterator[bool]:
    """Call `wake` at events in `inbox` within the block; tell whether that works."""
    try:
        from watchdog.events import FileSystemEvent, FileSystemEventHandler
        from watchdog.observers import Observer
    except ImportError:
        yield False
        return

    class Waker(FileSystemEventHandler):
        """Passes on what may be a letter coming, not one that we take away."""

        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type in ("created", "modified", "closed"):
                wake()

    observer = Observer()
    try:
        # The top alone: letters come there, and our own folders are below.
        observer.schedule(Waker(), str(inbox), recursive=False)
        observer.start()
    except OSError:  # no more watches to be had
        yield False
        return
    try:
        yield True
    finally:
        observer.stop()
        observer.join(5)
