"""What leads from the list of streams to the rest of the window and back, and how the list is folded away."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from liveapp.ui.bets.tab import BetsTab
from liveapp.ui.jobs.exports import StreamExports
from liveapp.ui.streams.commands import StreamCommands
from liveapp.ui.streams.navigation import StreamNavigation
from liveapp.ui.streams.panel import StreamsPanel
from liveapp.ui.window_body import WindowBody


class PanelWays(QObject):
    """Auto-follow yields to the table, menus reach their commands, F9 folds."""

    def __init__(
        self,
        window: QWidget,
        panel: StreamsPanel,
        body: WindowBody,
        bets: BetsTab,
        fold: QAction,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel
        self._body = body
        self._bets = bets
        self._yield_to_table()
        self._bind(fold)

    def lead(
        self, commands: StreamCommands, exports: StreamExports, navigation: StreamNavigation, undo: QAction
    ) -> None:
        """Lead from the list's menus to what they ask for."""
        self._panel.menus.export_requested.connect(exports.ask_about)
        commands.serve(self._panel.menus)
        commands.deletions.restored.connect(navigation.open)
        undo.setEnabled(False)
        undo.triggered.connect(commands.deletions.undo_last)
        commands.deletions.undo_offered.connect(undo.setEnabled)

    def _yield_to_table(self) -> None:
        follow, table = self._panel.auto_follow, self._bets.view
        follow.yield_to_touch(table)
        follow.yield_to_choice(table)
        table.following_changed.connect(follow.note_following)
        self._panel.left.connect(table.setFocus)

    def _bind(self, fold: QAction) -> None:
        fold.setCheckable(True)
        fold.setChecked(True)
        fold.toggled.connect(self._show_panel)
        fold.toggled.connect(self._panel.state_changed)
        self._panel.fold_requested.connect(lambda is_folded: fold.setChecked(not is_folded))
        self._body.unfold_requested.connect(lambda: fold.setChecked(True))

    def _show_panel(self, is_shown: bool) -> None:
        if not is_shown and self._panel.isAncestorOf(self._window.focusWidget()):
            self._bets.view.setFocus()
        self._body.fold_panel(not is_shown)
