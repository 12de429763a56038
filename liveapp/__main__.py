"""`python -m liveapp`, and where a frozen program begins."""

import multiprocessing
import sys

from liveapp.cli import main

# The processes of a pool load this module too, under another name: they must not start a program each.
if __name__ == "__main__":
    # In a frozen program they begin here, with options of their own, and do not come back from this call.
    multiprocessing.freeze_support()
    sys.exit(main())
