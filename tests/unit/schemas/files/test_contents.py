"""What a file is, by its beginning alone."""

import io
import json
import re

import pytest

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.importing import FileFormat
from liveapp.schemas.files.contents import Contents, UnknownFormat, contents_of
from liveapp.schemas.files.items import CUT, MAX_ITEM_BYTES, TOO_LONG, LeftOut
from tests.imports import HEADER, LONG_HEADER, SEEDS_LINE, csv_file, json_lines, packed, payload, record, row
from tests.values import PAIR

MARK = b"\xef\xbb\xbf"
LONG_ARRAY = json.dumps([record(nonce) for nonce in range(1, 2_000)]).encode()


def open_contents(content: bytes, seeds: SeedPair | None = None) -> Contents:
    return contents_of(io.BytesIO(content), seeds)


def kinds(content: bytes, seeds: SeedPair | None = None) -> tuple[FileFormat, list[int]]:
    """The format, and the places of the bets."""
    contents = open_contents(content, seeds)
    return contents.format, [place for place, found in contents.items if isinstance(found, Bet)]


def pretty(value: object) -> bytes:
    return json.dumps(value, indent=2).encode()


@pytest.mark.parametrize("mark", [b"", MARK])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize(
    ("content", "expected", "places"),
    [
        (csv_file(row(1, end=",,"), row(2, end=",,")), FileFormat.CSV, [3, 4]),
        (b"\n" + csv_file(row(1, end=",,")), FileFormat.CSV, [4]),
        (json_lines(payload(1), record(2)), FileFormat.JSON_LINES, [1, 2]),
        (b"\n\n" + json_lines(payload(1)), FileFormat.JSON_LINES, [3]),
        (json_lines([payload(1)], [payload(2)]), FileFormat.JSON_LINES, [1, 2]),
        (json_lines([payload(1)], payload(2)), FileFormat.JSON_LINES, [1, 2]),
        (json_lines({"bets": [payload(1)]}, payload(2)), FileFormat.JSON_LINES, [1, 2]),
        (json_lines({"bets": [payload(1), payload(2)]}), FileFormat.JSON, [1, 2]),
        (json_lines([payload(1), record(2)]), FileFormat.JSON, [1, 2]),
        (b"\n" + pretty([payload(1), record(2)]), FileFormat.JSON, [1, 2]),
        (pretty({"count": 2, "data": [record(1), record(2)]}), FileFormat.JSON, [1, 2]),
        (pretty({"bets": [record(1)], "data": {"more": 1}}), FileFormat.JSON, [1]),
        (pretty(record(1)), FileFormat.JSON, [1]),
        (b"[\n" + json_lines(payload(1)) + b"]\n", FileFormat.JSON, [1]),
        (b"started\n" + json_lines(payload(1)), FileFormat.JSON_LINES, [2]),
        (b"\xff\n" + json_lines(payload(1)), FileFormat.JSON_LINES, [2]),
        (b'{"id": }\n' + json_lines(payload(1)), FileFormat.JSON_LINES, [2]),
        (b'{"id": "a\n' + json_lines(payload(1)), FileFormat.JSON_LINES, [2]),
        (b"[1, x]\n" + json_lines(payload(1)), FileFormat.JSON_LINES, [2]),
        (b"# liveapp index\nfile,id\nx.csv,1\n", FileFormat.INDEX, []),
        (b"", FileFormat.EMPTY, []),
        (b" \n\t\n", FileFormat.EMPTY, []),
    ],
)
def test_the_format_is_seen_from_the_beginning(
    mark: bytes, end: bytes, content: bytes, expected: FileFormat, places: list[int]
) -> None:
    assert kinds(mark + content.replace(b"\r\n", b"\n").replace(b"\n", end)) == (expected, places)


def test_one_line_may_be_a_whole_archive_or_too_long() -> None:
    assert len(LONG_ARRAY) > MAX_ITEM_BYTES
    assert len(kinds(LONG_ARRAY)[1]) == 1_999
    assert len(kinds(b'{"bets":' + LONG_ARRAY + b"}")[1]) == 1_999
    long = b'{"id": "' + b"x" * MAX_ITEM_BYTES + b'"}\n'
    contents = open_contents(long + json_lines(payload(1)))
    (first, second) = contents.items
    assert contents.format is FileFormat.JSON_LINES
    assert first == (1, TOO_LONG)
    assert isinstance(second[1], Bet)


@pytest.mark.parametrize("whole", [json_lines([record(1), record(2)]), pretty([record(1), record(2)])])
@pytest.mark.parametrize("holder", [b"%s", b'{"data": %s}'])
def test_a_cut_array_gives_what_was_whole_and_one_refusal(whole: bytes, holder: bytes) -> None:
    content = holder % whole
    cut = content[: content.rindex(b'"statePump"')]
    contents = open_contents(cut)
    (_, first), (_, last) = contents.items
    assert contents.format is FileFormat.JSON
    assert isinstance(first, Bet)
    assert last == CUT


def test_one_line_that_is_cut_is_one_refusal() -> None:
    contents = open_contents(json_lines(payload(1))[:-40])
    ((place, found),) = contents.items
    assert contents.format is FileFormat.JSON_LINES
    assert place == 1
    assert isinstance(found, LeftOut)


def test_the_seeds_of_a_csv_are_its_own_else_those_that_are_given() -> None:
    given = SeedPair("given", "seeds")
    own, named = (open_contents(csv_file(row(1, end=",,")), seeds) for seeds in (None, given))
    for contents in (own, named):
        assert not contents.needs_seeds
        assert [found.seeds for _, found in contents.items if isinstance(found, Bet)] == [PAIR]
    contents = open_contents(csv_file(row(1), seeds=False), given)
    assert not contents.needs_seeds
    assert [found.seeds for _, found in contents.items if isinstance(found, Bet)] == [given]


def test_without_any_seeds_rows_can_be_looked_at_all_the_same() -> None:
    contents = open_contents(csv_file(row(1), "bad", seeds=False))
    assert contents.needs_seeds
    assert [type(found) for _, found in contents.items] == [Bet, LeftOut]


def test_only_with_the_seeds_line_apostrophes_are_those_of_its_export() -> None:
    for content, expected in (
        (csv_file(row(1, "''=1", ",,")), "'=1"),
        (csv_file(row(1, "''=1"), seeds=False), "''=1"),
        (f"{LONG_HEADER}\n{row(1, chr(39) * 2 + '=1', ',,')}\n".encode(), "''=1"),
    ):
        ((_, bet),) = open_contents(content, PAIR).items
        assert isinstance(bet, Bet)
        assert bet.antebot_bet_id == expected


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", None),
        ("nonce".encode("utf-16"), "UTF-16"),
        (b"\x7f\x00\x01\x02binary" * 100, "no text"),
        ("{}".encode("utf-16-le"), "UTF-16"),
        ("nonce,".encode("utf-16-be"), "UTF-16"),
        (b"\x00" * 100, "no text"),
        (b"x", "none of the formats"),
        (b"<html><body>Sign in</body></html>", "none of the formats"),
        (b"\xff\xfa\xf0 latin", "none of the formats"),
        (b"SQLite format 3\x00" + b"\x00" * 100, "no text"),
        (packed(b"{}"), "archive"),
        (b"PK\x03\x04....", "archive"),
        (b"name.json" + b"\x00" * 248 + b"ustar\x00" + b"\x00" * 100, "archive"),
        (HEADER.replace(",round_result", "").encode() + b"\n", "other columns"),
        (b"nonce,bet_id,antebot_bet_id\r\n", "other columns"),
        (b"# liveapp server_seed_hashed=a\r\n" + HEADER.encode(), "name the seeds"),
        (b"# liveapp server_seed_hashed=%FF client_seed=b\r\n" + HEADER.encode(), "name the seeds"),
        (SEEDS_LINE.encode() + b"\r\n", "none of the formats"),
        (b'{\n "id": "a",\n', "no array"),
        (b'"text"', "none of the formats"),
        (b'{"name": "liveapp", "version": 1}\n', "no bets"),
        (b'{"level": "info"}\n{"level": "error"}\n{"level": \n', "no bets"),
        (b'[1, [2], {"title": "a song"}]', "no bets"),
        (b'{"bets": [{"title": "a song"}]}', "no bets"),
        (b"\n" * 200 + b"x", "none of the formats"),
        (b" " * MAX_ITEM_BYTES + b"{}", "blanks"),
    ],
)
def test_what_is_none_of_the_formats_is_told_in_words(content: bytes, words: str | None) -> None:
    if words is None:
        assert open_contents(content).format is FileFormat.EMPTY
        return
    with pytest.raises(UnknownFormat) as raised:
        list(open_contents(content).items)
    assert re.search(words, str(raised.value)), str(raised.value)
