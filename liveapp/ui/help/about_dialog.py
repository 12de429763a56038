"""What this program is, and what it is made with."""

import platform
from collections.abc import Callable, Sequence

import PySide6
from PySide6.QtCore import QModelIndex, Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from liveapp import __version__
from liveapp.domain.components import Component
from liveapp.ui import plain
from liveapp.ui.help.components_model import ComponentColumn, ComponentsModel
from liveapp.ui.questions import Questions
from liveapp.ui.widgets.icons import icon_pixmap
from liveapp.ui.widgets.list_table import shape_list_view
from liveapp.ui.widgets.message_layout import heading_label, list_button_row, text_label
from liveapp.ui.widgets.report_view import ReportView

SIZE_PX = (660, 440)
ICON_PX = 48
VERSION_CHARACTERS = 10
LICENCE_CHARACTERS = 30
WHAT_IT_IS = (
    "Records every round that a betting bot or browser extension posts to this computer, and shows it at "
    "once. It keeps what was observed; it predicts nothing."
)
ASKING = "…"


class AboutDialog(QDialog):
    """Name, versions, and a list of all that is shipped; the chosen one's licence stands below it.

    `components` reads files: it is asked in a thread.
    """

    def __init__(
        self,
        icon: QIcon,
        components: Callable[[], Sequence[Component]],
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        plain.set_window_title(self, "About liveapp")
        self.resize(*SIZE_PX)
        self._model = ComponentsModel(self)
        self.view = self._new_view()
        self.licence = ReportView("Licence of the chosen component")
        plain.set_lines(self.licence, ASKING)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.view)
        parts.addWidget(self.licence)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(self._new_head(icon))
        layout.addWidget(parts, 1)
        layout.addLayout(list_button_row(self))
        self.view.setFocus()
        questions.ask(self, lambda _question: components(), self._show_components)

    def _new_head(self, icon: QIcon) -> QHBoxLayout:
        picture = plain.PlainLabel()
        picture.setPixmap(icon_pixmap(icon, ICON_PX, self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(heading_label(f"liveapp {__version__}"))
        words.addWidget(text_label(WHAT_IT_IS))
        words.addWidget(text_label(version_words()))
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _new_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self._model)
        shape_list_view(view, "Components", "Columns of the components")
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header, character_px = view.horizontalHeader(), view.fontMetrics().averageCharWidth()
        header.setSectionResizeMode(ComponentColumn.NAME, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(ComponentColumn.VERSION, VERSION_CHARACTERS * character_px)
        header.resizeSection(ComponentColumn.LICENCE, LICENCE_CHARACTERS * character_px)
        view.selectionModel().currentRowChanged.connect(self._show_licence)
        return view

    def _show_components(self, components: Sequence[Component]) -> None:
        self._model.show_components(components)
        self.view.selectRow(0)

    def _show_licence(self, current: QModelIndex) -> None:
        if current.isValid():
            plain.set_lines(self.licence, self._model.component(current.row()).text)


def version_words() -> str:
    """What runs it."""
    return f"Qt {qVersion()} · PySide6 {PySide6.__version__} · Python {platform.python_version()}"
