"""Keys that mean the same wherever they are pressed."""

from PySide6.QtCore import Qt

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
"""Neither Shift nor Ctrl nor Alt: the number pad is none of them."""
