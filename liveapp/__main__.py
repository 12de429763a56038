"""`python -m liveapp`, and where a frozen program begins."""

import multiprocessing
import sys

# Whoever runs this file under another name must not start a program.
if __name__ == "__main__":
    # In a frozen program worker processes begin here, with options of their own, and do not come back from
    # this call: so what the program is made of is loaded after it.
    multiprocessing.freeze_support()

    from liveapp.app.core.interpreter import collecting_nothing

    with collecting_nothing():
        from liveapp.cli import main

    sys.exit(main())
