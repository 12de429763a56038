"""What the overview says of a stream."""

from dataclasses import replace

from liveapp.domain.verdicts import StreamProof
from liveapp.ui.overview import texts
from liveapp.ui.overview.columns import COLUMNS, Column
from liveapp.ui.overview.row import OverviewRow
from tests.unit.ui.overview.values import SPAN, a_row, a_stream, figures_of, total


def told(row: OverviewRow, column: Column) -> str:
    return COLUMNS[column].text(row)


def test_money_has_a_line_a_currency_and_is_never_added() -> None:
    row = a_row(totals=(total(), total("usdt", 5, 3.0, 4.25)))
    assert told(row, Column.WAGERED) == "2 BTC\n3 USDT"
    assert told(row, Column.PROFIT) == "−0.5 BTC\n+1.25 USDT"
    assert told(row, Column.EXPECTED) == "−0.02 ± 0.3\n−0.02 ± 0.3"
    assert told(row, Column.RETURN) == "75.00 %\n141.67 %"
    assert COLUMNS[Column.WAGERED].exact(row) == "2 BTC in 100 bets\n3 USDT in 5 bets"


def test_what_is_still_to_be_computed_stands_as_dots() -> None:
    row = OverviewRow(a_stream())
    pending = {column for column in Column if told(row, column) == texts.PENDING}
    assert pending == {Column.EXPECTED, Column.WAIT, Column.BOOKMARKS, Column.FIRST, Column.LAST}
    assert all(COLUMNS[column].exact(row) for column in pending)


def test_a_deviation_stands_only_where_profits_may_be_compared() -> None:
    stream = a_stream()
    few = OverviewRow(stream, SPAN, figures_of(stream, expected_wins=9.0))
    assert told(few, Column.EXPECTED) == "−0.02"
    some = OverviewRow(stream, SPAN, figures_of(stream, expected_over=60))
    assert told(some, Column.EXPECTED) == "−0.02"
    partial = OverviewRow(stream, SPAN, replace(figures_of(stream), is_partial=True))
    assert told(partial, Column.EXPECTED) == "−0.02"
    none = OverviewRow(stream, SPAN, figures_of(stream, expected_over=0))
    assert told(none, Column.EXPECTED) == "–"


def test_sentences_say_what_was_seen_beside_what_is_expected() -> None:
    row = a_row()
    assert "give or take" in COLUMNS[Column.EXPECTED].exact(row)
    assert COLUMNS[Column.RETURN].exact(row).startswith("BTC: 75.00 % came back so far")
    assert COLUMNS[Column.WAIT].exact(row).startswith("100.00× or more: 10 hits in 1,234 rounds, 12.3")
    assert "Longest wait 517 rounds" in COLUMNS[Column.WAIT].exact(row)
    assert told(row, Column.WAIT) == "517"


def test_a_proof_has_the_sign_of_the_list_and_the_words_of_the_page() -> None:
    assert told(a_row(), Column.PROOF) == ""
    right = a_row(proof=StreamProof(True, 1234, 0, 0))
    assert told(right, Column.PROOF) == "✓"
    assert COLUMNS[Column.PROOF].exact(right) == "1,234 right · 0 differ · 0 cannot be computed"
    wrong = a_row(proof=StreamProof(True, 1200, 3, 1))
    assert told(wrong, Column.PROOF) == "! 3"
    assert COLUMNS[Column.PROOF].exact(wrong).endswith("1 cannot be computed · 30 not compared yet")
    assert COLUMNS[Column.PROOF].exact(a_row(proof=StreamProof(True), total_bets=0)) == "No bet yet"


def test_names_and_notes_are_one_line_and_whole_in_the_tooltip() -> None:
    row = a_row(alias="mine", notes="first <b>\nsecond", is_pinned=True)
    assert told(row, Column.STREAM) == "mine · client-1"
    assert COLUMNS[Column.STREAM].exact(row).splitlines()[:3] == [
        "mine",
        f"Server seed hash {1:064x}",
        "Client seed client-1",
    ]
    assert COLUMNS[Column.STREAM].exact(row).endswith("\nPinned")
    assert told(row, Column.NOTES) == "first <b>"
    assert COLUMNS[Column.NOTES].exact(row) == "first <b>\nsecond"


def test_times_are_local_and_exact_in_the_tooltip() -> None:
    row = a_row()
    assert told(row, Column.FIRST).startswith("2023-11-1")
    assert "2023-11-14 22:13:20.000000 UTC\nNonce 1" in COLUMNS[Column.FIRST].exact(row)
    assert "Nonce 1,234" in COLUMNS[Column.LAST].exact(row)


def test_a_stream_of_heartbeats_alone_has_nothing_to_tell_of_bets() -> None:
    stream = a_stream(totals=(), total_bets=0, highest_multiplier=None)
    row = OverviewRow(stream, replace(SPAN, first=None, last=None, bookmarks=0), figures_of(stream))
    for column in (Column.WAGERED, Column.EXPECTED, Column.HIGHEST, Column.FIRST, Column.LAST):
        assert told(row, column) == "–"
    assert told(row, Column.BOOKMARKS) == ""
    assert COLUMNS[Column.HIGHEST].exact(row) == COLUMNS[Column.LAST].exact(row) == "No bet yet"
