"""What is told of refused requests; `tests/integration/gate/test_refusals_told.py` sees it over sockets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.errors import BetRefused, NotesTooLong, Refused, StoreLocked
from liveapp.domain.events import Remedy, RequestRefused
from liveapp.receiver.refusals import (
    MAX_AGENT,
    MAX_ORIGIN,
    MAX_VALUE,
    Because,
    RefusalTeller,
    Sender,
    because_of_error,
    because_of_items,
    because_of_status,
    harmless,
    header_text,
    shown_sender,
    value_text,
)
from liveapp.schemas.ingest import Unprocessable
from liveapp.schemas.requests import OutOfRange

SITE = "https://site.example"


def told(
    because: Because, origin: str | None = None, path: str = "/", token: bytes | None = None
) -> RequestRefused:
    events: list[RequestRefused] = []
    teller = RefusalTeller(events.append, lambda: 5)
    teller.token = token
    teller.tell(403, because, Sender("GET", path, origin, None))
    (event,) = events
    assert (event.status, event.reason, event.refused_us) == (403, because.reason, 5)
    return event


@given(text=st.text(st.characters()), secret=st.text(min_size=1, max_size=20), limit=st.integers(1, 40))
def test_any_text_comes_out_short_and_visible_and_without_the_secret(
    text: str, secret: str, limit: int
) -> None:
    shown = harmless(text + secret + text, limit, secret)
    assert len(shown) <= limit
    assert shown.isprintable()
    if secret.isprintable() and len(secret) > 1:
        assert secret not in shown.removesuffix("…")
    assert harmless(text, 10_000, "") == text or not text.isprintable()


def test_no_part_of_the_secret_is_left_where_a_text_is_cut() -> None:
    for before in range(60):
        shown = harmless("x" * before + "secret" * 9, 50, "secret")
        assert "s" not in shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", '""'),
        ("5", '"5"'),
        (5, "5"),
        (-0.5, "-0.5"),
        (True, "true"),
        (False, "false"),
        (None, "null"),
        ({"a": 1}, "an object"),
        ([1], "a list"),
        (10**4299, "1" + "0" * 4299),
    ],
)
def test_a_value_is_written_as_json_or_in_words(value: object, text: str) -> None:
    assert value_text(value) == text


def test_a_long_value_is_not_copied_whole() -> None:
    assert len(value_text("x" * 2**20)) < 2_000


def test_a_header_is_utf8_where_it_is_anything() -> None:
    assert header_text(None) is None
    assert header_text("plain") == "plain"
    assert header_text("caf\xc3\xa9") == "café"
    assert header_text("\xff\u1234") == "\ufffd?"


@pytest.mark.parametrize(
    ("origin", "remedy"),
    [
        (SITE, Remedy.ALLOW_SITE),
        (SITE + "\xff", Remedy.NONE),
        ("https://" + "a" * MAX_ORIGIN, Remedy.NONE),
        ("mailto:x", Remedy.NONE),
        (None, Remedy.NONE),
    ],
)
def test_only_what_the_settings_would_take_can_be_allowed(origin: str | None, remedy: Remedy) -> None:
    assert told(Because("no", remedy=Remedy.ALLOW_SITE), origin).remedy is remedy


def test_texts_are_cut_and_hold_no_token_in_any_script() -> None:
    token = "gehéim"
    event = told(Because("no", "a", "x" * 500), token.encode().decode("latin-1"), f"/{token}", token.encode())
    assert len(event.value or "") == MAX_VALUE
    assert (event.origin, event.path) == ("•" * 6, "/" + "•" * 6)


def test_a_sender_is_shown_whole_as_far_as_browsers_name_themselves() -> None:
    browser = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156 Edg/156"
    assert shown_sender(None, None, "") == (None, None)
    assert shown_sender("", browser, "secret") == ("", browser)
    origin, client = shown_sender("app://secret\xc3\xa9", "x" * MAX_AGENT + "y", "secret")
    assert (origin, client) == ("app://••••••é", "x" * (MAX_AGENT - 1) + "…")


@pytest.mark.parametrize(
    ("error", "because"),
    [
        (StoreLocked("It is locked", "close it"), Because("It is locked")),
        (BetRefused("A bet is odd"), Because("A bet is odd")),
        (NotesTooLong(), Because("Notes cannot exceed 1000 characters", "notes")),
        (OutOfRange("No", "limit", 0), Because("No", "limit in the query", "0")),
        (Unprocessable("No", ("body", "nonce"), 0), Because("No", "nonce", "0")),
        (
            Unprocessable([{"type": "x", "loc": ("body",), "msg": "odd", "input": [1]}]),
            Because("The body does not fit: odd", None, "a list"),
        ),
        (
            Unprocessable([{"type": "x", "loc": ("body", "code"), "msg": "odd", "input": "123456"}]),
            Because("The body does not fit: odd", "code", None),
        ),
        (
            Unprocessable([{"type": "x", "loc": ("query", "server_seed"), "msg": "odd", "input": "s"}]),
            Because("The query does not fit: odd", "server_seed in the query", None),
        ),
    ],
)
def test_an_error_tells_where_it_lies_and_what_stood_there(error: Exception, because: Because) -> None:
    assert because_of_error(error) == because


def test_a_bug_is_no_refusal() -> None:
    assert because_of_error(ValueError("secret")) is None


@pytest.mark.parametrize("status", [200, 204, 304, 500, 503])
def test_a_reply_that_refuses_nothing_is_not_told(status: int) -> None:
    assert because_of_status(status) is None


@pytest.mark.parametrize(
    ("status", "remedy"), [(404, Remedy.COPY_URL), (405, Remedy.COPY_URL), (409, Remedy.NONE)]
)
def test_a_refusal_that_nobody_explained_is_told_by_its_status(status: int, remedy: Remedy) -> None:
    because = because_of_status(status)
    assert because is not None
    assert because.reason
    assert because.remedy is remedy


def test_a_batch_is_told_once_by_its_first_refused_item() -> None:
    refused: dict[int, Refused] = {4: BetRefused("odd"), 2: Unprocessable("No", ("body", "nonce"), 0)}
    assert because_of_items(9, refused) == Because(
        "2 of 9 items of a batch were refused. The first: No", "item 3 of the batch: nonce", "0"
    )
