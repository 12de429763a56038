"""Comparing from the window: one dialog beside it."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from liveapp.domain.streams import MOST_COMPARED
from liveapp.ui.charts.chart_file import ChartFile
from liveapp.ui.comparing.commands import HOW_MANY, ComparingCommands
from liveapp.ui.widgets.toast import ToastStack


class Saved(list):
    def ask_where(self, *asked: object) -> None:
        self.append(asked)


@pytest.fixture
def window(theme, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    return made


@pytest.fixture
def saved() -> Saved:
    return Saved()


@pytest.fixture
def toasts(window) -> ToastStack:
    return ToastStack(window, lambda: QRect(0, 0, 800, 200))


@pytest.fixture
def comparing(window, store, questions, bridge, icons, toasts, saved) -> ComparingCommands:
    made = ComparingCommands(window, store.reader, questions, icons, toasts, saved.ask_where)
    bridge.store_changed.connect(made.apply)
    return made


def test_two_or_more_are_compared_until_it_is_closed(comparing, streams, store, qtbot) -> None:
    dialog = comparing.open(streams)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: all(side.figures is not None for side in dialog.live.sides))
    store.writer.set_alias(streams[0].id, "mine")
    qtbot.waitUntil(lambda: dialog.live.sides[0].stream.alias == "mine")
    dialog.close()
    assert comparing._dialog is None


def test_others_take_the_place_of_those_that_are_compared(comparing, streams) -> None:
    first = comparing.open(streams)
    second = comparing.open(streams[::-1])
    assert (first.isVisible(), second.isVisible()) == (False, True)
    assert comparing._dialog is second


@pytest.mark.parametrize("number", [0, 1, MOST_COMPARED + 1])
def test_too_few_or_too_many_are_refused_in_words(comparing, streams, toasts, number) -> None:
    assert comparing.open(streams[:1] * number) is None
    assert [toast.text for toast in toasts.toasts] == [HOW_MANY]


def test_files_are_named_for_the_comparison(comparing, streams, saved) -> None:
    dialog = comparing.open(streams)
    dialog.file_requested.emit(ChartFile("profits", "png", b"PNG"))
    assert saved == [("Save comparison", "comparison_2_streams_profits.png", "png", b"PNG")]


def test_a_fault_is_told_to_the_window(comparing, streams, qtbot) -> None:
    dialog = comparing.open(streams)
    with qtbot.waitSignal(comparing.fault_met):
        dialog.live.fault_met.emit(None)
