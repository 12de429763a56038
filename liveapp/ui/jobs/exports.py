"""Exports of streams: asking where to, progress, and how it ended."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.export import csv_file_name
from liveapp.domain.ports import BetReader
from liveapp.domain.streams import Stream
from liveapp.ui.jobs.csv_export import CsvExport
from liveapp.ui.jobs.line import ExportProgress
from liveapp.ui.widgets.desktop import show_in_folder
from liveapp.ui.widgets.toast import ToastStack


class StreamExports(QObject):
    """Runs exports, each with a line of progress in `area`. `failed` carries errors of the store."""

    failed = Signal(object)

    def __init__(self, window: QWidget, reader: BetReader, toasts: ToastStack, area: QVBoxLayout) -> None:
        super().__init__(window)
        self._window = window
        self._reader = reader
        self._toasts = toasts
        self._area = area
        self._running: dict[CsvExport, ExportProgress] = {}
        self._folder = Path.home()

    def stop(self) -> None:
        """Cancel what runs and wait until nothing is written any more."""
        for export in self._running:
            export.cancel()
        for export in self._running:
            export.join()
        self._running.clear()

    def ask(self, stream: Stream) -> None:
        """Ask where to, then write a stream's bets there."""
        suggested = str(self._folder / csv_file_name(stream))
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, "Export CSV", suggested, "CSV files (*.csv);;All files (*)"
        )
        if chosen:
            self.export_to(stream, Path(chosen))

    def export_to(self, stream: Stream, target: Path) -> None:
        """Write a stream's bets to a file in the background."""
        self._folder = target.parent
        export = CsvExport(stream, target, self._reader.export, self)
        progress = ExportProgress(stream)
        progress.cancel_requested.connect(export.cancel)
        export.progressed.connect(progress.show_step)
        export.finished.connect(partial(self._tell_finished, export))
        export.failed.connect(partial(self._tell_failed, export))
        export.cancelled.connect(partial(self._tell_cancelled, export))
        self._running[export] = progress
        self._area.addWidget(progress)
        export.start()

    def _tell_finished(self, export: CsvExport, target: Path) -> None:
        self._forget(export)
        toast = self._toasts.show_toast(f"Exported {target.name}", "Show in folder")
        toast.action_triggered.connect(partial(show_in_folder, target))

    def _tell_cancelled(self, export: CsvExport) -> None:
        self._forget(export)
        self._toasts.show_toast(f"Export of {export.stream.short_hash} cancelled; no file was left behind")

    def _tell_failed(self, export: CsvExport, error: Exception) -> None:
        self._forget(export)
        if isinstance(error, LiveappError):
            self.failed.emit(error)
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        self._toasts.show_toast(f"{export.target.name} could not be written: {reason}")

    def _forget(self, export: CsvExport) -> None:
        export.join()
        progress = self._running.pop(export, None)
        if progress is not None:
            self._area.removeWidget(progress)
            progress.hide()
            progress.deleteLater()
        export.deleteLater()
