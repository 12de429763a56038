"""Menus of the bet table: which columns are shown, and what can be done with a cell."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from liveapp.domain.bets import StoredBet
from liveapp.domain.queries import BetFilter
from liveapp.ui import plain
from liveapp.ui.bets.cells import BET_ROLE, RAW
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.bets.view import BetView
from liveapp.ui.widgets.formatting import multiplier_text


class BetMenus(QObject):
    """Made anew each time one opens, so that they say what holds then."""

    filter_requested = Signal(object)  # BetFilter
    go_to_nonce_requested = Signal()
    calculation_requested = Signal()
    column_chosen = Signal(object, bool)  # Column, and whether it is shown

    def __init__(self, view: BetView) -> None:
        super().__init__(view)
        self._view = view
        view.horizontalHeader().customContextMenuRequested.connect(self._open_column_menu)

    def column_menu(self) -> QMenu:
        """One entry for each column; the last one that is shown cannot be hidden."""
        menu = plain.new_menu("&Columns", self._view)
        shown = self._view.shown_columns()
        for column, texts in COLUMNS.items():
            entry = plain.add_action(menu, texts.title)
            entry.setCheckable(True)
            entry.setChecked(column in shown)
            entry.setEnabled(shown != [column])
            plain.set_tooltip(entry, texts.tooltip)
            entry.toggled.connect(partial(self._show_column, column))
        menu.addSeparator()
        plain.add_action(menu, "&All columns").triggered.connect(self._show_all_columns)
        plain.add_action(menu, "&Fit widths").triggered.connect(self._view.widths.fit_all)
        return menu

    def cell_menu(self, position: QPoint) -> QMenu:
        """What can be done with the chosen rows and the cell at a place of the view."""
        menu = plain.new_menu("Bet", self._view)
        rows = sum(last - first + 1 for first, last in self._view.chosen_ranges())
        copy = _entry(menu, f"&Copy {rows:,} rows" if rows > 1 else "&Copy row", rows > 0)
        copy.triggered.connect(self._view.copy_requested)
        index = self._view.indexAt(position)
        bet = index.data(BET_ROLE) if index.isValid() else None
        if bet is not None:
            self._add_cell_entries(menu, bet, _copied_value(index, bet))
        menu.addSeparator()
        _entry(menu, "&Bookmark or end it", rows > 0).triggered.connect(self._view.bookmark_requested)
        _entry(menu, "&Show the calculation…", rows > 0).triggered.connect(self.calculation_requested)
        _entry(menu, "&Go to nonce…").triggered.connect(self.go_to_nonce_requested)
        follow = _entry(menu, "&Follow new bets", self._view.can_follow)
        follow.setCheckable(True)
        follow.setChecked(self._view.is_following)
        follow.triggered.connect(self._view.toggle_following)
        menu.addMenu(self.column_menu())
        return menu

    def _add_cell_entries(self, menu: QMenu, bet: StoredBet, value: str) -> None:
        _entry(menu, "Copy &value", bool(value)).triggered.connect(lambda: plain.copy_text(value))
        menu.addSeparator()
        now = self._view.bet_filter
        floor = replace(now, min_multiplier=bet.round_result)
        _entry(menu, f"Only from {multiplier_text(bet.round_result)}").triggered.connect(
            lambda: self.filter_requested.emit(floor)
        )
        alike = replace(now, difficulty=bet.difficulty)
        _entry(menu, f"Only {bet.difficulty}").triggered.connect(lambda: self.filter_requested.emit(alike))
        _entry(menu, "Clear filters", now != BetFilter()).triggered.connect(
            lambda: self.filter_requested.emit(BetFilter())
        )

    def _show_all_columns(self) -> None:
        for column in COLUMNS:
            self._show_column(column, True)

    def _show_column(self, column: Column, is_shown: bool) -> None:
        self._view.setColumnHidden(column, not is_shown)
        self.column_chosen.emit(column, is_shown)

    def _open_column_menu(self, position: QPoint) -> None:
        self._open(self.column_menu(), self._view.horizontalHeader().mapToGlobal(position))

    def open_cell_menu(self, position: QPoint) -> None:
        """Open the menu of the cell at a place of the view's viewport."""
        self._open(self.cell_menu(position), self._view.viewport().mapToGlobal(position))

    def _open(self, menu: QMenu, position: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(position)


def _copied_value(index: QModelIndex, bet: StoredBet) -> str:
    """What *Copy value* copies of a cell."""
    if index.column() == Column.GAP:
        nonces = index.data(RAW)
        return "" if nonces is None else str(nonces)
    return COLUMNS[Column(index.column())].plain(bet)


def _entry(menu: QMenu, text: str, is_enabled: bool = True) -> QAction:
    action = plain.add_action(menu, text)
    action.setEnabled(is_enabled)
    return action
