"""Where the window was and what it showed, kept for the next start."""

import json
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

WINDOW_STATE_FILE = "window.ini"


class WindowState:
    """Texts, yes/no answers and Qt's own states by name, in an INI file of the data folder.

    Nothing in it is needed: a missing or unreadable value is as if it had never been kept.
    """

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """The text kept under a name."""
        # Without a type, an INI file gives lists for texts with commas and texts for everything else.
        return str(self._settings.value(name, default, type=str))

    def keep_text(self, name: str, value: str) -> None:
        """Keep a text under a name until `save` writes it."""
        self._settings.setValue(name, value)

    def flag(self, name: str, default: bool) -> bool:
        """The yes/no answer kept under a name."""
        return {"on": True, "off": False}.get(self.text(name), default)

    def keep_flag(self, name: str, value: bool) -> None:
        """Keep a yes/no answer, as a word: an INI file reads False back as the true text 'false'."""
        self.keep_text(name, "on" if value else "off")

    def texts(self, name: str) -> dict[str, str]:
        """The texts that a part of the window kept together."""
        try:
            kept = json.loads(self.text(name, "{}"))
        except ValueError:
            return {}
        return {str(key): str(value) for key, value in kept.items()} if isinstance(kept, dict) else {}

    def keep_texts(self, name: str, values: Mapping[str, str]) -> None:
        """Keep several texts together under one name."""
        self.keep_text(name, json.dumps(values))

    def qt_state(self, name: str) -> QByteArray:
        """A state that Qt made (geometry, splitter, header); empty where there is none."""
        state = self._settings.value(name, QByteArray(), type=QByteArray)
        return state if isinstance(state, QByteArray) else QByteArray()

    def keep_qt_state(self, name: str, value: QByteArray) -> None:
        """Keep a state that Qt made."""
        self._settings.setValue(name, value)

    def save(self) -> None:
        """Write what was kept to disk now."""
        self._settings.sync()
