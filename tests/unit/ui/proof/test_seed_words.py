"""What a text that was entered as a server seed is, in words."""

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.seed_reading import SeedHint, SeedReading
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.proof.seed_words import NOBODYS, reading_words, streams_words
from liveapp.ui.widgets.message import ToastKind
from tests.unit.ui.streams.values import make_stream

SHOWN = make_stream(1)
OTHERS = [make_stream(key, alias=f"run {key}") for key in range(2, 7)]
HASH = "ab" * 32


def words(*streams, shown_key: int | None = 1, **changes) -> str:
    return reading_words(SeedReading("seed", HASH, tuple(streams), **changes), shown_key)[1]


def kind(*streams, **changes) -> ToastKind:
    return reading_words(SeedReading("seed", HASH, tuple(streams), **changes), 1)[0]


def test_whose_seed_it_is_is_told_from_where_one_looks() -> None:
    assert words(SHOWN) == "This is the server seed of this stream."
    assert words(SHOWN, OTHERS[0]) == "This is the server seed of this stream, and of run 2 · my-client."
    assert words(OTHERS[0]) == "This is the server seed of another stream: run 2 · my-client."
    assert words(OTHERS[0], shown_key=None) == "This is the server seed of run 2 · my-client."


def test_only_what_is_this_stream_s_is_good_and_only_nobody_s_is_trouble() -> None:
    assert kind(SHOWN) is kind(SHOWN, OTHERS[0]) is ToastKind.GOOD
    assert kind(OTHERS[0]) is ToastKind.NOTE
    assert kind() is kind(hint=SeedHint.LOWER_CASE, meant_streams=(SHOWN,)) is ToastKind.TROUBLE


def test_a_seed_that_is_known_already_is_said_to_be() -> None:
    known = make_stream(1, proof=StreamProof(is_revealed=True))
    assert words(known).endswith("It is known already.")
    assert "already" not in words(known, OTHERS[0])


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (SeedHint.LOWER_CASE, "In lower case it is the server seed of this stream."),
        (SeedHint.NO_BLANKS, "Without the blanks inside it is the server seed of this stream."),
        (
            SeedHint.LOWER_CASE_NO_BLANKS,
            "In lower case and without the blanks inside it is the server seed of this stream.",
        ),
    ],
)
def test_what_is_nearly_a_seed_is_told_with_how_it_would_be_one(hint, expected) -> None:
    assert words(hint=hint, meant_streams=(SHOWN,)) == f"{NOBODYS} {expected}"


@pytest.mark.parametrize(
    ("hint", "part"),
    [
        (None, NOBODYS),
        (SeedHint.HASH, "the hash, not the seed"),
        (SeedHint.CLIENT_SEED, "the client seed, not the server seed"),
        (SeedHint.LENGTH, "It has 4 characters, while server seeds mostly have 64."),
    ],
)
def test_what_is_no_seed_is_told_with_why(hint, part) -> None:
    assert part in words(hint=hint)


def test_of_many_streams_the_first_are_named_and_long_names_are_cut() -> None:
    assert streams_words(OTHERS) == "run 2 · my-client, run 3 · my-client, run 4 · my-client and 2 more"
    long = make_stream(alias="a" * 80, seeds=SeedPair(HASH, "c\n" * 90))
    assert len(streams_words([long])) <= 2 * 24 + 3
    assert "\n" not in streams_words([long])
