"""The rows of the API, as data."""

import pytest

from liveapp.schemas.openapi_replies import REFUSALS
from liveapp.schemas.operations import OPERATIONS, Operation, json_of


def operation(path: str) -> Operation:
    return Operation(path, "get", "name", "summary", "description", (), ())


def test_no_row_comes_twice() -> None:
    assert len({(row.path, row.method) for row in OPERATIONS}) == len(OPERATIONS)
    assert len({row.name for row in OPERATIONS}) == len(OPERATIONS)


@pytest.mark.parametrize(
    ("path", "needs_token", "is_of_stream", "is_of_bet"),
    [
        ("/healthz", False, False, False),
        ("/live/ingest", True, False, False),
        ("/live/streams", True, False, False),
        ("/live/streams/{id}", True, True, False),
        ("/live/streams/{id}/bets", True, True, False),
        ("/live/streams/{id}/bookmarks/{bet_id}", True, True, True),
        ("/live/pair", False, False, False),
        ("/lively", False, False, False),
    ],
)
def test_the_path_tells_of_token_stream_and_bet(
    path: str, needs_token: bool, is_of_stream: bool, is_of_bet: bool
) -> None:
    assert operation(path).needs_token == needs_token
    assert operation(path).is_of_stream == is_of_stream
    assert operation(path).is_of_bet == is_of_bet


@pytest.mark.parametrize("row", OPERATIONS, ids=lambda row: row.name)
def test_a_row_is_refused_with_what_its_kind_can_be_refused_with(row: Operation) -> None:
    assert set(row.refusals) <= set(REFUSALS)
    assert ({401, 429} <= set(row.refusals)) == row.needs_token
    assert (404 in row.refusals) == row.is_of_stream
    assert (415 in row.refusals) == (row.body is not None)


def test_a_json_body_is_declared_as_such() -> None:
    assert json_of({"type": "object"}) == {"application/json": {"schema": {"type": "object"}}}
