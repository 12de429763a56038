"""Auto-follow: on and off, paused by what the user does, resumed by nobody else."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, QStringListModel, Qt
from PySide6.QtWidgets import QAbstractSlider, QDialog, QListView, QMenu

from liveapp.ui.streams.auto_follow import AutoFollow
from tests.clock import Clock
from tests.unit.ui.streams.values import make_stream

SHOWN = make_stream(1, last_seen_us=0)
OTHER = make_stream(2)


@pytest.fixture
def parent(qapp) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def follow(parent) -> AutoFollow:
    made = AutoFollow(parent, Clock().wall_us)
    made.action.setChecked(True)
    return made


@pytest.fixture
def wanted(follow) -> list[int]:
    keys: list[int] = []
    follow.stream_requested.connect(keys.append)
    return keys


@pytest.fixture
def view(theme, qtbot) -> QListView:
    made = QListView()
    made.setModel(QStringListModel([str(number) for number in range(100)], made))
    qtbot.addWidget(made)
    made.show()
    return made


def play(follow) -> None:
    follow.note_played([OTHER], [], SHOWN)


def test_a_bet_elsewhere_is_followed_when_the_shown_stream_is_silent(follow, wanted) -> None:
    play(follow)
    assert wanted == [OTHER.key]


def test_it_is_off_at_first_and_follows_nothing_then(parent) -> None:
    follow = AutoFollow(parent)
    keys: list[int] = []
    follow.stream_requested.connect(keys.append)
    play(follow)
    assert not follow.action.isChecked()
    assert keys == []


def test_what_the_user_does_pauses_it_until_it_is_resumed(follow, wanted, qtbot) -> None:
    with qtbot.waitSignal(follow.pause_changed) as told:
        follow.note_user_acted()
    assert told.args == [True]
    play(follow)
    assert wanted == []
    follow.resume()
    play(follow)
    assert wanted == [OTHER.key]


def test_while_it_is_off_nothing_pauses_it(follow) -> None:
    follow.action.setChecked(False)
    follow.note_user_acted()
    follow.action.setChecked(True)
    assert not follow.is_paused


def test_its_key_resumes_what_is_paused_and_switches_off_what_is_not(follow) -> None:
    follow.note_user_acted()
    assert follow.action.text() == "Resume &auto-follow"
    follow.action.trigger()
    assert follow.action.isChecked()
    assert not follow.is_paused
    follow.action.trigger()
    assert not follow.action.isChecked()
    follow.action.trigger()
    assert follow.action.isChecked()


def test_switching_it_off_and_on_again_ends_a_pause(follow) -> None:
    follow.note_user_acted()
    follow.action.setChecked(False)
    follow.action.setChecked(True)
    assert not follow.is_paused


def test_holding_the_rows_pauses_it_and_following_them_does_not(follow) -> None:
    follow.note_following(True)
    assert not follow.is_paused
    follow.note_following(False)
    assert follow.is_paused


def open_dialog() -> QDialog:
    dialog = QDialog()
    dialog.open()
    return dialog


def open_menu() -> QMenu:
    menu = QMenu()
    menu.addAction("Open")
    menu.popup(QPoint(0, 0))
    return menu


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)
@pytest.mark.parametrize("open_widget", [open_dialog, open_menu])
def test_an_open_dialog_or_menu_pauses_it(follow, wanted, qtbot, open_widget) -> None:
    widget = open_widget()
    qtbot.addWidget(widget)
    play(follow)
    widget.close()
    play(follow)
    assert wanted == []
    assert follow.is_paused


def test_scrolling_a_view_pauses_it_and_the_programs_own_scrolling_does_not(follow, view) -> None:
    follow.yield_to_touch(view)
    view.verticalScrollBar().setValue(3)
    assert not follow.is_paused
    view.verticalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderSingleStepAdd)
    assert follow.is_paused


def test_a_press_on_a_row_pauses_it(follow, view, qtbot) -> None:
    follow.yield_to_touch(view)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center()
    )
    assert follow.is_paused


def test_a_row_that_is_chosen_pauses_it_and_rows_that_go_away_do_not(follow, view, qtbot) -> None:
    follow.yield_to_choice(view)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(lambda: view.currentIndex().isValid())  # by the focus alone: nobody chose it
    assert not follow.is_paused
    view.setCurrentIndex(view.model().index(1, 0))
    assert follow.is_paused
    follow.resume()
    view.model().setStringList([])
    assert not follow.is_paused


def test_a_deleted_stream_is_forgotten(follow, wanted) -> None:
    follow.note_played([SHOWN], [], SHOWN)
    follow.forget(SHOWN.key)
    play(follow)
    assert wanted == [OTHER.key]
