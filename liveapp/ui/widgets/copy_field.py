"""A value to be taken elsewhere: read-only, with a Copy button, and hidden at first where it is secret."""

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import fixed_width_font, is_theme_change
from liveapp.ui.widgets.icons import Icons

COPIED_MS = 1_500


class CopyField(QWidget):
    """The value can be selected by hand too; copying a secret one does not show it."""

    def __init__(self, name: str, is_secret: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._edit = QLineEdit()
        self._edit.setReadOnly(True)
        self._edit.setFont(fixed_width_font())
        plain.set_accessible_name(self._edit, name)
        plain.set_tooltip(self._edit, name)
        self._icons: Icons | None = None
        self._copy = QPushButton("Copy")
        self._copy.setAutoDefault(False)  # Enter is for what the dialog around it does
        plain.set_accessible_name(self._copy, f"Copy {name}")
        plain.set_tooltip(self._copy, f"Copy {name} to the clipboard")
        self._copy.clicked.connect(self.copy)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._edit, 1)
        self._show: QPushButton | None = None
        if is_secret:
            self._show = self._show_button()
            layout.addWidget(self._show)
        layout.addWidget(self._copy)
        self.setFocusProxy(self._edit)

    @property
    def value(self) -> str:
        """What is copied."""
        return self._edit.text()

    @property
    def is_readable(self) -> bool:
        """Whether the value can be read on the screen."""
        return self._edit.echoMode() == QLineEdit.EchoMode.Normal

    def set_value(self, value: str) -> None:
        """Offer another value."""
        plain.set_text(self._edit, value)
        self._edit.setCursorPosition(0)
        self._copy.setEnabled(bool(value))

    def hide_value(self) -> None:
        """Have a secret one hidden, as at first."""
        if self._show is not None:
            self._show.setChecked(False)

    def show_icon(self, icons: Icons) -> None:
        """Give the copy button its icon, in whatever theme there is."""
        self._icons = icons
        self._take_colors()

    def copy(self) -> None:
        """Put the value on the clipboard; the button says so."""
        plain.copy_text(self.value)
        plain.set_text(self._copy, "Copied")
        QTimer.singleShot(COPIED_MS, self, lambda: plain.set_text(self._copy, "Copy"))

    def _show_button(self) -> QPushButton:
        button = QPushButton("Show")
        button.setCheckable(True)
        button.setAutoDefault(False)
        plain.set_accessible_name(button, f"Show {self._name}")
        plain.set_tooltip(button, f"Show or hide {self._name}")
        button.toggled.connect(self._set_readable)
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        return button

    def _take_colors(self) -> None:
        if self._icons is not None:
            self._copy.setIcon(self._icons.themed("copy", self.palette()))

    def _set_readable(self, is_readable: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_readable else QLineEdit.EchoMode.Password
        self._edit.setEchoMode(mode)
        if self._show is not None:
            plain.set_text(self._show, "Hide" if is_readable else "Show")

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()
