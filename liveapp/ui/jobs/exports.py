"""Exports of streams: asking where to, and telling how it ended."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.errors import LiveappError
from liveapp.domain.export import bookmarks_file_name, csv_file_name
from liveapp.domain.jobs import (
    BookmarkExport,
    BookmarksWritten,
    Cancelled,
    CsvExport,
    CsvWritten,
    Failed,
    Finished,
    JobEnded,
    JobEvent,
    Jobs,
    StreamsExport,
)
from liveapp.domain.queries import ALL_BETS, BetFilter
from liveapp.domain.streams import Stream
from liveapp.ui.jobs.export_choice import ExportAllDialog, ExportChoiceDialog, ExportWay
from liveapp.ui.jobs.several_exports import SeveralExports
from liveapp.ui.widgets.file_toasts import tell_unwritten, tell_written
from liveapp.ui.widgets.formatting import counted
from liveapp.ui.widgets.toast import ToastStack

ZIP_NAME = "liveapp-streams.zip"


class StreamExports(QObject):
    """Starts exports and ends each in a toast. `fault_met` carries errors that the program knows.

    `shown_bets` tells which of the shown stream's bets are shown, and how many these are; `bookmarks` how
    many of its bets are bookmarked. Whether files name
    their seeds is kept for the next start.
    """

    fault_met = Signal(object)
    state_changed = Signal()

    def __init__(
        self,
        window: QWidget,
        jobs: Jobs,
        toasts: ToastStack,
        shown_stream: Callable[[], Stream | None],
        shown_bets: Callable[[], tuple[BetFilter, int]],
        bookmarks: Callable[[], int],
        names_seeds: QAction,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._jobs = jobs
        self._toasts = toasts
        self._shown_stream = shown_stream
        self._shown_bets = shown_bets
        self._bookmarks = bookmarks
        self._names_seeds = names_seeds
        names_seeds.setCheckable(True)
        names_seeds.setChecked(True)
        names_seeds.toggled.connect(self.state_changed)
        self._folder = Path.home()
        self._several = SeveralExports(jobs, toasts, self)
        self._several.fault_met.connect(self.fault_met)

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do to the stream that is shown, by the actions' names."""
        return {"exportCsvAction": self.ask, "exportBookmarksAction": self.ask_about_bookmarks}

    def save_state(self) -> dict[str, str]:
        """Whether files name their seeds, for the next start."""
        return {"names_seeds": "on" if self._names_seeds.isChecked() else "off"}

    def restore_state(self, state: Mapping[str, str]) -> None:
        """Take what was kept; they do where nothing was."""
        self._names_seeds.setChecked(state.get("names_seeds") != "off")

    def ask(self) -> None:
        """Ask where to, and first which bets where not all are shown; then write them there."""
        stream = self._shown_stream()
        if stream is None:
            return
        bet_filter, shown = self._shown_bets()
        if bet_filter == ALL_BETS:
            self._ask_where(stream, ALL_BETS, stream.total_bets)
            return
        dialog = ExportChoiceDialog(stream, shown, self._names_seeds, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(partial(self._take_choice, stream, bet_filter, shown))
        dialog.open()

    def _take_choice(self, stream: Stream, bet_filter: BetFilter, shown: int, way: ExportWay) -> None:
        if way is ExportWay.ALL:
            self._ask_where(stream, ALL_BETS, stream.total_bets)
        else:
            self._ask_where(stream, bet_filter, shown, way is ExportWay.WITH_GAPS)

    def _ask_where(self, stream: Stream, bet_filter: BetFilter, bets: int, tells_gaps: bool = False) -> None:
        target = self._asked_file("Export CSV", csv_file_name(stream, bets, tells_gaps))
        if target is not None:
            self.export_to(stream, target, bet_filter, tells_gaps)

    def ask_about_bookmarks(self) -> None:
        """Ask for a file for the bookmarks of the stream that is shown, then write them there."""
        stream, bookmarks = self._shown_stream(), self._bookmarks()
        if stream is None:
            return
        if not bookmarks:
            self._toasts.show_toast("This stream has no bookmarks to export.")
            return
        target = self._asked_file("Export bookmarks", bookmarks_file_name(stream, bookmarks))
        if target is not None:
            self._start(BookmarkExport(stream, target))

    def _asked_file(self, title: str, name: str) -> Path | None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, title, str(self._folder / name), "CSV files (*.csv);;All files (*)"
        )
        return Path(chosen) if chosen else None

    def ask_about(self, streams: Sequence[Stream]) -> None:
        """Ask for a file for all bets of one stream, or for a folder for several, then write them there."""
        if len(streams) == 1:
            self._ask_where(streams[0], ALL_BETS, streams[0].total_bets)
        else:
            self._ask_for_folder(streams)

    def ask_about_all(self) -> None:
        """Ask where all streams are to go, then write them there."""
        dialog = ExportAllDialog(self._names_seeds, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(lambda is_folder: self._ask_for_folder() if is_folder else self._ask_for_zip())
        dialog.open()

    def export_to(
        self, stream: Stream, target: Path, bet_filter: BetFilter, tells_gaps: bool = False
    ) -> None:
        """Write those of a stream's bets that a filter lets through to a file in the background."""
        self._start(CsvExport(stream, target, bet_filter, self._names_seeds.isChecked(), tells_gaps))

    def _start(self, request: CsvExport | BookmarkExport) -> None:
        self._folder = request.target.parent
        try:
            self._jobs.start(request)
        except LiveappError as error:
            self.fault_met.emit(error)

    def apply(self, events: Sequence[JobEvent]) -> None:
        """Tell of the exports that are over."""
        for event in events:
            match event:
                case JobEnded(request=CsvExport() | BookmarkExport() as request):
                    self._tell_end(request, event)
                case JobEnded(request=StreamsExport() as request):
                    self._several.tell_end(request, event)

    def _ask_for_folder(self, streams: Sequence[Stream] | None = None) -> None:
        which = "all" if streams is None else f"{len(streams):,}"
        chosen = QFileDialog.getExistingDirectory(
            self._window, f"Export {which} streams into a folder", str(self._folder)
        )
        if chosen:
            self._folder = Path(chosen)
            self._begin(streams, self._folder, is_zip=False)

    def _ask_for_zip(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self._window,
            "Export all streams",
            str(self._folder / ZIP_NAME),
            "Zip files (*.zip);;All files (*)",
        )
        if chosen:
            self._folder = Path(chosen).parent
            self._begin(None, Path(chosen), is_zip=True)

    def _begin(self, streams: Sequence[Stream] | None, target: Path, is_zip: bool) -> None:
        self._several.begin(streams, target, is_zip=is_zip, names_seeds=self._names_seeds.isChecked())

    def _tell_written(self, what: str, target: Path) -> None:
        tell_written(self._toasts, f"Exported {what} to {target.name}", target)

    def _tell_end(self, request: CsvExport | BookmarkExport, end: JobEnded) -> None:
        match end.outcome:
            case Finished(CsvWritten(_, bets)):
                self._tell_written(counted(bets, "bet", "bets"), request.target)
            case Finished(BookmarksWritten(_, bookmarks)):
                self._tell_written(counted(bookmarks, "bookmark", "bookmarks"), request.target)
            case Cancelled():
                self._toasts.show_toast(
                    f"Export of {request.stream.short_hash} cancelled; no file was left behind"
                )
            case Failed(error):
                if isinstance(error, LiveappError):
                    self.fault_met.emit(error)
                tell_unwritten(self._toasts, request.target, error)
