"""A code of digits to be read off the screen and typed elsewhere."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from liveapp.ui import plain
from liveapp.ui.theme import fixed_width_font

LARGER = 3.2
"""Times the size of the text around it."""

GROUP_DIGITS = 3


class CodeLabel(plain.PlainLabel):
    """Large digits of one width, in groups. Ctrl+C copies them; a mouse cannot select a part by accident.

    It takes the focus by Tab, so that a screen reader comes to it, and is read digit by digit.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = name
        self._code = ""
        font = fixed_width_font()
        font.setPointSizeF(font.pointSizeF() * LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def spoken(self) -> str:
        """What is read out: the name, and each digit by itself."""
        return f"{self._name}: {' '.join(self._code)}"

    def show_code(self, code: str) -> None:
        """Show this code from now on."""
        self._code = code
        groups = [code[start : start + GROUP_DIGITS] for start in range(0, len(code), GROUP_DIGITS)]
        plain.set_text(self, " ".join(groups))
        plain.set_accessible_name(self, self.spoken)

    def copy(self) -> None:
        """Put the digits on the clipboard, without blanks."""
        plain.copy_text(self._code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy by the system's key for it."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)
