"""What stands above the list of streams: search, fold, overview, order, and how many there are."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QToolButton, QWidget

from liveapp.ui import plain
from liveapp.ui.streams.order import StreamOrder
from liveapp.ui.streams.search_field import SearchField
from liveapp.ui.widgets.elided_label import ElidedLabel
from liveapp.ui.widgets.formatting import counted

GAP_PX = 6


class ListHead(QWidget):
    """The controls that say what of the list is shown, and how."""

    order_chosen = Signal(object)  # StreamOrder
    fold_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField()
        self.count_label = ElidedLabel()
        self._overview = self._build_overview_button()
        self.order_choice = self._build_order_choice()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_PX)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)
        layout.addWidget(self.search, 0, 0, 1, 2)
        layout.addWidget(self._build_fold_button(), 0, 2)
        layout.addWidget(self._overview, 1, 0)
        layout.addWidget(self.order_choice, 1, 1, 1, 2)
        layout.addWidget(self.count_label, 2, 0, 1, 3)

    def show_count(self, found: int, total: int, selected: int) -> None:
        """Say how many streams there are, how many the search finds, and how many are selected."""
        streams = counted(total, "stream", "streams")
        words = streams if found == total else f"{found:,} of {streams}"
        if selected > 1:
            words = f"{selected:,} selected"
        plain.set_text(self.count_label, words)
        plain.set_tooltip(self.count_label, words)

    def set_overview_action(self, action: QAction) -> None:
        """Have the button over the list do this."""
        self._overview.setDefaultAction(action)

    def _build_overview_button(self) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        plain.set_text(button, "Overview")
        plain.set_accessible_name(button, "Overview")
        plain.set_tooltip(button, "All streams at a glance")
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return button

    def _build_fold_button(self) -> QToolButton:
        button = QToolButton()
        plain.set_text(button, "«")
        button.setAutoRaise(True)
        plain.set_accessible_name(button, "Fold the side panel away")
        plain.set_tooltip(button, "Fold the side panel away (F9)")
        button.clicked.connect(self.fold_requested)
        return button

    def _build_order_choice(self) -> QComboBox:
        choice = QComboBox()
        choice.addItems([order.value for order in StreamOrder])
        choice.setMinimumContentsLength(8)
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        plain.set_accessible_name(choice, "Order of streams")
        plain.set_tooltip(choice, "What the streams are ordered by")
        choice.currentIndexChanged.connect(lambda place: self.order_chosen.emit(list(StreamOrder)[place]))
        return choice
