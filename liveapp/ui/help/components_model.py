"""The list of what the program is made with."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtCore import QObject

from liveapp.domain.components import Component
from liveapp.ui.widgets.list_table import NO_PARENT, ListTableModel, ModelIndex


class ComponentColumn(IntEnum):
    """Columns from the left."""

    NAME = 0
    VERSION = 1
    LICENCE = 2


TITLES: Mapping[int, tuple[str, str]] = {
    ComponentColumn.NAME: ("Component", "What is shipped with liveapp"),
    ComponentColumn.VERSION: ("Version", "The version that runs now"),
    ComponentColumn.LICENCE: ("Licence", "In short; its text is below"),
}


class ComponentsModel(ListTableModel):
    """A row for each component."""

    titles = TITLES

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._components: Sequence[Component] = ()

    def show_components(self, components: Sequence[Component]) -> None:
        """List these instead."""
        self.beginResetModel()
        self._components = components
        self.endResetModel()

    def component(self, row: int) -> Component:
        """What stands in a row."""
        return self._components[row]

    def text_at(self, row: int, column: int) -> str:
        """What stands in a cell."""
        one = self._components[row]
        return (one.name, one.version, one.licence)[column]

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:
        """One for each component."""
        return 0 if parent.isValid() else len(self._components)
