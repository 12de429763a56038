"""Figures of streams that are played: of all that is recorded, with the multipliers that are asked for."""

from uuid import UUID

import pytest

from liveapp.domain.alerts.following import MOST_FOLLOWED, Following
from liveapp.domain.errors import StreamNotFound
from liveapp.domain.statistics.figures import Figures
from liveapp.storage import Store
from tests.values import PAIR, make_bet


@pytest.fixture
def stream_id(store: Store) -> UUID:
    store.writer.record([make_bet(nonce, payout=3.0 * (nonce == 1)) for nonce in range(1, 5)])
    return store.reader.streams()[0][0].id


def since(figures: Figures | None) -> list[tuple[float, int]]:
    assert figures is not None
    return [(hits.multiplier, hits.rounds_since) for hits in figures.hits]


def test_figures_are_those_of_all_that_is_recorded_now(store: Store, stream_id: UUID) -> None:
    following = Following(store.reader, lambda: False)
    figures = following.figures(stream_id, (2.0,))
    assert since(figures) == [(2.0, 4)]
    assert figures is not None
    assert figures.runs.current == -3
    store.writer.record([make_bet(5, round_result=24.5), make_bet(6)])
    assert since(following.figures(stream_id, (2.0,))) == [(2.0, 1)]


def test_other_multipliers_are_counted_over_all_rounds(store: Store, stream_id: UUID) -> None:
    following = Following(store.reader, lambda: False)
    following.figures(stream_id, ())
    assert since(following.figures(stream_id, (1.5, 2.0))) == [(1.5, 4), (2.0, 4)]


def test_a_reading_that_is_cancelled_gives_nothing_and_the_next_gives_all(
    store: Store, stream_id: UUID
) -> None:
    answers = [True, True, True]
    following = Following(store.reader, lambda: bool(answers and answers.pop()))
    assert following.figures(stream_id, (2.0,)) is None
    answers.clear()
    assert since(following.figures(stream_id, (2.0,))) == [(2.0, 4)]


def test_a_stream_that_is_gone_is_said_to_be(store: Store, stream_id: UUID) -> None:
    following = Following(store.reader, lambda: False)
    following.figures(stream_id, ())
    store.writer.delete_stream(stream_id)
    with pytest.raises(StreamNotFound):
        following.figures(stream_id, ())


def test_of_more_streams_than_are_followed_all_have_their_figures(store: Store) -> None:
    for number in range(MOST_FOLLOWED + 2):
        store.writer.record([make_bet(1, PAIR._replace(client_seed=str(number)))])
    streams = store.reader.streams()[0]
    following = Following(store.reader, lambda: False)
    for _ in range(2):
        assert {since(following.figures(stream.id, (2.0,)))[0] for stream in streams} == {(2.0, 1)}
    following.clear()
    assert since(following.figures(streams[0].id, (2.0,))) == [(2.0, 1)]
