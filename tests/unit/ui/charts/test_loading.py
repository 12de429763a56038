"""Places for charts: empty until they are shown, loaded in another thread."""

from types import ModuleType

import pytest
from PySide6.QtWidgets import QWidget

from liveapp.ui.charts.loading import LOADING, LoadedLater


class Place(LoadedLater):
    module = "liveapp.ui.charts.shapes"

    def __init__(self, questions) -> None:
        super().__init__(questions)
        self.made: list[str] = []

    def make(self, module: ModuleType) -> QWidget:
        self.made.append(module.__name__)
        return QWidget()


@pytest.fixture
def place(theme, questions, qtbot) -> Place:
    made = Place(questions)
    qtbot.addWidget(made)
    return made


def test_nothing_is_loaded_until_it_is_shown(place, qtbot) -> None:
    qtbot.wait(20)
    assert place.made == []
    assert place._loading.text() == LOADING


def test_it_is_made_once(place, qtbot) -> None:
    place.show()
    place.hide()
    place.show()
    qtbot.waitUntil(lambda: bool(place.made))
    place.hide()
    place.show()
    qtbot.wait(20)
    assert place.made == [Place.module]
    assert place._loading.isHidden()
