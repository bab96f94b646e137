"""The command line: ``vanban parse``, ``vanban watch`` and the others of `app`.

Data goes to stdout, all else to stderr.  Everything heavy is imported by the command
that needs it, when it runs.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code (`errors.Exit`)."""
    from vanban_parser.cli.app import run

    return run(argv)
