"""Menus of the overview: which columns are shown, and what can be done with the chosen rows."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from liveapp.ui import plain
from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.view import OverviewView


class OverviewMenus(QObject):
    """Made anew each time one opens, so that they say what holds then."""

    compare_requested = Signal()
    csv_requested = Signal()
    columns_chosen = Signal()

    def __init__(self, view: OverviewView) -> None:
        super().__init__(view)
        self._view = view
        view.menu_requested.connect(lambda place: _open(self.row_menu(), place))
        header = view.horizontalHeader()
        header.customContextMenuRequested.connect(
            lambda place: _open(self.column_menu(), header.mapToGlobal(place))
        )

    def column_menu(self) -> QMenu:
        """One entry for each column; the last one that is shown cannot be hidden."""
        menu = plain.new_menu("C&olumns", self._view)
        shown = self._view.shown_columns()
        for column, texts in COLUMNS.items():
            entry = _entry(menu, texts.title, shown != [column])
            entry.setCheckable(True)
            entry.setChecked(column in shown)
            plain.set_tooltip(entry, texts.tooltip)
            entry.toggled.connect(partial(self._show_column, column))
        menu.addSeparator()
        _entry(menu, "&All columns").triggered.connect(self._show_all_columns)
        _entry(menu, "&Fit widths").triggered.connect(self._view.widths.fit_all)
        return menu

    def row_menu(self) -> QMenu:
        """What can be done with the chosen rows."""
        menu = plain.new_menu("Streams", self._view)
        chosen = self._view.chosen()
        _entry(menu, "&Open", len(chosen) == 1).triggered.connect(lambda: self._view.opened.emit(chosen[0]))
        _entry(menu, "Co&mpare…", len(chosen) > 1).triggered.connect(self.compare_requested)
        menu.addSeparator()
        copy = _entry(menu, f"&Copy {len(chosen):,} rows" if len(chosen) > 1 else "&Copy row", bool(chosen))
        copy.triggered.connect(self._view.copy_requested)
        _entry(menu, "&Export CSV…").triggered.connect(self.csv_requested)
        _entry(menu, "&Select all").triggered.connect(self._view.selectAll)
        menu.addSeparator()
        menu.addMenu(self.column_menu())
        return menu

    def open_columns(self, place: QPoint) -> None:
        """Open the menu of columns at a place of the screen."""
        _open(self.column_menu(), place)

    def _show_all_columns(self) -> None:
        for column in COLUMNS:
            self._view.setColumnHidden(column, False)
        self.columns_chosen.emit()

    def _show_column(self, column: Column, is_shown: bool) -> None:
        self._view.setColumnHidden(column, not is_shown)
        self.columns_chosen.emit()


def _open(menu: QMenu, place: QPoint) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)


def _entry(menu: QMenu, words: str, is_enabled: bool = True) -> QAction:
    action = plain.add_action(menu, words)
    action.setEnabled(is_enabled)
    return action
