"""Opening what explains the program."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QWidget

from liveapp.domain.components import Component
from liveapp.ui.help.keyboard_dialog import KeyboardHelpDialog, ShortcutGroup
from liveapp.ui.questions import Questions


class HelpCommands(QObject):
    """Opens each dialog anew and forgets it once it is closed."""

    def __init__(
        self,
        window: QWidget,
        icon: QIcon,
        shortcuts: Callable[[], Sequence[ShortcutGroup]],
        diagnostics: Callable[[], QDialog],
        components: Callable[[], Sequence[Component]],
        questions: Questions,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._icon = icon
        self._shortcuts = shortcuts
        self._diagnostics = diagnostics
        self._components = components
        self._questions = questions

    def commands(self) -> Mapping[str, Callable[[], object]]:
        """What the window's actions do here, by the actions' names."""
        return {
            "keyboardHelpAction": lambda: self._open(KeyboardHelpDialog(self._shortcuts(), self._window)),
            "diagnosticsAction": lambda: self._open(self._diagnostics()),
            "aboutAction": self._open_about,
        }

    def _open_about(self) -> None:
        # Few ever read it: a start does not load it.
        from liveapp.ui.help.about_dialog import AboutDialog

        self._open(AboutDialog(self._icon, self._components, self._questions, self._window))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
