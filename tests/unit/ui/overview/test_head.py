"""What stands over the overview's table."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette

from liveapp.ui.overview.choice import Kind, StreamChoice
from liveapp.ui.overview.head import OverviewHead
from liveapp.ui.theme import apply_theme, colors


@pytest.fixture
def head(theme, qtbot) -> OverviewHead:
    made = OverviewHead(100.0)
    qtbot.addWidget(made)
    made.show()
    return made


def type_multiplier(head: OverviewHead, qtbot, text: str) -> None:
    head.wait.setFocus()
    head.wait.selectAll()
    qtbot.keyClicks(head.wait, text)
    qtbot.keyClick(head.wait, Qt.Key.Key_Return)


def test_what_is_typed_and_the_kind_say_which_streams_are_wanted(head, qtbot) -> None:
    with qtbot.waitSignal(head.choice_changed) as changed:
        head.filter.setText("Night  run")
    assert changed.args == [StreamChoice(Kind.ALL, ("night", "run"))]
    with qtbot.waitSignal(head.choice_changed) as changed:
        head.kind.setCurrentText("Pinned")
    assert changed.args == [StreamChoice(Kind.PINNED, ("night", "run"))]


def test_it_is_said_how_many_of_the_streams_are_shown(head) -> None:
    head.show_count(300, 300)
    assert head.count.text() == "300 streams"
    head.show_count(12, 300)
    assert head.count.text() == "12 of 300 streams"


@pytest.mark.parametrize(
    ("typed", "multiplier", "shown"),
    [("2,5", 2.5, "2.50×"), ("1,000x", 1000.0, "1,000×"), ("24.5", 24.5, "24.50×")],
)
def test_a_multiplier_is_typed_as_one_likes(head, qtbot, typed, multiplier, shown) -> None:
    with qtbot.waitSignal(head.multiplier_chosen) as chosen:
        type_multiplier(head, qtbot, typed)
    assert chosen.args == [multiplier]
    assert head.wait.text() == shown


@pytest.mark.parametrize("typed", ["often", "1", "0.5", "1e9"])
def test_what_is_no_such_multiplier_is_marked_and_changes_nothing(head, theme, qtbot, typed) -> None:
    with qtbot.assertNotEmitted(head.multiplier_chosen):
        type_multiplier(head, qtbot, typed)
    assert head.wait.text() == typed
    assert "as it was" in head.wait.toolTip()
    assert head.wait.accessibleDescription()
    error = colors(head.palette()).error
    assert head.wait.palette().color(QPalette.ColorRole.Text) == error
    apply_theme(theme, "dark")
    assert head.wait.palette().color(QPalette.ColorRole.Text) == colors(theme.palette()).error != error
    apply_theme(theme, "light")
    qtbot.keyClicks(head.wait, "0")
    assert not head.wait.accessibleDescription()


def test_the_same_multiplier_or_none_asks_for_nothing(head, qtbot) -> None:
    with qtbot.assertNotEmitted(head.multiplier_chosen):
        type_multiplier(head, qtbot, "100")
        head.wait.clear()
        qtbot.keyClick(head.wait, Qt.Key.Key_Return)
    assert head.wait.text() == "100×"


def test_esc_clears_the_filter_first_and_leaves_then(head, qtbot) -> None:
    head.filter.setText("night")
    with qtbot.assertNotEmitted(head.left):
        qtbot.keyClick(head.filter, Qt.Key.Key_Escape)
    assert not head.filter.text()
    with qtbot.waitSignal(head.left):
        qtbot.keyClick(head.filter, Qt.Key.Key_Escape)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return])
def test_down_and_enter_go_into_the_table(head, qtbot, key) -> None:
    with qtbot.waitSignal(head.table_wanted):
        qtbot.keyClick(head.filter, key)
