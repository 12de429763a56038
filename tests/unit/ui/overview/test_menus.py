"""Menus of the overview."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu

from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.menus import OverviewMenus
from liveapp.ui.overview.model import OverviewModel
from liveapp.ui.overview.view import OverviewView
from tests.unit.ui.overview.values import a_stream


@pytest.fixture
def menus(theme, qtbot) -> OverviewMenus:
    model = OverviewModel()
    view = OverviewView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    model.set_streams({key: a_stream(key) for key in (1, 2)}, lambda _: None)
    view.resize(900, 300)
    view.show()
    made = OverviewMenus(view)
    made.view = view
    return made


def entry(menu: QMenu, words: str):
    return next(one for one in menu.actions() if one.text().replace("&", "") == words)


def test_columns_are_shown_and_hidden_but_for_the_last(menus, qtbot) -> None:
    menu = menus.column_menu()
    assert entry(menu, "Bets").isChecked()
    assert not entry(menu, "Notes").isChecked()
    with qtbot.waitSignal(menus.columns_chosen):
        entry(menu, "Notes").trigger()
    assert Column.NOTES in menus.view.shown_columns()
    for column, texts in COLUMNS.items():
        if column is not Column.BETS and column in menus.view.shown_columns():
            entry(menus.column_menu(), texts.title).trigger()
    assert menus.view.shown_columns() == [Column.BETS]
    assert not entry(menus.column_menu(), "Bets").isEnabled()
    entry(menus.column_menu(), "All columns").trigger()
    assert menus.view.shown_columns() == list(Column)


def test_what_can_be_done_depends_on_how_many_are_chosen(menus, qtbot) -> None:
    none = menus.row_menu()
    assert [entry(none, words).isEnabled() for words in ("Open", "Compare…", "Copy row")] == [False] * 3
    menus.view.selectRow(0)
    one = menus.row_menu()
    assert [entry(one, words).isEnabled() for words in ("Open", "Compare…", "Copy row")] == [
        True,
        False,
        True,
    ]
    with qtbot.waitSignal(menus.view.opened) as opened:
        entry(one, "Open").trigger()
    assert opened.args == [menus.view.chosen()[0]]
    entry(one, "Select all").trigger()
    two = menus.row_menu()
    for words, signal in (
        ("Compare…", menus.compare_requested),
        ("Copy 2 rows", menus.view.copy_requested),
        ("Export CSV…", menus.csv_requested),
    ):
        with qtbot.waitSignal(signal):
            entry(two, words).trigger()
    assert not entry(two, "Open").isEnabled()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
def test_menus_open_where_they_are_asked_for(menus, qtbot) -> None:
    for ask in (
        lambda: menus.view.menu_requested.emit(QPoint(50, 50)),
        lambda: menus.view.horizontalHeader().customContextMenuRequested.emit(QPoint(5, 5)),
        lambda: menus.open_columns(QPoint(50, 50)),
    ):
        ask()
        qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        QApplication.activePopupWidget().close()
