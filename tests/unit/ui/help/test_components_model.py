"""The list of what the program is made with."""

from liveapp.domain.components import Component
from liveapp.ui.help.components_model import ComponentsModel

ONE = Component("one", "1.2", "MIT", "its text")


def test_a_component_has_a_row_and_its_text_no_column(qapp) -> None:
    model = ComponentsModel()
    assert model.rowCount() == 0
    model.show_components([ONE])
    assert [model.index(0, column).data() for column in range(model.columnCount())] == ["one", "1.2", "MIT"]
    assert model.component(0) is ONE
