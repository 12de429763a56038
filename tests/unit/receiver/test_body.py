"""The checks of a body; `tests/integration/gate` tries them over sockets."""

import io

import pytest
from bottle import HTTPResponse

from liveapp.receiver.body import MAX_BODY_BYTES, PARSED_BODY, check_content_type, read_body
from liveapp.receiver.incoming import IncomingRequest
from liveapp.receiver.refusals import BECAUSE, Because


def incoming(method: str = "POST", body: bytes = b"", **environ: str) -> IncomingRequest:
    return IncomingRequest(
        {
            "REQUEST_METHOD": method,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **environ,
        }
    )


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "Application/JSON; Charset=UTF-8", 'application/json;charset="utf-8"'],
)
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_json_in_utf8_is_taken(method: str, content_type: str) -> None:
    check_content_type(incoming(method, CONTENT_TYPE=content_type))


@pytest.mark.parametrize(
    ("content_type", "value"), [("", None), ("text/plain", "text/plain"), ("te\xc3\xa9", "te\u00e9")]
)
def test_another_type_is_refused_with_its_name(content_type: str, value: str | None) -> None:
    request = incoming(CONTENT_TYPE=content_type)
    with pytest.raises(HTTPResponse) as refused:
        check_content_type(request)
    assert refused.value.status_code == 415
    assert (request.environ[BECAUSE].field, request.environ[BECAUSE].value) == ("Content-Type", value)


def test_where_no_body_is_meant_neither_type_nor_body_is_looked_at() -> None:
    request = incoming("GET", b"{")
    check_content_type(request)
    read_body(request)
    assert PARSED_BODY not in request.environ


def test_a_body_is_left_parsed_as_far_as_it_is_declared() -> None:
    request = incoming(body=b'{"a": [1]}, and what follows', CONTENT_LENGTH="10")
    read_body(request)
    assert request.environ[PARSED_BODY] == {"a": [1]}


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_body_over_the_limit_is_refused_unread(method: str) -> None:
    request = incoming(method, b"{}", CONTENT_LENGTH=str(MAX_BODY_BYTES + 1))
    with pytest.raises(HTTPResponse) as refused:
        read_body(request)
    assert refused.value.status_code == 413
    assert request.environ["wsgi.input"].tell() == 0


def test_what_is_no_json_is_refused_with_where_it_ends_to_be_any() -> None:
    request = incoming(body=b"{")
    with pytest.raises(HTTPResponse) as refused:
        read_body(request)
    assert refused.value.status_code == 400
    assert request.environ[BECAUSE] == Because(
        "The body is not JSON: Expecting property name enclosed in double quotes at line 1, column 2"
    )
