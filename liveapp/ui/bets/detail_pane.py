"""Everything about one bet, beside the table."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from liveapp.domain.bets import StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.export import bet_json
from liveapp.ui import plain
from liveapp.ui.bets.bet_details import DETAIL_NAMES, bet_details
from liveapp.ui.bets.note_field import NoteField
from liveapp.ui.bets.star_button import StarButton
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.formatting import count_text
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

LEAST_WIDTH_PX = 240
LEAST_HEIGHT_PX = 80
NO_ROW = "No row is chosen"
PROOF = "Proof"


class DetailPane(QWidget):
    """Shows a bet that it is handed, each value as it was recorded: to be read, chosen and copied.

    Tab goes through the values and chooses each; Esc and the cross ask for the pane to be closed.
    """

    close_requested = Signal()
    copied = Signal(str)
    bookmark_toggled = Signal(object)  # int, the bet's id
    note_saved = Signal(object, str)  # int, the bet's id; its note
    calculation_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detailPane")
        plain.set_accessible_name(self, "Details of the chosen bet")
        self.setMinimumSize(LEAST_WIDTH_PX, LEAST_HEIGHT_PX)
        self._bet: StoredBet | None = None
        self._title = ElidedLabel()
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._hint = ToneLabel(Tone.MUTED, "Choose one to see every value of its bet.")
        self.close_button = self._build_close_button()
        self.values = {name: _Value(name) for name in DETAIL_NAMES}
        self.proof = _wrapped_value(PROOF)
        self.calculation_button = self._build_calculation_button()
        self.star = StarButton()
        self.star.toggle_requested.connect(self._toggle_bookmark)
        self.note = NoteField()
        self.note.save_requested.connect(self._save_note)
        self._scroll = self._build_scroll()
        self.copy_button = self._build_copy_button()
        self._build_layout()
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_requested)
        self.show_bet(None)

    @property
    def words(self) -> str:
        """The pane's title."""
        return self._title.text()

    def show_bet(self, bet: StoredBet | None, bookmark: Bookmark | None = None, proof: str = "") -> None:
        """Show a bet, its bookmark and what its proof says; None says that no row is chosen."""
        self._bet = bet
        self.star.show_bookmarked(bookmark is not None)
        self.star.setVisible(bet is not None)
        self.note.show_note(None if bet is None else bet.id, None if bookmark is None else bookmark.note)
        plain.set_text(self._title, NO_ROW if bet is None else f"Round {count_text(bet.nonce)}")
        self._hint.setVisible(bet is None)
        self._scroll.setVisible(bet is not None)
        self.copy_button.setVisible(bet is not None)
        for name, value in ({} if bet is None else bet_details(bet)).items():
            self.values[name].show_value(value)
        plain.set_text(self.proof, proof)

    def show_reading(self) -> None:
        """Say that the chosen row's bet is still being read."""
        self.show_bet(None)
        plain.set_text(self._title, "Being read…")
        self._hint.hide()

    def copy_json(self) -> None:
        """Put the bet on the clipboard."""
        if self._bet is not None:
            plain.copy_text(bet_json(self._bet))
            self.copied.emit(f"Copied round {count_text(self._bet.nonce)} as JSON.")

    def tab_stops(self) -> list[QWidget]:
        """What Tab goes through, from top to bottom."""
        buttons = [self.star, self.copy_button, self.close_button]
        values = [*self.values.values(), self.proof, self.calculation_button]
        return [*buttons, *values, *self.note.tab_stops()]

    def _toggle_bookmark(self) -> None:
        if self._bet is not None:
            self.bookmark_toggled.emit(self._bet.id)

    def _save_note(self) -> None:
        if self._bet is not None:
            self.note_saved.emit(self._bet.id, self.note.note())

    def _build_copy_button(self) -> QToolButton:
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_text(button, "Copy as JSON")
        plain.set_accessible_name(button, "Copy as JSON")
        plain.set_tooltip(button, "Copy this bet as the receiver's API gives it")
        button.clicked.connect(self.copy_json)
        return button

    def _build_calculation_button(self) -> QToolButton:
        button = QToolButton()
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_text(button, "Show the calculation…")
        plain.set_accessible_name(button, "Show the calculation")
        plain.set_tooltip(button, "How this round is computed from its seeds, step by step")
        button.clicked.connect(self.calculation_requested)
        return button

    def _build_close_button(self) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_text(button, "×")
        plain.set_accessible_name(button, "Close the details")
        plain.set_tooltip(button, "Close the details (Esc)")
        button.clicked.connect(self.close_requested)
        return button

    def _build_scroll(self) -> QScrollArea:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(8, 0, 8, 0)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(2)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, value in self.values.items():
            plain.add_row(form, name, value)
        plain.add_row(form, PROOF, self.proof)
        form.addRow(self.calculation_button)
        form.addRow(self.note)
        scroll = QScrollArea()
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _build_layout(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 0, 0)
        top.addWidget(self._title, 1)
        top.addWidget(self.star)
        top.addWidget(self.copy_button)
        top.addWidget(self.close_button)
        hint = QHBoxLayout()
        hint.setContentsMargins(8, 0, 8, 0)
        hint.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addLayout(hint)
        layout.addWidget(self._scroll, 1)
        layout.addStretch()


def _wrapped_value(name: str) -> plain.PlainLabel:
    """A value in as many lines as it takes, that can be chosen and copied too."""
    label = plain.PlainLabel()
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    plain.set_accessible_name(label, name)
    return label


class _Value(QLineEdit):
    """One value in one line: the whole of it can be scrolled, chosen, copied and pointed at."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrame(False)
        self.setMinimumWidth(40)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        plain.set_accessible_name(self, name)

    def show_value(self, value: str) -> None:
        if value != self.text():
            plain.set_text(self, value)
            self.setCursorPosition(0)
            plain.set_tooltip(self, value)
