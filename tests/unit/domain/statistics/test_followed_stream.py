"""Figures that are followed are those that are computed anew, and cost what is new."""

import dataclasses
import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, Heartbeat, Observation, SeedPair
from liveapp.domain.column_texts import BEFORE_ALL
from liveapp.domain.statistics import followed_stream
from liveapp.domain.statistics.columns import ColumnArrays
from liveapp.domain.statistics.figures import Figures
from liveapp.domain.statistics.followed_stream import FollowedStream, reading_by
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.domain.streams import Stream
from liveapp.storage.store import Store
from tests.new_databases import open_new_store
from tests.unit.domain.statistics.test_stream_analysis import assert_alike
from tests.values import make_bet

HITS = (1.63, 4.95, 34.68)
NEW_SEEDS = (SeedPair("ef" * 32, f"client-{number}") for number in itertools.count())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_new_store(tmp_path_factory.mktemp("followed") / "liveapp.sqlite3")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def near_checkpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(followed_stream, "CHECKPOINT_ROUNDS", 4)


class Followed:
    """A stream that is recorded piece by piece and followed; `read_after` are the nonces it was read from."""

    def __init__(self, store: Store) -> None:
        self.seeds = next(NEW_SEEDS)
        self.followed = FollowedStream(HITS)
        self.read_after: list[int] = []
        self._store = store
        self._numbers = itertools.count()

    def bets(self, *nonces: int, **changes: Any) -> Figures:
        values = {"difficulty": "expert", "round_result": 1.63, **changes}
        return self.record([self.bet(nonce, **values) for nonce in nonces])

    def bet(self, nonce: int, **values: Any) -> Observation:
        return make_bet(nonce, self.seeds, antebot_bet_id=str(next(self._numbers)), **values)

    def record(self, observations: Sequence[Observation]) -> Figures:
        (self._id, *_) = {recorded.stream_id for recorded in self._store.writer.record(observations)}
        self.read_after = []
        figures = self.followed.refresh(self.read)
        assert figures is not None
        return figures

    def read(self, columns: ColumnArrays, after: int) -> Stream:
        self.read_after.append(after)
        return self._store.reader.read_columns(self._id, columns, lambda: False, after)[0]

    def anew(self) -> Figures:
        analysis, columns = StreamAnalysis(HITS), ColumnArrays()
        stream, _ = self._store.reader.read_columns(self._id, columns, lambda: False)
        analysis.update(stream, columns, BEFORE_ALL)
        return analysis.figures


@pytest.fixture
def followed(store: Store) -> Followed:
    return Followed(store)


def assert_right(figures: Figures, followed: Followed) -> None:
    assert_alike(dataclasses.asdict(figures), dataclasses.asdict(followed.anew()))


def test_what_is_new_is_all_that_is_read(followed: Followed) -> None:
    followed.bets(*range(1, 20))
    figures = followed.bets(20, 21)
    assert followed.read_after == [19]
    assert_right(figures, followed)


def test_what_came_a_little_late_is_read_from_a_mark_before_it(followed: Followed) -> None:
    followed.bets(*range(1, 20))
    followed.bets(21)
    figures = followed.bets(20)
    assert followed.read_after[0] == 21
    assert BEFORE_ALL not in followed.read_after
    assert_right(figures, followed)


def test_what_came_very_late_has_all_read_again(followed: Followed) -> None:
    followed.bets(*range(10, 30))
    figures = followed.bets(1)
    assert followed.read_after[-1] == BEFORE_ALL
    assert_right(figures, followed)


def test_another_difficulty_changes_what_older_heartbeats_are(followed: Followed) -> None:
    followed.record([Heartbeat(followed.seeds, 1, 1.63)])
    assert_right(followed.bets(2), followed)
    assert_right(followed.bets(3, difficulty="hard"), followed)


@pytest.mark.parametrize("late", [2, 8])
def test_a_result_that_came_in_the_place_of_a_stand_in_is_noticed(followed: Followed, late: int) -> None:
    before = range(1, 2 * late)
    followed.bets(*before)
    followed.bets(2 * late, round_result=0.0, is_stand_in=True)
    followed.bets(2 * late + 1)
    followed.record([Heartbeat(followed.seeds, 2 * late, 34.68, "expert")])
    figures = followed.bets(2 * late + 2)
    assert [hits.count for hits in figures.hits][-1] == 1
    assert_right(figures, followed)


def test_stand_ins_of_long_ago_have_nothing_read_again(followed: Followed) -> None:
    followed.bets(1, 2, round_result=0.0, is_stand_in=True)
    followed.bets(*range(3, 12))
    followed.bets(*range(12, 20))
    figures = followed.bets(20)
    assert followed.read_after == [19]
    assert_right(figures, followed)


def test_a_cancelled_reading_changes_nothing(followed: Followed) -> None:
    followed.bets(*range(1, 8))
    assert followed.followed.refresh(lambda _columns, _after: None) is None
    assert_right(followed.bets(8), followed)


def test_nothing_new_tells_the_same_again(followed: Followed) -> None:
    figures = followed.bets(*range(1, 8))
    again = followed.followed.refresh(followed.read)
    assert again == figures


OBSERVED = st.tuples(
    st.integers(1, 25), st.sampled_from(DIFFICULTIES), st.sampled_from(("bet", "heartbeat")), st.booleans()
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(st.lists(OBSERVED, min_size=1, max_size=6), min_size=1, max_size=5))
def test_whatever_comes_in_whatever_order_it_is_as_computed_anew(
    store: Store, pieces: list[list[tuple[int, str, str, bool]]]
) -> None:
    followed = Followed(store)
    for piece in pieces:
        observations: list[Observation] = []
        for nonce, difficulty, kind, is_told in piece:
            if kind == "bet":
                observations.append(followed.bet(nonce, difficulty=difficulty, round_result=4.95))
            else:
                told = difficulty if is_told else None
                observations.append(Heartbeat(followed.seeds, nonce, 1.63, told))
        assert_right(followed.record(observations), followed)


def test_courses_are_kept_only_where_they_are_asked_for(store: Store) -> None:
    plain, with_courses = Followed(store), Followed(store)
    with_courses.followed = FollowedStream(HITS, has_courses=True)
    assert with_courses.followed.courses is None
    for one in (plain, with_courses):
        one.bets(*range(1, 12))
        one.bets(20)
        one.bets(15, 16)  # late: from a checkpoint on again
    assert plain.followed.courses is None
    assert with_courses.followed.courses.of(0).bets == 14


def test_a_reading_ends_in_the_stream_as_it_was_or_in_nothing_where_it_was_cancelled(store: Store) -> None:
    seeds = next(NEW_SEEDS)
    store.writer.record([make_bet(nonce, seeds) for nonce in (1, 2, 3)])
    (stream,) = (one for one in store.reader.streams()[0] if one.seeds == seeds)
    columns = ColumnArrays()
    assert reading_by(store.reader, stream.id, lambda: False)(columns, 1) == stream
    assert columns.rounds.nonces.tolist() == [2, 3]
    assert reading_by(store.reader, stream.id, lambda: True)(ColumnArrays(), BEFORE_ALL) is None
