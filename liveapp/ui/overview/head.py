"""What stands over the overview's table: which streams are shown, the waits' multiplier, the columns."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from liveapp.ui import plain
from liveapp.ui.overview.choice import Kind, StreamChoice, choice_of
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.flow_layout import FlowLayout
from liveapp.ui.widgets.formatting import counted, multiplier_text
from liveapp.ui.widgets.message_layout import explained_button
from liveapp.ui.widgets.typed_values import NotUnderstood, typed_number

GAP_PX = 6
FILTER_CHARACTERS = 32
WAIT_CHARACTERS = 11
LEAST_MULTIPLIER = 1.0
MOST_MULTIPLIER = 1e14
WAIT_HINT = (
    "The multiplier whose longest wait is told (Enter)\n1.5 and 1,5 are one and a half, 1,000 is a thousand."
)


class OverviewHead(QWidget):
    """Says what of the table is wanted."""

    choice_changed = Signal(object)  # StreamChoice
    multiplier_chosen = Signal(float)
    table_wanted = Signal()
    left = Signal()

    def __init__(self, multiplier: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._multiplier = multiplier
        self.back = explained_button("← Back", "Back to the stream's page (Esc)")
        self.filter = self._build_filter()
        self.kind = self._build_kind()
        self.count = plain.PlainLabel()
        self.count.setContentsMargins(0, 0, 2 * GAP_PX, 0)  # no part of what stands beside it
        self.wait_label = plain.PlainLabel("Waits for")
        self.wait = _WaitField(self)
        self.wait_label.setBuddy(self.wait)
        self.columns = explained_button("Columns ▾", "Choose which columns are shown")
        layout = FlowLayout(self, GAP_PX, is_last_at_end=False)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self.back, self.filter, self.kind, self.count, self.wait_label, self.wait, self.columns):
            layout.addWidget(part)
        self.show_multiplier(multiplier)
        self.wait.editingFinished.connect(self._take_multiplier)

    @property
    def choice(self) -> StreamChoice:
        """Which streams are wanted."""
        return choice_of(list(Kind)[self.kind.currentIndex()], self.filter.text())

    def show_count(self, shown: int, total: int) -> None:
        """Say how many streams are shown."""
        streams = counted(total, "stream", "streams")
        plain.set_text(self.count, streams if shown == total else f"{shown:,} of {streams}")
        self.count.updateGeometry()

    def show_multiplier(self, multiplier: float) -> None:
        """Have the field hold this one."""
        self._multiplier = multiplier
        plain.set_text(self.wait, multiplier_text(multiplier).replace(".00×", "×"))
        self.wait.say_problem("")

    def _take_multiplier(self) -> None:
        try:
            typed = typed_number(self.wait.text())
        except NotUnderstood as problem:
            self.wait.say_problem(str(problem))
            return
        if typed is None:
            self.show_multiplier(self._multiplier)
        elif not LEAST_MULTIPLIER < typed <= MOST_MULTIPLIER:
            self.wait.say_problem("Waits are told for multipliers over 1×.")
        else:
            is_other = typed != self._multiplier
            self.show_multiplier(typed)
            if is_other:
                self.multiplier_chosen.emit(typed)

    def _build_filter(self) -> "_FilterField":
        field = _FilterField(self)
        field.textChanged.connect(lambda _: self.choice_changed.emit(self.choice))
        field.table_wanted.connect(self.table_wanted)
        field.left.connect(self.left)
        return field

    def _build_kind(self) -> QComboBox:
        kind = QComboBox()
        kind.addItems([one.value for one in Kind])
        plain.set_accessible_name(kind, "Which streams")
        plain.set_tooltip(kind, "Show all streams, or those of one kind")
        kind.currentIndexChanged.connect(lambda _: self.choice_changed.emit(self.choice))
        return kind


class _FilterField(QLineEdit):
    """Filters as one types. Down and Enter go into the table, Esc clears, and leaves where it is empty."""

    table_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overviewFilter")
        plain.set_placeholder(self, "Filter names, seeds, notes")
        self.setClearButtonEnabled(True)
        plain.set_accessible_name(self, "Filter streams")
        plain.set_tooltip(self, "Show streams whose seeds, alias or notes hold all words (Ctrl+F)")
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * FILTER_CHARACTERS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down, Enter and Esc; the rest as Qt does it."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _WaitField(QLineEdit):
    """A multiplier. What cannot be understood is marked and changes nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("overviewMultiplier")
        self._problem = ""
        plain.set_accessible_name(self, "Multiplier of the longest wait")
        self.setFixedWidth(self.fontMetrics().averageCharWidth() * WAIT_CHARACTERS)
        self.textEdited.connect(lambda _: self.say_problem(""))

    def say_problem(self, problem: str) -> None:
        """Say why what stands there is not taken; nothing takes it back."""
        self._problem = problem
        plain.set_tooltip(self, f"{problem} It is as it was.\n\n{WAIT_HINT}" if problem else WAIT_HINT)
        plain.set_accessible_description(self, problem)
        self._take_colors()

    def _take_colors(self) -> None:
        palette = QPalette()  # with no colour of its own it follows the theme
        if self._problem:
            palette.setColor(QPalette.ColorRole.Text, colors(palette).error)
        self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Mark in the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event) and self._problem:
            self._take_colors()
