"""Imports are no play."""

from dataclasses import replace

from liveapp.domain.events import BetsStored
from liveapp.ui.streams.last_played import LastPlayed
from tests.unit.ui.streams.values import NOW_US, PLAIN

LATER = replace(PLAIN, last_seen_us=NOW_US + 5)
LAST = replace(PLAIN, last_seen_us=NOW_US + 9)


def imported(stream, is_new_stream=False) -> BetsStored:
    return BetsStored(stream, (), is_new_stream, is_live=False)


def test_a_stream_was_last_played_on_when_it_was_last_seen() -> None:
    assert LastPlayed().of(PLAIN) == PLAIN.last_seen_us


def test_several_imports_leave_it_as_it_was_and_a_bet_does_not() -> None:
    played = LastPlayed()
    played.note(imported(LATER), PLAIN)
    played.note(imported(LAST), LATER)
    assert played.of(LAST) == PLAIN.last_seen_us
    played.note(BetsStored(LAST, (), False), LAST)
    assert played.of(LAST) == LAST.last_seen_us


def test_a_stream_that_is_imported_whole_was_never_played_on_until_it_is() -> None:
    played = LastPlayed()
    played.note(imported(PLAIN, is_new_stream=True), None)
    assert played.of(PLAIN) == 0
    assert played.of(LATER) == LATER.last_seen_us
