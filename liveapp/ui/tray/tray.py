"""The program in the system's tray, where it goes on when its window is closed."""

import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu, QSystemTrayIcon

from liveapp.ui import plain
from liveapp.ui.program_control import ProgramControl
from liveapp.ui.tray.mark import tray_icon
from liveapp.ui.tray.notifications import SystemNotifications
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.window_state import WindowState

LOOK_MS = 5_000
"""How often the system is asked whether there is a tray, while the icon is wanted: nobody tells."""

TOLD = "told_of_tray"
GOES_ON = (
    "liveapp goes on receiving",
    "Its window is closed. The icon in the tray opens it again; Quit in the icon's menu ends the program.",
)

_Reason = QSystemTrayIcon.ActivationReason


class ReceiverWords(Protocol):
    """What the receiver does. The status bar has it."""

    @property
    def is_receiving(self) -> bool:
        """Whether bets are taken and stored."""
        ...

    def parts(self) -> tuple[str, str]:
        """The same in words; and when bets last came, empty where that is of no interest."""
        ...


class Tray(QObject):
    """An icon in the tray while the settings want it and the system has one; else nothing of it is there.

    Its menu has the receiver's state, a way to the window, and `actions` of the window. What it says of
    time is computed when somebody looks.

    While the icon is there, closing the window only hides it (`keeps_program`). Where the tray goes while the
    window is hidden, the window comes back.
    """

    def __init__(
        self,
        window: QMainWindow,
        icons: Icons,
        receiver: ReceiverWords,
        actions: Sequence[QAction],
        open_window: Callable[[], object],
        state: WindowState,
        control: ProgramControl,
        has_tray: Callable[[], bool] = plain.has_tray,
        platform: str = sys.platform,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._application = icons.application
        self._receiver = receiver
        self._actions = actions
        self._open_window = open_window
        self._state = state
        self._control = control
        self._has_tray = has_tray
        self._opens_at_click = platform != "darwin"  # where a click opens the menu
        self._icon: plain.PlainTrayIcon | None = None
        self._lines: tuple[QAction, ...] = ()
        self._shows_receiving: bool | None = None
        self.notifications = SystemNotifications(icons.application, self)
        self.notifications.clicked.connect(open_window)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)

    @property
    def keeps_program(self) -> bool:
        """Whether the program goes on when the window is closed."""
        return self._icon is not None

    @Slot()
    def look(self) -> None:
        """See whether there is to be an icon, and can be."""
        is_wanted = self._control.settings.keep_in_tray
        if is_wanted != self._timer.isActive():
            self._timer.start() if is_wanted else self._timer.stop()
        if is_wanted and self._has_tray():
            self._show_icon()
        elif self.keeps_program:
            self._remove_icon()
            self._window.show()
        self._window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, not self.keeps_program)

    @Slot()
    def show_receiver(self) -> None:
        """The receiver does something else now."""
        if self._icon is None:
            return
        is_receiving = self._receiver.is_receiving
        if is_receiving is not self._shows_receiving:
            self._shows_receiving = is_receiving
            self._icon.setIcon(tray_icon(self._application(), is_receiving))
        plain.set_tray_tooltip(self._icon, self._receiver.parts()[0])

    def leave_window(self) -> None:
        """The window is closed, and the program goes on: said the first time."""
        for dialog in self._window.findChildren(QDialog):
            if dialog.isVisible():
                dialog.close()
        if not self._state.flag(TOLD, default=False):
            self._state.keep_flag(TOLD, value=True)
            self.notifications.show(*GOES_ON)

    def stop(self) -> None:
        """Take the icon away, for good. A second call does nothing."""
        self._timer.stop()
        self._remove_icon()
        self.notifications.stop()
        self._window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose)

    def _show_icon(self) -> None:
        if self._icon is not None:
            return
        self._icon = icon = plain.PlainTrayIcon(self)
        icon.setContextMenu(self._menu())
        icon.activated.connect(self._activate)
        icon.tooltip_wanted.connect(self._tell_in_tooltip)
        self.notifications.use(icon)
        self.show_receiver()
        icon.show()

    def _remove_icon(self) -> None:
        """Not only hide it: the next tray may be of another kind, for which Qt makes icons otherwise."""
        if self._icon is None:
            return
        self._icon.hide()
        self.notifications.use(None)
        self._icon.contextMenu().deleteLater()
        self._icon.deleteLater()
        self._icon = self._shows_receiving = None

    def _menu(self) -> QMenu:
        menu = plain.new_menu("", self._window)
        self._lines = tuple(plain.add_action(menu, "") for _ in range(2))
        for line in self._lines:
            line.setEnabled(False)
        menu.addSeparator()
        opening = plain.add_action(menu, "&Open liveapp")
        opening.triggered.connect(self._open_window)
        menu.setDefaultAction(opening)
        for action in self._actions:
            menu.addAction(action)
        menu.aboutToShow.connect(self._tell_in_menu)
        self._tell_in_menu()
        return menu

    def _tell_in_menu(self) -> None:
        for line, words in zip(self._lines, self._receiver.parts(), strict=True):
            plain.set_text(line, plain.outside_words(words))
            line.setVisible(bool(words))

    def _tell_in_tooltip(self) -> None:
        if self._icon is not None:
            plain.set_tray_tooltip(self._icon, "\n".join(filter(None, self._receiver.parts())))

    def _activate(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is _Reason.DoubleClick or (reason is _Reason.Trigger and self._opens_at_click):
            self._open_window()
