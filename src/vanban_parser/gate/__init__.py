"""The secrecy gate: a letter that bears a mark of state secrets stops here.

A reader asks it as soon as the words of a first page exist; on a hit the letter is
dropped before any text is kept, logged or handed on.  It holds what DOMAIN-knowledge of
`data/secrecy.toml` says: a mark stands alone, in capitals, in the upper part of the
first page of a document; the word within a sentence is none.
"""

from vanban_parser.gate.gate import Gate, passed

__all__ = ["Gate", "passed"]
