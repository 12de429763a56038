"""Two streams in a real store, of which one has a second currency."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication

from liveapp.domain.bets import SeedPair
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.streams import Stream
from liveapp.storage.store import Store
from liveapp.ui.comparing import live_comparison
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES, delete_what_waits
from tests.window_fixtures import OTHER_SEEDS, SEEDS, make_bet

TARGET = MULTIPLIERS["expert"][2]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits here for the moment that streams are left alone."""
    monkeypatch.setattr(live_comparison, "REFRESH_S", 0.01)
    monkeypatch.setattr(live_comparison, "TOLD_MS", 10)


@pytest.fixture
def play(store: Store) -> Callable[..., None]:
    """Records bets of a seed pair; every fifth wins at its target."""

    def record(seeds: SeedPair, *nonces: int, currency: str = "btc", **changes: object) -> None:
        bets = []
        for nonce in nonces:
            is_won = nonce % 5 == 0
            values = {
                "difficulty": "expert",
                "round_target": TARGET,
                "round_result": MULTIPLIERS["expert"][4 if is_won else 0],
                "payout": TARGET if is_won else 0.0,
                "currency": currency,
                **changes,
            }
            bets.append(make_bet(nonce, seeds, **values))
        store.writer.record(bets)

    return record


@pytest.fixture
def streams(play, stream_of) -> list[Stream]:
    play(SEEDS, *range(1, 41))
    play(OTHER_SEEDS, *range(1, 11))
    play(OTHER_SEEDS, *range(11, 16), currency="eth")
    return [stream_of(SEEDS), stream_of(OTHER_SEEDS)]


@pytest.fixture
def icons(theme: QApplication) -> Iterator[Icons]:
    yield Icons(RESOURCES)
    delete_what_waits()
