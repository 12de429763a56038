"""Replies. Bottle's `HTTPResponse` is a value and an exception at once: a check raises it to refuse."""

from collections.abc import Mapping
from typing import Any

from bottle import HTTPResponse

from liveapp.domain.errors import (
    BetNotFound,
    BookmarkNoteTooLong,
    BookmarkNotFound,
    NotesChangedMeanwhile,
    NotesTooLong,
    Refused,
    StoreUnavailable,
    StreamNotFound,
)
from liveapp.schemas.ingest import Unprocessable
from liveapp.schemas.json_text import dump, quotable
from liveapp.schemas.replies import ReplyModel
from liveapp.schemas.requests import OutOfRange

RETRY_STORE_S = 2
"""The `Retry-After` of replies that say that the database cannot be used."""

JSON_HEADERS = {"Content-Type": "application/json"}

_STATUS_OF_REFUSAL: dict[type[Refused], int] = {
    OutOfRange: 400,
    StreamNotFound: 404,
    BetNotFound: 404,
    BookmarkNotFound: 404,
    NotesChangedMeanwhile: 412,
    NotesTooLong: 422,
    BookmarkNoteTooLong: 422,
}


def reply_of(model: ReplyModel, status: int = 200, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """A reply whose body is written by its model."""
    return HTTPResponse(model.to_json(), status, {**JSON_HEADERS, **(headers or {})})


def json_reply(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """A reply with a JSON body."""
    body = dump(value)
    head = {"Content-Type": "application/json", "Content-Length": str(len(body)), **(headers or {})}
    return HTTPResponse(body, status, head)


def refusal(status: int, detail: Any, headers: Mapping[str, str] | None = None) -> HTTPResponse:
    """An error reply, `{"detail": …}`."""
    return json_reply({"detail": detail}, status, headers)


def reply_to_error(error: Exception) -> HTTPResponse | None:
    """The reply that tells a client of a domain error; None for what is a bug."""
    if isinstance(error, Unprocessable):
        return refusal(422, quotable(error.detail))
    if isinstance(error, StoreUnavailable):
        return refusal(503, str(error), {"Retry-After": str(RETRY_STORE_S)})
    if isinstance(error, Refused):
        return refusal(_STATUS_OF_REFUSAL.get(type(error), 422), str(error))
    return None
