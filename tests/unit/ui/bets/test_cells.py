"""What a cell gives for each of Qt's roles."""

from PySide6.QtCore import Qt
from PySide6.QtGui import Qt as GuiQt

from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets.cells import (
    ACCESSIBLE,
    ALIGNMENT,
    BET_ROLE,
    DISPLAY,
    FIRST_SORT,
    PLACEHOLDER,
    RAW,
    TOOLTIP,
    bet_cell,
    bookmark_cell,
    header_cell,
    missing_cell,
)
from liveapp.ui.bets.columns import Column
from tests.unit.ui.bets.values import PLAIN, stored_bet


def test_a_cell_tells_its_text_its_value_its_bet_and_a_sentence() -> None:
    assert bet_cell(PLAIN, Column.MULTIPLIER, DISPLAY) == "3.25×"
    assert bet_cell(PLAIN, Column.MULTIPLIER, RAW) == 3.25
    assert bet_cell(PLAIN, Column.MULTIPLIER, BET_ROLE) is PLAIN
    assert bet_cell(PLAIN, Column.MULTIPLIER, ACCESSIBLE) == "Multiplier 3.25×, nonce 1234"


def test_tooltips_tell_exactly_what_the_cell_may_cut_or_round() -> None:
    in_euro = stored_bet(currency="EUR", amount=0.1 + 0.2, nonce=2**63 - 1, round_result=3203384.8)
    assert bet_cell(in_euro, Column.NONCE, TOOLTIP) == "Nonce 9,223,372,036,854,775,807\nBet bet-7"
    assert bet_cell(in_euro, Column.AMOUNT, TOOLTIP) == "0.30000000000000004 EUR"
    assert bet_cell(PLAIN, Column.AMOUNT, TOOLTIP) == "0.5"
    assert bet_cell(in_euro, Column.MULTIPLIER, TOOLTIP) == "3,203,384.8×"
    of_bets = [column for column in Column if column not in (Column.BOOKMARK, Column.GAP)]
    assert all(bet_cell(PLAIN, column, TOOLTIP) for column in of_bets)


def test_the_tooltip_of_a_time_tells_utc_and_whose_time_it_is() -> None:
    utc = "2026-11-18 11:06:40.000001 UTC"
    told = bet_cell(stored_bet(date_time_us=PLAIN.received_us), Column.TIME, TOOLTIP)
    assert str(told).endswith(utc)
    assert "received" not in str(told)
    received = str(bet_cell(PLAIN, Column.TIME, TOOLTIP))
    assert received.startswith("The bot told no time: this is when the bet was received.")
    assert received.endswith(utc)
    assert str(bet_cell(PLAIN, Column.RECEIVED, TOOLTIP)).endswith(utc)


def test_what_only_stands_in_for_a_result_is_said_to_be_what_was_paid() -> None:
    stand_in = stored_bet(is_stand_in=True)
    assert bet_cell(stand_in, Column.MULTIPLIER, DISPLAY) == "3.25×"
    assert bet_cell(stand_in, Column.MULTIPLIER, TOOLTIP) == (
        "What was paid; what the round reached is not known.\n3.25×"
    )
    assert bet_cell(stand_in, Column.MULTIPLIER, ACCESSIBLE) == "Multiplier 3.25× was paid, nonce 1234"
    assert bet_cell(stand_in, Column.PAYOUT, ACCESSIBLE) == "Payout 1.5, nonce 1234"


def test_a_verdict_is_said_in_words_to_those_who_do_not_see_its_sign() -> None:
    differing = stored_bet(verdict=Verdict.RESULT_DIFFERS)
    assert bet_cell(differing, Column.PROOF, DISPLAY) == "≠"
    assert bet_cell(differing, Column.PROOF, RAW) is Verdict.RESULT_DIFFERS
    assert bet_cell(differing, Column.PROOF, ACCESSIBLE) == "Proof: result differs, nonce 1234"
    assert bet_cell(PLAIN, Column.PROOF, ACCESSIBLE) == "Proof: not compared yet, nonce 1234"


def test_outside_text_in_a_tooltip_is_no_markup() -> None:
    hostile = stored_bet(antebot_bet_id='<img src="/dev/zero">', currency="<b>btc</b>")
    for column in Column:
        assert not GuiQt.mightBeRichText(str(bet_cell(hostile, column, TOOLTIP)))


def test_while_a_bet_is_read_only_a_known_nonce_is_told() -> None:
    assert missing_cell(1234, Column.NONCE, DISPLAY) == "1,234"
    assert missing_cell(1234, Column.NONCE, RAW) == 1234
    assert missing_cell(None, Column.NONCE, DISPLAY) == PLACEHOLDER
    assert missing_cell(1234, Column.AMOUNT, DISPLAY) == PLACEHOLDER
    assert missing_cell(1234, Column.AMOUNT, RAW) is None
    assert missing_cell(1234, Column.AMOUNT, ACCESSIBLE) == "Being read"


def test_a_first_click_sorts_sizes_downwards_and_all_else_upwards() -> None:
    down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
    assert header_cell(Column.MULTIPLIER, FIRST_SORT) == down
    assert header_cell(Column.NONCE, FIRST_SORT) == header_cell(Column.TIME, FIRST_SORT) == up


def test_titles_stand_as_their_columns_do_and_explain_themselves() -> None:
    assert header_cell(Column.AMOUNT, DISPLAY) == "Amount"
    assert header_cell(Column.AMOUNT, ALIGNMENT) & Qt.AlignmentFlag.AlignRight
    assert header_cell(Column.DIFFICULTY, ALIGNMENT) == Qt.AlignmentFlag.AlignCenter
    assert str(header_cell(Column.AMOUNT, TOOLTIP)).endswith("Click to sort, drag to move.")


def test_a_bookmarks_cell_tells_its_note_as_it_is() -> None:
    note = "<img src=x> & more"
    bookmark = Bookmark(7, 1234, 3.25, note, 1_795_000_000_000_001)
    assert bookmark_cell(bookmark, DISPLAY) == "★"
    assert bookmark_cell(None, DISPLAY) == ""
    for role in (TOOLTIP, ACCESSIBLE):
        text = str(bookmark_cell(bookmark, role))
        assert "src=x" in text
        assert not GuiQt.mightBeRichText(text)
    assert bookmark_cell(None, ACCESSIBLE) == "Not bookmarked"
    assert bookmark_cell(bookmark, RAW) is bookmark
