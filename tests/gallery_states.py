"""Windows on other data than the gallery's usual: each is drawn in light and dark, in its own window.

A state is one line of `OTHER_DATA`: its name, and what fills its database.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from liveapp.domain.bets import DIFFICULTIES, Bet, SeedPair
from liveapp.storage.store import open_store
from tests.hostile import MARKUP

HOUR_US = 3_600_000_000
CURRENCIES = ("btc", "doge", "usdt")
STREAMS = 300


def fill_with_hostile_texts(database: Path) -> None:
    """A stream for each hostile text, which stands in its seeds, bets and notes."""
    store = open_store(database)
    for number, text in enumerate(MARKUP):
        seeds = SeedPair(text, f"{number} {text}")
        store.writer.record(
            [replace(_bet(seeds, nonce), antebot_bet_id=f"{text[:150]}{nonce}") for nonce in (1, 2, 3)]
        )
        store.writer.set_notes(store.reader.streams()[0][0].id, text, None)
    store.close()


def fill_with_currencies(database: Path) -> None:
    """One stream on which three currencies were played, of very different worth."""
    store = open_store(database)
    seeds = SeedPair("c0" * 32, "three currencies")
    worth = dict(zip(CURRENCIES, (0.0001, 250.0, 5.0), strict=True))
    bets = [_bet(seeds, nonce) for nonce in range(1, 400)]
    store.writer.record(
        [
            replace(
                bet,
                currency=currency,
                amount=bet.amount * worth[currency],
                payout=bet.payout * worth[currency],
            )
            for bet, currency in zip(bets, CURRENCIES * 133, strict=True)
        ]
    )
    store.close()


def fill_with_many_streams(database: Path) -> None:
    """Three hundred streams of the last days."""
    chance = random.Random(300)
    now_us = time.time_ns() // 1000
    for number in range(STREAMS):
        store = open_store(database, lambda number=number: now_us - (STREAMS - number) * HOUR_US // 4)
        seeds = SeedPair(f"{chance.getrandbits(256):064x}", f"session {number}")
        store.writer.record([_bet(seeds, nonce) for nonce in range(1, 2 + number % 7)])
        store.close()


def _bet(seeds: SeedPair, nonce: int) -> Bet:
    chance = random.Random(f"{seeds.client_seed} {nonce}")
    reached = round(1 / chance.uniform(0.001, 1), 2)
    won = reached >= 2
    return Bet(
        seeds,
        f"{seeds.client_seed[:20]}-{nonce}",
        nonce,
        1.0,
        2.0 if won else 0.0,
        DIFFICULTIES[nonce % 4],
        max(1.0, reached),
        2.0,
        2.0 if won else 0.0,
        CURRENCIES[0],
        time.time_ns() // 1000 - nonce * 1_000_000,
    )


OTHER_DATA: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("hostile-texts", fill_with_hostile_texts),
    ("several-currencies", fill_with_currencies),
    ("300-streams", fill_with_many_streams),
)
