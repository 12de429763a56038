"""Random histories of bets, heartbeats, imports, deletions and restarts: known rounds beside plain sets."""

import tempfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from liveapp.domain.bets import Bet, Heartbeat, Observation, SeedPair
from liveapp.domain.events import BetsStored
from liveapp.storage import open_store
from liveapp.storage.checks import check_database
from liveapp.storage.connections import read_only
from tests.samples import histories
from tests.values import make_bet

PAIRS = [SeedPair("hash", "one"), SeedPair("hash", "two")]

nonces = st.integers(1, 25) | st.sampled_from([2**63 - 2, 2**63 - 1])
results = st.sampled_from([0.0, 1.5, 7.0])
observations: st.SearchStrategy[Observation] = st.builds(
    lambda nonce, seeds, result, stands_in, name, received_us: make_bet(
        nonce,
        seeds,
        antebot_bet_id=name,
        round_result=result,
        is_stand_in=stands_in,
        received_us=received_us,
    ),
    nonces,
    st.sampled_from(PAIRS),
    results,
    st.booleans(),
    st.integers(1, 60).map(str),
    st.none() | st.integers(5, 9),
) | st.builds(
    Heartbeat,
    seeds=st.sampled_from(PAIRS),
    nonce=nonces,
    round_result=results,
    difficulty=st.sampled_from([None, "easy", "hard"]),
    is_stand_in=st.booleans(),
)


@dataclass
class Known:
    """What is known of a stream: its rounds by nonce, with whether each only stands in, and its bets' ids."""

    number: int
    id: UUID | None = None
    rounds: dict[int, tuple[float, bool]] = field(default_factory=dict)
    bets: set[str] = field(default_factory=set)

    def take(self, one: Observation) -> bool:
        """Record it; whether it was accepted."""
        if isinstance(one, Bet) and one.antebot_bet_id in self.bets:
            return False
        is_known = one.nonce in self.rounds
        self.add(one.nonce, (one.round_result, one.is_stand_in))
        if isinstance(one, Bet):
            self.bets.add(one.antebot_bet_id)
            return True
        return not is_known

    def add(self, nonce: int, value: tuple[float, bool]) -> None:
        """Keep the first value, but a result in place of a stand-in."""
        if self.rounds.setdefault(nonce, value)[1] and not value[1]:
            self.rounds[nonce] = value

    def take_in(self, newer: "Known") -> None:
        """Merge a stream that began later."""
        self.bets |= newer.bets
        for nonce, value in newer.rounds.items():
            self.add(nonce, value)


def missing_of(known: set[int]) -> list[tuple[int, int]]:
    """Missing ranges by going from one known nonce to the next."""
    ordered = sorted(known)
    return [(before + 1, after - 1) for before, after in pairwise(ordered) if after - before > 1]


class Histories(RuleBasedStateMachine):
    """One history on a database of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "liveapp.sqlite3"
        self.living: dict[SeedPair, Known] = {}
        self.deleted: list[tuple[SeedPair, Known]] = []
        self.told: dict[UUID, tuple[int, int]] = {}
        self.begun = 0
        self.open()

    def open(self) -> None:
        self.store = open_store(self.path)
        self.store.writer.subscribe(self.listen)

    def listen(self, events: object) -> None:
        for event in events:  # type: ignore[attr-defined]
            if isinstance(event, BetsStored):
                self.told[event.stream.id] = (event.stream.rounds, event.stream.missing_rounds)

    def teardown(self) -> None:
        self.store.close()
        assert check_database(self.path).is_sound
        self.folder.cleanup()

    @rule(some=st.lists(observations, min_size=1, max_size=12), is_live=st.booleans())
    def record(self, some: list[Observation], is_live: bool) -> None:
        outcomes = self.store.writer.record(some, is_live=is_live)
        for one, outcome in zip(some, outcomes, strict=True):
            if one.seeds not in self.living:
                self.begun += 1
                self.living[one.seeds] = Known(self.begun)
            known = self.living[one.seeds]
            known.id = outcome.stream_id  # type: ignore[union-attr]  # none of them is refused
            assert outcome.accepted == known.take(one)  # type: ignore[union-attr]

    @precondition(lambda self: self.living)
    @rule(which=st.integers(0, 1), can_be_undone=st.booleans())
    def delete(self, which: int, can_be_undone: bool) -> None:
        seeds = list(self.living)[which % len(self.living)]
        known = self.living.pop(seeds)
        assert known.id is not None
        self.store.writer.delete_stream(known.id, can_be_undone=can_be_undone)
        if can_be_undone:
            self.deleted.append((seeds, known))

    @precondition(lambda self: self.deleted)
    @rule()
    def undo(self) -> None:
        seeds, known = self.deleted.pop()
        assert known.id is not None
        self.store.writer.undelete_stream(known.id)
        there = self.living.get(seeds, known)
        older, newer = sorted((there, known), key=lambda one: one.number)
        if there is not known:
            older.take_in(newer)
        self.living[seeds] = older

    @precondition(lambda self: self.living)
    @rule(which=st.integers(0, 1), some=st.lists(observations, min_size=4, max_size=20))
    def begin_anew_and_undo(self, which: int, some: list[Observation]) -> None:
        self.delete(which, can_be_undone=True)
        self.record(some, is_live=True)
        self.undo()

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.open()
        self.deleted.clear()

    @rule()
    def purge(self) -> None:
        self.store.writer.purge_some()

    @invariant()
    def known_rounds_are_those_of_the_sets(self) -> None:
        streams = {stream.seeds: stream for stream in self.store.reader.streams()[0]}
        assert streams.keys() == self.living.keys()
        for seeds, known in self.living.items():
            stream = streams[seeds]
            gaps = self.store.reader.gaps(stream.id)
            missing = missing_of(set(known.rounds))
            assert stream.id == known.id
            assert (stream.first_round, stream.last_round) == (min(known.rounds), max(known.rounds))
            assert (gaps.first_nonce, gaps.last_nonce) == (stream.first_round, stream.last_round)
            assert list(gaps.ranges) == missing
            assert gaps.recorded == stream.rounds == len(known.rounds)
            assert gaps.missing == stream.missing_rounds == sum(last - first + 1 for first, last in missing)
            assert self.store.reader.missing_between(stream.key, 1, 25, 50) == [
                (first, min(last, 25)) for first, last in missing if first <= 25
            ]
            self.look_at_rounds(stream.key, known)

    def look_at_rounds(self, key: int, known: Known) -> None:
        with read_only(self.path) as connection:
            rows = connection.execute(
                "SELECT nonce, round_result, is_stand_in FROM live_rounds WHERE stream_id = ?", (key,)
            )
            assert {nonce: (result, bool(stands_in)) for nonce, result, stands_in in rows} == known.rounds


def test_known_rounds_are_those_of_plain_sets_after_any_history() -> None:
    steps = settings(
        max_examples=histories(12), stateful_step_count=20, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Histories, settings=steps)
