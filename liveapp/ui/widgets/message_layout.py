"""The same calm look for every message box: room around, a bold first line, a readable width."""

from PySide6.QtWidgets import QGridLayout, QLabel, QMessageBox

TEXT_WIDTH_PX = 440
WIDEST_TEXT_PX = 720


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
