"""The same calm look for every message: room around, a bold first line, a readable width."""

import re
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QScrollArea,
)

from liveapp.ui import plain
from liveapp.ui.widgets.fitting_scroll import FittingScroll

_LONG_PIECE = re.compile(r"[^\s/\\-]{40}")
TEXT_WIDTH_PX = 440
WIDEST_TEXT_PX = 720
LARGEST_SHARE = 0.5
"""Of the screen's height, for a message's text; the rest is for its first line, buttons and frame."""

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
        width_px = min(WIDEST_TEXT_PX, max(TEXT_WIDTH_PX, *words_px) + 8)
        body.setMinimumWidth(width_px)
        if isinstance(layout, QGridLayout):
            _scroll_where_it_is_long(box, layout, body, width_px)


def _scroll_where_it_is_long(box: QMessageBox, grid: QGridLayout, body: QLabel, width_px: int) -> None:
    """Have a text scroll that would not fit the screen beside the box's other parts."""
    room_px = box.screen().availableGeometry().height() * LARGEST_SHARE
    place = grid.indexOf(body)
    if place < 0 or body.heightForWidth(width_px) <= room_px:
        return
    position: Any = grid.getItemPosition(place)  # the stubs say None
    grid.removeWidget(body)
    scroll = QScrollArea()
    scroll.setFrameShape(QScrollArea.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setFixedHeight(int(room_px))
    scroll.setMinimumWidth(width_px + scroll.verticalScrollBar().sizeHint().width())
    plain.set_accessible_name(scroll, "Message")
    scroll.setWidget(body)
    grid.addWidget(scroll, *position)


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


def explained_button(words: str, meaning: str) -> QPushButton:
    """A button with its tooltip."""
    button = QPushButton()
    plain.set_text(button, words)
    plain.set_tooltip(button, meaning)
    return button


def button_row(buttons: QDialogButtonBox, *apart: QPushButton) -> QHBoxLayout:
    """A dialog's buttons, and at the left those that do not close it: so on every system."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for one in apart:
        row.addWidget(one)
    row.addStretch(1)
    row.addWidget(buttons)
    return row


def list_button_row(dialog: QDialog, *apart: QPushButton) -> QHBoxLayout:
    """The same for a dialog that shows a list, and is closed by Close alone; Enter presses none of them."""
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    plain.set_tooltip(close, "Close this list (Esc)")
    for one in (close, *apart):
        one.setAutoDefault(False)
    return button_row(buttons, *apart)


def fit_screen(dialog: QDialog, size_px: tuple[int, int]) -> None:
    """Make a dialog so large, or as large as its screen has room for."""
    dialog.resize(QSize(*size_px).boundedTo(dialog.screen().availableSize() - FRAME_SIZE_PX))


def fit_height(dialog: QDialog, width_px: int) -> None:
    """Be high enough for every line: a dialog does not ask for the room that wrapped text needs.

    Never larger than the screen; what is inside a `FittingScroll` scrolls then.
    """
    layout = dialog.layout()
    if layout is not None:
        for scroll in dialog.findChildren(FittingScroll):
            scroll.updateGeometry()  # its content tells nobody outside that it needs more
        room = dialog.screen().availableGeometry().size() - FRAME_SIZE_PX
        wraps = layout.hasHeightForWidth()
        height_px = layout.totalHeightForWidth(width_px) if wraps else layout.totalSizeHint().height()
        dialog.setMinimumSize(QSize(width_px, height_px).boundedTo(room))


def breakable(text: str) -> str:
    """`text` that can be wrapped wherever it stands: a label is never narrower than its longest word."""
    return _LONG_PIECE.sub("\\g<0>\u200b", text)
