"""Rows of an export come back as the bets that they were."""

import io
import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.export import csv_lines, seeds_line
from liveapp.schemas.files.items import TOO_LONG, Item, LeftOut
from liveapp.schemas.files.own_csv import (
    ALL_COLUMNS,
    COLUMNS,
    CsvLayout,
    checked_seeds,
    csv_items,
    seeds_of_line,
)
from liveapp.schemas.ingest import Unprocessable
from tests.imports import RECEIVED, RECEIVED_US, row
from tests.values import PAIR, stored_bet

PLAIN = CsvLayout(COLUMNS, PAIR)
SEEDED = CsvLayout(ALL_COLUMNS, None, PAIR)
TEXTS = st.text("ab'=+-@\t\r\n,\"é ", min_size=1, max_size=8)


def read(content: str | bytes, layout: CsvLayout = PLAIN, lines_before: int = 0) -> list[Item]:
    encoded = content.encode() if isinstance(content, str) else content
    return list(csv_items(io.BufferedReader(io.BytesIO(encoded)), layout, lines_before))


def bets_of(content: str, layout: CsvLayout = PLAIN) -> list[Bet]:
    bets = [found for _, found in read(content, layout)]
    assert all(isinstance(bet, Bet) for bet in bets), bets
    return bets  # type: ignore[return-value]


def detail_of(content: str | bytes, layout: CsvLayout = PLAIN) -> str:
    ((_, found),) = read(content, layout)
    assert isinstance(found, LeftOut), found
    return found.detail


@given(st.lists(TEXTS, max_size=5))
def test_any_text_of_an_export_comes_back_but_for_an_apostrophe_that_looks_like_the_exports(
    names: list[str],
) -> None:
    bets = [stored_bet(nonce=nonce, antebot_bet_id=name) for nonce, name in enumerate(names, 1)]
    _, *rows = csv_lines(bets)
    read_again = bets_of("".join(rows))
    expected = [name[1:] if re.match(r"'[=+\-@\t\r]", name) else name for name in names]
    assert [bet.antebot_bet_id for bet in read_again] == expected
    assert [bet.nonce for bet in read_again] == [bet.nonce for bet in bets]


def test_every_value_of_a_row_comes_back() -> None:
    line = f"7,a,2026-01-01T00:00:00.000001Z,{RECEIVED},1e-07,2.5,hard,4.48,1.55,0.5,btc\r\n"
    assert bets_of(line, SEEDED) == [
        Bet(
            PAIR,
            "a",
            7,
            1e-07,
            2.5,
            "hard",
            1.55,
            4.48,
            0.5,
            "btc",
            1_767_225_600_000_001,
            received_us=RECEIVED_US,
        )
    ]


@pytest.mark.parametrize(("columns", "line"), [(COLUMNS, row(7)), (ALL_COLUMNS, row(7, end=",0.5,btc"))])
def test_a_column_of_gaps_changes_nothing_of_a_row(columns: tuple[str, ...], line: str) -> None:
    with_gaps = CsvLayout((*columns, "gap"), PAIR)
    assert bets_of(f"{line},12\r\n", with_gaps) == bets_of(f"{line}\r\n", CsvLayout(columns, PAIR))


def test_what_the_file_does_not_have_is_none() -> None:
    (bet,) = bets_of(f"7,a,,{RECEIVED},1.0,2.5,hard,,1.55\n")
    assert (bet.date_time_us, bet.round_target, bet.payout_multiplier, bet.currency) == (None,) * 4
    assert not bet.is_stand_in


def test_without_a_result_what_was_paid_stands_in() -> None:
    (bet,) = bets_of(f"7,a,,{RECEIVED},1.0,2.5,hard,,,0.0,\r\n", SEEDED)
    assert bet.is_stand_in
    assert bet.round_result == 0
    assert "roundResult" in detail_of(f"7,a,,{RECEIVED},1.0,2.5,hard,,,,\r\n", SEEDED)


@pytest.mark.parametrize(
    ("cell", "plain", "seeded"),
    [
        ("'=1", "=1", "=1"),
        ("'\ta", "\ta", "\ta"),
        ("''=1", "''=1", "'=1"),
        ("'''-", "'''-", "''-"),
        ("'a", "'a", "'a"),
        ("''", "''", "''"),
    ],
)
def test_apostrophes_of_the_export_are_taken_away_and_no_others(cell: str, plain: str, seeded: str) -> None:
    assert bets_of(row(1, cell) + "\r\n")[0].antebot_bet_id == plain
    assert bets_of(row(1, cell, ",,") + "\r\n", SEEDED)[0].antebot_bet_id == seeded


@pytest.mark.parametrize(
    "text", ["nan", "inf", "-inf", "1e999", "1_000", "0x1", "1,5", " 1", "1.", ".5", "+1", "١", "-1"]
)
def test_amounts_are_plain_numbers(text: str) -> None:
    assert detail_of(f'7,a,,{RECEIVED},"{text}",2.5,hard,,1.55\n')
    assert detail_of(f'7,a,,{RECEIVED},1.0,2.5,hard,"{text}",1.55\n')


@pytest.mark.parametrize("text", ["", "0", "-1", "1.0", "1e3", "0x1", "1_0", "9" * 19, "9" * 5_000, "٣"])
def test_nonces_are_plain_whole_numbers(text: str) -> None:
    assert "once" in detail_of(f"{text},a,,{RECEIVED},1.0,2.5,hard,,1.55\n")


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13-01", "1769580193330", "0001-01-01T00:00:00+14:00"]
)
def test_a_row_whose_time_of_receipt_cannot_be_read_is_refused(text: str) -> None:
    assert "received_at" in detail_of(f"7,a,,{text},1.0,2.5,hard,,1.55\n")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("1,2,3\n", "3 columns in the place of 9"),
        (row(1) + ",more\n", "10 columns in the place of 9"),
        (row(1, '"a"b') + "\n", "quotes in the wrong place"),
        (b"\xff\xfe\n", "not UTF-8"),
        (row(1, "a\0b") + "\n", "NUL"),
        (row(1, "x" * 201) + "\n", "200"),
        (row(1, "") + "\n", "id"),
        (row(1).replace("easy", "simple") + "\n", "difficulty"),
        (row(1, '"open') + "\n", "quotes that are not closed"),
    ],
)
def test_what_is_no_row_is_refused_in_words(line: str | bytes, words: str) -> None:
    assert words in detail_of(line)


def test_places_are_lines_of_the_file_where_texts_span_lines_too() -> None:
    content = row(1) + "\n\n" + row(2, '"a\n\nb"') + "\r\n" + row(3) + "\n"
    assert [place for place, _ in read(content, lines_before=2)] == [3, 5, 8]
    assert [bet.antebot_bet_id for bet in bets_of(content)] == ["1", "a\n\nb", "3"]


OTHER = SeedPair("another hash", "another client")
HEADER = ",".join(COLUMNS) + "\r\n"


def test_files_that_were_put_together_keep_their_rows_apart() -> None:
    another = "".join(csv_lines([stored_bet(nonce=9, antebot_bet_id="''=1")], OTHER))
    first = row(1, end=",,") + "\r\n"
    both = read(first + another + seeds_line(PAIR) + HEADER + row(2) + "\r\n", SEEDED, lines_before=2)
    assert [place for place, _ in both] == [3, 6, 9]
    assert [found.seeds for _, found in both if isinstance(found, Bet)] == [PAIR, OTHER, PAIR]
    assert [found.antebot_bet_id for _, found in both if isinstance(found, Bet)] == ["1", "''=1", "2"]


def test_rows_of_which_nobody_says_whose_they_are_are_never_taken_for_those_of_the_file_before() -> None:
    first, second = row(1, end=",,") + "\r\n", row(2) + "\r\n"
    for beginning in (HEADER, "# liveapp server_seed_hashed=%FF client_seed=b\r\n" + HEADER):
        (_, bet), (place, refused) = read(first + beginning + second, SEEDED)
        assert isinstance(bet, Bet)
        assert isinstance(refused, LeftOut)
        assert (place, "seeds" in refused.detail) == (2, True)
    given = read(second + HEADER + row(3) + "\r\n")
    assert [found.seeds for _, found in given if isinstance(found, Bet)] == [PAIR, PAIR]


def test_a_quote_that_is_never_closed_costs_its_own_line_only() -> None:
    good = [row(nonce) + "\n" for nonce in range(2, 1_000)]
    items = read(row(1, '"a') + "\n" + "".join(good))
    assert [place for place, found in items if isinstance(found, LeftOut)] == [1]
    assert len(items) == 999
    items = read(row(1, '"a') + "\n" + row(2) + "\n" + row(3, '"b') + "\n" + row(4) + "\n")
    assert [place for place, found in items if isinstance(found, LeftOut)] == [1, 3]
    items = read(row(1, '"a') + "\n" + "x" * (1 << 21) + "\n" + row(3) + "\n")
    assert [type(found) for _, found in items] == [LeftOut, LeftOut, Bet]
    assert items[1] == (2, TOO_LONG)


def test_a_file_of_nothing_but_quotes_is_gone_through_in_time() -> None:
    assert len(read('"\n' * 20_000)) == 20_000
    assert len(read("a,\n" * 299 + '"\n' * 3)) == 302


def test_a_last_line_that_may_be_cut_is_refused() -> None:
    whole = row(1)
    for end in range(1, len(whole)):
        assert "cut" in detail_of(whole[:end])
    assert "cut" in detail_of(row(1, end=",0.5,us"), SEEDED)
    assert "cut" in detail_of(row(1).replace(",1.02", ",1.0"))


def test_a_last_line_without_an_end_is_taken_where_nothing_can_be_missing() -> None:
    assert len(bets_of(row(1))) == 1
    assert len(bets_of(row(1) + "\r")) == 1
    assert len(bets_of(row(1, end=",0.5,us") + "\r", SEEDED)) == 1


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_a_files_first_line_names_its_seeds(server_seed_hashed: str, client_seed: str) -> None:
    seeds = SeedPair(server_seed_hashed.replace("\0", "a"), client_seed.replace("\0", "b"))
    values = [quote(seed, safe="") for seed in seeds]
    assert seeds_of_line(f"# liveapp server_seed_hashed={values[0]} client_seed={values[1]}") == seeds


@pytest.mark.parametrize(
    "line",
    [
        "# liveapp server_seed_hashed=a",
        "# liveapp server_seed_hashed=a client_seed=",
        "# liveapp server_seed_hashed=a client_seed=b c",
        "# liveapp server_seed_hashed=%FF client_seed=b",
        "# liveapp server_seed_hashed=%00 client_seed=b",
        f"# liveapp server_seed_hashed={'a' * 201} client_seed=b",
    ],
)
def test_a_line_that_names_no_seeds_that_a_stream_can_have_is_refused(line: str) -> None:
    with pytest.raises(Unprocessable):
        seeds_of_line(line)


def test_seeds_are_checked_by_the_schema() -> None:
    assert checked_seeds("a", "b") == SeedPair("a", "b")
    with pytest.raises(Unprocessable):
        checked_seeds("a", "")
