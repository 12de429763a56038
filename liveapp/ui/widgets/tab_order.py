"""Tab's way through controls, as the eye goes."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(root: QWidget) -> None:
    """Have Tab go through what is in `root` as its layouts have it, not as it was made."""
    for one, next_one in pairwise(_controls(root)):
        QWidget.setTabOrder(one, next_one)


def follow_after(part: QWidget, root: QWidget) -> None:
    """Have Tab come to what is in `root` after what is in another part of the window, made before it."""
    for one, next_one in pairwise([*_controls(part)[-1:], *_controls(root)]):
        QWidget.setTabOrder(one, next_one)


def _controls(root: QWidget) -> list[QWidget]:
    layout = root.layout()
    return [] if layout is None else list(_reached(layout))


def _reached(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item else None
        inner = widget.layout() if widget else item.layout() if item else None
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        if inner is not None:
            yield from _reached(inner)
