"""The detail pane while it is open: it shows the bet of the chosen row, always as it is now."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

from liveapp.ui import plain
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.detail_pane import DetailPane
from liveapp.ui.bets.detail_split import DetailSplit
from liveapp.ui.bets.model import BetTableModel
from liveapp.ui.bets.view import BetView

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BetDetail(QObject):
    """Enter or a double click in the table opens the pane, Esc closes it. Closed, it hears of nothing.

    `action` opens it too; its keys are those of the table alone.
    """

    def __init__(self, view: BetView, model: BetTableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._is_listening = False
        self.pane = DetailPane()
        self.split = DetailSplit(view, self.pane, self._table_px)
        self.pane.close_requested.connect(self.close)
        self.split.changed.connect(self._listen_while_open)
        self.action = self._build_action()
        view.doubleClicked.connect(lambda _: self.open())
        view.installEventFilter(self)

    def open(self) -> None:
        """Show the bet of the chosen row, which stays in view; the focus stays where it is."""
        self.split.set_open(True)
        if self._view.currentIndex().isValid():
            self._view.scrollTo(self._view.currentIndex())

    def close(self) -> None:
        """Close the pane and go back to the table."""
        self.split.set_open(False)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Show what the chosen row is now."""
        if not self.split.is_open:
            return
        index = self._view.currentIndex()
        if not index.isValid() or not self._view.selectionModel().isSelected(index):
            # While rows are being read anew, the chosen one is not lost but still to come.
            if not self._model.is_loading:
                self.pane.show_bet(None)
            return
        bet = self._model.bet_at(index.row())
        if bet is None:
            self.pane.show_reading()
        else:
            self.pane.show_bet(bet, self._model.bookmarks.get(bet.id), self._model.proof_of(bet))

    def forget(self) -> None:
        """Another stream is shown: no bet of the former one stays."""
        self.pane.show_bet(None)

    def _build_action(self) -> QAction:
        action = plain.new_action("&Details", self._view)
        action.setObjectName("showDetailAction")
        action.setShortcuts([QKeySequence(key) for key in ENTER_KEYS])
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(self.open)
        self._view.addAction(action)
        return action

    def _table_px(self) -> int:
        """How wide the table is from its left edge to the end of the multipliers."""
        header = self._view.horizontalHeader()
        end_px = header.sectionPosition(Column.MULTIPLIER) + header.sectionSize(Column.MULTIPLIER)
        return end_px + self._view.verticalScrollBar().sizeHint().width() + 2 * self._view.frameWidth()

    def _listen_while_open(self) -> None:
        if self.split.is_open == self._is_listening:
            return
        self._is_listening = self.split.is_open
        signals = (
            (self._view.selectionModel().selectionChanged, self.refresh),
            (self._view.selectionModel().currentRowChanged, self.refresh),
            (self._model.dataChanged, self._note_changes),
            (self._model.modelReset, self.refresh),
            (self._model.loaded, self.refresh),
        )
        for signal, slot in signals:
            if self._is_listening:
                signal.connect(slot)
            else:
                signal.disconnect(slot)
        self.refresh()

    def _note_changes(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self._view.currentIndex().row() <= last.row():
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc in the table closes the pane."""
        is_escape = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        )
        if is_escape and self.split.is_open:
            self.close()
            return True
        return super().eventFilter(watched, event)
