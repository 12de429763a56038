"""What streams are called in a sentence."""

from liveapp.domain.bets import SeedPair
from liveapp.ui.widgets.stream_words import streams_words
from tests.unit.ui.streams.values import make_stream

RUNS = [make_stream(key, alias=f"run {key}") for key in range(2, 7)]


def test_of_many_streams_the_first_are_named_and_long_names_are_cut() -> None:
    assert streams_words(RUNS) == "run 2 · my-client, run 3 · my-client, run 4 · my-client and 2 more"
    long = make_stream(alias="a" * 80, seeds=SeedPair("ab" * 32, "c\n" * 90))
    assert len(streams_words([long])) <= 2 * 24 + 3
    assert "\n" not in streams_words([long])
