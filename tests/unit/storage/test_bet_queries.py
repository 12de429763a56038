"""Filters and orders as queries: SQL lets through what plain Python lets through."""

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, BetOutcome, StoredBet
from liveapp.domain.ports import PageWindow
from liveapp.domain.queries import BetColumn, BetFilter, BetOrder, target_range
from liveapp.domain.verdicts import Verdict
from liveapp.storage import Store, open_store
from tests.unit.storage.conftest import make_bet

TARGETS = (1.63, *target_range(1.63), 1.63 * (1 - 2e-9), 1.63 * (1 + 2e-9), 24.5)
TIMES_US = (5, 17, 1_772_388_023_870_000)
RECEIVED_US = 17

amounts = st.sampled_from([0.0, 0.1, 0.3, 0.1 + 0.2])


def optional(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | values


filters = st.builds(
    BetFilter,
    min_multiplier=optional(st.sampled_from([0.0, 1.0, 1.5, 2.0])),
    difficulty=optional(st.sampled_from(DIFFICULTIES)),
    outcome=optional(st.sampled_from(BetOutcome)),
    target=optional(st.sampled_from(TARGETS)),
    nonce_from=optional(st.integers(0, 130)),
    nonce_to=optional(st.integers(0, 130)),
    time_from_us=optional(st.sampled_from(TIMES_US)),
    time_to_us=optional(st.sampled_from(TIMES_US)),
    verdicts=st.lists(st.sampled_from(Verdict), unique=True).map(tuple),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """A stream with every mixture of values that a filter may look at."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_store(Path(folder) / "liveapp.sqlite3", lambda: RECEIVED_US)
        mixtures = itertools.product(
            (None, *TARGETS), (None, 5, TIMES_US[2]), [(0.1, 0.3), (0.3, 0.1), (0.3, 0.3)]
        )
        bets = [
            make_bet(
                nonce,
                round_target=target,
                date_time_us=time_us,
                amount=amount,
                payout=payout,
                difficulty=DIFFICULTIES[nonce % 4],
                round_result=(1.0, 1.5, 2.0)[nonce // 3 % 3],
            )
            for nonce, (target, time_us, (amount, payout)) in enumerate(mixtures, start=1)
        ]
        opened.writer.record(bets)
        judged = [(bet_id, Verdict(bet_id % 5)) for bet_id in range(1, len(bets) + 1) if bet_id % 5 < 4]
        opened.writer.set_verdicts(1, judged)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def bets(store: Store) -> list[StoredBet]:
    return store.reader.first_bets(1, BetOrder(), BetFilter(), 1000)


@given(bet_filter=filters)
def test_a_filter_lets_the_same_bets_through_in_sql_and_in_python(
    store: Store, bets: list[StoredBet], bet_filter: BetFilter
) -> None:
    found = store.reader.first_bets(1, BetOrder(), bet_filter, 1000)
    assert found == [bet for bet in bets if bet_filter.admits(bet)]


@settings(max_examples=30)
@given(
    bet_filter=filters,
    order=st.sampled_from([BetOrder(), BetOrder(BetColumn.RECEIVED, descending=True)]),
    window=st.builds(PageWindow, st.integers(1, 50), st.integers(0, 50)),
)
def test_a_gap_reaches_to_the_bet_before_that_the_filter_lets_through_whatever_page_is_asked_for(
    store: Store, bets: list[StoredBet], bet_filter: BetFilter, order: BetOrder, window: PageWindow
) -> None:
    nonces = [(bet.id, bet.nonce) for bet in bets if bet_filter.admits(bet)]
    gaps = {bet_id: nonce - before for (_, before), (bet_id, nonce) in itertools.pairwise(nonces)}
    stream = store.reader.streams()[0][0]
    page = store.reader.page(stream.id, order, bet_filter, window, with_gap=True)
    assert page.gaps == [gaps.get(bet.id) for bet in page.bets]
    assert page.total == len(nonces)


@pytest.mark.parametrize(
    "bet_filter",
    [
        BetFilter(min_multiplier=2.0),
        BetFilter(difficulty="hard"),
        *(BetFilter(outcome=outcome) for outcome in BetOutcome),
        *(BetFilter(target=target) for target in TARGETS),
        BetFilter(nonce_from=20),
        BetFilter(nonce_to=20),
        BetFilter(time_from_us=17),
        BetFilter(time_to_us=17),
        *(BetFilter(verdicts=(verdict,)) for verdict in Verdict),
        BetFilter(verdicts=tuple(Verdict)),
    ],
)
def test_each_filter_lets_some_bets_through_and_others_not(
    bets: list[StoredBet], bet_filter: BetFilter
) -> None:
    assert 0 < sum(map(bet_filter.admits, bets)) < len(bets)
