"""Short messages at the window's upper right, which go by themselves and never take the focus."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from liveapp.domain.clock import now_us
from liveapp.ui import plain
from liveapp.ui.theme import is_theme_change
from liveapp.ui.widgets.announcement import announce
from liveapp.ui.widgets.formatting import short_text
from liveapp.ui.widgets.kind_mark import KindMark
from liveapp.ui.widgets.message import Message, ToastKind
from liveapp.ui.widgets.message_layout import breakable
from liveapp.ui.widgets.rounded_panel import RoundedPanel

TOAST_MS = 6_000
TOAST_WITH_ACTION_MS = 10_000
MOST_TOASTS = 2
MOST_MESSAGES = 50
TOP_PX = 8
MARGIN_PX = 16
GAP_PX = 8
TEXT_WIDTH_PX = 420
LEAST_TEXT_WIDTH_PX = 120
TEXT_LENGTH = 140
"""What is longer is cut on a toast, which must not cover rows; the bell has the whole text."""

ACTION_COLOR = QColor("#8fc1ff")
"""Toasts are dark in every theme."""


class Toast(RoundedPanel):
    """Shows one message for a while. The mouse over it keeps it open."""

    closed = Signal()

    def __init__(self, message: Message, lasting_ms: int, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self.message = message
        self._label = plain.PlainLabel()
        self._label.setWordWrap(True)
        self._action = self._action_button(message.action_text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(KindMark(message.kind, is_on_dark=True))
        layout.addWidget(self._label, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close_button())
        self._expiry = QTimer(self)
        self._expiry.setSingleShot(True)
        self._expiry.setInterval(lasting_ms)
        self._expiry.timeout.connect(self._expire)
        self._take_colors()
        self._show_text()
        message.action_triggered.connect(self.close_toast)
        message.changed.connect(self._end_offer)
        self._expiry.start()
        announce(self, self.accessibleName())

    @property
    def text(self) -> str:
        """What it says."""
        return self.message.text

    def close_toast(self) -> None:
        """Go away; the message stays in the bell."""
        self._expiry.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _dismiss(self) -> None:
        self.message.is_seen = True
        self.close_toast()

    def _expire(self) -> None:
        # An answer to what the user just did was seen, if anybody was there; the rest the bell counts:
        # trouble, and news that offer something.
        is_mere_note = self.message.kind is ToastKind.NOTE and self.message.action_text is None
        if (is_mere_note or self.message.kind is ToastKind.GOOD) and self.isActiveWindow():
            self.message.is_seen = True
        self.close_toast()

    def _show_text(self) -> None:
        text = short_text(self.text, TEXT_LENGTH)
        plain.set_text(self._label, breakable(text))
        plain.set_tooltip(self._label, self.text)
        plain.set_accessible_name(self, f"{self.message.kind.value}: {self.text}")

    def fit(self, room_px: int) -> None:
        """Be as wide as the text, where there is room."""
        words = self._label.text().replace("\u200b", "")
        width_px = self._label.fontMetrics().horizontalAdvance(words) + 8
        self._label.setFixedWidth(LEAST_TEXT_WIDTH_PX)
        beside_px = self.sizeHint().width() - LEAST_TEXT_WIDTH_PX + 2 * MARGIN_PX
        widest_px = min(TEXT_WIDTH_PX, max(LEAST_TEXT_WIDTH_PX, room_px - beside_px))
        self._label.setFixedWidth(min(widest_px, width_px))
        self.resize(self.sizeHint())

    def _end_offer(self) -> None:
        """Go with what was offered: what is left of the message is in the bell."""
        if self.message.action_text is None and not self.isHidden():
            self._expire()

    def _action_button(self, text: str | None) -> QPushButton:
        button = QPushButton(text or "")
        button.setFlat(True)
        button.setObjectName("toastAction")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        plain.set_accessible_name(button, text or "")
        plain.set_tooltip(button, text or "")
        button.clicked.connect(self.message.act)
        if text is None:
            button.hide()
        return button

    def _close_button(self) -> QToolButton:
        button = QToolButton()
        plain.set_text(button, "✕")
        button.setAutoRaise(True)
        plain.set_accessible_name(button, "Dismiss message")
        plain.set_tooltip(button, "Dismiss")
        button.clicked.connect(self._dismiss)
        return button

    def _take_colors(self) -> None:
        ground = self.palette().color(QPalette.ColorRole.ToolTipBase)
        text = self.palette().color(QPalette.ColorRole.ToolTipText)
        self.set_panel_colors(ground, ground.lighter(140))
        for child in self.findChildren(QWidget):
            palette = child.palette()
            for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
                palette.setColor(role, text)
            palette.setColor(QPalette.ColorRole.Link, ACTION_COLOR)
            palette.setColor(QPalette.ColorRole.Button, ground.lighter(125))
            if isinstance(child, QPushButton):
                palette.setColor(QPalette.ColorRole.ButtonText, ACTION_COLOR)
            child.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while it is looked at."""
        self.message.is_seen = True
        self._expiry.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go some time after it was looked at."""
        self._expiry.start()
        super().leaveEvent(event)


class ToastStack(QObject):
    """Shows messages as toasts over a widget, two at most, and keeps the last 50 for the bell.

    Toasts stay inside `area`, a part of the host that may be covered: one that has no room beside a
    newer one goes early. `messages_changed` when what the bell tells is other than before.
    """

    messages_changed = Signal()

    def __init__(
        self,
        host: QWidget,
        area: Callable[[], QRect] | None = None,
        clock_us: Callable[[], int] = now_us,
    ) -> None:
        super().__init__(host)
        self._host = host
        self._area = area or host.rect
        self._clock_us = clock_us
        self._toasts: list[Toast] = []
        self._messages: list[Message] = []
        host.installEventFilter(self)

    @property
    def toasts(self) -> list[Toast]:
        """What is shown now, the oldest first."""
        return list(self._toasts)

    @property
    def messages(self) -> list[Message]:
        """What was told, the oldest first."""
        return list(self._messages)

    @property
    def unseen(self) -> int:
        """How many messages went by without a sign that anybody saw them."""
        shown = {toast.message for toast in self._toasts}
        return sum(not one.is_seen and one not in shown for one in self._messages)

    def show_toast(
        self,
        text: str,
        action_text: str | None = None,
        kind: ToastKind = ToastKind.NOTE,
        lasting_ms: int | None = None,
    ) -> Message:
        """Tell something; connect to the message's `action_triggered` for its button.

        With `lasting_ms`, what it offers can be done just as long, in the bell too.
        """
        message = Message(kind, text, action_text, self._clock_us(), self)
        message.changed.connect(self.messages_changed)
        if lasting_ms is not None:
            QTimer.singleShot(lasting_ms, message, message.end_action)
        usual_ms = TOAST_MS if action_text is None else TOAST_WITH_ACTION_MS
        lasting_ms = usual_ms if lasting_ms is None else lasting_ms
        self._take_away_same(message)
        toast = Toast(message, lasting_ms, self._host)
        toast.closed.connect(partial(self._forget, toast))
        self._keep(message)
        self._toasts.append(toast)
        # In its place first: shown elsewhere for a moment, it might believe the mouse to be over it.
        self.arrange()
        toast.show()
        self.messages_changed.emit()
        return message

    def mark_seen(self) -> None:
        """Everything that was told so far was seen."""
        for message in self._messages:
            message.is_seen = True
        self.messages_changed.emit()

    def clear(self) -> None:
        """Forget what was told, but for what is still shown."""
        shown = {toast.message for toast in self._toasts}
        for message in self._messages:
            if message not in shown:
                message.setParent(None)
        self._messages = [message for message in self._messages if message in shown]
        self.messages_changed.emit()

    def arrange(self) -> None:
        """Put every toast in its place; the oldest goes where there is no room for all."""
        area = self._area()
        while self._toasts:
            for toast in self._toasts:
                toast.fit(area.width())
            places = places_in(area, [toast.size() for toast in self._toasts])
            if places is not None:
                break
            self._toasts[0].close_toast()
        else:
            return
        for toast, place in zip(self._toasts, places, strict=True):
            toast.raise_()
            toast.move(place)

    def _take_away_same(self, message: Message) -> None:
        """What offers nothing and is told again needs no second place."""
        for toast in self.toasts:
            told = toast.message
            if (told.kind, told.text) == (message.kind, message.text) and told.action_text is None:
                told.is_seen = True
                toast.close_toast()

    def _keep(self, message: Message) -> None:
        self._messages.append(message)
        for old in self._messages[:-MOST_MESSAGES]:
            old.setParent(None)  # it lives on where somebody waits for its offer
        self._messages = self._messages[-MOST_MESSAGES:]

    def _forget(self, closed: Toast) -> None:
        self._toasts = [toast for toast in self._toasts if toast is not closed]
        self.arrange()
        self.messages_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return super().eventFilter(watched, event)


def places_in(area: QRect, sizes: Sequence[QSize]) -> list[QPoint] | None:
    """Upper left corners of toasts at the upper right of `area`; None where they have no room.

    The second stands below the first, or at its left where the area is not high enough. One alone
    always has room.
    """
    right_px, top_px = area.right() + 1 - MARGIN_PX, area.top() + TOP_PX
    first = QPoint(right_px - sizes[0].width(), top_px)
    if len(sizes) == 1:
        return [first]
    if len(sizes) > MOST_TOASTS:
        return None
    below_px = top_px + sizes[0].height() + GAP_PX
    if below_px + sizes[1].height() <= area.bottom() + 1:
        return [first, QPoint(right_px - sizes[1].width(), below_px)]
    beside_px = first.x() - GAP_PX - sizes[1].width()
    return [first, QPoint(beside_px, top_px)] if beside_px >= area.left() else None
