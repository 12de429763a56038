"""The top of a stream's page: which seed pair it is and how it is doing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal
from liveapp.ui import plain, theme
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.formatting import (
    average_text,
    counted,
    local_time_text,
    multiplier_text,
    number_text,
    short_text,
    utc_time_text,
)

COPIED_MS = 1500
NOTES_LENGTH = 300
TEXT_MARGIN_PX = 8


class StreamHeader(QWidget):
    """Shows a `Stream` as it is handed over; reads nothing from the store."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.breadcrumb = ElidedLabel()
        self.server_hash = _SeedField("Server seed hash")
        self.client_seed = _SeedField("Client seed")
        self.statistics = _text_label("Statistics")
        self.times = _text_label("First and last seen")
        self.notes = _text_label("Notes")
        for label in (self.statistics, self.times, self.notes):
            label.setWordWrap(True)
        self._ways = QHBoxLayout()
        self._ways.setSpacing(0)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(6)
        self._build_layout()
        self._take_colors()

    def add_actions(self, actions: Sequence[QAction]) -> None:
        """Give buttons to what the window can do with a stream."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            plain.set_accessible_name(button, plain.without_mnemonic(action.text()))
            self._buttons.addWidget(button)

    def add_ways(self, actions: Sequence[QAction]) -> None:
        """Give buttons to the ways back and forward through the streams."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setAutoRaise(True)
            plain.set_accessible_name(button, plain.without_mnemonic(action.text()))
            self._ways.addWidget(button)

    def show_stream(self, stream: Stream) -> None:
        """Show what the stream's seeds, totals, times and notes are now."""
        seeds = stream.seeds
        plain.set_text(self.breadcrumb, f"Live › {stream.short_hash} › {short_text(seeds.client_seed, 60)}")
        plain.set_tooltip(self.breadcrumb, self.breadcrumb.text())
        self.server_hash.set_value(seeds.server_seed_hashed)
        self.client_seed.set_value(seeds.client_seed)
        plain.set_text(self.statistics, statistics_text(stream))
        plain.set_tooltip(self.statistics, _more_statistics(stream))
        first, last = local_time_text(stream.created_us), local_time_text(stream.last_seen_us)
        plain.set_text(self.times, f"First seen {first} · last seen {last}")
        plain.set_tooltip(
            self.times, f"First {utc_time_text(stream.created_us)}\nLast {utc_time_text(stream.last_seen_us)}"
        )
        plain.set_text(self.notes, short_text(stream.notes or "", NOTES_LENGTH))
        plain.set_tooltip(self.notes, stream.notes or "")
        self.notes.setVisible(bool(stream.notes))

    def _build_layout(self) -> None:
        font = self.breadcrumb.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self.breadcrumb.setFont(font)
        plain.set_accessible_name(self.breadcrumb, "Where you are")
        bold = self.statistics.font()
        bold.setBold(True)
        self.statistics.setFont(bold)
        top = QHBoxLayout()
        top.addLayout(self._ways)
        top.addWidget(self.breadcrumb, 1)
        top.addLayout(self._buttons)
        seeds = QGridLayout()
        seeds.setHorizontalSpacing(8)
        seeds.setVerticalSpacing(2)
        for row, field in enumerate((self.server_hash, self.client_seed)):
            seeds.addWidget(field.label, row, 0)
            seeds.addWidget(field, row, 1)
        seeds.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addLayout(seeds)
        for label in (self.statistics, self.times, self.notes):
            layout.addWidget(label)

    def _take_colors(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.WindowText, theme.colors(palette).muted_text)
        for label in (self.times, self.server_hash.label, self.client_seed.label):
            label.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Take the muted colour of a new theme."""
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._take_colors()


def statistics_text(stream: Stream) -> str:
    """`12,345 bets · high 11,200.65× · avg 1.96× · profit −1 BTC · +50,000 DOGE`."""
    bets = counted(stream.total_bets, "bet", "bets")
    if not stream.total_bets:
        return bets
    return (
        f"{bets} · high {multiplier_text(stream.highest_multiplier)}"
        f" · avg {average_text(stream.average_multiplier)} · profit {profits_text(stream.totals)}"
    )


def profits_text(totals: Sequence[CurrencyTotal]) -> str:
    """What was won and lost, each currency by itself: `−1 BTC · +50,000 DOGE`."""
    return " · ".join(
        _amount_text(("+" if total.profit > 0 else "") + number_text(total.profit), total.currency)
        for total in totals
    )


def _more_statistics(stream: Stream) -> str:
    return "\n".join(
        [
            f"Lowest {multiplier_text(stream.lowest_multiplier)}",
            *(
                f"Wagered {_amount_text(number_text(total.wagered), total.currency)},"
                f" paid out {_amount_text(number_text(total.paid_out), total.currency)}"
                for total in stream.totals
            ),
        ]
    )


def _amount_text(amount: str, currency: str | None) -> str:
    return f"{amount} {currency.upper()}" if currency else amount


def _text_label(name: str) -> plain.PlainLabel:
    label = plain.PlainLabel()
    plain.set_accessible_name(label, name)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setMinimumWidth(40)
    return label


class _SeedField(QWidget):
    """A whole hash or seed, to be read, selected and copied however long it is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.label = plain.PlainLabel(name)
        self.edit = QLineEdit()
        self.edit.setReadOnly(True)
        self.edit.setFrame(False)
        self.edit.setFont(theme.fixed_width_font())
        plain.set_accessible_name(self.edit, name)
        plain.set_tooltip(self.edit, name)
        self.copy_button = QToolButton()
        plain.set_text(self.copy_button, "Copy")
        self.copy_button.setAutoRaise(True)
        plain.set_accessible_name(self.copy_button, f"Copy {name.lower()}")
        plain.set_tooltip(self.copy_button, f"Copy the {name.lower()}")
        self.copy_button.clicked.connect(self._copy)
        self._take_colors()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit, 1000)
        layout.addWidget(self.copy_button)
        layout.addStretch(1)

    def set_value(self, value: str) -> None:
        if value != self.edit.text():
            plain.set_text(self.edit, value)
            self.edit.setCursorPosition(0)
            # As wide as its text where there is room, so that the button stands beside it.
            text_px = self.edit.fontMetrics().horizontalAdvance(value)
            self.edit.setMaximumWidth(text_px + 2 * TEXT_MARGIN_PX)

    def _copy(self) -> None:
        plain.copy_text(self.edit.text())
        plain.set_text(self.copy_button, "Copied")
        QTimer.singleShot(COPIED_MS, self, lambda: plain.set_text(self.copy_button, "Copy"))

    def _take_colors(self) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.edit.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if theme.is_theme_change(event):
            self._take_colors()
