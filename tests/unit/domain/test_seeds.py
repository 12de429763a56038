"""Server seeds as they are pasted, and as they stand in files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.pump import hash_server_seed
from liveapp.domain.seeds import MOST_SEEDS, SEED_MAX_LENGTH, TooManySeeds, seeds_of_lines, trimmed_seed

SEED = "0f6e8aba300b7f1217ee46606773cf6046b524f74505cf2124ffe181ad6b9dbf"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        (" ", "\n"),
        ("\t\u00a0", "\r\n\u3000"),
        ("\ufeff", "\u200b"),
        ("\u200e\u202a", "\u202c\u2066\u00ad\x85\x00"),
        ('"', '"'),
        (" '", "' "),
        ("“ ", " ”"),
        ("„", "“"),
        ("»`", "`«"),
        ('"\u200b"', '" "'),
    ],
)
def test_what_was_pasted_around_a_seed_goes(before: str, after: str) -> None:
    assert trimmed_seed(before + SEED + after) == SEED


@pytest.mark.parametrize(
    "seed", ["a b", 'a"', '"a', "“a", "a'b'", "A", "é", "\U0001f600", "<b>a</b>", "a\u200bb", '"']
)
def test_what_may_belong_to_a_seed_stays(seed: str) -> None:
    assert trimmed_seed(seed) == seed


@given(text=st.text(st.characters() | st.sampled_from("\"'“” \u200b\ud800\0")))
def test_any_text_gives_what_can_be_hashed_and_is_trimmed_already(text: str) -> None:
    seed = trimmed_seed(text)
    assert trimmed_seed(seed) == seed
    assert len(hash_server_seed(seed)) == 64
    assert "\0" not in seed


def test_a_text_of_nothing_but_quotes_takes_no_time_to_speak_of() -> None:
    # Each pair cut off by a copy of what is left would take hours.
    assert trimmed_seed('"' * 2_000_000) == ""


def test_blank_lines_are_no_seeds() -> None:
    assert seeds_of_lines(["\ufeffone\n", "\n", "  two \n", "\t\n", "\u200b\n", "three", ""]) == [
        "one",
        "two",
        "three",
    ]
    assert seeds_of_lines([]) == seeds_of_lines([" \n", "\n"]) == []


def test_a_seed_that_comes_twice_is_one() -> None:
    assert seeds_of_lines(["b\n", "a\n", "'b'\n", " b"]) == ["b", "a"]


def test_a_line_that_is_too_long_is_nobodys_seed() -> None:
    long = "x" * (SEED_MAX_LENGTH + 500)
    assert seeds_of_lines(["y" * SEED_MAX_LENGTH, long]) == [
        "y" * SEED_MAX_LENGTH,
        "x" * (SEED_MAX_LENGTH + 1),
    ]


def test_no_more_seeds_are_taken_than_one_can_wait_for() -> None:
    lines = [str(number) for number in range(MOST_SEEDS)]
    assert len(seeds_of_lines([*lines, "", "0"])) == MOST_SEEDS
    with pytest.raises(TooManySeeds, match="10,000"):
        seeds_of_lines([*lines, "one more"])
