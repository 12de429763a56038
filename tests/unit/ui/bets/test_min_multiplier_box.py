import pytest
from PySide6.QtCore import QPoint, QPointF, QSignalBlocker, Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLineEdit, QVBoxLayout, QWidget

from liveapp.ui.bets.min_multiplier_box import MinMultiplierBox
from liveapp.ui.theme import apply_theme, colors


@pytest.fixture
def ground(theme, qtbot) -> QWidget:
    made = QWidget()
    made.setLayout(QVBoxLayout())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def box(ground, qtbot) -> MinMultiplierBox:
    made = MinMultiplierBox()
    ground.layout().addWidget(made)
    ground.layout().addWidget(QLineEdit())
    ground.show()
    ground.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def type_into(box, qtbot):
    """Types over what stands in the box."""

    def type_text(text: str) -> None:
        box.selectAll()
        if text:
            qtbot.keyClicks(box, text)
        else:
            qtbot.keyClick(box, Qt.Key.Key_Delete)

    return type_text


def leave(box: MinMultiplierBox, qtbot) -> None:
    other = box.parentWidget().findChildren(QLineEdit)[-1]
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("1,5", 1.5, "1.50×"),
        ("1.5", 1.5, "1.50×"),
        ("1.234,5", 1234.5, "1,234.50×"),
        ("1,000", 1000.0, "1,000.00×"),
        ("9" * 20, 1e14, "100,000,000,000,000.00×"),
    ],
)
def test_a_number_counts_as_it_is_typed_and_is_put_in_order_by_enter(
    box, type_into, qtbot, typed, value, shown
):
    type_into(typed)
    assert box.value() == value
    assert box.text() == typed
    assert box.is_being_typed
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.value(), box.text()) == (value, shown)


@pytest.mark.parametrize("is_left", [False, True])
def test_emptied_it_is_no_filter_and_the_old_value_stays_gone(box, type_into, qtbot, is_left):
    box.setValue(50)
    type_into("")
    assert box.value() == box.minimum()
    if is_left:
        leave(box, qtbot)
    else:
        qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.value(), box.text()) == (box.minimum(), "")
    assert isinstance(box, QDoubleSpinBox)


def test_what_is_no_number_changes_nothing_and_is_marked_until_it_is_mended(box, type_into, qtbot):
    box.setValue(5)
    type_into("abc")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert (box.value(), box.text(), box.is_understood) == (5.0, "abc", False)
    assert "“abc” is not a number" in box.toolTip()
    assert box.accessibleDescription().startswith("“abc” is not a number")
    type_into("7")
    assert (box.value(), box.is_understood, box.accessibleDescription()) == (7.0, True, "")


def test_left_with_what_is_no_number_it_shows_what_holds(box, type_into, qtbot):
    box.setValue(5)
    type_into("5,,5")
    leave(box, qtbot)
    assert (box.value(), box.text(), box.is_understood) == (5.0, "5.00×", True)


@pytest.mark.parametrize("value", [0.0, 50.0])
def test_what_the_program_puts_in_its_place_is_not_marked(box, value):
    box.setValue(50.0)
    box.lineEdit().setText("1.5.5")
    assert not box.is_understood
    with QSignalBlocker(box):
        box.setValue(value)
    assert box.is_understood


def test_typing_goes_on_after_a_pause_where_it_was(box, type_into, qtbot):
    type_into("1,")
    qtbot.keyClicks(box, "50")
    assert (box.value(), box.text()) == (1.5, "1,50")


def test_the_arrows_go_through_ones_twos_and_fives(box, qtbot):
    values = []
    for _ in range(6):
        qtbot.keyClick(box, Qt.Key.Key_Up)
        values.append(box.value())
    assert values == [1, 2, 5, 10, 20, 50]
    box.setValue(37)
    for _ in range(7):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.value() == box.minimum()
    box.setValue(1234)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.value() == 1000


def test_the_wheel_is_left_alone_unless_the_box_has_the_focus(box, qtbot):
    def turn() -> None:
        middle = QPointF(box.rect().center())
        wheel = QWheelEvent(
            middle,
            box.mapToGlobal(middle),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, wheel)

    leave(box, qtbot)
    turn()
    assert box.value() == box.minimum()
    box.setFocus()
    turn()
    assert box.value() == 1


def test_the_highest_multiplier_of_the_game_fits(box):
    box.setValue(3_203_384.8)
    box.resize(box.sizeHint())
    needed = box.fontMetrics().horizontalAdvance("3,203,384.80×")
    assert box.lineEdit().width() >= needed


def test_the_mark_can_be_read_in_both_themes(box, type_into, theme):
    type_into("abc")
    try:
        for choice in ("dark", "light"):
            apply_theme(theme, choice)
            text = box.lineEdit().palette().color(QPalette.ColorRole.Text)
            assert text == colors(theme.palette()).error
        type_into("5")
        plain_text = theme.palette().color(QPalette.ColorRole.Text)
        assert box.lineEdit().palette().color(QPalette.ColorRole.Text) == plain_text
    finally:
        apply_theme(theme, "light")
