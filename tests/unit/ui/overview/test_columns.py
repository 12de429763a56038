"""What the overview is sorted by."""

import time

from liveapp.domain.streams import NO_BETS, BetMoment, StreamSpan
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.row import OverviewRow
from tests.unit.ui.overview.values import a_row, a_stream, total


def key(row: OverviewRow, column: Column):
    return COLUMNS[column].sort_key(row)


def test_amounts_are_sorted_by_currency_then_by_amount() -> None:
    row = a_row(totals=(total("BTC"), total("usdt", 5, 3.0, 4.25)))
    assert key(row, Column.WAGERED) == ("btc", 2.0)
    assert key(row, Column.PROFIT) == ("btc", -0.5)
    assert key(row, Column.EXPECTED) == ("btc", -0.02)
    assert key(row, Column.RETURN) == ("", 0.75)


def test_what_is_empty_or_not_there_yet_has_no_place() -> None:
    bare = OverviewRow(a_stream(totals=(), highest_multiplier=None, notes=None))
    nowhere = {column for column in Column if key(bare, column) is None}
    assert nowhere == set(Column) - {Column.STREAM, Column.BETS, Column.ROUNDS, Column.MISSING}
    assert key(OverviewRow(a_stream(), NO_BETS), Column.BOOKMARKS) is None


def test_proofs_that_differ_stand_apart_from_those_that_are_right() -> None:
    proofs = [
        StreamProof(True),
        StreamProof(True, 600),
        StreamProof(True, 1234),
        StreamProof(True, 1230, 1),
        StreamProof(True, 0, 9),
    ]
    places = [key(a_row(proof=proof), Column.PROOF)[1] for proof in proofs]
    assert places == sorted(places)
    assert len(set(places)) == len(places)


def test_streams_that_play_at_once_do_not_pass_each_other() -> None:
    now = time.time_ns() // 1000
    playing = [
        OverviewRow(a_stream(), StreamSpan(None, BetMoment(9, now - age), 0)) for age in (0, 5_000_000)
    ]
    assert len({key(row, Column.LAST) for row in playing}) == 1
    old = OverviewRow(a_stream(), StreamSpan(None, BetMoment(9, now - 120_000_000), 0))
    assert key(old, Column.LAST) == ("", now - 120_000_000)


def test_every_column_has_a_title_a_meaning_and_room_for_less_than_its_widest() -> None:
    assert list(COLUMNS) == list(Column)
    for texts in COLUMNS.values():
        assert texts.title
        assert texts.tooltip
        assert len(texts.least) <= len(texts.widest)
