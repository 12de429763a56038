"""A receiver's address, as users give it."""

import pytest

from liveapp.domain.receiver import ingest_url_of


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("http://127.0.0.1:17888", "http://127.0.0.1:17888/live/ingest"),
        ("http://127.0.0.1:17888/", "http://127.0.0.1:17888/live/ingest"),
        ("http://127.0.0.1:17888/live/ingest", "http://127.0.0.1:17888/live/ingest"),
        (" http://localhost:1/live/ingest/\n", "http://localhost:1/live/ingest"),
        ("HTTP://[::1]:80", "http://[::1]:80/live/ingest"),
        ("https://localhost", "https://localhost/live/ingest"),
    ],
)
def test_base_and_whole_address_are_one(given: str, url: str) -> None:
    assert ingest_url_of(given) == url


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "no URL"),
        ("127.0.0.1:17888", "no URL"),
        ("ftp://127.0.0.1", "no URL"),
        ("javascript:alert(1)", "no URL"),
        ("http://", "no URL"),
        ("http://:17888", "no URL"),
        ("http://local host", "no URL"),
        ("http://127.0.0.1:17\n888", "no URL"),
        ("http://127.0.0.1:99999", "range"),
        ("http://127.0.0.1:port", "port"),
        ("http://127.0.0.1:0", "port 0"),
        ("http://[::1", "IPv6"),
        ("http://me:secret@127.0.0.1", "no user"),
        ("http://127.0.0.1@evil.example", "no user"),
        ("http://127.0.0.1?token=1", "behind its path"),
        ("http://127.0.0.1/live/ingest#", "behind its path"),
        ("http://127.0.0.1/live", "no path but"),
        ("http://127.0.0.1/live/ingest/x", "no path but"),
    ],
)
def test_what_is_no_such_address_is_refused_in_words(given: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        ingest_url_of(given)
