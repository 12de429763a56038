"""Picture and table of a comparison, loaded when they are first shown."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea

from liveapp.ui.comparing.body import ComparingBody
from liveapp.ui.comparing.live_comparison import LiveComparison


@pytest.fixture
def body(streams, store, questions, icons, qtbot) -> ComparingBody:
    live = LiveComparison(streams, 4.95, store.reader, questions)
    made = ComparingBody(live, icons)
    live.setParent(made)
    qtbot.addWidget(made)
    return made


def test_streams_are_named_before_they_are_read(body) -> None:
    assert body.model.columnCount() == 2
    assert body.chart.names == [
        f"{one.stream.name} · {one.stream.seeds.client_seed}" for one in body._live.sides
    ]


def test_what_is_in_view_is_drawn_when_it_is_scrolled_to(body, qtbot) -> None:
    body.resize(640, 200)
    body.show()
    bar = body.findChild(QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    assert not body.chart.is_in_view()
    body._live.watch(True)
    qtbot.waitUntil(lambda: all(side.figures is not None for side in body._live.sides))
    assert body.chart.picture is None
    bar.setValue(0)
    qtbot.waitUntil(lambda: body.chart.picture is not None)


def test_ctrl_c_in_the_table_copies_the_figures(body, qtbot) -> None:
    with qtbot.waitSignal(body.message) as told:
        body.view.copy_requested.emit()
    assert told.args == ["Figures copied"]
    assert QGuiApplication.clipboard().text().startswith("Figure\t")
