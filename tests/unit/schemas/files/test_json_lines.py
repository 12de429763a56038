"""JSON Lines: each line by itself, whatever the others are."""

import io
import json

from liveapp.domain.bets import Bet, Heartbeat
from liveapp.schemas.files.items import OTHER_GAME, TOO_LONG, Item, LeftOut
from liveapp.schemas.files.json_lines import items_within, json_lines_items
from tests.imports import heartbeat, json_lines, payload, record


def read(content: bytes) -> list[Item]:
    return list(json_lines_items(io.BufferedReader(io.BytesIO(content))))


def kinds(items: list[Item]) -> list[tuple[int, object]]:
    return [(place, found if isinstance(found, LeftOut) else type(found)) for place, found in items]


def test_a_line_is_a_payload_a_record_or_a_batch() -> None:
    other = record(5, gameName="dice", statePump=None)
    content = json_lines(payload(1), [payload(2), heartbeat(3)], record(4), other, {"bets": [payload(6)]})
    assert kinds(read(content)) == [
        (1, Bet),
        (2, Bet),
        (2, Heartbeat),
        (3, Bet),
        (4, OTHER_GAME),
        (5, Bet),
    ]


def test_blank_lines_and_all_kinds_of_line_ends_are_no_matter() -> None:
    lines = [json.dumps(payload(nonce)).encode() for nonce in (1, 2, 3)]
    assert kinds(read(b"\n  \r\n" + lines[0] + b"\r\n\n" + lines[1] + b"\n\t\n" + lines[2])) == [
        (3, Bet),
        (5, Bet),
        (7, Bet),
    ]


def test_a_line_that_cannot_be_read_does_the_others_no_harm() -> None:
    bad = [b"{", b"\xff\xfe{}", b'{"id": "a\0"}', b"[" * 100_000, b"x" * (1 << 20) + b"y", b"{}", b"7"]
    content = b"\n".join([json_lines(payload(1)).strip(), *bad, json_lines(payload(2))])
    items = read(content)
    assert [place for place, found in items if isinstance(found, LeftOut)] == [2, 3, 4, 5, 6, 7, 8]
    assert items[5] == (6, TOO_LONG)
    assert [place for place, found in items if isinstance(found, Bet)] == [1, 9]


def test_a_cut_last_line_is_one_refusal_in_words() -> None:
    content = json_lines(payload(1), payload(2))
    (_, first), (place, cut) = read(content[:-30])
    assert isinstance(first, Bet)
    assert isinstance(cut, LeftOut)
    assert place == 2
    assert "it may be cut" in cut.detail


def test_what_is_refused_of_a_batch_is_named_by_its_place() -> None:
    (_, first), (_, second), (_, third) = read(
        json_lines([payload(1), payload(0), record(1, statePump=None, gameName="dice")])
    )
    assert isinstance(first, Bet)
    assert second == LeftOut("item 2: Nonce must be greater than or equal to 1")
    assert third is OTHER_GAME


def test_arrays_hold_items_and_other_values_are_items() -> None:
    assert items_within([1]) == [1]
    assert items_within({"data": [1], "bets": [2]}) == [1, 2]
    assert items_within({"data": {"id": 1}}) is None
    assert items_within("text") is None
