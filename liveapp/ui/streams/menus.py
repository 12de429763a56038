"""The menu of the list of streams: what can be done with one, and with several at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from liveapp.domain.streams import LEAST_COMPARED, MOST_COMPARED, Stream
from liveapp.ui import plain


class StreamMenus(QObject):
    """Makes the menu anew each time it opens, so that it says what holds then.

    Every signal carries the streams that it is for, from top to bottom.
    """

    open_requested = Signal(object)
    notes_requested = Signal(object)
    alias_requested = Signal(object)
    pin_requested = Signal(object, bool)
    compare_requested = Signal(object)
    export_requested = Signal(object)
    delete_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent

    def menu(self, streams: Sequence[Stream]) -> QMenu:
        """What can be done with these streams."""
        menu = plain.new_menu("Stream", self._parent)
        is_one = len(streams) == 1
        several = "" if is_one else f" {len(streams):,} streams"
        if is_one:
            _add(menu, "&Open", lambda: self.open_requested.emit(streams))
        _add(menu, "&Copy seeds" if is_one else f"&Copy seeds of{several}", lambda: copy_seeds(streams))
        menu.addSeparator()
        if is_one:
            _add(menu, "&Notes…", lambda: self.notes_requested.emit(streams))
            _add(menu, "&Alias…", lambda: self.alias_requested.emit(streams))
        is_pinned = all(stream.is_pinned for stream in streams)
        _add(
            menu,
            f"Un&pin{several}" if is_pinned else f"&Pin{several}",
            lambda: self.pin_requested.emit(streams, not is_pinned),
        )
        menu.addSeparator()
        if LEAST_COMPARED <= len(streams) <= MOST_COMPARED:
            _add(menu, f"Co&mpare{several}…", lambda: self.compare_requested.emit(streams))
        _add(menu, f"&Export{several}…", lambda: self.export_requested.emit(streams))
        _add(menu, f"&Delete{several}…", lambda: self.delete_requested.emit(streams))
        return menu

    def open_menu(self, streams: Sequence[Stream], place: QPoint) -> None:
        """Open the menu for these streams at a place of the screen."""
        menu = self.menu(streams)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)


def copy_seeds(streams: Sequence[Stream]) -> None:
    """Copy a line a stream: server seed hash, tab, client seed."""
    seeds = [stream.seeds for stream in streams]
    plain.copy_text("\n".join(f"{one.server_seed_hashed}\t{one.client_seed}" for one in seeds))


def _add(menu: QMenu, words: str, do: Callable[[], object]) -> None:
    plain.add_action(menu, words).triggered.connect(do)
