"""Everything that can be done in the window, with its menu, shortcut and tooltip: one table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QMainWindow,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from liveapp.ui import plain
from liveapp.ui.help.keyboard_dialog import ShortcutGroup
from liveapp.ui.theme import is_theme_change
from liveapp.ui.widgets.icons import Icons
from liveapp.ui.widgets.keys import ENTER_KEYS


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One command. `name` is the action's object name; its first shortcut stands in the menu."""

    name: str
    text: str
    hint: str
    shortcuts: tuple[str, ...] = ()
    icon: str | None = None


SEPARATOR = None

MENUS: tuple[tuple[str, tuple[ActionSpec | None, ...]], ...] = (
    (
        "&File",
        (
            ActionSpec(
                "exportCsvAction", "&Export CSV…", "Write this stream's bets to a file", ("Ctrl+E",), "export"
            ),
            ActionSpec("exportAllAction", "Export &all…", "Write every stream to a file of its own"),
            ActionSpec(
                "exportSeedsAction",
                "&With a first line that names the seeds",
                "Exports begin with a line that names the seeds, and can be imported again",
            ),
            ActionSpec(
                "importAction",
                "&Import…",
                "Take in bets from files, which can also be dropped on the window",
                icon="import",
            ),
            ActionSpec(
                "revealSeedsFileAction",
                "Reveal seeds from a &file…",
                "Take revealed server seeds from a file, one a line, and prove the bets of their streams",
            ),
            SEPARATOR,
            ActionSpec("backUpNowAction", "&Back up now", "Make a backup of everything that is stored"),
            ActionSpec(
                "restoreBackupAction",
                "&Restore a backup…",
                "Put a backup in the place of the database, which is kept",
            ),
            SEPARATOR,
            ActionSpec("quitAction", "&Quit", "Stop the receiver and quit", ("Ctrl+Q",)),
        ),
    ),
    (
        "&Edit",
        (
            ActionSpec("undoDeleteAction", "&Undo delete", "Bring back what was deleted", ("Ctrl+Z",)),
            SEPARATOR,
            ActionSpec("focusFilterAction", "&Filter bets", "Go to the filters", ("Ctrl+F", "/"), "filter"),
            ActionSpec(
                "searchStreamsAction", "&Search streams", "Go to the streams' search", ("Ctrl+K",), "search"
            ),
            SEPARATOR,
            ActionSpec(
                "settingsAction", "S&ettings…", "Port, token, allowed sites, theme", ("Ctrl+,",), "settings"
            ),
        ),
    ),
    (
        "&Stream",
        (
            ActionSpec("editNotesAction", "&Notes…", "Write notes", ("Ctrl+Return", "Ctrl+Enter"), "notes"),
            ActionSpec("editAliasAction", "&Alias…", "Give this stream a name of your own"),
            ActionSpec(
                "pinStreamAction", "P&in or unpin", "Keep this stream at the top of the list, or let it go"
            ),
            ActionSpec(
                "exportBookmarksAction", "Export boo&kmarks…", "Write this stream's bookmarks to a file"
            ),
            ActionSpec(
                "exportProofAction",
                "Export pr&oof…",
                "Write a page by which anybody can check this stream's bets, once its server seed is known",
            ),
            ActionSpec("deleteStreamAction", "&Delete…", "Delete this stream", ("Del",), "delete"),
            SEPARATOR,
            ActionSpec("missedRoundsAction", "&Missed rounds…", "Which nonces nothing is known of"),
            ActionSpec(
                "revealSeedAction",
                "&Reveal server seed…",
                "Enter the server seed once the casino shows it: every bet is compared with it",
            ),
            ActionSpec(
                "exploreStreamAction",
                "Explore its &seed…",
                "Which rounds of this stream's revealed seed reach a multiplier",
            ),
            SEPARATOR,
            ActionSpec("previousStreamAction", "&Previous stream", "Show the stream above", ("Alt+Up",)),
            ActionSpec("nextStreamAction", "Ne&xt stream", "Show the stream below", ("Alt+Down",)),
            SEPARATOR,
            ActionSpec("backAction", "&Back", "Back to the stream before", ("Alt+Left",), "back"),
            ActionSpec("forwardAction", "&Forward", "Forward again", ("Alt+Right",), "forward"),
        ),
    ),
    (
        "&Bet",
        (
            ActionSpec(
                "copyRowsAction", "&Copy rows", "Copy the chosen rows for a spreadsheet", ("Ctrl+C",), "copy"
            ),
            SEPARATOR,
            ActionSpec("goToNonceAction", "&Go to nonce", "Go to a nonce", ("Ctrl+G",), "goto"),
            ActionSpec("nextRowAction", "&Next row", "Choose the row below", ("J",)),
            ActionSpec("previousRowAction", "&Previous row", "Choose the row above", ("K",)),
            SEPARATOR,
            ActionSpec("bookmarkAction", "&Bookmark", "Bookmark the chosen rows, or end it", ("B",)),
            ActionSpec("nextBookmarkAction", "Ne&xt bookmark", "Choose the next bookmarked row", ("N",)),
            ActionSpec(
                "previousBookmarkAction", "Pre&vious bookmark", "Choose the bookmarked row before", ("P",)
            ),
            SEPARATOR,
            ActionSpec(
                "showCalculationAction",
                "&Show the calculation…",
                "How the chosen bet's round is computed from its seeds, step by step",
            ),
        ),
    ),
    (
        "&View",
        (
            ActionSpec("showBetsTabAction", "&Bets", "Show the stream's bets", ("Ctrl+1",)),
            ActionSpec("showChartsTabAction", "&Charts", "Show the stream in pictures", ("Ctrl+2",)),
            ActionSpec("showWaitsTabAction", "&Waits", "Show how long multipliers took", ("Ctrl+3",)),
            ActionSpec(
                "showProofTabAction", "S&eed && proof", "Show the seeds, totals and notes whole", ("Ctrl+4",)
            ),
            SEPARATOR,
            ActionSpec(
                "toggleFollowingAction",
                "&Hold or resume following",
                "Hold the rows still, or follow the newest again",
                ("Space",),
                "pause",
            ),
            ActionSpec("togglePanelAction", "Side &panel", "Show the streams at the side", ("F9",)),
            SEPARATOR,
            ActionSpec(
                "overviewAction", "&Overview", "All streams at a glance, with their figures", ("Ctrl+0",)
            ),
            ActionSpec("alertsAction", "A&lerts…", "What you want to be told of"),
            ActionSpec("alertHistoryAction", "Alert h&istory", "What the alerts told"),
            ActionSpec("messagesAction", "&Messages", "What the window told lately", (), "bell"),
        ),
    ),
    (
        "&Receiver",
        (
            ActionSpec("copyIngestUrlAction", "Copy &URL", "Copy the URL that bots send to", (), "link"),
            ActionSpec("copyTokenAction", "Copy &token", "Copy the ingest token", (), "key"),
            ActionSpec(
                "copyAntebotScriptAction",
                "Copy &Antebot script",
                "Copy the script that makes Antebot report its bets, with address and token",
                icon="copy",
            ),
            SEPARATOR,
            ActionSpec(
                "installExtensionAction",
                "&Install browser extension…",
                "Where the extension is, and how it gets into a browser",
            ),
            ActionSpec(
                "connectExtensionAction",
                "Connect the browser &extension…",
                "Show a code that hands the token to the browser extension",
            ),
            SEPARATOR,
            ActionSpec("showClientsAction", "&Clients…", "Who sent something in the last minutes"),
            ActionSpec("showRequestsAction", "Re&quests…", "Which requests were refused, and why"),
            ActionSpec("retryReceiverAction", "T&ry again now", "Try to open the port again", (), "retry"),
        ),
    ),
    (
        "&Tools",
        (
            ActionSpec(
                "exploreSeedAction",
                "&Explore a seed…",
                "Which rounds of a revealed seed reach a multiplier",
            ),
        ),
    ),
    (
        "&Help",
        (
            ActionSpec("keyboardHelpAction", "&Keyboard shortcuts", "All shortcuts", ("F1",), "keyboard"),
            ActionSpec("playDemoAction", "Play &demo", "Record some made-up rounds", (), "play"),
            SEPARATOR,
            ActionSpec("openDataFolderAction", "Open data &folder", "Open the data folder", (), "folder"),
            ActionSpec("openLogAction", "Open &log", "Open the log file"),
            ActionSpec("diagnosticsAction", "D&iagnostics", "Versions, and how receiver and database are"),
            ActionSpec(
                "checkDatabaseAction",
                "&Check the database",
                "Check everything that is stored; changes nothing",
            ),
            SEPARATOR,
            ActionSpec("aboutAction", "&About liveapp", "Version and licences", (), "info"),
        ),
    ),
)
"""Letters after an ampersand are each other's alone: among the titles, and within each menu."""

_SINGLE_KEYS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
_ENTER_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_KEY_STROKES = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)


class WindowActions(QObject):
    """The window's actions by name, put into its menu bar; their icons follow the window's theme."""

    def __init__(self, window: QMainWindow, icons: Icons) -> None:
        super().__init__(window)
        self._window = window
        self._icons = icons
        self._actions: dict[str, QAction] = {}
        self._icon_names: dict[str, str] = {}
        self.menus: dict[str, QMenu] = {}
        for title, specs in MENUS:
            menu = plain.add_menu(window.menuBar(), title)
            self.menus[title.replace("&", "")] = menu
            for spec in specs:
                if spec is SEPARATOR:
                    menu.addSeparator()
                else:
                    menu.addAction(self._make(window, spec))
        self._take_colors()
        window.installEventFilter(self)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def bind(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Have each named action call its handler."""
        for name, handler in handlers.items():
            self._actions[name].triggered.connect(handler)

    def adopt(self, action: QAction, menu: str, shortcut: str, hint: str) -> None:
        """Put an action that a part of the window made at the top of a menu."""
        if not action.shortcuts():
            action.setShortcut(QKeySequence(shortcut))
        plain.set_tooltip(action, tooltip(hint, (shortcut,)))
        self.menus[menu].insertAction(self.menus[menu].actions()[0], action)
        self._actions[action.objectName()] = action

    def shortcut_groups(self) -> list[ShortcutGroup]:
        """Every shortcut by menu, from the actions themselves."""
        groups = []
        for title, menu in self.menus.items():
            rows = tuple(
                (plain.without_mnemonic(action.text()), _in_words(action.shortcuts()))
                for action in menu.actions()
                if action.shortcuts()
            )
            if rows:
                groups.append(ShortcutGroup(title, rows))
        return groups

    def _make(self, window: QMainWindow, spec: ActionSpec) -> QAction:
        action = plain.new_action(spec.text, window)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(keys) for keys in spec.shortcuts])
        plain.set_tooltip(action, tooltip(spec.hint, spec.shortcuts))
        plain.set_status_tip(action, "")
        if spec.icon is not None:
            self._icon_names[spec.name] = spec.icon
        self._actions[spec.name] = action
        return action

    def _take_colors(self) -> None:
        for name, icon_name in self._icon_names.items():
            self._actions[name].setIcon(self._icons.themed(icon_name, self._window.palette()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint the icons for a new theme of the window."""
        if watched is self._window and is_theme_change(event):
            self._take_colors()
        return super().eventFilter(watched, event)


class SingleKeyGuard(QObject):
    """Leaves single keys to the controls that use them themselves.

    Space and Enter press a focused button, letters choose in a list of choices: there they are no
    shortcuts of the window. (Text fields see to that by themselves.)
    """

    def watch(self, root: QWidget) -> None:
        """Guard every such control inside `root`; again for controls made later."""
        for control in (*root.findChildren(QAbstractButton), *root.findChildren(QComboBox)):
            control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim single keys before they become shortcuts; Enter is Space to a button, as in dialogs."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_letter = isinstance(watched, QComboBox) and event.text().isalpha()
            if event.modifiers() in _SINGLE_KEYS and (event.key() == Qt.Key.Key_Space or is_letter):
                event.accept()
                return True
        if event.type() in _KEY_STROKES and isinstance(event, QKeyEvent) and _is_enter_for(watched, event):
            if not event.isAutoRepeat():
                QApplication.sendEvent(watched, QKeyEvent(event.type(), Qt.Key.Key_Space, event.modifiers()))
            return True
        return super().eventFilter(watched, event)


def _is_enter_for(watched: QObject, event: QKeyEvent) -> bool:
    is_button = isinstance(watched, QPushButton | QToolButton)
    return is_button and event.key() in ENTER_KEYS and event.modifiers() in _ENTER_MODIFIERS


def tooltip(hint: str, shortcuts: tuple[str, ...]) -> str:
    """The hint with its shortcuts in brackets."""
    keys = _in_words([QKeySequence(one) for one in shortcuts])
    return f"{hint} ({keys})" if keys else hint


def _in_words(shortcuts: Sequence[QKeySequence]) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    # The two Enter keys are one to the user.
    return " or ".join(dict.fromkeys(one.toString(native).replace("Return", "Enter") for one in shortcuts))
