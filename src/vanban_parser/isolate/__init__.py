"""Letters read in processes of their own, with limits on time, memory and output.

A file comes from outside and the libraries that read it are written in C: one may hang,
take all memory, or die.  Here that costs one letter and a coded error, and nothing is
left running.

    >>> from pathlib import Path
    >>> from vanban_parser import Settings
    >>> from vanban_parser.isolate import IsolatedParser
    >>> with IsolatedParser(Settings()) as parser:  # doctest: +SKIP
    ...     for path in Path("inbox").glob("*.pdf"):
    ...         (record,) = parser.run(path)
"""

from vanban_parser.isolate.limits import Limits
from vanban_parser.isolate.parser import PARSER, IsolatedParser
from vanban_parser.isolate.records import Form, Record

__all__ = ["PARSER", "Form", "IsolatedParser", "Limits", "Record"]
