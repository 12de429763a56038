"""The field for the lowest multiplier that is shown."""

from math import floor, log10

from PySide6.QtCore import QEvent, QLocale, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPalette, QPixmap, QValidator, QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QWidget
from shiboken6 import isValid

from liveapp.ui import plain
from liveapp.ui.theme import colors, is_theme_change
from liveapp.ui.widgets.formatting import multiplier_text
from liveapp.ui.widgets.typed_values import NotUnderstood, typed_number

HIGHEST_MULTIPLIER = 1e14
DECIMALS = 8
STEPS = (1.0, 2.0, 5.0)
"""The arrows go through these and their tenfolds."""

ICON_PX = 16

HINT = (
    "Show bets whose round reached at least this multiplier; empty shows all (Ctrl+F).\n"
    "1.5 and 1,5 are one and a half, 1,000 is a thousand."
)


class MinMultiplierBox(QDoubleSpinBox):
    """Empty, its minimum, means no filter. What cannot be understood is marked and changes nothing.

    The value follows what is typed; the text is put in order only when the field is left, or by Enter.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("minMultiplierFilter")
        self.setLocale(QLocale.c())
        self.setDecimals(DECIMALS)
        self.setRange(0.0, HIGHEST_MULTIPLIER)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel over it is meant for what lies around
        plain.set_placeholder(self.lineEdit(), "any")
        plain.set_accessible_name(self, "Minimum multiplier")
        plain.set_tooltip(self, HINT)
        self._problem: str | None = None
        self._mark = self.lineEdit().addAction(QIcon(), QLineEdit.ActionPosition.TrailingPosition)
        self._mark.setVisible(False)
        # Qt puts texts in order without telling: then either its value or its end of editing is told.
        for changed in (self.lineEdit().textChanged, self.valueChanged, self.editingFinished):
            changed.connect(self._judge)

    @property
    def is_understood(self) -> bool:
        """Whether what stands there is a number or nothing."""
        return self._problem is None

    @property
    def is_being_typed(self) -> bool:
        """Whether the text is as somebody typed it, and may go on."""
        return self.lineEdit().isModified()

    def _judge(self) -> None:
        try:
            typed_number(self.lineEdit().text())
        except NotUnderstood as problem:
            self._show_mark(str(problem))
        else:
            self._show_mark(None)

    def _show_mark(self, problem: str | None) -> None:
        if problem == self._problem or not isValid(self._mark):  # a field that is destroyed is left first
            return
        self._problem = problem
        words = "" if problem is None else f"{problem} The filter is as it was."
        plain.set_tooltip(self, f"{words}\n\n{HINT}" if words else HINT)
        plain.set_accessible_description(self, words)
        self._take_colors()
        self._mark.setVisible(problem is not None)

    def _take_colors(self) -> None:
        palette = QPalette()  # with no colour of its own it follows the theme
        if not self.is_understood:
            palette.setColor(QPalette.ColorRole.Text, colors(palette).error)
            self._mark.setIcon(_exclamation(palette))
        self.lineEdit().setPalette(palette)

    def setValue(self, value: float) -> None:
        """Show a number; Qt tells nobody where its text alone is another one, or its signals are blocked."""
        super().setValue(value)
        self._judge()

    def sizeHint(self) -> QSize:
        """Room for `3,203,384.80×`, not for the highest number there is."""
        hint = super().sizeHint()
        return QSize(self.fontMetrics().horizontalAdvance("3,203,384.80×") + 40, hint.height())

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Mark in the colours of a new theme."""
        super().changeEvent(event)
        if is_theme_change(event) and not self.is_understood:
            self._take_colors()

    def validate(self, text: str, pos: int) -> tuple[QValidator.State, str, int]:
        """Take whatever is a number or nothing; let everything be typed."""
        try:
            typed_number(text)
        except NotUnderstood:
            return QValidator.State.Intermediate, text, pos
        return QValidator.State.Acceptable, text, pos

    def fixup(self, input: str) -> str:  # noqa: A002 - Qt's name for it
        """Leave what is not understood: Qt would drop the commas and take what remains."""
        return input

    def valueFromText(self, text: str) -> float:
        """The number; the minimum where nothing stands there."""
        try:
            return typed_number(text) or self.minimum()
        except NotUnderstood:
            return self.value()

    def textFromValue(self, val: float) -> str:
        """As the table writes multipliers; nothing for the minimum."""
        return "" if val <= self.minimum() else multiplier_text(val)

    def stepBy(self, steps: int) -> None:
        """Go through 1, 2, 5, 10, 20, 50 …; below 1 is no filter."""
        value = self.value()
        for _ in range(abs(steps)):
            value = _next_step(value) if steps > 0 else _step_before(value)
        self.setValue(value)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter leaves what is not understood where it stands, marked."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_understood:
            self.selectAll()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step only while the field has the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _next_step(value: float) -> float:
    if value < STEPS[0]:
        return STEPS[0]
    size = 10.0 ** floor(log10(value))
    return next((step * size for step in STEPS if step * size > value), 10 * size)


def _step_before(value: float) -> float:
    if value <= STEPS[0]:
        return 0.0
    size = 10.0 ** floor(log10(value))
    return next((step * size for step in reversed(STEPS) if step * size < value), STEPS[-1] * size / 10)


def _exclamation(palette: QPalette) -> QIcon:
    """An exclamation mark in the palette's text colour, sharp on fine screens."""
    pixmap = QPixmap(4 * ICON_PX, 4 * ICON_PX)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    font = painter.font()
    font.setPixelSize(4 * ICON_PX - 8)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, "!")
    painter.end()
    return QIcon(pixmap)
