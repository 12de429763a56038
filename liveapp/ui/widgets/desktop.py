"""Handing files and folders to the system's own programs."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices


def open_path(path: Path) -> None:
    """Open a file or folder with the program that the system has for it.

    Where it is gone, the folder opens that it was in, or the next one above that is there: most systems open
    nothing then, and say nothing.
    """
    # `Path.exists` raises where a folder may not be searched.
    there = next((one for one in (path, *path.parents) if os.path.exists(one)), path)  # noqa: PTH110
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))


def show_in_folder(path: Path) -> None:
    """Open the file's folder, with the file chosen in it where the system can do that."""
    if sys.platform == "win32":
        QProcess.startDetached("explorer.exe", [f"/select,{path}"])
    elif sys.platform == "darwin":
        QProcess.startDetached("/usr/bin/open", ["-R", str(path)])
    else:
        open_path(path.parent)
