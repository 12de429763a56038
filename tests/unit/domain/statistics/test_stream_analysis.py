"""An analysis that is kept up to date tells the same as one that begins anew, and costs what is new."""

import dataclasses
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE, Heartbeat, Observation, SeedPair
from liveapp.domain.column_texts import BEFORE_ALL
from liveapp.domain.pump import MULTIPLIERS
from liveapp.domain.statistics import stream_analysis
from liveapp.domain.statistics.columns import UNKNOWN, ColumnArrays
from liveapp.domain.statistics.stream_analysis import StreamAnalysis
from liveapp.domain.streams import Stream
from liveapp.storage import open_store
from liveapp.storage.store import Store
from tests.values import make_bet

HITS = (1.63, 4.95, 34.68)

NEW_SEEDS = (SeedPair("cd" * 32, f"client-{number}") for number in itertools.count())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("analysis") / "liveapp.sqlite3")
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def near_checkpoints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream_analysis, "CHECKPOINT_ROUNDS", 4)
    monkeypatch.setattr(stream_analysis, "BLOCK_ROUNDS", 5)


class Played:
    """A stream that is recorded piece by piece, and its analysis."""

    def __init__(self, store: Store) -> None:
        self.seeds = next(NEW_SEEDS)
        self.analysis = StreamAnalysis(HITS)
        self._store = store
        self._numbers = itertools.count()

    def bets(self, *nonces: int, **changes: Any) -> None:
        """Record losing bets of expert rounds, and bring the analysis up to date."""
        values = {"difficulty": "expert", "round_result": 1.63, **changes}
        self.record([self.bet(nonce, **values) for nonce in nonces])

    def bet(self, nonce: int, **values: Any) -> Observation:
        return make_bet(nonce, self.seeds, antebot_bet_id=str(next(self._numbers)), **values)

    def beat(self, nonce: int, **values: Any) -> Observation:
        return Heartbeat(self.seeds, nonce, **{"round_result": 1.63, **values})

    def record(self, observations: Sequence[Observation]) -> None:
        (self._id, *_) = {recorded.stream_id for recorded in self._store.writer.record(observations)}
        self.update()

    def update(self) -> None:
        """Read from the newest point that fits."""
        for after in self.analysis.resume_points:
            if self.update_from(after):
                self.read_after = after
                return
        raise AssertionError("nothing fits")

    def update_from(self, after: int) -> bool:
        columns = ColumnArrays()
        stream, _ = self._store.reader.read_columns(self._id, columns, lambda: False, after)
        return self.analysis.update(stream, columns, after)

    @property
    def stream(self) -> Stream:
        return self._store.reader.stream(self._id)

    def anew(self) -> StreamAnalysis:
        made = StreamAnalysis(HITS)
        columns = ColumnArrays()
        stream, _ = self._store.reader.read_columns(self._id, columns, lambda: False)
        made.update(stream, columns, BEFORE_ALL)
        return made


@pytest.fixture
def played(store: Store) -> Played:
    return Played(store)


def assert_same(one: StreamAnalysis, other: StreamAnalysis) -> None:
    for mine, others in ((one.rounds, other.rounds), (one.bets, other.bets)):
        for field in dataclasses.fields(mine):
            np.testing.assert_array_equal(getattr(mine, field.name), getattr(others, field.name))
    assert_alike(dataclasses.asdict(one.figures), dataclasses.asdict(other.figures))


def assert_alike(one: Any, other: Any) -> None:
    """Equal, but for the last digits of sums."""
    if isinstance(one, dict):
        assert one.keys() == other.keys()
        for key in one:
            assert_alike(one[key], other[key])
    elif isinstance(one, list | tuple):
        assert len(one) == len(other)
        for mine, others in zip(one, other, strict=True):
            assert_alike(mine, others)
    elif isinstance(one, float):
        assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
    else:
        assert one == other


nonces = st.integers(1, 40) | st.just(MAX_NONCE)
results = st.sampled_from(MULTIPLIERS["expert"][:8])


def test_an_update_tells_the_same_as_reading_anew_whatever_came(store: Store) -> None:
    batches = st.lists(
        st.lists(
            st.tuples(
                st.sampled_from(["bet", "next", "next", "next", "beat"]),
                nonces,
                results,
                st.sampled_from([None, *DIFFICULTIES]),
                st.booleans(),
            ),
            min_size=1,
            max_size=8,
        ),
        min_size=1,
        max_size=8,
    )

    @settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
    @given(batches)
    def check(history: list[list[tuple[str, int, float, str | None, bool]]]) -> None:
        played = Played(store)
        following = itertools.count(1)
        for batch in history:
            every = []
            for kind, nonce, result, difficulty, is_odd in batch:
                nonce = next(following) if kind == "next" else nonce
                if kind == "beat":
                    every.append(played.beat(nonce, round_result=result, difficulty=difficulty))
                else:
                    bet = {"round_result": result, "difficulty": difficulty or "expert"}
                    paid = {"payout": 2.5, "currency": "btc", "is_stand_in": nonce % 5 == 0} if is_odd else {}
                    every.append(played.bet(nonce, **bet, **paid))
            played.record(every)
            assert_same(played.analysis, played.anew())

    check()


def test_what_comes_in_order_is_read_after_the_newest_nonce(played: Played) -> None:
    played.bets(*range(1, 21))
    for nonce in range(21, 34):
        played.bets(nonce)
        assert played.read_after == nonce - 1


def test_what_comes_a_little_late_is_read_from_a_checkpoint(played: Played) -> None:
    played.bets(*range(1, 51), *range(52, 55))
    played.bets(51)
    assert BEFORE_ALL < played.read_after < 51
    assert_same(played.analysis, played.anew())


def test_what_comes_very_late_has_all_read_anew(played: Played) -> None:
    played.bets(*range(2, 51))
    played.bets(1)
    assert played.read_after == BEFORE_ALL
    assert_same(played.analysis, played.anew())


def test_a_second_bet_of_the_newest_nonce_is_noticed(played: Played) -> None:
    played.bets(*range(1, 51))
    played.bets(50)
    assert played.analysis.bets.nonces.tolist()[-2:] == [50, 50]
    assert_same(played.analysis, played.anew())


def test_what_does_not_fit_changes_nothing(played: Played, store: Store) -> None:
    played.bets(*range(2, 51))
    before = played.analysis.figures
    store.writer.record([played.bet(1)])
    for after in played.analysis.resume_points[:-1]:
        assert not played.update_from(after)
    assert played.analysis.figures is before


def test_rounds_that_tell_no_difficulty_get_that_of_all_bets_as_long_as_it_is_one(played: Played) -> None:
    played.record([played.beat(nonce) for nonce in range(1, 31)])
    assert played.analysis.figures.unclassified == 30
    played.bets(31)
    assert played.analysis.figures.unclassified == 0
    assert_same(played.analysis, played.anew())
    played.bets(32, difficulty="easy")
    assert played.analysis.figures.unclassified == 30
    assert_same(played.analysis, played.anew())
    for nonce in range(33, 40):
        played.bets(nonce)
        assert played.read_after == nonce - 1


def test_figures_are_computed_once_for_what_was_read(played: Played) -> None:
    played.bets(*range(1, 11))
    before = played.analysis.figures
    played.update()
    assert played.analysis.figures is before


def test_before_anything_is_read_there_is_no_stream() -> None:
    analysis = StreamAnalysis()
    assert not analysis.is_read
    with pytest.raises(LookupError):
        _ = analysis.stream


def test_a_stream_without_rounds_has_figures(played: Played) -> None:
    analysis = StreamAnalysis(HITS)
    played.bets(1)
    stream = dataclasses.replace(
        played.stream, rounds=0, total_bets=0, totals=(), first_round=None, last_round=None
    )
    assert analysis.update(stream, ColumnArrays(), BEFORE_ALL)
    assert analysis.figures.classified == 0
    assert analysis.resume_points == (BEFORE_ALL,)


def test_other_multipliers_are_watched_from_then_on_and_have_all_hits_so_far(played: Played) -> None:
    played.bets(*range(1, 51), round_result=34.68)
    played.analysis.set_multipliers([34.68, 73.21])
    played.bets(51, round_result=73.21)
    played.bets(*range(53, 55))
    played.bets(52)
    assert BEFORE_ALL < played.read_after < 52
    hits = played.analysis.figures.hits
    assert [(one.multiplier, one.count) for one in hits] == [(34.68, 51), (73.21, 1)]


def test_the_same_multipliers_again_leave_the_figures_as_they_are(played: Played) -> None:
    played.bets(*range(1, 11))
    before = played.analysis.figures
    played.analysis.set_multipliers(list(HITS))
    assert played.analysis.figures is before


@pytest.fixture
def mixed(played: Played) -> Played:
    """Bets of even nonces, heartbeats of odd ones, 20 and 21 missing; every tenth bet won."""
    played.record(
        [
            played.beat(nonce, difficulty="expert")
            if nonce % 2
            else played.bet(
                nonce, difficulty="expert", round_result=4.95, payout=2.0 if nonce % 10 == 0 else 0.0
            )
            for nonce in range(1, 41)
            if nonce not in (20, 21)
        ]
    )
    return played


def ids_of(analysis: StreamAnalysis, is_wanted: Callable[[int], bool]) -> Any:
    bets = analysis.bets
    return np.array(
        [one for one, nonce in zip(bets.ids.tolist(), bets.nonces.tolist(), strict=True) if is_wanted(nonce)],
        np.int64,
    )


def test_of_some_bets_there_are_their_rounds_and_figures(mixed: Played) -> None:
    part = mixed.analysis.restricted(ids_of(mixed.analysis, lambda nonce: 10 <= nonce <= 30), False)
    nonces = [nonce for nonce in range(10, 31, 2) if nonce != 20]
    assert part.bets.nonces.tolist() == part.rounds.nonces.tolist() == nonces
    figures = part.figures
    assert (figures.total_bets, figures.rounds, figures.classified) == (10, 10, 10)
    assert figures.missing == 2
    assert [hits.count for hits in figures.hits if hits.multiplier == 4.95] == [10]


def test_of_bets_picked_by_outcome_the_rounds_are_all_rounds(mixed: Played) -> None:
    whole = mixed.analysis
    part = whole.restricted(ids_of(whole, lambda nonce: nonce % 10 == 0), True)
    assert part.bets.nonces.tolist() == [10, 30, 40]
    assert part.rounds.nonces.tolist() == whole.rounds.nonces.tolist()
    figures = part.figures
    assert (figures.total_bets, figures.rounds, figures.missing) == (3, 38, 2)
    assert figures.hits == whole.figures.hits
    assert figures.totals[0].profit == 3.0


def test_nothing_is_expected_of_bets_picked_by_outcome(played: Played) -> None:
    played.bets(*range(1, 11), round_target=1.63)
    first = ids_of(played.analysis, lambda nonce: nonce <= 5)
    assert played.analysis.restricted(first, False).figures.totals[0].expected_over == 5
    assert played.analysis.restricted(first, True).figures.totals[0].expected_over == 0


def test_no_bets_at_all_are_a_part_too(mixed: Played) -> None:
    part = mixed.analysis.restricted(np.zeros(0, np.int64), False)
    assert (part.figures.total_bets, part.figures.rounds, part.figures.missing) == (0, 0, 0)


def test_a_part_stays_as_it_is_when_more_comes(mixed: Played) -> None:
    part = mixed.analysis.restricted(ids_of(mixed.analysis, lambda nonce: nonce % 10 == 0), True)
    mixed.bets(41, 42)
    assert len(part.rounds.nonces) == 38


def test_stand_ins_are_counted_up_to_a_nonce(played: Played) -> None:
    played.record([played.bet(nonce, is_stand_in=nonce in (5, 7, 9)) for nonce in range(1, 12)])
    assert played.analysis.stand_ins_until(8) == (2, 5)
    assert played.analysis.stand_ins_until(4) is None
    assert played.analysis.rounds.classes[4] == UNKNOWN
