"""A few figures side by side."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from liveapp.ui import plain
from liveapp.ui.charts.figure_texts import Block, Figure
from liveapp.ui.widgets.flow_layout import FlowLayout
from liveapp.ui.widgets.message_layout import text_label
from liveapp.ui.widgets.tone_label import Tone, ToneLabel

GAP_PX = 16
WIDTH_STEP_PX = 24


class FigureView(QWidget):
    """Name, value and detail in three lines.

    Its width goes in steps, so that what stands beside it does not move with every digit.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Figure | None = None
        self._name, self._value, self._detail = _line(Tone.MUTED), plain.PlainLabel(), _line(Tone.MUTED)
        font = self._value.font()
        font.setWeight(QFont.Weight.DemiBold)
        self._value.setFont(font)
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        policy = self._detail.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._detail.setSizePolicy(policy)
        for label in (self._name, self._value, self._detail):
            column.addWidget(label)

    def show_figure(self, figure: Figure) -> None:
        """Show this one; what stays as it was is not drawn again."""
        if figure == self._shown:
            return
        self._shown = figure
        for label, text in self._texts(figure):
            if label.text() != text:
                plain.set_text(label, text)
        self._detail.setVisible(bool(figure.detail))
        plain.set_tooltip(self, figure.meaning)

    def _texts(self, figure: Figure) -> tuple[tuple[QLabel, str], ...]:
        return (self._name, figure.name), (self._value, figure.value), (self._detail, figure.detail)

    def sizeHint(self) -> QSize:
        """Room for the widest line, up to the next step."""
        hint = super().sizeHint()
        return QSize(-(-hint.width() // WIDTH_STEP_PX) * WIDTH_STEP_PX, hint.height())


class FigureBlock(QWidget):
    """A block of figures that go on below where there is little room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Block | None = None
        self.sentence = text_label()
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._views: list[FigureView] = []
        self._row = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._row.setSizePolicy(policy)
        self._flow = FlowLayout(self._row, GAP_PX, is_last_at_end=False)
        self._flow.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self._row, self.sentence):
            column.addWidget(part)

    def show_block(self, block: Block) -> None:
        """Show these figures."""
        if block == self._shown:
            return
        self._shown = block
        if self.sentence.text() != block.sentence:
            plain.set_text(self.sentence, block.sentence)
        self.sentence.setVisible(bool(block.sentence))
        while len(self._views) < len(block.figures):
            self._views.append(FigureView())
            self._flow.addWidget(self._views[-1])
        for view, figure in zip(self._views, block.figures, strict=False):
            view.show_figure(figure)
        for place, view in enumerate(self._views):
            view.setVisible(place < len(block.figures))
        plain.set_accessible_name(self, block.name)
        plain.set_accessible_description(self, block.spoken)


def _line(tone: Tone) -> ToneLabel:
    label = ToneLabel(tone)
    label.setWordWrap(False)
    return label
