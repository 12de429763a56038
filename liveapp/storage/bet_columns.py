"""The columns of a bet, declared once: what selects, inserts and makes bets is derived from here."""

from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any

from peewee import Field

from liveapp.domain.bets import Bet, StoredBet
from liveapp.domain.verdicts import Verdict
from liveapp.storage.tables import LiveBet

COLUMN_OF: dict[str, Field] = {
    "id": LiveBet.id,
    "antebot_bet_id": LiveBet.antebot_bet_id,
    "received_us": LiveBet.received_at,
    "date_time_us": LiveBet.date_time,
    "nonce": LiveBet.nonce,
    "amount": LiveBet.amount,
    "payout": LiveBet.payout,
    "difficulty": LiveBet.difficulty,
    "round_target": LiveBet.round_target,
    "round_result": LiveBet.round_result,
    "payout_multiplier": LiveBet.payout_multiplier,
    "currency": LiveBet.currency,
    "is_stand_in": LiveBet.is_stand_in,
    "verdict": LiveBet.verdict,
}
"""The column of each field of `StoredBet`. But for `_MADE_HERE`, `Bet` has a field of that name."""

_MADE_HERE = ("id", "received_us", "verdict")
_GIVEN = tuple(name for name in COLUMN_OF if name not in _MADE_HERE)
_INSERTED = ("received_us", *_GIVEN)

BET_FIELDS = tuple(COLUMN_OF[field.name] for field in fields(StoredBet))
"""What `StoredBet` is made of, in the order of its fields."""

INSERTED_COLUMNS = tuple(COLUMN_OF[name].column_name for name in _INSERTED)
"""What `inserted_values` gives, in its order."""

_given_values = attrgetter(*_GIVEN)
_in_order_of_fields = itemgetter(
    *(("id", *_INSERTED).index(field.name) for field in fields(StoredBet) if field.name != "verdict")
)
_VERDICTS: dict[int | None, Verdict | None] = {None: None} | {verdict.value: verdict for verdict in Verdict}


def inserted_values(bet: Bet, received_us: int) -> tuple[Any, ...]:
    """What is inserted for a bet, but for its stream. It was received then, unless it says when it was."""
    return (received_us if bet.received_us is None else bet.received_us, *_given_values(bet))


def stored_bet(bet_id: int, inserted: Sequence[Any]) -> StoredBet:
    """The bet that these `inserted_values` have become; it has no verdict yet."""
    return StoredBet(*_in_order_of_fields((bet_id, *inserted)))


def bet_from_row(row: Sequence[Any]) -> StoredBet:
    """A bet from a row of `BET_FIELDS`."""
    # SQLite has no types for the last two.
    return StoredBet(*(*row[:-2], row[-2] == 1, _VERDICTS[row[-1]]))
