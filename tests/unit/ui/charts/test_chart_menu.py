"""What can be done with a chart, on its button and where the mouse asks."""

import pytest
from PySide6.QtWidgets import QStyleOptionToolButton

from liveapp.ui.charts.chart_menu import ChartMenu, DotsButton
from liveapp.ui.charts.shown_range import ShownRange


class Chart:
    def __init__(self) -> None:
        self.shown = ShownRange()
        self.shown.set_whole(1, 1000)
        self.picture: object = None
        self.done: list[str] = []

    def copy_picture(self) -> None:
        self.done.append("picture")

    def copy_data(self) -> None:
        self.done.append("data")

    def save(self, suffix: str) -> None:
        self.done.append(suffix)


@pytest.fixture
def chart(theme) -> Chart:
    return Chart()


@pytest.fixture
def menu(chart, qtbot) -> ChartMenu:
    button = DotsButton()
    qtbot.addWidget(button)
    made = ChartMenu(chart, button)
    assert button.menu() is made.menu
    made.button = button
    return made


def offered(menu: ChartMenu) -> list[str]:
    menu.menu.aboutToShow.emit()
    names = [one.text() for one in menu.menu.actions() if one.isEnabled() and not one.isSeparator()]
    return [name.replace("&", "").partition("\t")[0] for name in names]


def test_there_is_nothing_to_take_along_until_there_is_a_picture(menu, chart) -> None:
    assert offered(menu) == ["Zoom in", "Zoom out"]
    chart.picture = object()
    chart.shown.zoom(2.0)
    assert offered(menu) == [
        "Copy picture",
        "Copy data",
        "Save as PNG…",
        "Save as SVG…",
        "Save data as CSV…",
        "Zoom in",
        "Zoom out",
        "Show all",
    ]


def test_each_entry_does_what_it_says(menu, chart) -> None:
    chart.picture = object()
    entries = [one for one in menu.menu.actions() if not one.isSeparator()]
    for entry in entries[:6]:
        entry.trigger()
    assert chart.done == ["picture", "data", "png", "svg", "csv"]
    assert chart.shown.is_zoomed
    entries[6].trigger()
    entries[5].trigger()
    entries[7].setEnabled(True)
    entries[7].trigger()
    assert not chart.shown.is_zoomed


def test_the_button_shows_dots_alone(menu) -> None:
    option = QStyleOptionToolButton()
    menu.button.initStyleOption(option)
    assert not option.features & QStyleOptionToolButton.ToolButtonFeature.HasMenu
