"""The controls of a window, and what they tell of themselves."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
)

NOT_POINTED_AT = (QAbstractItemView, QProgressBar)
"""Their tooltips belong to what they show."""

WITH_PARTS = (QAbstractSpinBox, QComboBox, QLineEdit)
"""Qt puts controls inside these, which speak through them."""


def is_part_of_a_control(widget: QWidget, root: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not root:
        if isinstance(parent, WITH_PARTS):
            return True
        parent = parent.parentWidget()
    return False


def controls(root: QWidget) -> list[QWidget]:
    """What can be seen and used, dialogs of the window left out."""
    found = [one for kind in CONTROLS for one in root.findChildren(kind)]
    return [
        one
        for one in found
        if one.isVisible() and one.window() is root.window() and not is_part_of_a_control(one, root)
    ]


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip() if interface else ""


def nameless(root: QWidget) -> list[str]:
    return [f"{type(one).__name__} {one.objectName()}" for one in controls(root) if not spoken_name(one)]


def without_tooltip(root: QWidget) -> list[str]:
    buttons_and_fields = [one for one in controls(root) if not isinstance(one, NOT_POINTED_AT)]
    return [f"{type(one).__name__} {spoken_name(one)}" for one in buttons_and_fields if not one.toolTip()]
