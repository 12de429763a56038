"""Runs first in every process of the frozen program.

A worker process does its work from here: before PyInstaller's own hooks, which load QtCore, and without the
program. (`multiprocessing.freeze_support` would do this on Windows only.)
"""

import os
from multiprocessing import spawn

# PyInstaller has the system look here for libraries first, and keeps what was said before. This process has
# been told; programs that it starts, such as the one that shows a folder, would take our libraries for the
# system's.
if "LD_LIBRARY_PATH" in os.environ:
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is None:
        del os.environ["LD_LIBRARY_PATH"]
    else:
        os.environ["LD_LIBRARY_PATH"] = before

spawn.freeze_support()
