"""Runs first in every process of the frozen program.

A worker process does its work from here: before PyInstaller's own hooks, which load QtCore, and without the
program. (`multiprocessing.freeze_support` would do this on Windows only.)
"""

from multiprocessing import spawn

spawn.freeze_support()
