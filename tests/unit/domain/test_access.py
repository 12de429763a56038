"""Web origins and tokens: the form in which they are compared, and what is none."""

import pytest

from liveapp.domain.access import normal_origin, parse_origins, usable_token


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("https://example.com", "https://example.com"),
        ("HTTPS://Example.COM/", "https://example.com"),
        ("https://example.com:443", "https://example.com"),
        ("http://example.com:80", "http://example.com"),
        ("http://example.com:443", "http://example.com:443"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(text: str, normal: str) -> None:
    assert normal_origin(text) == normal


@pytest.mark.parametrize(
    "text",
    ["", "*", "null", "example.com", "ftp://example.com", "https://", "https://example.com/path", "https://example.com?x",
     "https://user@example.com", "https://example.com#x", "https://example.com:99999", "https://example.com:abc"],
)  # fmt: skip
def test_what_is_no_web_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        normal_origin(text)


def test_origins_come_as_one_text_or_as_what_they_are() -> None:
    assert parse_origins(" https://a.example, ,https://b.example ") == (
        "https://a.example",
        "https://b.example",
    )
    assert parse_origins("") == ()
    assert parse_origins(["https://a.example"]) == ["https://a.example"]


@pytest.mark.parametrize("token", ["x", "x" * 200, "päss wörd"])
def test_a_token_that_a_header_can_hold_is_taken(token: str) -> None:
    assert usable_token(token) == token


@pytest.mark.parametrize("token", ["", " ", " x", "x\n", "a\tb", "x" * 201, "\x00"])
def test_a_token_that_no_client_could_send_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="1 to 200 printable"):
        usable_token(token)
