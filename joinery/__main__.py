"""`python -m joinery`: the command line."""

import sys

from joinery.project.command import main

if __name__ == "__main__":
    sys.exit(main())
