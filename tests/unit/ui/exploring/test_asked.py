"""What is typed to explore a seed is understood, or it is said in words what is wrong."""

from dataclasses import replace

import pytest

from liveapp.domain.bets import MAX_NONCE
from liveapp.domain.exploring import MOST_ROUNDS
from liveapp.domain.proof_jobs import Exploration
from liveapp.ui.exploring.asked import Field, Typed, Unusable, exploration_of, rounds_asked

TYPED = Typed("seed", "client", "expert", "1", "100,000", "400.02")


def test_all_fields_make_an_exploration() -> None:
    assert exploration_of(TYPED) == Exploration("seed", "client", "expert", 1, 100_000, 400.02)


@pytest.mark.parametrize(("typed", "least"), [("", 0.0), ("400,02×", 400.02), ("1 066.73", 1066.73)])
def test_the_least_multiplier_takes_a_comma_and_none_means_all(typed: str, least: float) -> None:
    assert rounds_asked(replace(TYPED, min_multiplier=typed)).min_multiplier == least


def test_the_most_rounds_go_from_any_nonce_to_the_highest() -> None:
    first = MAX_NONCE - MOST_ROUNDS + 1
    asked = rounds_asked(replace(TYPED, nonce_from=str(first), nonce_to=f"{MAX_NONCE:,}"))
    assert (asked.nonce_from, asked.nonce_to) == (first, MAX_NONCE)
    assert rounds_asked(replace(TYPED, nonce_from="0", nonce_to="0")).nonce_to == 0


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"server_seed": ""}, Field.SERVER_SEED, "The server seed is missing."),
        ({"client_seed": ""}, Field.CLIENT_SEED, "The client seed is missing."),
        ({"server_seed": "s" * 201}, Field.SERVER_SEED, "The server seed has more than 200 characters."),
        ({"client_seed": "a\ud800"}, Field.CLIENT_SEED, "The client seed holds half a character."),
        ({"nonce_from": " "}, Field.NONCE_FROM, "The first nonce is missing."),
        ({"nonce_to": ""}, Field.NONCE_TO, "The last nonce is missing."),
        ({"nonce_from": "-1"}, Field.NONCE_FROM, "“-1” is not a nonce."),
        ({"nonce_to": "1e6"}, Field.NONCE_TO, "“1e6” is not a nonce."),
        ({"nonce_from": "100,001"}, Field.NONCE_TO, "The first nonce is after the last one."),
        (
            {"nonce_to": "10,000,001"},
            Field.NONCE_TO,
            "At most 10,000,000 rounds are explored at once; these are 10,000,001 rounds.",
        ),
        ({"min_multiplier": "nan"}, Field.MIN_MULTIPLIER, "“nan” is not a number."),
        ({"min_multiplier": "inf"}, Field.MIN_MULTIPLIER, "“inf” is not a number."),
        ({"min_multiplier": "-2"}, Field.MIN_MULTIPLIER, "“-2” is not a number."),
        (
            {"min_multiplier": "3203385"},
            Field.MIN_MULTIPLIER,
            "No expert round reaches that: 3,203,384.80× is the highest.",
        ),
        (
            {"difficulty": "easy", "min_multiplier": "9" * 40},
            Field.MIN_MULTIPLIER,
            "No easy round reaches that: 24.50× is the highest.",
        ),
    ],
)
def test_what_cannot_be_used_is_told_of_its_field(changes: dict[str, str], field: Field, words: str) -> None:
    with pytest.raises(Unusable) as told:
        exploration_of(replace(TYPED, **changes))
    assert (told.value.field, str(told.value)) == (field, words)
    assert told.value.is_missing == ("missing" in words)


def test_rounds_are_told_before_there_are_seeds() -> None:
    assert rounds_asked(replace(TYPED, server_seed="", client_seed="")).nonce_to == 100_000


def test_a_seed_is_in_no_repr() -> None:
    assert "secret" not in repr(replace(TYPED, server_seed="secret", client_seed="secret"))
