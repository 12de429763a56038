"""How streams are ordered, searched and told to be alive."""

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.streams.order import (
    LIVE_FOR_US,
    RECENT_FOR_US,
    Activity,
    StreamOrder,
    activity,
    is_found,
    search_words,
    stream_sentence,
    stream_sort_key,
)
from tests.unit.ui.streams.values import NOW_US, PLAIN, make_stream


@pytest.mark.parametrize(
    ("age_us", "kind"),
    [
        (0, Activity.LIVE),
        (LIVE_FOR_US - 1, Activity.LIVE),
        (LIVE_FOR_US, Activity.RECENT),
        (RECENT_FOR_US - 1, Activity.RECENT),
        (RECENT_FOR_US, Activity.IDLE),
    ],
)
def test_a_stream_is_live_then_recent_then_idle(age_us, kind) -> None:
    assert activity(NOW_US, NOW_US + age_us) is kind


@pytest.mark.parametrize(
    ("order", "changes"),
    [
        (StreamOrder.LAST_SEEN, {"last_seen_us": NOW_US + 1}),
        (StreamOrder.CREATED, {"created_us": NOW_US + 1}),
        (StreamOrder.BETS, {"total_bets": 9999}),
        (StreamOrder.HIGHEST, {"highest_multiplier": 99.0}),
        (StreamOrder.HASH, {"seeds": SeedPair("00" * 32, "z")}),
    ],
)
def test_newest_most_highest_and_the_alphabet_come_first(order, changes) -> None:
    first = make_stream(2, **changes)
    assert sorted([PLAIN, first], key=lambda stream: stream_sort_key(stream, order)) == [first, PLAIN]


@pytest.mark.parametrize("order", [one for one in StreamOrder if one is not StreamOrder.HASH])
def test_pinned_streams_come_first_only_by_when_they_were_last_seen(order) -> None:
    pinned = make_stream(
        2, is_pinned=True, last_seen_us=0, created_us=0, total_bets=0, highest_multiplier=1.0
    )
    is_first = stream_sort_key(pinned, order) < stream_sort_key(PLAIN, order)
    assert is_first is (order is StreamOrder.LAST_SEEN)


@pytest.mark.parametrize("order", StreamOrder)
def test_no_two_streams_have_the_same_place(order) -> None:
    assert stream_sort_key(make_stream(1), order) != stream_sort_key(make_stream(2), order)


def test_every_word_has_to_be_found_somewhere_in_any_case() -> None:
    stream = make_stream(notes="Lucky evening")
    assert is_found(stream, search_words(" LUCKY 1a2b  My-Client "))
    assert not is_found(stream, search_words("lucky morning"))
    assert is_found(stream, search_words("  "))
    assert is_found(make_stream(alias="Evening run"), search_words("RUN my-client"))


def test_a_row_in_words_leaves_out_what_is_not_there() -> None:
    assert stream_sentence(PLAIN, NOW_US, NOW_US) == (
        "Stream 1a2b3c4d5e, client seed my-client, live, last seen 0 s ago, 1,234 bets,"
        " highest multiplier 24.50×"
    )
    empty = make_stream(total_bets=0, highest_multiplier=None)
    assert stream_sentence(empty, NOW_US, NOW_US).endswith("0 bets")


def test_a_row_in_words_tells_of_the_proof_once_a_seed_is_known() -> None:
    told = stream_sentence(make_stream(proof=StreamProof(True, 1234)), NOW_US, NOW_US)
    assert told.endswith(", 1,234 of 1,234 bets proven")
    assert "proven" not in stream_sentence(PLAIN, NOW_US, NOW_US)


def test_a_row_in_words_tells_alias_and_pin_too() -> None:
    told = stream_sentence(make_stream(alias="evening", is_pinned=True), NOW_US, NOW_US)
    assert told.startswith("Stream evening, seed hash 1a2b3c4d5e, client seed my-client")
    assert told.endswith("pinned")
