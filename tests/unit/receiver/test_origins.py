"""Which pages may call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.receiver.origins import OriginPolicy, cors_headers, is_allowable, is_extension, is_web_origin

ALLOWED = "https://stake.example"


@pytest.mark.parametrize(
    "origin",
    [
        ALLOWED,
        ALLOWED.upper(),
        "chrome-extension://abcdef",
        "Moz-Extension://0a-1b",
        "safari-web-extension://X",
        "app://liveapp",
        "file://",
        "file:///home/me/page.html",
    ],
)
@pytest.mark.parametrize("requires_token", [True, False])
def test_allowed_sites_and_what_is_no_site_may_call(origin: str, requires_token: bool) -> None:
    assert OriginPolicy(frozenset({ALLOWED}), requires_token).admits(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "https://evil.example",
        "https://stake.example.evil.example",
        "https://stake.example:444",
        "http://stake.example",
        f"{ALLOWED}, https://evil.example",
        "chrome-extension://a, https://evil.example",
        "chrome-extension://a\nhttps://evil.example",
        "chrome-extension://a\n",
        "https://evil.example/chrome-extension://a",
        "xfile://",
        "NULL",
        "null ",
    ],
)
def test_any_other_origin_may_not(origin: str) -> None:
    assert not OriginPolicy(frozenset({ALLOWED}), requires_token=True).admits(origin)


def test_a_page_that_hides_its_site_may_call_only_with_a_token() -> None:
    assert OriginPolicy(frozenset(), requires_token=True).admits("null")
    assert not OriginPolicy(frozenset(), requires_token=False).admits("null")


@given(origin=st.text())
def test_without_allowed_sites_no_text_of_a_site_is_admitted(origin: str) -> None:
    policy = OriginPolicy(frozenset(), requires_token=False)
    assert not policy.admits(f"https://{origin}")
    assert not policy.admits(f"http://{origin}")


@pytest.mark.parametrize(
    ("origin", "is_site"),
    [
        (None, False),
        ("", False),
        ("null", True),
        ("http://a", True),
        ("HTTPS://a", True),
        ("chrome-extension://a", False),
        ("file://", False),
    ],
)
def test_a_site_is_told_from_a_script_and_an_extension(origin: str | None, is_site: bool) -> None:
    assert is_web_origin(origin) == is_site


@pytest.mark.parametrize(
    ("origin", "is_it"),
    [
        ("chrome-extension://abcdef", True),
        ("Moz-Extension://0a-1b", True),
        ("safari-web-extension://X", True),
        (None, False),
        ("", False),
        ("null", False),
        ("app://liveapp", False),
        ("file://", False),
        (ALLOWED, False),
        ("chrome-extension://", False),
        ("chrome-extension:abc", False),
        ("xchrome-extension://abc", False),
        ("https://a.example/chrome-extension://a", False),
        ("chrome-extension://a, https://evil.example", False),
        ("chrome-extension://a\n", False),
    ],
)
def test_an_extension_is_told_from_all_else(origin: str | None, is_it: bool) -> None:
    assert is_extension(origin) == is_it


def test_a_reply_names_exactly_the_origin_that_asked() -> None:
    headers = cors_headers("https://Stake.example")
    assert headers["Access-Control-Allow-Origin"] == "https://Stake.example"
    assert headers["Vary"] == "Origin"
    assert "Access-Control-Allow-Credentials" not in headers


@pytest.mark.parametrize(
    "origin", [ALLOWED, "HTTPS://Stake.Example", "http://127.0.0.1:8080", "http://[::1]:1"]
)
def test_a_sites_origin_can_be_allowed_as_a_browser_sends_it(origin: str) -> None:
    assert is_allowable(origin)


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "ftp://a.example",
        "https://",
        f"{ALLOWED}/",
        f"{ALLOWED}:443",
        f"{ALLOWED}:port",
        f"{ALLOWED}:99999",
        f"{ALLOWED},https://evil.example",
        "https://a b.example",
        "https://me@stake.example",
        "https://st\u0430ke.example",
        f"{ALLOWED}\n",
        "https://[",
    ],
)
def test_anything_else_cannot(origin: str) -> None:
    assert not is_allowable(origin)
