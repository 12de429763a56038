"""Tab's way through controls, as the eye goes."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def follow_layout(root: QWidget) -> None:
    """Have Tab go through what is in `root` as its layouts have it, not as it was made."""
    layout = root.layout()
    if layout is not None:
        for one, next_one in pairwise(_reached(layout)):
            QWidget.setTabOrder(one, next_one)


def _reached(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = item.widget() if item else None
        inner = widget.layout() if widget else item.layout() if item else None
        if widget is not None and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget
        if inner is not None:
            yield from _reached(inner)
