"""Random histories of bets, marks, deletions, undone deletions and restarts, beside plain dictionaries."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from liveapp.domain.errors import BookmarkNotFound
from liveapp.domain.queries import BetFilter, BetOrder
from liveapp.storage import Store, open_store
from liveapp.storage.checks import check_database
from tests.samples import histories
from tests.unit.storage.conftest import make_bet

MARKED = BetFilter(is_bookmarked=True)
NUMBERS = st.integers(1, 3)
NOTES = st.sampled_from([None, "a", "b", "x" * 600])


@dataclass
class Model:
    """One stream: its bets by the bot's numbers, and the notes of those that are marked."""

    id: UUID
    ids: dict[int, int] = field(default_factory=dict)
    notes: dict[int, str | None] = field(default_factory=dict)

    def take_in(self, newer: "Model") -> None:
        """Have what the newer one has, but for bets that both have; of their marks both notes count."""
        for number, note in newer.notes.items():
            both = [one for one in (self.notes.get(number), note) if one]
            self.notes[number] = "\n".join(dict.fromkeys(both))[:1000] or None
        self.ids = newer.ids | self.ids


class Histories(RuleBasedStateMachine):
    """One history of the streams of one seed pair: one that is there, and those that can be brought back."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        path.unlink(missing_ok=True)
        self.path = path
        self.store: Store = open_store(path)
        self.living: Model | None = None
        self.hidden: list[Model] = []

    def teardown(self) -> None:
        self.store.close()
        assert check_database(self.path).is_sound

    @rule(numbers=st.lists(NUMBERS, min_size=1, max_size=4))
    def record(self, numbers: list[int]) -> None:
        recorded = self.store.writer.record(
            [make_bet(7 - number % 3, antebot_bet_id=str(number)) for number in numbers]
        )
        self.living = self.living or Model(recorded[0].stream_id)
        bets = self.store.reader.tail(self.living.id, 0, 100, with_distance=False).bets
        self.living.ids = {int(bet.antebot_bet_id): bet.id for bet in bets}

    @precondition(lambda self: self.living)
    @rule(number=NUMBERS, note=NOTES)
    def mark(self, number: int, note: str | None) -> None:
        numbers = sorted(self.living.ids)
        number = numbers[number % len(numbers)]
        self.store.writer.set_bookmark(self.living.id, self.living.ids[number], note)
        self.living.notes[number] = note

    @precondition(lambda self: self.living)
    @rule(number=NUMBERS)
    def unmark(self, number: int) -> None:
        if number in self.living.notes:
            self.store.writer.remove_bookmark(self.living.id, self.living.ids[number])
            del self.living.notes[number]
        elif number in self.living.ids:
            with pytest.raises(BookmarkNotFound):
                self.store.writer.remove_bookmark(self.living.id, self.living.ids[number])

    @precondition(lambda self: self.living)
    @rule(can_be_undone=st.sampled_from([True, True, False]))
    def delete(self, can_be_undone: bool) -> None:
        self.store.writer.delete_stream(self.living.id, can_be_undone=can_be_undone)
        if can_be_undone:
            self.hidden.append(self.living)
        self.living = None

    @precondition(lambda self: self.hidden)
    @rule(which=st.integers(0, 3))
    def undo(self, which: int) -> None:
        back = self.hidden.pop(which % len(self.hidden))
        restored = self.store.writer.undelete_stream(back.id)
        if self.living is not None:
            older, newer = (back, self.living) if restored.id == back.id else (self.living, back)
            older.take_in(newer)
            back = older
        self.living = back

    @rule(number=NUMBERS, notes=st.tuples(NOTES, NOTES))
    def mark_in_two_streams_that_become_one(self, number: int, notes: tuple[str | None, str | None]) -> None:
        for note in notes:
            self.record([number, number % 3 + 1])
            self.mark(number, note)
            self.delete(can_be_undone=True)
        for _ in notes:
            self.undo(0 if len(notes[0] or "") > len(notes[1] or "") else 1)

    @rule(is_meant=st.integers(0, 3).map(lambda number: number == 3))
    def restart(self, is_meant: bool) -> None:
        if not is_meant:
            return  # restarts are rare, so that what is deleted can come back
        self.store.close()
        self.store = open_store(self.path)
        self.hidden = []  # whatever is hidden when the program starts is to be removed
        while self.store.writer.purge_some() is not None:
            pass

    @invariant()
    def the_marks_are_those_of_the_model(self) -> None:
        if self.living is None:
            return
        found = self.store.reader.bookmarks(self.living.id)
        expected = {self.living.ids[number]: note for number, note in self.living.notes.items()}
        assert {one.bet_id: one.note for one in found} == expected
        assert found == sorted(found, key=lambda one: (one.nonce, one.bet_id))
        key = self.store.reader.stream(self.living.id).key
        shown = self.store.reader.first_bets(key, BetOrder(), MARKED, 100)
        assert [bet.id for bet in shown] == [one.bet_id for one in found]


def test_marks_stay_with_their_bets_whatever_happens_to_the_streams() -> None:
    steps = settings(
        max_examples=histories(10), stateful_step_count=20, suppress_health_check=list(HealthCheck)
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liveapp.sqlite3"
        run_state_machine_as_test(lambda: Histories(path), settings=steps)
