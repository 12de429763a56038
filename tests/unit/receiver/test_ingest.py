"""What is taken of what bots post."""

from collections.abc import Callable
from typing import Any

import pytest
from bottle import HTTPResponse, request

from liveapp.domain.clients import Received
from liveapp.domain.right_of_way import RightOfWay
from liveapp.receiver.body import PARSED_BODY
from liveapp.receiver.gate import RECEIVED
from liveapp.receiver.ingest import Ingest
from liveapp.schemas.ingest import MAX_BATCH, Unprocessable
from liveapp.storage import Store
from tests.bets import bet, heartbeat
from tests.wsgi import Reply

Post = Callable[..., Reply]


@pytest.fixture
def post(store: Store) -> Post:
    """Posts as the gate lets pass: with a body that is parsed."""
    ingest = Ingest(store.writer, RightOfWay())

    def post(body: Any) -> Reply:
        request.bind({PARSED_BODY: body})
        reply = ingest.take()
        return Reply(reply.status_code, dict(reply.headerlist), reply.body)

    return post


def test_a_bet_is_stored_once_and_a_heartbeat_is_told_apart(post: Post, store: Store) -> None:
    first, again = post(bet()).json(), post(bet()).json()
    (stream,), _ = store.reader.streams()
    assert first == {"streamId": str(stream.id), "accepted": True}
    assert again == {"streamId": str(stream.id), "accepted": False}
    assert post(heartbeat(2)).json()["type"] == "heartbeat"
    assert stream.total_bets == 1


def test_the_items_of_a_batch_that_do_not_fit_fail_no_other(post: Post, store: Store) -> None:
    batch = [bet(1), bet(1), 5, heartbeat(2), bet(3, id="\ud800"), bet(4, amount=-1), {"id": 7}]
    told = post(batch).json()
    assert (told["accepted"], told["duplicates"]) == (2, 1)
    assert [(one["index"], one["id"]) for one in told["rejected"]] == [
        (2, None),
        (4, "?"),
        (5, "bet-4"),
        (6, None),
    ]
    assert store.reader.streams()[0][0].total_bets == 1


def test_a_batch_of_only_bad_items_or_none_or_too_many_stores_nothing(post: Post, store: Store) -> None:
    assert len(post([None, []]).json()["rejected"]) == 2
    with pytest.raises(Unprocessable, match="at least 1"):
        post([])
    with pytest.raises(HTTPResponse) as refused:
        post([bet()] * (MAX_BATCH + 1))
    assert refused.value.status_code == 413
    assert store.reader.streams() == ([], 0)


@pytest.mark.parametrize(
    ("body", "received"),
    [
        (bet(1), Received(duplicates=1)),
        (heartbeat(1), Received(duplicates=1)),
        (bet(2), Received(bets=1)),
        (heartbeat(3), Received(heartbeats=1)),
        ([bet(1), bet(2), bet(2), heartbeat(1), heartbeat(3), heartbeat(4), 5], Received(1, 2, 3)),
        ([5], Received()),
    ],
)
def test_what_a_request_brought_is_left_for_the_gate(post: Post, body: Any, received: Received) -> None:
    post(bet(1))
    post(body)
    assert request.environ[RECEIVED] == received


def test_what_is_refused_brought_nothing(post: Post) -> None:
    with pytest.raises(Unprocessable):
        post({})
    assert RECEIVED not in request.environ
