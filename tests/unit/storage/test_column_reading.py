"""Columns tell the same as the rows do, whatever a stream is made of."""

import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE, Heartbeat, Observation, SeedPair
from liveapp.domain.column_texts import CodedNumbers
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics.columns import UNKNOWN, ColumnArrays
from liveapp.domain.streams import Stream
from liveapp.storage import column_reading, open_store
from liveapp.storage.column_reading import bet_texts, round_texts
from liveapp.storage.store import Store
from tests.hostile import MARKUP
from tests.unit.storage.conftest import query
from tests.values import make_bet

DIGITS = 5e-15
"""How far an amount of 15 digits may be off."""

amounts = st.sampled_from([0.0, 0.1, 0.3, 0.1 + 0.2, 1e-8, 5e-324, 1.7976931348623157e308]) | st.floats(
    min_value=0, allow_infinity=False, allow_nan=False
)
multipliers = st.sampled_from(MULTIPLIERS["expert"])
results = multipliers | multipliers.map(lambda one: one + 0.011) | st.sampled_from([0.0, 1e15 + 0.3, 1.7e308])
nonces = st.integers(1, 30) | st.sampled_from([MAX_NONCE - 1, MAX_NONCE])
currencies = st.sampled_from([None, "", "btc", "a,b", "it's", 'say "x"', ";--", *MARKUP])
difficulties = st.sampled_from(DIFFICULTIES)


@st.composite
def bets(draw: st.DrawFn) -> dict[str, Any]:
    amount = draw(amounts)
    return {
        "nonce": draw(nonces),
        "amount": amount,
        "payout": draw(st.sampled_from([0.0, amount, math.nextafter(amount, 1), amount / 3]) | amounts),
        "difficulty": draw(difficulties),
        "round_result": draw(results),
        "round_target": draw(
            st.none() | st.sampled_from([1.63, 0.1 + 0.2]) | multipliers.map(lambda one: one + 0.011)
        ),
        "currency": draw(currencies),
        "is_stand_in": draw(st.booleans()),
    }


beats = st.fixed_dictionaries(
    {
        "watched": st.fixed_dictionaries(
            {
                "nonce": nonces,
                "round_result": results,
                "difficulty": st.none() | difficulties,
                "is_stand_in": st.booleans(),
            }
        )
    }
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("columns") / "liveapp.sqlite3"


@pytest.fixture(scope="module")
def store(path: Path) -> Iterator[Store]:
    with pytest.MonkeyPatch.context() as patch:
        # Small, so that few rows make many pieces.
        patch.setattr(column_reading, "ROWS_AT_A_TIME", 4)
        patch.setattr(column_reading, "MOST_VALUES", 5)
        opened = open_store(path)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def recorded(store: Store) -> Callable[[Sequence[dict[str, Any]]], Stream]:
    """Records bets and heartbeats in a stream of their own."""
    numbers = itertools.count()

    def record(every: Sequence[dict[str, Any]]) -> Stream:
        seeds = SeedPair("ab" * 32, f"client-{next(numbers)}")
        observations: list[Observation] = [
            Heartbeat(seeds, **one["watched"])
            if "watched" in one
            else make_bet(seeds=seeds, **{"antebot_bet_id": str(number), **one})
            for number, one in enumerate(every)
        ]
        store.writer.record(observations)
        (stream,) = [one for one in store.reader.streams()[0] if one.seeds == seeds]
        return stream

    return record


def read(store: Store, stream: Stream, after_nonce: int = 0) -> ColumnArrays:
    columns = ColumnArrays()
    store.reader.read_columns(stream.id, columns, lambda: False, after_nonce)
    return columns


def assert_same(columns: ColumnArrays, stream: Stream, path: Path, after_nonce: int = 0) -> None:
    """The columns are what is in the rows."""
    rows = query(
        path,
        "SELECT nonce, round_result, difficulty, is_stand_in FROM live_rounds"
        " WHERE stream_id = ? AND nonce > ? ORDER BY nonce",
        stream.key,
        after_nonce,
    )
    rounds = columns.rounds
    assert rounds.nonces.tolist() == [row[0] for row in rows]
    results = [math.nan if row[3] else row[1] for row in rows]
    np.testing.assert_array_equal(rounds.results, results)
    assert rounds.difficulties.tolist() == [code_of(row[2]) for row in rows]
    assert rounds.are_stand_ins.tolist() == [bool(row[3]) for row in rows]
    rows = query(
        path,
        "SELECT id, nonce, received_at, amount, payout, coalesce(round_target, 0), difficulty, currency"
        " FROM live_bets WHERE stream_id = ? AND nonce > ? ORDER BY nonce, id",
        stream.key,
        after_nonce,
    )
    bets = columns.bets
    assert bets.ids.tolist() == [row[0] for row in rows]
    assert bets.nonces.tolist() == [row[1] for row in rows]
    assert bets.received_us.tolist() == [row[2] for row in rows]
    np.testing.assert_allclose(bets.amounts, [row[3] for row in rows], rtol=DIGITS)
    np.testing.assert_allclose(bets.payouts, [row[4] for row in rows], rtol=DIGITS)
    np.testing.assert_array_equal(bets.targets, [row[5] for row in rows])
    assert (bets.payouts > bets.amounts).tolist() == [row[4] > row[3] for row in rows]
    assert bets.difficulties.tolist() == [code_of(row[6]) for row in rows]
    places = [total.currency for total in stream.totals]
    assert bets.currencies.tolist() == [places.index(row[7] or None) for row in rows]


def code_of(difficulty: str | None) -> int:
    return UNKNOWN if difficulty is None else DIFFICULTIES.index(difficulty)


def test_columns_are_what_the_rows_are_whatever_was_recorded(store, path, recorded) -> None:
    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(bets() | beats, min_size=1, max_size=25), st.sampled_from([0, 4, 11, MAX_NONCE - 1]))
    def check(every: list[dict[str, Any]], after_nonce: int) -> None:
        stream = recorded(every)
        assert_same(read(store, stream, after_nonce), stream, path, after_nonce)

    check()


def test_bets_that_are_alike_but_for_what_was_paid_come_exactly(store, path, recorded) -> None:
    amount, win = 0.1 + 0.2, 2.04 * (0.1 + 0.2)
    alike = {"amount": amount, "round_target": 2.04, "currency": "btc"}
    stream = recorded([{"nonce": n, "payout": win if n % 3 == 0 else 0.0, **alike} for n in range(1, 30)])
    columns = read(store, stream)
    assert_same(columns, stream, path)
    assert set(columns.bets.amounts.tolist()) == {amount}


def test_where_there_is_one_currency_all_bets_are_of_it(store, path, recorded) -> None:
    stream = recorded([{"nonce": n, "amount": n / 3, "currency": "btc"} for n in range(1, 30)])
    assert_same(read(store, stream), stream, path)


def test_few_different_numbers_come_as_letters_after_the_first_piece(store, path, recorded) -> None:
    results = [1.0, 1.63, 2.8, 4.95]
    stream = recorded([{"nonce": n, "round_result": results[n % 4]} for n in range(1, 21)])
    rows = connection_of(path)
    texts = list(round_texts(rows, stream.key, 0))
    assert [isinstance(text.results, CodedNumbers) for text in texts] == [False, True, True, True, True]
    assert {text.marks for text in texts} == {"n"}
    assert [text.nonces for text in texts] == [range(first, first + 4) for first in (1, 5, 9, 13, 17)]
    assert_same(read(store, stream), stream, path)


def test_a_number_that_is_seen_first_later_is_known_from_then_on(store, path, recorded) -> None:
    results = [1.0] * 9 + [2.8] + [1.0] * 10
    stream = recorded([{"nonce": n, "round_result": one} for n, one in enumerate(results, start=1)])
    texts = list(round_texts(connection_of(path), stream.key, 0))
    assert [isinstance(text.results, CodedNumbers) for text in texts] == [False, True, False, True, True]
    assert_same(read(store, stream), stream, path)


def test_more_different_numbers_than_there_are_letters_come_as_digits(store, path, recorded) -> None:
    results = [1.63 + n * 0.011 for n in range(20)]
    stream = recorded([{"nonce": n, "round_result": one} for n, one in enumerate(results, start=1)])
    texts = list(round_texts(connection_of(path), stream.key, 0))
    assert not any(isinstance(text.results, CodedNumbers) for text in texts)
    assert_same(read(store, stream), stream, path)


def test_what_was_paid_comes_as_digits_where_15_do_not_tell_it(store, path, recorded) -> None:
    stream = recorded([{"nonce": n, "payout": 0.1 + 0.2} for n in range(1, 21)])
    texts = list(bet_texts(connection_of(path), stream.key, 0, {"": stream.key}))
    assert {text.payouts for text in texts} == {"0.3,0.3,0.3,0.3"}
    assert_same(read(store, stream), stream, path)


def test_whether_a_bet_won_is_told_where_its_digits_cannot_tell(path, recorded) -> None:
    stakes = [0.1 + n for n in range(1, 21)]
    every = [
        {"nonce": n, "amount": one, "payout": math.nextafter(one, 99)}
        for n, one in enumerate(stakes, start=1)
    ]
    stream = recorded(every)
    columns = ColumnArrays()
    columns.begin(0, 20, (stream.key,))
    for texts in bet_texts(connection_of(path), stream.key, 0, {"": stream.key}):
        assert texts.are_won == "1111"
        columns.take_bets(texts)
    assert (columns.bets.payouts > columns.bets.amounts).all()


def test_a_reading_that_is_cancelled_stops_in_the_middle(store, recorded) -> None:
    stream = recorded([{"nonce": n} for n in range(1, 21)])
    columns = ColumnArrays()
    store.reader.read_columns(stream.id, columns, lambda: len(columns.rounds.nonces) >= 8)
    assert (len(columns.rounds.nonces), len(columns.bets.nonces)) == (8, 0)
    assert columns.share_taken == 8 / 40


def test_the_highest_bets_come_along(store, recorded) -> None:
    stream = recorded([{"nonce": n, "round_result": float(n % 5)} for n in range(1, 21)])
    _, peaks = store.reader.read_columns(stream.id, ColumnArrays(), lambda: False, peaks=5)
    assert [(bet.round_result, bet.nonce) for bet in peaks] == [(4, 4), (4, 9), (4, 14), (4, 19), (3, 3)]


def test_stand_ins_are_counted_between_nonces(store, recorded) -> None:
    stream = recorded([{"nonce": n, "is_stand_in": n % 2 == 0} for n in range(1, 21)])
    assert store.reader.stand_ins_between(stream.key, 4, 9) == 3


def connection_of(path: Path) -> Callable[[str, Sequence[Any]], Any]:
    """Asks the file itself."""

    def ask(sql: str, values: Sequence[Any]) -> Any:
        rows = query(path, sql, *values)
        return rows[0] if rows else None

    return ask
