"""The table of what alerts told."""

import pytest
from PySide6.QtCore import Qt

from liveapp.ui.alerts.history_model import HistoryColumn, HistoryModel
from liveapp.ui.widgets.formatting import local_time_text, utc_time_text
from tests.unit.ui.alerts.values import FIRST_NAME, TOLD, told
from tests.unit.ui.streams.values import NOW_US


@pytest.fixture
def model(window) -> HistoryModel:
    return HistoryModel(lambda: NOW_US, window)


def test_a_row_tells_when_what_and_of_which_stream(model, names) -> None:
    model.show_alerts([told(1, stream_id=None), TOLD], names.names())
    texts = [model.index(1, column).data() for column in HistoryColumn]
    assert texts == [local_time_text(NOW_US)[-8:], TOLD.title, TOLD.text, FIRST_NAME]
    assert model.stream_at(0) == "–"
    when = model.index(1, 0)
    assert when.data(Qt.ItemDataRole.ToolTipRole) == utc_time_text(NOW_US)
    assert when.data(Qt.ItemDataRole.AccessibleTextRole) == local_time_text(NOW_US)
    assert model.index(1, 1).data(Qt.ItemDataRole.AccessibleTextRole) is None


def test_newer_ones_come_above_and_the_oldest_go_while_the_rest_stays(model, names, qtbot) -> None:
    alerts = [told(number) for number in (3, 2, 1)]
    model.show_alerts(alerts, names.names())
    newer = [told(5), told(4), *alerts[:2]]
    signals = (model.rowsInserted, model.rowsRemoved, model.dataChanged)
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignals(signals):
        model.show_alerts(newer, names.names())
    assert model.alerts == newer


def test_what_is_other_altogether_is_shown_anew(model, names, qtbot) -> None:
    for alerts in ([told(1)], [], [told(3), told(2)], [told(3), told(9)]):
        with qtbot.waitSignal(model.modelReset):
            model.show_alerts(alerts, names.names())
        assert model.alerts == alerts
