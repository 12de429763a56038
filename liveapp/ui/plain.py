"""The one door through which text gets into the window: as it is, never as markup.

Qt guesses rich text wherever a text looks like it, in labels, tooltips and message boxes, and then loads
the files that its tags name. Seeds, ids, currencies, notes, origins and file names come from outside and
may hold anything. So nothing else in `ui` calls Qt's own setters of text or makes Qt's own labels, message
boxes and actions: `tests/unit/ui/test_plain_rule.py` keeps it so.
"""

import re
import textwrap
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QMenuBar,
    QMessageBox,
    QPlainTextEdit,
    QSystemTrayIcon,
    QTabBar,
    QToolTip,
    QWidget,
)

TOOLTIP_LINE = 90
"""Longest line of a tooltip, in characters: plain ones are not wrapped by Qt."""

TOOLTIP_LENGTH = 3_000
"""Longest tooltip, in characters; what is longer ends in dots."""

MESSAGE_LENGTH = 250
"""Longest text of a system's message, in characters; Windows shows no longer ones."""

_WORD_JOINER = "\u2060"
_MARKUP_BEGINS = re.compile(r"[<&](?![\s\u2060])")
_MNEMONIC = re.compile("&(.?)")
_LOOK_ALIKES = str.maketrans("<>&", "‹›＆")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


class _HasText(Protocol):
    def setText(self, text: str, /) -> None: ...


class _HasToolTip(Protocol):
    def setToolTip(self, text: str, /) -> None: ...


class _HasStatusTip(Protocol):
    def setStatusTip(self, text: str, /) -> None: ...


class PlainLabel(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        set_text(self, text)


class PlainMessage(QMessageBox):
    """A message box whose texts are shown as they are: `say` is how they get in."""

    def say(self, what: str, more: str = "") -> None:
        """Show this: one sentence, and below it what else is to be known."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(what)
        if more and self.findChild(QLabel, "qt_msgbox_informativelabel") is None:
            # Qt makes the second label with its first text, and would guess about that.
            self.setInformativeText(" ")
        label = self.findChild(QLabel, "qt_msgbox_informativelabel")
        if label is not None:
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setOpenExternalLinks(False)
        self.setInformativeText(more)


class PlainTrayIcon(QSystemTrayIcon):
    """An icon in the system's tray; `tell` is how messages get out."""

    tooltip_wanted = Signal()
    """Somebody is about to read the tooltip; told on X11 alone."""

    def tell(self, title: str, text: str) -> None:
        """Have the system show a message; `messageClicked` when it is clicked."""
        self.showMessage(system_text(title), system_text(text), self.icon())

    def event(self, event: QEvent) -> bool:
        """Say that the tooltip is asked for: Qt shows it after this."""
        if event.type() == QEvent.Type.ToolTip:
            self.tooltip_wanted.emit()
        return super().event(event)


def has_tray() -> bool:
    """Whether the system has a tray now."""
    return QSystemTrayIcon.isSystemTrayAvailable()


def set_tray_tooltip(icon: PlainTrayIcon, text: str) -> None:
    """Show this under the mouse that rests on an icon in the tray."""
    icon.setToolTip(system_text(text))


def set_text(target: _HasText, text: str) -> None:
    """Show this text on a label, a button, an action or in a line edit."""
    if isinstance(target, QLabel):
        target.setTextFormat(Qt.TextFormat.PlainText)
    target.setText(text)


def set_lines(edit: QPlainTextEdit, text: str) -> None:
    """Show this text, of any number of lines, in an editor."""
    edit.setPlainText(text)


def set_window_title(window: QWidget, text: str) -> None:
    """Title a window."""
    window.setWindowTitle(not_markup(text))


def set_placeholder(edit: QLineEdit | QPlainTextEdit, text: str) -> None:
    """Show this while nothing is entered."""
    edit.setPlaceholderText(text)


def set_tooltip(target: _HasToolTip, text: str) -> None:
    """Show this under the mouse that rests on a widget or on an action's entries."""
    target.setToolTip(tooltip_text(text))


def set_tab_tooltip(bar: QTabBar, place: int, text: str) -> None:
    """Show this under the mouse that rests on one of a bar's tabs."""
    bar.setTabToolTip(place, tooltip_text(text))


def show_tooltip(place: QPoint, text: str, widget: QWidget, area: QRect) -> None:
    """Show this at a place of the screen, until the mouse leaves an area of a widget."""
    QToolTip.showText(place, tooltip_text(text), widget, area)


def set_status_tip(target: _HasStatusTip, text: str) -> None:
    """Show this in the status bar while the mouse is over an action's entries."""
    target.setStatusTip(not_markup(text))


def set_accessible_name(target: QWidget, text: str) -> None:
    """Name a widget for those who do not see it."""
    target.setAccessibleName(not_markup(text))


def set_accessible_description(target: QWidget, text: str) -> None:
    """Describe a widget for those who do not see it."""
    target.setAccessibleDescription(not_markup(text))


def new_action(words: str, parent: QObject) -> QAction:
    """An action; an ampersand stands before its letter."""
    action = QAction(words, parent)
    set_tooltip(action, without_mnemonic(words))
    return action


def add_action(menu: QMenu, words: str) -> QAction:
    """A new last entry of a menu; an ampersand stands before its letter."""
    action = new_action(words, menu)
    menu.addAction(action)
    return action


def new_menu(title: str, parent: QWidget) -> QMenu:
    """A menu whose entries show their tooltips; an ampersand stands before its letter."""
    menu = QMenu(title, parent)
    menu.setToolTipsVisible(True)
    return menu


def add_menu(bar: QMenuBar | QMenu, title: str) -> QMenu:
    """A new last menu of a menu bar, or a submenu of a menu."""
    menu = new_menu(title, bar)
    bar.addMenu(menu)
    return menu


def add_row(form: QFormLayout, words: str, field: QWidget) -> PlainLabel:
    """A new last row of a form; the label's Alt letter, after an ampersand, focuses the field.

    Where the field is only around another control, that one: Qt gives no focus to what takes none itself.
    """
    label = PlainLabel(words)
    label.setBuddy(_focused_by(field))
    form.addRow(label, field)
    return label


def copy_text(text: str) -> None:
    """Put text on the clipboard, as plain text alone."""
    # WORKAROUND PySide6 6.11: a QMimeData made in Python that is still on the clipboard at the end is freed
    # twice, and the process ends in a segmentation fault. This makes one of Qt's own.
    QGuiApplication.clipboard().setText(text)


def tooltip_text(text: str) -> str:
    """`text` as a tooltip shows it, also for models' tooltip roles: lines of bearable length, no markup."""
    cut = text if len(text) <= TOOLTIP_LENGTH else f"{text[:TOOLTIP_LENGTH]}…"
    lines = (_wrapped(line) for line in cut.split("\n"))
    return not_markup("\n".join(lines))


def not_markup(text: str) -> str:
    """`text` that Qt takes for plain text wherever it guesses; it looks the same.

    An invisible word joiner parts whatever might begin a tag or an entity from what follows; control
    characters become blanks. Source: `Qt::mightBeRichText`.
    """
    visible = _UNPRINTABLE.sub(" ", text)
    return (
        _MARKUP_BEGINS.sub(rf"\g<0>{_WORD_JOINER}", visible) if "<" in visible or "&" in visible else visible
    )


def system_text(text: str) -> str:
    """`text` for what the system shows by its own programs: in trays and in notifications.

    Some of them take markup, some show it as it is, some drop the text where it is none: so what would be
    markup is written with letters that look like it. At most `MESSAGE_LENGTH` characters.
    """
    cut = text if len(text) <= MESSAGE_LENGTH else f"{text[: MESSAGE_LENGTH - 1]}…"
    return _UNPRINTABLE.sub(" ", cut).translate(_LOOK_ALIKES)


def without_mnemonic(words: str) -> str:
    """An action's or a field's words without the ampersand before its letter, and without dots."""
    return _MNEMONIC.sub(r"\1", words).rstrip("…")


def outside_words(text: str) -> str:
    """Outside text as words of an action or a button: its ampersands and tabs are only characters."""
    return _UNPRINTABLE.sub(" ", text).replace("\t", " ").replace("\n", " ").replace("&", "&&")


def _focused_by(field: QWidget) -> QWidget:
    proxy = field.focusProxy()
    return field if proxy is None else _focused_by(proxy)


def _wrapped(line: str) -> str:
    if len(line) <= TOOLTIP_LINE:
        return line
    return textwrap.fill(line, TOOLTIP_LINE, replace_whitespace=False, drop_whitespace=False)
