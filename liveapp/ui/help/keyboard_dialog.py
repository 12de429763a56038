"""All shortcuts on one page."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from liveapp.ui import plain
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.fitting_scroll import FittingScroll
from liveapp.ui.widgets.message_layout import fit_height


@dataclass(frozen=True, slots=True)
class ShortcutGroup:
    """Shortcuts that belong together: (what it does, keys in words)."""

    title: str
    rows: tuple[tuple[str, str], ...]


class KeyboardHelpDialog(QDialog):
    """Shows the groups in two columns."""

    def __init__(self, groups: Sequence[ShortcutGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyboardHelpDialog")
        plain.set_window_title(self, "Keyboard shortcuts")
        content = QWidget()
        columns = QGridLayout(content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setHorizontalSpacing(32)
        columns.setVerticalSpacing(16)
        for number, group in enumerate(groups):
            columns.addLayout(_group_layout(group), number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(FittingScroll(content))
        layout.addWidget(buttons)
        fit_height(self, self.sizeHint().width())


def _group_layout(group: ShortcutGroup) -> QGridLayout:
    layout = QGridLayout()
    layout.setHorizontalSpacing(24)
    layout.setVerticalSpacing(4)
    layout.setColumnStretch(0, 1)
    title = plain.PlainLabel(group.title)
    font = title.font()
    font.setBold(True)
    title.setFont(font)
    layout.addWidget(title, 0, 0, 1, 2)
    for number, (what, keys) in enumerate(group.rows, start=1):
        key_label = plain.PlainLabel(keys)
        key_label.setFont(fixed_width_font())
        layout.addWidget(plain.PlainLabel(what), number, 0)
        layout.addWidget(key_label, number, 1, Qt.AlignmentFlag.AlignRight)
    return layout
