"""What the columns of the bet table hold and how it reads."""

import time

from liveapp.domain.queries import BetColumn
from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.widgets.formatting import MISSING, local_time_text
from tests.unit.ui.bets.values import PLAIN, stored_bet


def test_every_column_has_texts_a_width_and_an_order_of_its_own() -> None:
    assert list(COLUMNS) == list(Column)
    assert all(len(texts.widest) >= len(texts.least) > 0 for texts in COLUMNS.values())
    assert len({texts.title for texts in COLUMNS.values()}) == len(Column)
    orders = [texts.order for texts in COLUMNS.values() if texts.order is not None]
    assert len(set(orders)) == len(orders)
    assert {texts.order for texts in COLUMNS.values()} == {*BetColumn, None}


def test_values_are_shown_grouped_and_with_signs_but_copied_plain() -> None:
    shown = {column: texts.text(PLAIN) for column, texts in COLUMNS.items()}
    copied = {column: texts.plain(PLAIN) for column, texts in COLUMNS.items()}
    assert (shown[Column.NONCE], copied[Column.NONCE]) == ("1,234", "1234")
    assert (shown[Column.MULTIPLIER], copied[Column.MULTIPLIER]) == ("3.25×", "3.25")
    assert (shown[Column.PROFIT], copied[Column.PROFIT]) == ("+1", "1")
    lost = stored_bet(payout=0.0)
    assert (COLUMNS[Column.PROFIT].text(lost), COLUMNS[Column.PROFIT].plain(lost)) == ("−0.5", "-0.5")
    assert shown[Column.DIFFICULTY] == copied[Column.DIFFICULTY] == "hard"


def test_what_a_bot_did_not_send_is_a_dash_and_copies_as_nothing() -> None:
    free = stored_bet(amount=0.0)
    for column in (Column.TARGET, Column.PAYOUT_MULTIPLIER):
        assert COLUMNS[column].raw(free) is None
        assert COLUMNS[column].text(free) == MISSING
        assert COLUMNS[column].plain(free) == ""


def test_a_bet_without_a_time_shows_when_it_was_received_but_has_none() -> None:
    texts = COLUMNS[Column.TIME]
    assert texts.text(PLAIN) == COLUMNS[Column.RECEIVED].text(PLAIN) == local_time_text(PLAIN.received_us)
    assert texts.raw(PLAIN) is None
    assert texts.plain(PLAIN) == ""


def test_a_bet_of_today_shows_its_time_alone() -> None:
    now_us = time.time_ns() // 1000
    assert len(COLUMNS[Column.TIME].text(stored_bet(date_time_us=now_us))) == len("21:39:44")


def test_all_but_when_it_was_received_and_the_proof_is_shown_at_first() -> None:
    hidden = [column for column in Column if not COLUMNS[column].is_shown_at_first]
    assert hidden == [Column.RECEIVED, Column.PROOF]


def test_a_verdict_is_a_sign_and_is_copied_as_words() -> None:
    texts = COLUMNS[Column.PROOF]
    told = {verdict: stored_bet(verdict=verdict) for verdict in (None, *Verdict)}
    assert [texts.text(bet) for bet in told.values()] == ["", "✓", "≠", "≠", "?"]
    assert [texts.raw(bet) for bet in told.values()] == list(told)
    assert [texts.plain(bet) for bet in told.values()] == [
        "",
        "verified",
        "result differs",
        "payout differs",
        "cannot be verified",
    ]


def test_the_paid_multiplier_is_the_one_told_else_payout_by_amount() -> None:
    assert COLUMNS[Column.PAYOUT_MULTIPLIER].raw(PLAIN) == 3.0
    assert COLUMNS[Column.PAYOUT_MULTIPLIER].raw(stored_bet(payout_multiplier=2.9)) == 2.9
