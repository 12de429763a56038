"""A stream's server seed in the header's menu: hidden until it is asked for."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.pump import hash_server_seed
from liveapp.ui import plain
from liveapp.ui.stream_page.server_seed_entries import HIDE, ROW_LENGTH, SHOW, ServerSeedEntries
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


def rows(menu: QMenu) -> list[QAction]:
    return [action for action in menu.actions()[1:-1] if action.isVisible()]


def shown_seed(menu: QMenu) -> str:
    return "".join(row.text() for row in rows(menu))


def press(qtbot, menu: QMenu, action: QAction) -> None:
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_there_are_none_before_the_seed_is_known(entries, menu) -> None:
    entries.show_stream(PLAIN)
    assert not any(action.isVisible() for action in menu.actions())


def test_the_seed_is_shown_in_the_open_menu_and_hidden_again(revealed, menu, qtbot) -> None:
    assert rows(menu) == []
    press(qtbot, menu, show_entry(menu))
    qtbot.waitUntil(lambda: show_entry(menu).text() == HIDE)
    assert menu.isVisible()
    assert shown_seed(menu).startswith("<b>seed && more</b> sss")
    assert shown_seed(menu).endswith("…")
    assert {len(row.text().replace("&&", "&")) for row in rows(menu)} == {ROW_LENGTH}
    told = rows(menu)[0].toolTip().replace("\u2060", "").replace("\n", "")
    assert "".join(told.split()) == "".join(SEED.split())
    press(qtbot, menu, show_entry(menu))
    assert show_entry(menu).text() == SHOW
    assert rows(menu) == []
    assert not any("sss" in action.text() + action.toolTip() for action in menu.actions())
    assert menu.isVisible()


def test_a_usual_seed_is_whole_in_two_rows_that_copy_it(
    entries, menu, store, record, stream_of, qtbot
) -> None:
    seed = "0f1e2d3c" * 8
    seeds = SeedPair(hash_server_seed(seed), "my-client")
    record(1, seeds=seeds)
    store.writer.reveal_seed(seed)
    entries.show_stream(stream_of(seeds))
    menu.popup(QPoint(0, 0))
    press(qtbot, menu, show_entry(menu))
    qtbot.waitUntil(lambda: shown_seed(menu) == seed)
    assert len(rows(menu)) == 2
    with qtbot.waitSignal(entries.copied):
        press(qtbot, menu, rows(menu)[1])
    assert QGuiApplication.clipboard().text() == seed


def test_the_menu_gets_no_wider_by_it(revealed, menu, qtbot) -> None:
    plain.add_action(menu, "First seen 2026-11-26 05:33:48 with much that is said beside it")
    width = menu.sizeHint().width()
    press(qtbot, menu, show_entry(menu))
    qtbot.waitUntil(lambda: show_entry(menu).text() == HIDE)
    assert menu.sizeHint().width() == width


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_it_can_be_shown_by_a_key(revealed, menu, qtbot, key) -> None:
    menu.setActiveAction(show_entry(menu))
    qtbot.keyClick(menu, key)
    qtbot.waitUntil(lambda: show_entry(menu).text() == HIDE)
    assert menu.isVisible()


def test_it_is_hidden_when_the_menu_opens_again(revealed, menu, qtbot) -> None:
    press(qtbot, menu, show_entry(menu))
    qtbot.waitUntil(lambda: show_entry(menu).text() == HIDE)
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
    qtbot.waitUntil(lambda: show_entry(menu).text() == HIDE)
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
