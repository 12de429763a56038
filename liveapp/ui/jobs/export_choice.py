"""What is asked before an export: which bets, or where all streams are to go."""

from enum import Enum, auto

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QMessageBox, QPushButton, QWidget

from liveapp.domain.export import INDEX_NAME
from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.widgets.formatting import count_text, counted
from liveapp.ui.widgets.message_layout import lay_out_message


class ExportWay(Enum):
    """Which bets of a stream are exported, and how."""

    SHOWN = auto()
    WITH_GAPS = auto()
    ALL = auto()


class _ExportQuestion(plain.PlainMessage):
    """Ways to export, the first of which Enter takes, and whether the files name the seeds."""

    chosen = Signal(object)
    """What stands for the way that was taken."""

    def __init__(self, title: str, names_seeds: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        plain.set_window_title(self, title)
        self.setIcon(QMessageBox.Icon.Question)
        self._ways: dict[QPushButton, object] = {}
        self._names_seeds = names_seeds
        self.finished.connect(self._tell)

    def _add_way(self, way: object, words: str, hint: str) -> None:
        button = self.addButton(words, QMessageBox.ButtonRole.AcceptRole)
        plain.set_tooltip(button, hint)
        self._ways[button] = way

    def _ask(self, what: str, more: str) -> None:
        cancel = self.addButton(QMessageBox.StandardButton.Cancel)
        plain.set_tooltip(cancel, "Export nothing")
        self.setDefaultButton(next(iter(self._ways)))
        self.setEscapeButton(cancel)
        box = QCheckBox(self._names_seeds.text(), self)
        box.setObjectName("exportSeedsBox")
        plain.set_tooltip(box, self._names_seeds.toolTip())
        box.setChecked(self._names_seeds.isChecked())
        box.toggled.connect(self._names_seeds.setChecked)
        self.setCheckBox(box)
        self.say(what, more)
        lay_out_message(self)

    def _tell(self) -> None:
        for button, way in self._ways.items():
            if button is self.clickedButton():
                self.chosen.emit(way)


class ExportChoiceDialog(_ExportQuestion):
    """Offers the bets that are shown, the same with how far each is from the one before, and all bets."""

    def __init__(self, stream: Stream, shown: int, names_seeds: QAction, parent: QWidget) -> None:
        super().__init__("Export CSV", names_seeds, parent)
        self.setObjectName("exportChoiceDialog")
        self._add_way(
            ExportWay.SHOWN, f"The {count_text(shown)} that are &shown", "Export what the filters let through"
        )
        self._add_way(
            ExportWay.WITH_GAPS,
            "The same with &gaps",
            "Export them with a column more: nonces since the previous one of them",
        )
        self._add_way(
            ExportWay.ALL, f"&All {counted(stream.total_bets, 'bet', 'bets')}", "Export the whole stream"
        )
        self._ask(
            "Which bets are to be exported?",
            f"Filters are on: {count_text(shown)} of {count_text(stream.total_bets)} bets are shown.",
        )


class ExportAllDialog(_ExportQuestion):
    """Offers a folder (`chosen` is True), and a zip file."""

    def __init__(self, names_seeds: QAction, parent: QWidget) -> None:
        super().__init__("Export all", names_seeds, parent)
        self.setObjectName("exportAllDialog")
        self._add_way(
            True, "Into a &folder…", "Write a file for each stream; nothing in the folder is replaced"
        )
        self._add_way(False, "Into a &zip file…", "Write the same files, compressed, into one")
        self._ask(
            "Where are all streams to go?",
            f"Each gets a CSV file of its own. {INDEX_NAME} tells which is whose, with alias and notes.",
        )
