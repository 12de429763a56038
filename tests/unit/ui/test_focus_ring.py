"""The ring around what has the focus, in pixels: it stands out from both sides in light and dark."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from liveapp.ui.focus_ring import FRAMELESS, GAP_PX, WIDTH_PX
from liveapp.ui.theme import apply_theme
from tests.shell import delete_what_waits
from tests.unit.ui.test_theme import contrast

LEAST_CONTRAST = 3.0


@pytest.fixture
def form(qtbot, light_theme):
    window = QWidget()
    layout = QVBoxLayout(window)
    layout.setContentsMargins(20, 20, 20, 20)
    tabs = QTabBar()
    tabs.addTab("Bets")
    lines = QPlainTextEdit()
    lines.setTabChangesFocus(True)
    for part in (
        QLineEdit(),
        QPushButton("Save"),
        QToolButton(),
        QCheckBox("Requests need the token"),
        QComboBox(),
        QSpinBox(),
        lines,
        QListWidget(),
        tabs,
    ):
        part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        layout.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    # A button that another test left pressed would be taken for what moves the focus.
    for mouse_button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
        qtbot.mouseRelease(window, mouse_button)
    assert QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton
    return window


def parts(form: QWidget) -> list[QWidget]:
    layout = form.layout()
    return [layout.itemAt(place).widget() for place in range(layout.count())]


def rings(root: QWidget) -> list[QWidget]:
    delete_what_waits()
    return root.findChildren(QWidget, "focusRing")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_ring_stands_out_from_what_is_around_it_and_in_it(form, qtbot, theme):
    apply_theme(QGuiApplication.instance(), theme)
    qtbot.waitUntil(lambda: form.palette() == QGuiApplication.palette())
    parts(form)[0].setFocus()
    for part in parts(form):
        qtbot.waitUntil(part.hasFocus)
        picture = form.grab().toImage()
        top = -GAP_PX - WIDTH_PX if isinstance(part, FRAMELESS) else 0
        middle = part.mapTo(form, QPoint(part.width() - 12, top))
        outside, ring, inside = (
            picture.pixelColor(middle + QPoint(0, below)) for below in (-2, WIDTH_PX - 1, WIDTH_PX + 1)
        )
        assert contrast(ring, outside) >= LEAST_CONTRAST, type(part).__name__
        assert contrast(ring, inside) >= LEAST_CONTRAST, type(part).__name__
        qtbot.keyClick(part, Qt.Key.Key_Tab)


def test_one_ring_goes_along_with_the_focus_and_leaves_nothing_behind(form, qtbot):
    edit, save = parts(form)[:2]
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    assert [one.parentWidget() for one in rings(form)] == [edit]
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert [one.parentWidget() for one in rings(form)] == [save]


def test_the_mouse_draws_no_ring_around_a_button_but_around_what_is_typed_into(form, qtbot):
    edit, save = parts(form)[:2]
    qtbot.mousePress(save, Qt.MouseButton.LeftButton)
    assert save.hasFocus()
    assert rings(form) == []
    qtbot.mouseRelease(save, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert [one.parentWidget() for one in rings(form)] == [edit]


def test_a_list_has_its_ring_once_tab_was_used(form, qtbot):
    edit, rows = (
        next(one for one in parts(form) if isinstance(one, k)) for k in (QPlainTextEdit, QListWidget)
    )
    rows.setFocus()
    assert rings(form) == []
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert [one.parentWidget() for one in rings(form)] == [rows]


def test_the_ring_keeps_to_the_size_and_theme_of_its_control(form, qtbot):
    edit = parts(form)[0]
    edit.setFocus()
    (ring,) = rings(form)
    form.resize(form.width() + 120, form.height())
    qtbot.waitUntil(lambda: ring.size() == edit.size())
    before = form.grab().toImage().pixelColor(edit.mapTo(form, QPoint(60, 0)))
    apply_theme(QGuiApplication.instance(), "dark")
    after: QColor = form.grab().toImage().pixelColor(edit.mapTo(form, QPoint(60, 0)))
    assert before != after


def test_a_control_that_goes_with_the_focus_takes_the_ring_along(form, qtbot):
    edit, save = parts(form)[:2]
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    edit.deleteLater()
    delete_what_waits()
    save.setFocus()
    assert [one.parentWidget() for one in rings(form)] == [save]


def test_a_page_that_has_the_focus_only_because_nothing_else_could_has_no_ring(form, qtbot) -> None:
    form.activateWindow()
    form.setFocus(Qt.FocusReason.OtherFocusReason)
    qtbot.waitUntil(form.hasFocus)
    assert form.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert not any(ring.isVisible() for ring in form.findChildren(QWidget, "focusRing"))


def test_the_ring_is_whole_where_the_control_fills_what_it_stands_in(form, qtbot) -> None:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    check = QCheckBox("Start at login")
    column.addWidget(check)
    form.layout().insertWidget(0, line)
    qtbot.waitUntil(lambda: check.width() > 0 and line.y() > 0)
    check.setFocus(Qt.FocusReason.TabFocusReason)
    out_px = WIDTH_PX + GAP_PX

    def is_around() -> bool:
        (ring,) = rings(form)
        place = check.rect().translated(check.mapTo(ring.parentWidget(), QPoint(0, 0)))
        is_beside = ring.geometry() == place.adjusted(-out_px, -out_px, out_px, out_px)
        return is_beside and ring.parentWidget().rect().contains(ring.geometry())

    qtbot.waitUntil(is_around)
    form.layout().insertSpacing(0, 10)
    form.layout().activate()
    qtbot.waitUntil(is_around)
