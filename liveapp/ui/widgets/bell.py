"""The bell: how many messages went by unseen, and the last of them in a list."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.clock import now_us
from liveapp.ui import plain
from liveapp.ui.theme import is_theme_change
from liveapp.ui.widgets.formatting import day_time_text
from liveapp.ui.widgets.kind_mark import KindMark
from liveapp.ui.widgets.message import Message
from liveapp.ui.widgets.message_layout import breakable
from liveapp.ui.widgets.rounded_panel import RoundedPanel
from liveapp.ui.widgets.toast import ToastStack

LIST_SIZE_PX = (440, 320)
GAP_PX = 4
TEXT_LENGTH = 1_000


class BellButton(QToolButton):
    """Counts the unseen messages; opens the list of all that are kept, which marks them as seen."""

    def __init__(self, toasts: ToastStack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._toasts = toasts
        self.list = MessageList(toasts, self)
        self.setObjectName("bellButton")
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self.open_list)
        toasts.messages_changed.connect(self._count)
        self._count()

    def take_icon_of(self, action: QAction) -> None:
        """Wear the icon of the action that opens the list too, in whatever theme there is."""
        action.changed.connect(lambda: self.setIcon(action.icon()))
        self.setIcon(action.icon())

    def open_list(self) -> None:
        """Show the messages above the button, inside its screen."""
        self._toasts.mark_seen()
        self.list.show_messages()
        self.list.resize(*LIST_SIZE_PX)
        screen = self.screen().availableGeometry()
        corner = self.mapToGlobal(QPoint(self.width(), 0))
        left_px = min(max(screen.left(), corner.x() - self.list.width()), screen.right() - self.list.width())
        self.list.move(left_px, max(screen.top(), corner.y() - self.list.height() - GAP_PX))
        self.list.show()
        self.list.focus_newest()

    def _count(self) -> None:
        unseen = self._toasts.unseen
        words = f"Messages, {unseen:,} unseen"
        plain.set_text(self, f"{unseen:,}" if unseen else "")
        plain.set_accessible_name(self, words)
        plain.set_tooltip(self, words)


class MessageList(QDialog):
    """The messages that are kept, the newest first: arrows choose, Enter does what one offers, Esc closes."""

    def __init__(self, toasts: ToastStack, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("messageList")
        plain.set_window_title(self, "Messages")
        self._toasts = toasts
        self.view = _MessageView()
        self.view.itemActivated.connect(lambda item: self._act(item.data(Qt.ItemDataRole.UserRole)))
        self._none = plain.PlainLabel("No messages.")
        self._clear = QPushButton("Clear")
        self._clear.setAutoDefault(False)
        plain.set_accessible_name(self._clear, "Clear messages")
        plain.set_tooltip(self._clear, "Forget these messages")
        self._clear.clicked.connect(toasts.clear)
        self._clear.clicked.connect(self.reject)
        top = QHBoxLayout()
        top.addWidget(_bold("Messages"), 1)
        top.addWidget(self._clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._none, 1, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.view, 1)
        toasts.messages_changed.connect(self._follow)

    def show_messages(self) -> None:
        """Show what is kept now."""
        messages = self._toasts.messages[::-1]
        chosen = self.view.currentRow()
        self.view.clear()
        self.view.take_colors()
        for message in messages:
            self._add(message)
        self.view.setCurrentRow(min(max(0, chosen), len(messages) - 1))
        self.view.setVisible(bool(messages))
        self._none.setVisible(not messages)
        self._clear.setEnabled(bool(messages))

    def focus_newest(self) -> None:
        """Put the cursor on the newest message."""
        self.view.setCurrentRow(0)
        self.view.setFocus(Qt.FocusReason.PopupFocusReason)

    def _add(self, message: Message) -> None:
        row = _MessageRow(message, LIST_SIZE_PX[0] - 60)
        if row.action is not None:
            row.action.clicked.connect(lambda: self._act(message))
        item = QListWidgetItem()
        item.setData(Qt.ItemDataRole.UserRole, message)
        offer = f" {message.action_text}: Enter." if message.action_text else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, plain.not_markup(f"{row.words}.{offer}"))
        item.setSizeHint(row.size_in_list())
        self.view.addItem(item)
        self.view.setItemWidget(item, row)

    def _act(self, message: Message) -> None:
        if message.action_text is not None:
            self.accept()
            message.act()

    def _follow(self) -> None:
        if self.isVisible():
            self.show_messages()


class _MessageView(QListWidget):
    """Leaves Enter to the chosen message, on every system."""

    def __init__(self) -> None:
        super().__init__()
        plain.set_accessible_name(self, "Messages, the newest first")
        self.currentItemChanged.connect(self._mark_current)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def take_colors(self) -> None:
        """Leave it to the rows to show which one is chosen: their words keep their colours."""
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Highlight, self.palette().color(QPalette.ColorRole.Base))
        self.setPalette(palette)

    def _mark_current(self, current: QListWidgetItem | None, _former: QListWidgetItem | None) -> None:
        for item in (self.item(row) for row in range(self.count())):
            row = self.itemWidget(item)
            if isinstance(row, _MessageRow):
                row.show_chosen(item is current)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the message offers."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class _MessageRow(RoundedPanel):
    """When, of which kind, what, and what can still be done."""

    def __init__(self, message: Message, width_px: int) -> None:
        super().__init__()
        self._width_px = width_px
        self._is_chosen = False
        time_words = day_time_text(message.told_us, now_us()).removeprefix("today ")
        self.words = f"{time_words}, {message.kind.value}: {message.text}"
        self.action: QPushButton | None = None
        text = plain.PlainLabel(breakable(message.text[:TEXT_LENGTH]))
        text.setWordWrap(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.setSpacing(8)
        layout.addWidget(KindMark(message.kind), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(plain.PlainLabel(time_words), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(text, 1, Qt.AlignmentFlag.AlignTop)
        if message.action_text is not None:
            self.action = QPushButton(message.action_text)
            self.action.setAutoDefault(False)
            plain.set_accessible_name(self.action, f"{message.action_text}: {message.text}")
            plain.set_tooltip(self.action, message.action_text)
            layout.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)

    def show_chosen(self, is_chosen: bool) -> None:
        """Stand in a frame, or not."""
        self._is_chosen = is_chosen
        self._take_colors()

    def size_in_list(self) -> QSize:
        """As high as its text needs."""
        layout = self.layout()
        return QSize(self._width_px, layout.heightForWidth(self._width_px) if layout else 0)

    def _take_colors(self) -> None:
        ground = self.palette().color(QPalette.ColorRole.Base)
        frame = self.palette().color(QPalette.ColorRole.Link) if self._is_chosen else ground
        self.set_panel_colors(ground, frame)

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event):
            self._take_colors()


def _bold(text: str) -> plain.PlainLabel:
    label = plain.PlainLabel(text)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label
