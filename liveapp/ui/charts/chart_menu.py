"""What can be done with a chart: on its button, and where the mouse asks for it."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStyleOptionToolButton, QToolButton, QWidget

from liveapp.ui import plain
from liveapp.ui.charts.shown_range import ZOOM_STEP, ShownRange


class Chart(Protocol):
    """A chart, as its menu knows it."""

    shown: ShownRange
    picture: object

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        ...

    def copy_data(self) -> None:
        """Put its numbers on the clipboard."""
        ...

    def save(self, suffix: str) -> None:
        """Ask for a file of this kind to be saved."""
        ...


class DotsButton(QToolButton):
    """Opens a menu; three dots, without the small arrow that Qt puts beside them."""

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Without the arrow."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu


class ChartMenu:
    """One menu, with what takes the chart along greyed until there is something to take."""

    def __init__(self, chart: Chart, button: QToolButton) -> None:
        self._chart = chart
        parent = chart if isinstance(chart, QWidget) else button
        menu = self.menu = plain.new_menu("Chart", parent)
        self._takes = [
            self._add("Copy &picture", chart.copy_picture),
            self._add("Copy &data", chart.copy_data),
            self._add("Save as P&NG…", partial(chart.save, "png")),
            self._add("Save as &SVG…", partial(chart.save, "svg")),
            self._add("Save data as &CSV…", partial(chart.save, "csv")),
        ]
        menu.addSeparator()
        self._add("Zoom &in\t+", lambda: chart.shown.zoom(ZOOM_STEP))
        self._add("Zoom &out\t−", lambda: chart.shown.zoom(1 / ZOOM_STEP))
        self._all = self._add("Show &all\tHome", chart.shown.reset)
        menu.aboutToShow.connect(self._offer)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def popup(self, place: QPoint) -> None:
        """Open it at a place of the screen."""
        self.menu.popup(place)

    def _add(self, words: str, do: Callable[[], object]) -> QAction:
        action = plain.add_action(self.menu, words)
        action.triggered.connect(lambda: do())
        return action

    def _offer(self) -> None:
        for action in self._takes:
            action.setEnabled(self._chart.picture is not None)
        self._all.setEnabled(self._chart.shown.is_zoomed)
