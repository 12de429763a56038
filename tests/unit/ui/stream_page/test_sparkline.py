"""The profit of a stream's last bets as a small line: read only where it is seen, and not too often."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.errors import StoreLocked
from liveapp.domain.totals import RunningProfit
from liveapp.ui.stream_page.sparkline import NOTHING, Sparkline
from tests.window_fixtures import OTHER_SEEDS, SEEDS, make_bet


class CountingReader:
    """The store's reader; counts how often the profit is asked for."""

    def __init__(self, reader) -> None:
        self._reader = reader
        self.asked: list[int] = []
        self.fault: StoreLocked | None = None

    def running_profit(self, stream_key: int, bets: int) -> RunningProfit:
        self.asked.append(stream_key)
        if self.fault:
            raise self.fault
        return self._reader.running_profit(stream_key, bets)


@pytest.fixture
def reader(store) -> CountingReader:
    return CountingReader(store.reader)


@pytest.fixture
def line(theme, reader, questions, record, qtbot) -> Sparkline:
    record(make_bet(1, payout=3.0, currency="btc"), make_bet(2, currency="btc"))
    made = Sparkline(reader, questions)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_tells_the_profit_and_draws_a_line(line, stream_of, qtbot) -> None:
    empty = line.grab().toImage()
    line.show_stream(stream_of())
    qtbot.waitUntil(lambda: line.profit.values == (2.0, 1.0))
    assert line.accessibleName() == "Profit of the last 2 bets in BTC: +1 BTC"
    assert line.accessibleName() in line.toolTip()
    assert line.grab().toImage() != empty


def test_many_changes_are_read_once_after_the_pause(line, reader, record, stream_of, qtbot) -> None:
    line.show_stream(stream_of())
    qtbot.waitUntil(lambda: line.profit != NOTHING)
    for nonce in range(3, 9):
        record(make_bet(nonce, currency="btc"))
        line.show_stream(stream_of())
    assert len(reader.asked) == 1
    qtbot.waitUntil(lambda: len(line.profit.values) == 8)
    assert len(reader.asked) == 2


def test_nothing_is_read_while_it_cannot_be_seen(line, reader, stream_of, qtbot) -> None:
    line.hide()
    line.show_stream(stream_of())
    assert reader.asked == []
    line.show()
    qtbot.waitUntil(lambda: line.profit != NOTHING)
    assert len(reader.asked) == 1


def test_what_leaves_the_totals_as_they_are_is_no_reason_to_read(
    line, reader, store, stream_of, qtbot
) -> None:
    line._pause.setInterval(0)
    line.show_stream(stream_of())
    qtbot.waitUntil(lambda: line.profit != NOTHING and not line._pause.isActive())
    line.show_stream(store.writer.set_notes(stream_of().id, "other", None))
    qtbot.wait(1)
    assert len(reader.asked) == 1


def test_another_stream_is_read_at_once_and_an_answer_for_the_one_before_is_dropped(
    line, reader, record, stream_of, qtbot
) -> None:
    record(make_bet(1, OTHER_SEEDS, payout=9.0, currency="doge"))
    line.show_stream(stream_of(SEEDS))
    line.show_stream(stream_of(OTHER_SEEDS))
    assert line.profit == NOTHING
    qtbot.waitUntil(lambda: line.profit == RunningProfit("doge", (8.0,)))
    assert reader.asked[-1] == stream_of(OTHER_SEEDS).key


def test_where_the_store_cannot_be_read_no_line_is_drawn_and_nothing_is_told(
    line, reader, questions, stream_of, qtbot
) -> None:
    reader.fault = StoreLocked("busy")
    with qtbot.assertNotEmitted(questions.fault_met):
        line.show_stream(stream_of())
        qtbot.waitUntil(lambda: len(reader.asked) == 1)
        qtbot.waitUntil(lambda: line._question is None)
    assert line.profit == NOTHING


def test_ups_and_downs_in_turn_are_a_line_and_no_block(line) -> None:
    line.clearFocus()
    line.profit = RunningProfit(None, (0.1, 0.0) * 250)
    picture = line.grab().toImage()
    ground = picture.pixelColor(0, 0)
    middle = [picture.pixelColor(40, y) for y in range(picture.height())]
    assert sum(color == ground for color in middle) > picture.height() // 2


def test_the_largest_amounts_have_means_too(line) -> None:
    empty = line.grab().toImage()
    line.profit = RunningProfit(None, (1e308,) * 500)
    assert line.grab().toImage() != empty


INFINITE = float("inf")


@pytest.mark.parametrize(
    "values",
    [
        (),
        (0.0,),
        (1e308, -1e308, 1e308),
        (INFINITE,),
        (1.0, float("nan")),
        (INFINITE, -INFINITE) * 250,
    ],
)
def test_what_has_no_height_draws_nothing(line, values) -> None:
    line.profit = NOTHING
    empty = line.grab().toImage()
    line.profit = RunningProfit(None, values)
    assert line.grab().toImage() == empty


def test_a_click_and_a_key_lead_on_and_it_says_so(line, qtbot) -> None:
    for press in (
        lambda: qtbot.mouseClick(line, Qt.MouseButton.LeftButton),
        lambda: qtbot.keyClick(line, Qt.Key.Key_Space),
    ):
        with qtbot.waitSignal(line.clicked):
            press()
    assert "shows the charts" in line.accessibleDescription()
    assert "shows the charts" in line.toolTip()
