"""One item: a payload or a record, an observation or why there is none."""

import json

from liveapp.domain.bets import Bet, Heartbeat
from liveapp.schemas.files.items import OTHER_GAME, LeftOut, read_text, read_value, refusal
from tests.imports import heartbeat, payload, record


def test_what_has_an_object_data_is_a_record_and_all_else_a_payload() -> None:
    assert isinstance(read_value(payload(1)), Bet)
    assert isinstance(read_value(payload(1) | {"data": "text"}), Bet)
    assert isinstance(read_value(heartbeat(2)), Heartbeat)
    assert isinstance(read_value(record(3)), Bet)
    assert read_value({"data": {}} | payload(1)) is OTHER_GAME


def test_what_is_neither_is_refused_in_words() -> None:
    for value in (None, 1, "text", [], {}, {"type": "other"}):
        found = read_value(value)
        assert isinstance(found, LeftOut)
        assert found.detail
        assert not found.is_other_game


def test_text_that_is_no_json_is_refused_in_words() -> None:
    for text in (b"{", b"\xff", b"NaN", b"[" * 100_000, b"1" * 5_000):
        found = read_text(text)
        assert isinstance(found, LeftOut)
        assert found.detail.startswith("Not JSON: ")
    assert isinstance(read_text(json.dumps(payload(1)).encode()), Bet)


def test_a_reason_is_never_too_long_to_be_shown() -> None:
    assert refusal("short").detail == "short"
    assert len(refusal("x" * 10_000).detail) < 400
