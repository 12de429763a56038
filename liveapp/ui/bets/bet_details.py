"""Every value of a bet as it was recorded, in words. Plain functions without Qt."""

from collections.abc import Callable
from datetime import timedelta, tzinfo
from decimal import Decimal, localcontext

from liveapp.domain.bets import StoredBet
from liveapp.domain.clock import EPOCH
from liveapp.ui.widgets.formatting import multiplier_text

NOT_SENT = "not sent"
TO_THE_MICROSECOND = "%Y-%m-%d %H:%M:%S.%f"
EXACT_DIGITS = 700
"""More than two floats of any size need to be subtracted without rounding."""

LONGEST_PLAIN = 40
"""Numbers with more digits than this are written with an exponent."""


def bet_details(bet: StoredBet, zone: tzinfo | None = None) -> dict[str, str]:
    """The values by what they are called, in the order in which they are shown."""
    return {name: value_of(bet, zone) for name, value_of in _DETAILS.items()}


def outcome_text(bet: StoredBet) -> str:
    """Whether a bet was won or lost."""
    return "Neither won nor lost" if bet.outcome is None else bet.outcome.value.capitalize()


def exact_text(value: float) -> str:
    """The number exactly as it is kept, without an exponent where that is not too long."""
    return _written(Decimal(repr(value)))


def exact_local_time(time_us: int, zone: tzinfo | None = None) -> str:
    """Date and time to the microsecond in `zone` (the system's where None)."""
    moment = EPOCH + timedelta(microseconds=time_us)
    try:
        return moment.astimezone(zone).strftime(TO_THE_MICROSECOND)
    except (OverflowError, ValueError, OSError):  # years 1 and 9999 have no neighbours to shift into
        return moment.strftime(f"{TO_THE_MICROSECOND} UTC")


def _optional(value: float | None) -> str:
    return NOT_SENT if value is None else exact_text(value)


def _local_time(time_us: int | None, zone: tzinfo | None) -> str:
    return NOT_SENT if time_us is None else exact_local_time(time_us, zone)


def _utc_time(time_us: int | None) -> str:
    if time_us is None:
        return NOT_SENT
    return (EPOCH + timedelta(microseconds=time_us)).strftime(TO_THE_MICROSECOND)


def _round_result(bet: StoredBet) -> str:
    """Of a stand-in what was paid, which is all that is known."""
    result = exact_text(bet.round_result)
    return f"not known; {result} was paid" if bet.is_stand_in else result


def _payout_multiplier(bet: StoredBet) -> str:
    if bet.payout_multiplier is not None:
        return exact_text(bet.payout_multiplier)
    if bet.paid_multiplier is None:
        return NOT_SENT
    return f"{NOT_SENT}; {multiplier_text(bet.paid_multiplier)} by amounts"


def _profit(bet: StoredBet) -> str:
    with localcontext() as context:
        context.prec = EXACT_DIGITS
        profit = Decimal(repr(bet.payout)) - Decimal(repr(bet.amount))
    return _written(profit)


def _money(amount: str, bet: StoredBet) -> str:
    return f"{amount} {bet.currency}" if bet.currency else amount


def _written(number: Decimal) -> str:
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return plain if len(plain) <= LONGEST_PLAIN else f"{number.normalize():e}"


_DETAILS: dict[str, Callable[[StoredBet, tzinfo | None], str]] = {
    "Nonce": lambda bet, _: str(bet.nonce),
    "Outcome": lambda bet, _: outcome_text(bet),
    "Round result": lambda bet, _: _round_result(bet),
    "Payout multiplier": lambda bet, _: _payout_multiplier(bet),
    "Amount": lambda bet, _: _money(exact_text(bet.amount), bet),
    "Payout": lambda bet, _: _money(exact_text(bet.payout), bet),
    "Profit": lambda bet, _: _money(_profit(bet), bet),
    "Currency": lambda bet, _: bet.currency or NOT_SENT,
    "Difficulty": lambda bet, _: bet.difficulty,
    "Target": lambda bet, _: _optional(bet.round_target),
    "Bot's time": lambda bet, zone: _local_time(bet.date_time_us, zone),
    "Bot's time, UTC": lambda bet, _: _utc_time(bet.date_time_us),
    "Received": lambda bet, zone: _local_time(bet.received_us, zone),
    "Received, UTC": lambda bet, _: _utc_time(bet.received_us),
    "Bot's id": lambda bet, _: bet.antebot_bet_id,
    "Row id": lambda bet, _: str(bet.id),
}

DETAIL_NAMES = tuple(_DETAILS)
"""What the values are called, the same for every bet."""
