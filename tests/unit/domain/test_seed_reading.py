"""What a text that is given as a server seed is."""

from collections.abc import Sequence

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.seed_reading import SeedHint, SeedReading, read_seed
from liveapp.domain.streams import Stream
from tests.unit.ui.streams.values import make_stream

SEED = "0f1e2d3c4b5a6978" * 4
PHRASE = "Correct horse battery"
SHOWN = make_stream(1, seeds=SeedPair(hash_server_seed(SEED), "my-client"))
TWIN = make_stream(2, seeds=SeedPair(hash_server_seed(SEED).upper(), "other-client"))
WORDS = make_stream(3, seeds=SeedPair(hash_server_seed(PHRASE), "third"))


def streams_of(hashed: str) -> Sequence[Stream]:
    every = (SHOWN, TWIN, WORDS)
    return [stream for stream in every if stream.seeds.server_seed_hashed.lower() == hashed.lower()]


def read(text: str) -> SeedReading:
    return read_seed(text, "my-client", streams_of)


def test_a_seed_is_that_of_all_streams_with_its_hash() -> None:
    reading = read(SEED)
    assert reading.streams == (SHOWN, TWIN)
    assert reading.server_seed_hashed == hash_server_seed(SEED)
    assert (reading.hint, reading.meant) == (None, None)


@pytest.mark.parametrize(
    ("text", "hint", "meant"),
    [
        (SEED.upper(), SeedHint.LOWER_CASE, SEED),
        (f"{SEED[:32]} {SEED[32:]}", SeedHint.NO_BLANKS, SEED),
        (f"{SEED[:32]}\u200b\n{SEED[32:]}", SeedHint.NO_BLANKS, SEED),
        (f"{SEED[:32]}\t{SEED[32:].upper()}", SeedHint.LOWER_CASE_NO_BLANKS, SEED),
    ],
)
def test_what_is_nearly_a_seed_is_told_with_the_seed_that_is_meant(text, hint, meant) -> None:
    reading = read(text)
    assert reading.streams == ()
    assert (reading.hint, reading.meant) == (hint, meant)
    assert reading.meant_streams == (SHOWN, TWIN)


def test_a_seed_that_has_blanks_and_capitals_of_its_own_is_taken_as_it_is() -> None:
    assert read(PHRASE).streams == (WORDS,)
    assert read(PHRASE.replace(" ", "")).hint is None


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (hash_server_seed(SEED), SeedHint.HASH),
        (hash_server_seed(SEED).upper(), SeedHint.HASH),
        ("my-client", SeedHint.CLIENT_SEED),
        (SEED[:-1], SeedHint.LENGTH),
        (SEED + "0", SeedHint.LENGTH),
        ("1" * 64, None),
        ("wrong", None),
        (" ", None),
    ],
)
def test_what_is_no_seed_at_all_is_told_where_that_can_be_known(text, hint) -> None:
    reading = read(text)
    assert reading.streams == reading.meant_streams == ()
    assert (reading.hint, reading.meant) == (hint, None)


@pytest.mark.parametrize("text", [SEED, SEED.upper()])
def test_no_seed_is_in_what_a_log_would_hold(text) -> None:
    assert SEED not in repr(read(text)).lower()
