"""The program with its window, which does what it is told on standard input. `beside_window` starts it.

A line is a word, and a name for some; `done` answers it.
"""

import itertools
import json
import sys
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QDoubleSpinBox, QTableView

from liveapp.app import create
from liveapp.app.windowed.wiring import Application
from liveapp.ui.bets.columns import Column

BATCHES, FOLLOWED = "batches", "followed"
"""Client seeds of the two streams."""

ACT_EVERY_MS = 600

Part = TypeVar("Part", bound=QObject)


class Driver:
    """Uses the window as its user would."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._streams = self._part(QAbstractItemView, "streamView")
        self._bets = self._part(QTableView, "betView")
        self._least = self._part(QDoubleSpinBox, "minMultiplierFilter")
        self._part(QAction, "autoFollowAction").setChecked(False)
        acts = self._acts()
        self._using = QTimer(app.window, interval=ACT_EVERY_MS)
        self._using.timeout.connect(lambda: next(acts)())
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._obey)

    def show(self, client_seed: str) -> bool:
        """Open a stream; its newest bets are followed. Returns whether it was in the list."""
        model = self._streams.model()
        for row in range(model.rowCount()):
            stream = model.index(row, 0).data(Qt.ItemDataRole.UserRole)
            if stream.seeds.client_seed == client_seed:
                self._app.window.open_stream(stream)
                return True
        return False

    def _show_once_listed(self, client_seed: str) -> None:
        """Answer once it is shown: a stream that has just begun is not in the list at once."""
        if self.show(client_seed):
            print("done", flush=True)
        else:
            QTimer.singleShot(20, self._app.window, lambda: self._show_once_listed(client_seed))

    def _acts(self) -> Iterator[Callable[[], object]]:
        """Open, sort and filter the larger stream, then go back to the other; over and over."""
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        return itertools.cycle(
            [
                lambda: self.show(BATCHES),
                lambda: self._bets.sortByColumn(Column.MULTIPLIER, down),
                lambda: self._least.setValue(5.0),
                lambda: self._bets.sortByColumn(Column.PROFIT, up),
                lambda: self._least.setValue(self._least.minimum()),
                lambda: self._bets.sortByColumn(Column.NONCE, up),
                lambda: self.show(FOLLOWED),
            ]
        )

    def _obey(self) -> None:
        word, _, name = sys.stdin.readline().strip().partition(" ")
        if word == "show":
            self._show_once_listed(name)
            return
        if word == "use":
            self._using.start()
        elif word == "rest":
            self._using.stop()
        elif word == "hide":
            self._app.window.hide()
        elif word == "minimise":
            self._app.window.showMinimized()
        elif not word:
            self._app.qt.quit()
        print("done", flush=True)

    def _part(self, kind: type[Part], name: str) -> Part:
        found = self._app.window.findChild(kind, name)
        assert found is not None, name
        return found


def main() -> None:
    app = create(sys.argv)
    app.qt.setQuitOnLastWindowClosed(False)
    app.start()
    driver = Driver(app)
    print(json.dumps({"url": app.receiver_url}), flush=True)
    app.qt.exec()
    app.shutdown()
    del driver


if __name__ == "__main__":
    main()
