"""``python -m vanban_parser`` is ``vanban``."""

import sys

from vanban_parser.cli import main

if __name__ == "__main__":
    sys.exit(main())
