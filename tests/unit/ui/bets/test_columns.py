"""What the columns of the bet table hold and how it reads."""

from liveapp.domain.queries import BetColumn
from liveapp.ui.bets.columns import COLUMNS, Column
from liveapp.ui.widgets.formatting import MISSING
from tests.unit.ui.bets.values import PLAIN, stored_bet


def test_every_column_has_texts_a_width_and_an_order_of_its_own() -> None:
    assert list(COLUMNS) == list(Column)
    assert all(texts.widest for texts in COLUMNS.values())
    assert len({texts.title for texts in COLUMNS.values()}) == len(Column)
    assert len({texts.order for texts in COLUMNS.values()}) == len(Column)
    assert {texts.order for texts in COLUMNS.values()} == set(BetColumn)


def test_values_are_shown_grouped_and_with_signs_but_copied_plain() -> None:
    shown = {column: texts.text(PLAIN) for column, texts in COLUMNS.items()}
    copied = {column: texts.plain(PLAIN) for column, texts in COLUMNS.items()}
    assert (shown[Column.NONCE], copied[Column.NONCE]) == ("1,234", "1234")
    assert (shown[Column.MULTIPLIER], copied[Column.MULTIPLIER]) == ("3.25×", "3.25")
    assert (shown[Column.PROFIT], copied[Column.PROFIT]) == ("1", "1")
    assert shown[Column.DIFFICULTY] == copied[Column.DIFFICULTY] == "hard"


def test_what_a_bot_did_not_send_is_a_dash_and_copies_as_nothing() -> None:
    free = stored_bet(amount=0.0)
    for column in (Column.TIME, Column.TARGET, Column.PAYOUT_MULTIPLIER):
        assert COLUMNS[column].raw(free) is None
        assert COLUMNS[column].text(free) == MISSING
        assert COLUMNS[column].plain(free) == ""


def test_the_paid_multiplier_is_the_one_told_else_payout_by_amount() -> None:
    assert COLUMNS[Column.PAYOUT_MULTIPLIER].raw(PLAIN) == 3.0
    assert COLUMNS[Column.PAYOUT_MULTIPLIER].raw(stored_bet(payout_multiplier=2.9)) == 2.9
