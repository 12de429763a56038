"""Errors of the domain as replies."""

import json
from math import inf, nan
from uuid import UUID

import pytest

from liveapp.domain.errors import (
    BetNotFound,
    BetRefused,
    BookmarkNoteTooLong,
    BookmarkNotFound,
    NotesChangedMeanwhile,
    NotesTooLong,
    PortTaken,
    StoreClosed,
    StoreFull,
    StreamNotFound,
)
from liveapp.receiver.replies import json_reply, refusal, reply_of, reply_to_error
from liveapp.schemas.ingest import Unprocessable
from liveapp.schemas.replies import BookmarkDeleted
from liveapp.schemas.requests import OutOfRange


def test_a_reply_declares_its_type_and_its_length_in_bytes() -> None:
    reply = json_reply({"a": "ü"}, 201, {"X-More": "1"})
    assert reply.status_code == 201
    assert json.loads(reply.body) == {"a": "ü"}
    assert reply.get_header("Content-Type") == "application/json"
    assert reply.get_header("Content-Length") == str(len(reply.body))
    assert reply.get_header("X-More") == "1"


def test_a_model_writes_the_body_of_its_reply() -> None:
    reply = reply_of(BookmarkDeleted(), 201, {"X-More": "1"})
    assert (reply.status_code, json.loads(reply.body)) == (201, {"deleted": True})
    assert (reply.get_header("Content-Type"), reply.get_header("X-More")) == ("application/json", "1")


def test_a_refusal_is_a_detail() -> None:
    reply = refusal(404, "Not Found")
    assert (reply.status_code, reply.body) == (404, b'{"detail":"Not Found"}')


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OutOfRange("Limit must be at least 1", "limit", 0), 400),
        (StreamNotFound(UUID(int=1)), 404),
        (BetNotFound(1), 404),
        (BookmarkNotFound(1), 404),
        (NotesChangedMeanwhile(), 412),
        (NotesTooLong(), 422),
        (BookmarkNoteTooLong(), 422),
        (BetRefused("no"), 422),
        (Unprocessable("no"), 422),
        (StoreFull("The disk is full"), 503),
        (StoreClosed(), 503),
    ],
)
def test_each_known_error_has_its_status_and_says_its_sentence(error: Exception, status: int) -> None:
    reply = reply_to_error(error)
    assert reply is not None
    assert reply.status_code == status
    assert json.loads(reply.body) == {"detail": str(error)}
    assert bool(reply.get_header("Retry-After")) == (status == 503)


@pytest.mark.parametrize(
    "error", [ValueError("secret"), OSError("secret"), PortTaken(1, "secret"), KeyError()]
)
def test_what_is_no_clients_business_has_no_reply(error: Exception) -> None:
    assert reply_to_error(error) is None


def test_a_refused_input_that_is_no_json_is_quoted_as_text() -> None:
    problem = {"type": "finite_number", "loc": ("body", "amount"), "msg": "no", "input": [nan, -inf]}
    reply = reply_to_error(Unprocessable([problem]))
    assert reply is not None
    assert json.loads(reply.body) == {
        "detail": [{**problem, "loc": ["body", "amount"], "input": ["nan", "-inf"]}]
    }
