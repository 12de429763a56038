"""The table of refused requests."""

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester

from liveapp.domain.events import RequestsRefused
from liveapp.domain.refusals import MOST_KEPT, RefusalLog
from liveapp.ui.receiver.refusals_model import TITLES, RefusalColumn, RefusalsModel
from tests.unit.ui.receiver.refusals import NOW_US, refusal

DISPLAY, TOOLTIP = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole


@pytest.fixture
def log() -> RefusalLog:
    return RefusalLog()


@pytest.fixture
def model(log: RefusalLog, qtmodeltester: ModelTester) -> RefusalsModel:
    made = RefusalsModel(log, lambda: NOW_US)
    qtmodeltester.check(made)
    return made


def values(model: RefusalsModel) -> list[str]:
    return [model.index(row, RefusalColumn.VALUE).data() for row in range(model.rowCount())]


def test_the_newest_stands_first_and_the_oldest_goes(log: RefusalLog, model: RefusalsModel) -> None:
    log.add(refusal("a"))
    model.refresh()
    for number in range(MOST_KEPT + 5):
        log.add(refusal(str(number)))
        if number % 50 == 0 or number > MOST_KEPT:
            model.refresh()
    assert values(model) == [str(number) for number in reversed(range(5, MOST_KEPT + 5))]


def test_rows_that_stay_keep_their_place_in_whatever_steps_they_come(
    log: RefusalLog, model: RefusalsModel
) -> None:
    log.add(refusal("chosen"))
    model.refresh()
    chosen = QPersistentModelIndex(model.index(0, RefusalColumn.VALUE))
    for step in (1, 3, 0, 60, 100):
        for number in range(step):
            log.add(refusal(f"{step}-{number}"))
        model.refresh()
        assert chosen.data() == "chosen"
        assert values(model) == [one.value for one in reversed(log.kept)]
    for number in range(MOST_KEPT):
        log.add(refusal(f"last-{number}"))
    model.refresh()
    assert not chosen.isValid()
    assert model.rowCount() == MOST_KEPT


def test_the_same_again_is_counted_where_it_stands(log: RefusalLog, model: RefusalsModel, qtbot) -> None:
    log.add(refusal("a", age_s=9))
    model.refresh()
    for _ in range(1_499):
        log.add(refusal("a", age_s=5))
    with qtbot.waitSignal(model.dataChanged):
        model.refresh()
    assert model.index(0, RefusalColumn.TIMES).data() == "1,500"
    assert model.refusal(0).refused_us == NOW_US - 5_000_000
    log.add(refusal("a"))
    log.add(refusal("b"))
    model.refresh()
    assert [model.index(row, RefusalColumn.TIMES).data() for row in range(2)] == ["1", "1,501"]
    with qtbot.assertNotEmitted(model.dataChanged):
        model.refresh()


def test_a_cleared_log_leaves_no_row(log: RefusalLog, model: RefusalsModel) -> None:
    log.add_all(RequestsRefused((refusal("a"), refusal("b")), 2))
    model.refresh()
    log.clear()
    model.refresh()
    assert model.rowCount() == 0
    log.add(refusal("c"))
    model.refresh()
    assert values(model) == ["c"]


def test_every_cell_tells_its_part_and_the_whole_of_it_as_a_tooltip(
    log: RefusalLog, model: RefusalsModel
) -> None:
    log.add(refusal("<b>", client="bot/1"))
    model.refresh()
    texts = [model.index(0, column).data() for column in RefusalColumn]
    assert texts[1:] == ["422", "The body does not fit: odd", "amount", "<b>", "bot/1", "1"]
    tips = [model.index(0, column).data(TOOLTIP) for column in RefusalColumn]
    assert tips[0].endswith("UTC")
    assert tips[1].startswith("422 ")
    assert tips[4].replace("\u2060", "") == "<b>"
    assert tips[4] != "<b>"


def test_every_column_has_a_title_and_says_what_it_means(model: RefusalsModel) -> None:
    for column in RefusalColumn:
        title, meaning = (
            model.headerData(column, Qt.Orientation.Horizontal, role) for role in (DISPLAY, TOOLTIP)
        )
        assert (title, meaning) == TITLES[column]
        assert title != meaning
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.columnCount(QModelIndex()) == len(RefusalColumn)
