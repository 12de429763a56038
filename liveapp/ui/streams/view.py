"""The list of streams as a view: several can be selected, words about the time tick while they are seen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QMouseEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui import plain
from liveapp.ui.streams.delegate import StreamDelegate
from liveapp.ui.streams.model import STREAM_ROLE, StreamListModel
from liveapp.ui.widgets.keys import ENTER_KEYS, NO_MODIFIERS

ModelIndex = QModelIndex | QPersistentModelIndex

TICK_MS = 1000
LEAST_WIDTH_PX = 190


class StreamListView(QListView):
    """Shows a `StreamListModel`. Headings stand above rows and are none: nothing is hit there.

    Which stream the page shows is not its business: `opened` says that the user wants one there.
    """

    opened = Signal(object)  # a Stream, by Enter or a double click
    delete_requested = Signal(object)  # list[Stream]
    menu_requested = Signal(object, QPoint)  # list[Stream], a place of the screen

    def __init__(self, model: StreamListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._streams = model
        self.setObjectName("streamView")
        plain.set_accessible_name(self, "Streams")
        plain.set_tooltip(self, "Streams; the one above or below with Alt+↑ and Alt+↓")
        self.setModel(model)
        self._delegate = StreamDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumWidth(LEAST_WIDTH_PX)
        model.headings_changed.connect(self.scheduleDelayedItemsLayout)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK_MS)
        self._ticks.timeout.connect(self.tick)

    def selected_streams(self) -> list[Stream]:
        """What is selected, from top to bottom."""
        return [index.data(STREAM_ROLE) for index in sorted(self.selectedIndexes(), key=QModelIndex.row)]

    def current_stream(self) -> Stream | None:
        """The stream that the keyboard is on."""
        index = self.currentIndex()
        return index.data(STREAM_ROLE) if index.isValid() else None

    def tick(self) -> None:
        """Let the words in view follow the time; nothing where the window is put away."""
        if self._streams.rowCount() and not self.window().isMinimized():
            last = super().indexAt(QPoint(0, self.viewport().height() - 1))
            last_row = last.row() if last.isValid() else self._streams.rowCount() - 1
            self._streams.tick(max(0, super().indexAt(QPoint(0, 0)).row()), last_row)

    def _row_rect(self, index: ModelIndex) -> QRect:
        return self._delegate.row_rect(self, self.visualRect(index), index)

    def _targets(self, index: ModelIndex) -> list[Stream]:
        """What a command on a row is for: all that is selected where the row is among it."""
        if self.selectionModel().isSelected(index):
            return self.selected_streams()
        return [index.data(STREAM_ROLE)]

    def _with_current(self, do: Callable[[ModelIndex], object]) -> None:
        if self.currentIndex().isValid():
            do(self.currentIndex())

    def _open_keyboard_menu(self, index: ModelIndex) -> None:
        place = self.viewport().mapToGlobal(self._row_rect(index).center())
        self.menu_requested.emit(self._targets(index), place)

    def dataChanged(self, first: ModelIndex, last: ModelIndex, roles: Sequence[int] = ()) -> None:
        """Repaint what changed: a list view of Qt's lays all rows out anew, which is much for one row."""
        QAbstractItemView.dataChanged(self, first, last, roles)

    def indexAt(self, place: QPoint) -> QModelIndex:
        """The row at a place; none on a heading."""
        index = super().indexAt(place)
        if index.isValid() and not self._row_rect(index).contains(place):
            return QModelIndex()
        return index

    def keyboardSearch(self, _text: str) -> None:
        """Letters are commands of the window; the search has a field of its own."""

    def event(self, event: QEvent) -> bool:
        """Keys that are for rows here are no shortcuts of the window, where they are for what is shown."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Del deletes what is selected, Shift+F10 opens the menu; the rest as Qt does it."""
        if event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._with_current(self._open_keyboard_menu)
        elif not _is_own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self._with_current(lambda index: self.delete_requested.emit(self._targets(index)))
        else:
            self._with_current(lambda index: self.opened.emit(index.data(STREAM_ROLE)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Left chooses; right is for the menu alone; beside the rows nothing is let go."""
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Rows stand still for who is about to point at one."""
        self._streams.hold_order()
        super().mouseMoveEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Rows stand still for who looks for one."""
        self._streams.hold_order()
        super().wheelEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open, and leave the list."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(index.data(STREAM_ROLE))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the mouse, or of the one that the keyboard is on."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self._with_current(self._open_keyboard_menu)
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self.menu_requested.emit(self._targets(index), event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        """Tick from now on."""
        super().showEvent(event)
        self.tick()
        self._ticks.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: tick no more."""
        self._ticks.stop()
        super().hideEvent(event)


def _is_own(event: QKeyEvent) -> bool:
    return event.key() in (*ENTER_KEYS, Qt.Key.Key_Delete) and event.modifiers() in NO_MODIFIERS
