"""The same calm look for every message: room around, a bold first line, a readable width."""

import re

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
)

from liveapp.ui import plain

_LONG_PIECE = re.compile(r"[^\s/\\-]{40}")
TEXT_WIDTH_PX = 440
WIDEST_TEXT_PX = 720
FRAME_SIZE_PX = QSize(16, 48)
"""Room for a dialog's frame and title."""


def lay_out_message(box: QMessageBox) -> None:
    """Space and weigh a message box whose texts are set."""
    layout = box.layout()
    if isinstance(layout, QGridLayout):
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setHorizontalSpacing(8)
        layout.setVerticalSpacing(16)
    heading = box.findChild(QLabel, "qt_msgbox_label")
    if heading is not None:
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
    body = box.findChild(QLabel, "qt_msgbox_informativelabel")
    if body is not None:
        # A hash has no place to break: it would be cut off.
        words_px = [body.fontMetrics().horizontalAdvance(word) for word in body.text().split()]
        body.setMinimumWidth(min(WIDEST_TEXT_PX, max(TEXT_WIDTH_PX, *words_px) + 8))


def heading_label(text: str = "") -> plain.PlainLabel:
    """A dialog's first line."""
    label = text_label(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def text_label(text: str = "") -> plain.PlainLabel:
    """Text that wraps."""
    label = plain.PlainLabel(text)
    label.setWordWrap(True)
    return label


def button_row(apart: QPushButton, buttons: QDialogButtonBox) -> QHBoxLayout:
    """A dialog's buttons, and at the left one that does not close it: so on every system."""
    row = QHBoxLayout()
    row.addWidget(apart)
    row.addStretch(1)
    row.addWidget(buttons)
    return row


def fit_height(dialog: QDialog, width_px: int) -> None:
    """Be high enough for every line: a dialog does not ask for the room that wrapped text needs.

    Never larger than the screen; what is inside a `FittingScroll` scrolls then.
    """
    layout = dialog.layout()
    if layout is not None:
        layout.invalidate()  # a scrolled content tells nobody outside that it needs more
        room = dialog.screen().availableGeometry().size() - FRAME_SIZE_PX
        height_px = layout.totalHeightForWidth(width_px)
        dialog.setMinimumSize(QSize(width_px, height_px).boundedTo(room))


def breakable(text: str) -> str:
    """`text` that can be wrapped wherever it stands: a label is never narrower than its longest word."""
    return _LONG_PIECE.sub("\\g<0>\u200b", text)
