"""The rows of the overview: which, in what order, and what they keep while they change."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtGui import Qt as GuiQt

from liveapp.domain.clock import now_us
from liveapp.domain.streams import BetMoment, StreamSpan
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.overview.choice import Kind, choice_of
from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.model import OverviewModel, tone_of
from tests.unit.ui.overview.values import a_stream, figures_of, total

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def model(qapp) -> OverviewModel:
    made = OverviewModel()
    yield made
    made.deleteLater()


def fill(model: OverviewModel, *streams) -> None:
    model.set_streams({stream.key: stream for stream in streams}, lambda _: None)


def keys(model: OverviewModel) -> list[int]:
    return [row.stream.key for row in model.rows()]


def cell(model: OverviewModel, row: int, column: Column, role: int = Qt.ItemDataRole.DisplayRole):
    return model.index(row, column).data(role)


def test_streams_stand_as_they_were_last_seen_until_more_is_known(model) -> None:
    fill(model, a_stream(1, last_seen_us=5), a_stream(2, last_seen_us=9), a_stream(3, last_seen_us=7))
    assert keys(model) == [2, 3, 1]
    assert (model.rowCount(), model.total, model.columnCount()) == (3, 3, len(Column))


@pytest.mark.parametrize(("order", "wanted"), [(UP, [2, 1, 4, 3, 5]), (DOWN, [1, 2, 3, 4, 5])])
def test_amounts_stand_by_currency_and_what_is_empty_last_in_both_directions(model, order, wanted) -> None:
    fill(
        model,
        a_stream(1, totals=(total("btc", wagered=9),)),
        a_stream(2, totals=(total("BTC", wagered=1), total("usdt", wagered=99))),
        a_stream(3, totals=(total("usdt", wagered=8),)),
        a_stream(4, totals=(total("usdt", wagered=2),)),
        a_stream(5, totals=()),
    )
    model.sort(Column.WAGERED, order)
    assert keys(model) == wanted


def test_equals_stay_as_they_are(model) -> None:
    fill(model, *(a_stream(key, last_seen_us=-key, total_bets=key % 2) for key in range(1, 6)))
    model.sort(Column.BETS, UP)
    assert keys(model) == [2, 4, 1, 3, 5]
    model.sort(Column.BETS, DOWN)
    assert keys(model) == [1, 3, 5, 2, 4]


def test_what_comes_is_shown_at_once_and_put_in_its_place_after_a_rest(model, qtbot) -> None:
    first, second = a_stream(1, total_bets=10), a_stream(2, total_bets=20)
    fill(model, first, second)
    model.sort(Column.BETS, DOWN)
    chosen = QPersistentModelIndex(model.index(1, 0))
    with qtbot.waitSignal(model.dataChanged) as told:
        fill(model, a_stream(1, total_bets=30), second)
    assert (told.args[0].row(), told.args[1].row()) == (1, 1)
    assert cell(model, 1, Column.BETS) == "30"
    assert keys(model) == [2, 1]
    model.settle()
    assert keys(model) == [1, 2]
    assert chosen.row() == 0


def test_rows_find_their_places_by_themselves_and_not_under_the_mouse(model, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("liveapp.ui.overview.model.REST_MS", 0)
    fill(model, a_stream(1, total_bets=10), a_stream(2, total_bets=20))
    model.sort(Column.BETS, DOWN)
    model.hold_order()
    fill(model, a_stream(1, total_bets=30), a_stream(2, total_bets=20))
    qtbot.wait(10)
    assert keys(model) == [2, 1]
    model._rest.stop()
    fill(model, a_stream(1, total_bets=31), a_stream(2, total_bets=20))
    qtbot.waitUntil(lambda: keys(model) == [1, 2])


def test_a_choice_shows_its_streams_and_those_that_begin_to_fit(model) -> None:
    plain, pinned = a_stream(1), a_stream(2, is_pinned=True)
    fill(model, plain, pinned)
    model.set_choice(choice_of(Kind.PINNED, ""))
    assert keys(model) == [2]
    assert model.total == 2
    fill(model, a_stream(1, is_pinned=True), pinned, a_stream(3))
    assert set(keys(model)) == {1, 2}
    fill(model, pinned)
    assert keys(model) == [2]
    model.set_choice(choice_of(Kind.ALL, "nothing"))
    assert keys(model) == []


def test_a_stream_that_was_live_is_left_out_once_it_is_idle(model) -> None:
    live, other = a_stream(1, last_seen_us=now_us()), a_stream(2, last_seen_us=now_us())
    fill(model, live, other)
    model.set_choice(choice_of(Kind.LIVE, ""))
    assert set(keys(model)) == {1, 2}
    fill(model, a_stream(1, last_seen_us=1), other)
    assert keys(model) == [2]


def test_spans_come_later_and_grow_with_bets(model) -> None:
    fill(model, a_stream(1), a_stream(2))
    model.note_bets(1, [BetMoment(3, 30)])
    assert cell(model, 0, Column.BOOKMARKS) == "…"
    model.set_spans({1: StreamSpan(BetMoment(2, 20), BetMoment(2, 20), 4)})
    (row,) = model.rows_of([1])
    assert cell(model, row, Column.BOOKMARKS) == "4"
    model.note_bets(1, [BetMoment(9, 90)])
    model.note_bets(7, [BetMoment(1, 1)])
    assert "Nonce 9" in cell(model, row, Column.LAST, Qt.ItemDataRole.ToolTipRole)
    assert "Nonce 2" in cell(model, row, Column.FIRST, Qt.ItemDataRole.ToolTipRole)
    (other,) = model.rows_of([2])
    assert cell(model, other, Column.LAST) == "–"


def test_figures_are_shown_as_they_come(model) -> None:
    stream = a_stream(1)
    fill(model, stream)
    assert cell(model, 0, Column.WAIT) == "…"
    model.set_figures(1, figures_of(stream))
    model.set_figures(2, figures_of(stream))
    assert cell(model, 0, Column.WAIT) == "517"
    model.set_all_figures(lambda _: None)
    assert cell(model, 0, Column.WAIT) == "…"


def test_tones_tell_what_is_won_lost_wrong_and_not_there_yet(model) -> None:
    lost, won = a_stream(1), a_stream(2, totals=(total(paid=9.0),), proof=StreamProof(True, 0, 2))
    both = a_stream(3, totals=(total(), total("usdt")), proof=StreamProof(True, 5))
    fill(model, lost, won, both)
    tones = {
        row.stream.key: [
            tone_of(column, row, COLUMNS[column].text(row))
            for column in (Column.PROFIT, Column.PROOF, Column.WAIT)
        ]
        for row in model.rows()
    }
    assert tones == {
        1: ["loss", "live", "muted_text"],
        2: ["win", "error", "muted_text"],
        3: [None, "live", "muted_text"],
    }


def test_numbers_end_at_the_right_and_every_column_is_explained(model) -> None:
    fill(model, a_stream(1, notes="<b>bold</b>"))
    for column, texts in COLUMNS.items():
        alignment = cell(model, 0, column, Qt.ItemDataRole.TextAlignmentRole)
        assert bool(alignment & Qt.AlignmentFlag.AlignRight) is texts.is_number
        title, meaning = (
            model.headerData(column, Qt.Orientation.Horizontal, role)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        )
        assert title in (texts.title, texts.sign)
        assert meaning
    assert not GuiQt.mightBeRichText(cell(model, 0, Column.NOTES, Qt.ItemDataRole.ToolTipRole))
    assert "not known" in cell(model, 0, Column.PROOF, Qt.ItemDataRole.AccessibleTextRole)
