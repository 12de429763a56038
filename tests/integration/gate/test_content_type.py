"""The gate's check of the content type: JSON, in UTF-8."""

import pytest

from tests.http_client import ask
from tests.integration.gate.requests import GOOD_BET, GOOD_TOKEN, Tables, nothing_stored


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
    ],
)
def test_json_is_taken_with_or_without_its_charset(port: int, content_type: str) -> None:
    headers = [GOOD_TOKEN, ("Content-Type", content_type)]
    assert ask(port, "POST", "/live/ingest", headers, GOOD_BET).status == 200


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/plain",
        "text/plain; application/json",
        "text/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json5",
        "application/json+x",
        "application/problem+json",
        "application/json, text/plain",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "*/*",
    ],
)
@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/live/ingest"), ("PUT", "/live/streams/x"), ("POST", "/nowhere")]
)
def test_a_body_of_another_type_is_415_on_every_path(
    port: int, tables: Tables, method: str, path: str, content_type: str | None
) -> None:
    typed = [] if content_type is None else [("Content-Type", content_type)]
    assert ask(port, method, path, [GOOD_TOKEN, *typed], GOOD_BET).status == 415
    assert nothing_stored(tables)
