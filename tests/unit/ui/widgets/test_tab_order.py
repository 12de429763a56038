"""Tab follows the layout, whatever was made first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from liveapp.ui.widgets.tab_order import follow_after, follow_layout


def test_tab_goes_as_the_layouts_have_it(qtbot, theme):
    root, inner = QWidget(), QWidget()
    last, third, second, first = (QPushButton(name, root) for name in ("last", "third", "second", "first"))
    row, column = QHBoxLayout(inner), QVBoxLayout(root)
    row.addWidget(second)
    row.addWidget(third)
    column.addWidget(first)
    column.addWidget(QLabel("no control"))
    column.addWidget(inner)
    column.addWidget(last)
    follow_layout(root)
    qtbot.addWidget(root)
    root.show()
    root.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    reached = [first]
    while len(reached) < 4:
        qtbot.keyClick(reached[-1], Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [first, second, third, last]


def test_what_has_no_layout_stays_as_it_is(qtbot, theme):
    root = QWidget()
    qtbot.addWidget(root)
    one, other = QPushButton(root), QPushButton(root)
    follow_layout(root)
    assert one.nextInFocusChain() is other


def test_a_part_that_was_made_last_can_come_after_another_one(qtbot, theme):
    root = QWidget()
    parts = [QWidget(root) for _ in range(3)]
    column = QVBoxLayout(root)
    buttons = []
    for part in parts:
        column.addWidget(part)
        buttons.append(QPushButton(part))
        QVBoxLayout(part).addWidget(buttons[-1])
    qtbot.addWidget(root)
    root.show()
    follow_after(parts[0], parts[2])
    first, middle, last = buttons
    root.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    reached = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    assert reached == [last, middle, first]
