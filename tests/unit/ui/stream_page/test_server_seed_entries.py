"""A stream's server seed in the header's menu: hidden until it is asked for."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.pump import hash_server_seed
from liveapp.ui import plain
from liveapp.ui.stream_page.server_seed_entries import SHOW, ServerSeedEntries
from tests.unit.ui.streams.values import PLAIN, make_stream

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")

SEED = "<b>seed & more</b> " + "s" * 100
SEEDS = SeedPair(hash_server_seed(SEED), "my-client")


@pytest.fixture
def menu(theme, qtbot) -> QMenu:
    made = plain.new_menu("More", None)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def entries(menu, store, questions) -> ServerSeedEntries:
    return ServerSeedEntries(menu, store.reader, questions)


@pytest.fixture
def revealed(entries, store, record, stream_of, menu, qtbot) -> ServerSeedEntries:
    """Of a stream whose seed is known, in an open menu."""
    record(1, 2, seeds=SEEDS)
    store.writer.reveal_seed(SEED)
    entries.show_stream(stream_of(SEEDS))
    menu.popup(QPoint(0, 0))
    qtbot.waitUntil(menu.isVisible)
    return entries


def show_entry(menu: QMenu) -> QAction:
    return menu.actions()[0]


def press(qtbot, menu: QMenu, action: QAction) -> None:
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_there_are_none_before_the_seed_is_known(entries, menu) -> None:
    entries.show_stream(PLAIN)
    assert [action.isVisible() for action in menu.actions()] == [False, False]


def test_the_seed_is_shown_in_the_open_menu_and_hidden_again(revealed, menu, qtbot) -> None:
    assert SEED[:10] not in show_entry(menu).text()
    press(qtbot, menu, show_entry(menu))
    qtbot.waitUntil(lambda: show_entry(menu).text() != SHOW)
    assert menu.isVisible()
    assert show_entry(menu).text().startswith("Server seed <b>seed && more</b> sss")
    shown = show_entry(menu).toolTip().replace("\u2060", "").replace("\n", "")
    assert "".join(shown.split()) == "".join(SEED.split())
    press(qtbot, menu, show_entry(menu))
    assert show_entry(menu).text() == SHOW
    assert "sss" not in show_entry(menu).toolTip()
    assert menu.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_it_can_be_shown_by_a_key(revealed, menu, qtbot, key) -> None:
    menu.setActiveAction(show_entry(menu))
    qtbot.keyClick(menu, key)
    qtbot.waitUntil(lambda: show_entry(menu).text() != SHOW)
    assert menu.isVisible()


def test_it_is_hidden_when_the_menu_opens_again(revealed, menu, qtbot) -> None:
    press(qtbot, menu, show_entry(menu))
    qtbot.waitUntil(lambda: show_entry(menu).text() != SHOW)
    menu.close()
    assert show_entry(menu).text() == SHOW
    menu.popup(QPoint(0, 0))
    assert show_entry(menu).text() == SHOW


def test_an_answer_that_comes_after_the_menu_closed_shows_nothing(revealed, menu, questions, qtbot) -> None:
    press(qtbot, menu, show_entry(menu))
    menu.close()
    with qtbot.waitSignal(revealed.copied):
        revealed.copy_action.trigger()
    assert show_entry(menu).text() == SHOW


def test_it_is_hidden_where_another_stream_is_shown(revealed, menu, qtbot) -> None:
    press(qtbot, menu, show_entry(menu))
    qtbot.waitUntil(lambda: show_entry(menu).text() != SHOW)
    revealed.show_stream(make_stream(99))
    assert show_entry(menu).text() == SHOW


def test_it_is_copied_whole_without_being_shown(revealed, menu, qtbot) -> None:
    with qtbot.waitSignal(revealed.copied) as told:
        press(qtbot, menu, revealed.copy_action)
    assert told.args == ["Server seed copied"]
    assert QGuiApplication.clipboard().text() == SEED
    assert show_entry(menu).text() == SHOW
    assert not menu.isVisible()


def test_a_stream_that_was_deleted_meanwhile_is_no_fault_and_a_store_that_is_closed_is(
    revealed, store, stream_of, questions, qtbot
) -> None:
    faults: list[object] = []
    questions.fault_met.connect(faults.append)
    QGuiApplication.clipboard().setText("before")
    store.writer.delete_stream(stream_of(SEEDS).id)
    revealed.copy_action.trigger()
    qtbot.waitUntil(lambda: not questions._asked)
    assert faults == []
    store.close()
    revealed.copy_action.trigger()
    qtbot.waitUntil(lambda: faults != [])
    assert isinstance(faults[0], StoreUnavailable)
    assert QGuiApplication.clipboard().text() == "before"
