"""How the gallery takes its pictures, and waits for what they show."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from liveapp.ui.theme import apply_theme


class Gallery:
    """Takes pictures of a window in one state after another."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._number = 0

    def take(self, name: str, widget: QWidget) -> None:
        """Save what a widget looks like now."""
        wait(120)
        self._number += 1
        widget.grab().save(str(self._folder / f"{self._number:02d}-{name}.png"))

    def take_themes(self, name: str, widget: QWidget) -> None:
        """Save what it looks like in light and in dark."""
        for theme in ("light", "dark"):
            apply_theme(self._app, theme)
            self.take(f"{name}-{theme}", widget)
        apply_theme(self._app, "light")


def wait(ms: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline_s = time.monotonic() + 30
    while not is_so():
        if time.monotonic() > deadline_s:
            raise TimeoutError
        wait(20)


def take_dialog(gallery: Gallery, name: str, dialog: QDialog) -> None:
    dialog.show()
    gallery.take_themes(name, dialog)
    dialog.reject()
    dialog.deleteLater()


def opened_dialog(window: QWidget) -> QDialog:
    return next(one for one in window.findChildren(QDialog) if one.isVisible())
