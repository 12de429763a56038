"""What is told of a stream, and its notes as they are kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import AliasTooLong, NotesTooLong
from liveapp.domain.streams import (
    ALIAS_MAX_LENGTH,
    NO_BETS,
    NOTES_MAX_LENGTH,
    BetMoment,
    StreamSpan,
    clean_alias,
    clean_notes,
)
from tests.values import make_stream


def test_the_average_is_of_the_recorded_bets() -> None:
    assert make_stream(total_bets=4, sum_multipliers=10.0).average_multiplier == 2.5


def test_without_bets_there_is_no_average() -> None:
    assert make_stream(total_bets=0, sum_multipliers=0.0).average_multiplier is None


def test_missing_are_the_nonces_between_known_rounds_that_are_not_known() -> None:
    assert make_stream(rounds=3, first_round=5, last_round=10).missing_rounds == 3
    assert make_stream(rounds=1, first_round=5, last_round=5).missing_rounds == 0
    assert make_stream(rounds=0, first_round=None, last_round=None).missing_rounds == 0


@pytest.mark.parametrize(
    ("full", "short"), [("1a2b3c4d5eff", "1a2b3c4d5e"), ("1a", "1a"), ("ü" * 20, "ü" * 10)]
)
def test_the_short_hash_is_how_the_hash_begins(full: str, short: str) -> None:
    assert make_stream(seeds=SeedPair(full, "client")).short_hash == short


@pytest.mark.parametrize("text", [None, "", " ", "\n\t  \r", "\u3000"])
def test_blank_notes_are_none(text: str | None) -> None:
    assert clean_notes(text) is None


def test_notes_are_trimmed_before_they_are_measured() -> None:
    longest = "é" * NOTES_MAX_LENGTH
    assert clean_notes(f"  {longest}\n") == longest
    with pytest.raises(NotesTooLong):
        clean_notes(longest + "é")


@given(text=st.text(max_size=1100))
def test_cleaning_clean_notes_changes_nothing(text: str) -> None:
    try:
        cleaned = clean_notes(text)
    except NotesTooLong:
        return
    assert clean_notes(cleaned) == cleaned
    assert cleaned is None or cleaned in text


def test_a_stream_is_called_by_its_alias_where_it_has_one() -> None:
    assert make_stream(alias="red car").name == "red car"
    assert make_stream(alias=None).name == make_stream().short_hash


@pytest.mark.parametrize("text", [None, "", " ", "\n\t  \r", "\u3000"])
def test_a_blank_alias_is_none(text: str | None) -> None:
    assert clean_alias(text) is None


def test_an_alias_is_one_line_and_trimmed_before_it_is_measured() -> None:
    assert clean_alias(" red\n\tcar ") == "red car"
    longest = "é" * ALIAS_MAX_LENGTH
    assert clean_alias(f"  {longest} ") == longest
    with pytest.raises(AliasTooLong):
        clean_alias(longest + "e")


@pytest.mark.parametrize("clean", [clean_alias, clean_notes])
@pytest.mark.parametrize(("text", "kept"), [("\0", None), ("a\0b", "a b"), ("\ud800x", "?x")])
def test_what_no_database_takes_is_replaced(
    clean: Callable[[str], str | None], text: str, kept: str | None
) -> None:
    assert clean(text) == kept


def test_a_span_grows_by_bets_that_lie_beyond_it_and_by_no_others() -> None:
    span = NO_BETS.with_bets([BetMoment(5, 50)])
    assert span == StreamSpan(BetMoment(5, 50), BetMoment(5, 50), 0)
    grown = replace(span, bookmarks=3).with_bets([BetMoment(9, 1), BetMoment(5, 77), BetMoment(2, 99)])
    assert grown == StreamSpan(BetMoment(2, 99), BetMoment(9, 1), 3)
    assert grown.with_bets([BetMoment(7, 0)]) == grown
    assert NO_BETS.with_bets([]) == NO_BETS
