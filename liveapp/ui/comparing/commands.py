"""The dialog that compares streams while it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from liveapp.domain.events import StoreEvent
from liveapp.domain.export import comparison_file_name
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import LEAST_COMPARED, MOST_COMPARED, Stream
from liveapp.ui.charts.chart_file import ChartFile
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.toast import ToastStack

if TYPE_CHECKING:
    # Loaded when it is first opened.
    from liveapp.ui.comparing.dialog import CompareDialog

HOW_MANY = f"Choose {LEAST_COMPARED} to {MOST_COMPARED} streams to compare them"


class ComparingCommands(QObject):
    """One dialog at most, beside the window. `fault_met` carries errors that the program knows.

    `save` is given a dialog's title, a file's name, its kind and its content, and asks where it is to go.
    """

    fault_met = Signal(object)

    def __init__(
        self,
        window: QWidget,
        reader: BetReader,
        questions: Questions,
        icons: Icons,
        toasts: ToastStack,
        save: Callable[[str, str, str, bytes], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._questions = questions
        self._icons = icons
        self._toasts = toasts
        self._save = save
        self._dialog: CompareDialog | None = None

    def open(self, streams: Sequence[Stream]) -> CompareDialog | None:
        """Compare these, and no others any more; None where they are too few or too many."""
        if not LEAST_COMPARED <= len(streams) <= MOST_COMPARED:
            self._toasts.show_toast(HOW_MANY)
            return None
        from liveapp.ui.comparing.dialog import CompareDialog

        if self._dialog is not None:
            self._dialog.close()
        dialog = self._dialog = CompareDialog(
            streams, self._reader, self._questions, self._icons, self._window
        )
        dialog.file_requested.connect(lambda file: self._ask_where(file, len(streams)))
        dialog.fault_met.connect(self.fault_met)
        dialog.finished.connect(self._forget_dialog)
        dialog.finished.connect(dialog.deleteLater)
        dialog.show()
        return dialog

    def apply(self, events: Sequence[StoreEvent]) -> None:
        """Follow what happened to the streams that are compared."""
        if self._dialog is not None:
            self._dialog.apply(events)

    def _ask_where(self, file: ChartFile, streams: int) -> None:
        name = comparison_file_name(streams, file.chart, file.suffix)
        self._save("Save comparison", name, file.suffix, file.content)

    def _forget_dialog(self) -> None:
        self._dialog = None
