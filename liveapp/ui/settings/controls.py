"""Controls for settings: one kind for each type of value, told by what the setting declares of itself."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from liveapp.domain.access import normal_origin
from liveapp.settings import Declared, limits, new_token
from liveapp.ui import plain
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.copy_field import CopyField
from liveapp.ui.widgets.desktop import open_path
from liveapp.ui.widgets.formatting import short_text
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

NUMBER_WIDTH_PX = 110
MOST_DIGITS = 18
NO_TRAY = "This system shows no tray now: closing the window ends the program."
_NUMBER = re.compile(r"\d{1,3}([, ]\d{3})+|\d+")


class Control(QWidget):
    """Shows and changes one setting. `resized` says that it needs another height than before."""

    resized = Signal()

    label = ""
    """What stands before it; none where it says so itself."""

    note: QWidget | None = None
    """What stands below it."""

    def __init__(self, declared: Declared) -> None:
        super().__init__()
        self.label = declared.label
        if declared.note:
            self.note = ToneLabel(Tone.MUTED, declared.note)

    def value(self) -> Any:
        """The setting as the control stands.

        Raises:
            ValueError: what was typed is no such value; the text names it.
        """
        raise NotImplementedError

    def _lay_out(self, *parts: QWidget, is_wide: bool = False) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for place, part in enumerate(parts):
            layout.addWidget(part, 1 if is_wide and not place else 0)
        if not is_wide:
            layout.addStretch(1)
        self.setFocusProxy(parts[0])


class NumberControl(Control):
    """A whole number. What is typed stays as it is: one beyond the limits is refused in words, not cut."""

    def __init__(self, name: str, declared: Declared, value: int) -> None:
        super().__init__(declared)
        self._limits = limits(name)
        self._declared = declared
        self._edit = QLineEdit()
        self._edit.setFixedWidth(NUMBER_WIDTH_PX)
        self._meaning = ToneLabel(Tone.MUTED)
        self._meaning.setWordWrap(False)
        self._edit.textChanged.connect(self._tell_meaning)
        plain.set_accessible_name(self._edit, plain.without_mnemonic(declared.label))
        plain.set_tooltip(self._edit, declared.hint)
        # An amount is grouped, a name such as a port is not.
        plain.set_text(self._edit, f"{value:,}" if declared.unit else str(value))
        self._lay_out(self._edit, self._meaning)

    def value(self) -> int:
        """The number.

        Raises:
            ValueError: what was typed is none, or beyond the limits.
        """
        typed = self._edit.text().strip()
        if not _NUMBER.fullmatch(typed):
            raise ValueError(
                f"“{short_text(typed, 40)}” is no whole number" if typed else "a number is needed"
            )
        digits = typed.replace(",", "").replace(" ", "")
        least, greatest = self._limits
        if greatest is not None and (len(digits) > MOST_DIGITS or int(digits) > greatest):
            raise ValueError(f"{short_text(typed, 40)} is too large, {greatest} is the greatest")
        if len(digits) > MOST_DIGITS:
            raise ValueError(f"{short_text(typed, 40)} is too large")
        if least is not None and int(digits) < least:
            raise ValueError(f"{typed} is too small, {least} is the least")
        return int(digits)

    def select(self) -> None:
        """Let the number be typed at once."""
        self._edit.setFocus()
        self._edit.selectAll()

    def _tell_meaning(self) -> None:
        try:
            words = self._declared.unit if self.value() else self._declared.zero
        except ValueError:
            words = ""
        plain.set_text(self._meaning, words)


class SwitchControl(Control):
    """Yes or no, with what either means below."""

    def __init__(self, _name: str, declared: Declared, value: bool) -> None:
        super().__init__(declared)
        self.label = ""
        meaning = self._meaning = ToneLabel(Tone.MUTED)
        self.note = meaning
        self._box = QCheckBox(declared.label)
        plain.set_tooltip(self._box, declared.hint)
        self._box.toggled.connect(lambda is_on: plain.set_text(meaning, declared.choices[is_on]))
        self._box.toggled.connect(lambda _: self.resized.emit())
        plain.set_text(meaning, declared.choices[value])
        self._box.setChecked(value)
        self._lay_out(self._box)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self._box.isChecked()


class TraySwitch(SwitchControl):
    """A switch that is of use only where the system has a tray."""

    def show_lack(self) -> None:
        """Say that there is no tray; what was chosen stays chosen."""
        self.setEnabled(False)
        plain.set_text(self._meaning, NO_TRAY)


class ChoiceControl(Control):
    """One of a few values."""

    def __init__(self, _name: str, declared: Declared, value: object) -> None:
        super().__init__(declared)
        self._box = QComboBox()
        for choice, words in declared.choices.items():
            self._box.addItem(words, choice)
        self._box.setCurrentIndex(self._box.findData(value))
        plain.set_accessible_name(self._box, plain.without_mnemonic(declared.label))
        plain.set_tooltip(self._box, declared.hint)
        self._lay_out(self._box)

    def value(self) -> object:
        """The value that is chosen."""
        return self._box.currentData()


class OriginsControl(Control):
    """Web origins, one a line."""

    def __init__(self, _name: str, declared: Declared, value: tuple[str, ...]) -> None:
        super().__init__(declared)
        self._edit = QPlainTextEdit("\n".join(value))
        self._edit.setFont(fixed_width_font())
        self._edit.setTabChangesFocus(True)
        self._edit.setFixedHeight(72)
        plain.set_placeholder(self._edit, "https://example.com")
        plain.set_accessible_name(self._edit, plain.without_mnemonic(declared.label))
        plain.set_tooltip(self._edit, declared.hint)
        self._lay_out(self._edit, is_wide=True)

    def value(self) -> tuple[str, ...]:
        """The origins as browsers send them, each once."""
        lines = (line.strip() for line in self._edit.toPlainText().splitlines())
        return tuple(dict.fromkeys(normal_origin(line) for line in lines if line))


class TokenControl(Control):
    """The token, hidden at first; a new one is made on demand."""

    def __init__(self, _name: str, declared: Declared, value: str) -> None:
        super().__init__(declared)
        self._field = CopyField(declared.hint, is_secret=True)
        self._field.set_value(value)
        self._lay_out(self._field, is_wide=True)
        self._warning = ToneLabel(
            Tone.MUTED,
            "This new token holds from Save on. Programs that still send the old one are refused (401) "
            "until they get it.",
        )
        self._warning.hide()
        self.button = QPushButton("&Make a new token")
        plain.set_tooltip(
            self.button, "Replace the token; programs with the old one are refused from Save on"
        )
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._make_new)
        self.note = self._warning

    def show_icon(self, icons: Icons) -> None:
        """Give the copy button its icon."""
        self._field.show_icon(icons)

    def value(self) -> str:
        """The token."""
        return self._field.value

    def _make_new(self) -> None:
        self._field.set_value(new_token())
        self._warning.show()
        self.resized.emit()


class FolderControl(Control):
    """A folder that is shown and opened, not changed."""

    def __init__(self, _name: str, declared: Declared, value: Path) -> None:
        super().__init__(declared)
        self._folder = value
        path = QLineEdit(str(value))
        path.setReadOnly(True)
        plain.set_accessible_name(path, plain.without_mnemonic(declared.label))
        plain.set_tooltip(path, declared.hint)
        button = QPushButton("&Open folder")
        button.setAutoDefault(False)
        plain.set_tooltip(button, "Open the data folder in the file manager")
        button.clicked.connect(lambda: open_path(value))
        self._lay_out(path, button, is_wide=True)

    def value(self) -> Path:
        """The folder, as it was."""
        return self._folder


CONTROLS: dict[str, Callable[[str, Declared, Any], Control]] = {
    "port": NumberControl,
    "ingest_token": TokenControl,
    "require_token": SwitchControl,
    "allowed_origins": OriginsControl,
    "rate_limit": NumberControl,
    "theme": ChoiceControl,
    "keep_in_tray": TraySwitch,
    "data_dir": FolderControl,
}
"""The kind of control that each setting has in the dialog."""
