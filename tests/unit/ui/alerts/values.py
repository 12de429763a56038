"""Rules, alerts and streams that the tests of the window's alerts share."""

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from liveapp.domain.alerts.rules import (
    Alert,
    AlertRule,
    LosingStreak,
    MultiplierReached,
    NoBet,
    ProfitBeyond,
)
from liveapp.domain.bets import SeedPair
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal
from tests.unit.ui.streams.values import NOW_US, make_stream

FIRST = make_stream(
    1,
    seeds=SeedPair("1a2b3c4d5e" + "f0" * 27, "my-client"),
    totals=(CurrencyTotal("btc", 3, wagered=1.0, paid_out=0.5),),
)
SECOND = make_stream(2, alias="Evening", last_seen_us=NOW_US - 60_000_000)
FIRST_NAME, SECOND_NAME = "1a2b3c4d5e · my-client", "Evening · my-client"

QUIET = AlertRule(UUID(int=21), NoBet(5))
HIGH = AlertRule(UUID(int=22), MultiplierReached(1000), is_on=False, stream_id=FIRST.id, rest_s=0)
PROFIT = AlertRule(UUID(int=23), ProfitBeyond("btc", 0.5, is_above=True), notifies=True, sounds=True)
STREAK = AlertRule(UUID(int=24), LosingStreak(12), stream_id=UUID(int=77))
"""Its stream is gone."""

RULES = (QUIET, HIGH, PROFIT, STREAK)

TOLD = Alert(QUIET.id, FIRST.id, NOW_US, "No bet for 5 minutes", "The last was nonce 7 of my-client.")


def told(number: int, **changes: object) -> Alert:
    """One of many alerts, each a second later than the one before."""
    changes = {"title": f"Alert {number}", **changes}
    return replace(TOLD, raised_us=NOW_US + number * 1_000_000, **changes)  # type: ignore[arg-type]


class Notified(QObject):
    """The system's notifications: what would be shown, and a press on it."""

    clicked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.shown: list[tuple[str, str]] = []

    def show(self, title: str, text: str) -> None:
        self.shown.append((title, text))


class Known:
    """The streams that the window knows; None while they are not read yet."""

    def __init__(self, *streams: Stream) -> None:
        self.streams: tuple[Stream, ...] | None = streams
        self.shown: Stream | None = streams[0] if streams else None
