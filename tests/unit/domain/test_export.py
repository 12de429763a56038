"""Lines and names of CSV files."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from liveapp.domain.bets import SeedPair, StoredBet
from liveapp.domain.bookmarks import Bookmark
from liveapp.domain.export import (
    BOOKMARKS_HEADER,
    CSV_HEADER,
    INDEX_HEADER,
    INDEX_LINE,
    FreeNames,
    bookmark_lines,
    bookmarks_file_name,
    comparison_file_name,
    csv_file_name,
    csv_lines,
    index_lines,
    iso_time,
    proof_file_name,
)
from liveapp.domain.streams import Stream

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)
SEEDS = SeedPair("1a2b", "seed")


def stored(**changes: object) -> StoredBet:
    values: dict[str, object] = {
        "id": 1,
        "antebot_bet_id": "a",
        "received_us": 1_772_388_023_870_001,
        "date_time_us": None,
        "nonce": 7,
        "amount": 0.5,
        "payout": 1e-05,
        "difficulty": "easy",
        "round_target": None,
        "round_result": 34.68,
        "payout_multiplier": None,
        "currency": None,
        **changes,
    }
    return StoredBet(**values)  # type: ignore[arg-type]


def stream(
    server_seed_hashed: str = "1a2b3c4d5eff", client_seed: str = "seed", total_bets: int = 3
) -> Stream:
    return Stream(
        key=1,
        id=UUID(int=1),
        seeds=SeedPair(server_seed_hashed, client_seed),
        created_us=0,
        last_seen_us=0,
        total_bets=total_bets,
        highest_multiplier=None,
        lowest_multiplier=None,
        sum_multipliers=0.0,
        last_nonce=None,
        rounds=0,
        first_round=None,
        last_round=None,
        totals=(),
        notes=None,
        notes_revision=0,
        alias=None,
        is_pinned=False,
    )


def test_the_header_comes_first_and_alone_where_there_are_no_bets() -> None:
    assert list(csv_lines([])) == [CSV_HEADER]
    assert CSV_HEADER == (
        "nonce,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result\r\n"
    )


def test_a_line_holds_numbers_as_python_writes_them_and_nothing_for_none() -> None:
    _, line = csv_lines([stored()])
    assert line == "7,a,,2026-03-01T18:00:23.870001Z,0.5,1e-05,easy,,34.68\r\n"
    _, line = csv_lines([stored(date_time_us=0, round_target=2.0, amount=1e22)])
    assert (
        line == "7,a,1970-01-01T00:00:00.000000Z,2026-03-01T18:00:23.870001Z,1e+22,1e-05,easy,2.0,34.68\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    _, line = csv_lines([stored(antebot_bet_id=start + "1")])
    [row] = csv.reader(io.StringIO(line, newline=""))
    assert row[1] == "'" + start + "1"


@given(text=TEXTS)
def test_any_text_reads_back_from_its_line(text: str) -> None:
    _, line = csv_lines([stored(antebot_bet_id=text)])
    [row] = csv.reader(io.StringIO(line, newline=""))
    assert row[1].removeprefix("'") == text.removeprefix("'")
    assert len(row) == 9
    assert not row[1].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_first_line_names_the_seeds_and_two_more_columns_follow() -> None:
    seeds = SeedPair("1a2b", 'a "b", c=d\r\n%é')
    first, header, line = csv_lines([stored(payout_multiplier=2.0, currency="btc")], seeds)
    assert first == (
        "# liveapp server_seed_hashed=1a2b client_seed=a%20%22b%22%2C%20c%3Dd%0D%0A%25%C3%A9\r\n"
    )
    assert header == CSV_HEADER.rstrip() + ",payout_multiplier,currency\r\n"
    assert line == "7,a,,2026-03-01T18:00:23.870001Z,0.5,1e-05,easy,,34.68,2.0,btc\r\n"


def test_nothing_stands_for_a_multiplier_and_a_currency_that_are_not_known() -> None:
    *_, line = csv_lines([stored()], SEEDS)
    assert line.endswith(",34.68,,\r\n")


@pytest.mark.parametrize("seeds", [None, SEEDS])
def test_with_gaps_each_line_ends_in_the_distance_to_the_one_before(seeds: SeedPair | None) -> None:
    bets = [stored(id=n, nonce=nonce, antebot_bet_id="=a") for n, nonce in enumerate((2, 5, 5, 2**63 - 1))]
    plain, told = (list(csv_lines(bets, seeds, tells_gaps)) for tells_gaps in (False, True))
    ends = ["gap", "", "3", "0", str(2**63 - 6)]
    heads = [] if seeds is None else [plain.pop(0)]
    assert told == [*heads, *(f"{line.rstrip()},{end}\r\n" for line, end in zip(plain, ends, strict=True))]


def test_a_stand_in_has_no_result_below_the_seeds_so_that_it_comes_back_as_one() -> None:
    bet = stored(payout_multiplier=2.5, round_result=2.5, is_stand_in=True)
    *_, line = csv_lines([bet], SEEDS)
    assert line.endswith(",easy,,,2.5,\r\n")
    *_, line = csv_lines([bet])
    assert line.endswith(",easy,,2.5\r\n")


@given(TEXTS, TEXTS)
def test_seeds_read_back_from_their_line_whatever_they_are(server: str, client: str) -> None:
    line, _ = csv_lines([], SeedPair(server, client))
    pairs = [part.split("=") for part in line.removeprefix("# liveapp ").removesuffix("\r\n").split(" ")]
    assert [(name, unquote(value)) for name, value in pairs] == [
        ("server_seed_hashed", server),
        ("client_seed", client),
    ]


@given(st.builds(str.__add__, st.sampled_from(["", "'", "''", "=", "'=", "''@", "'\t"]), TEXTS))
def test_below_the_seeds_a_text_is_harmless_and_still_exact(text: str) -> None:
    *_, line = csv_lines([stored(antebot_bet_id=text, currency=text)], SEEDS)
    [row] = csv.reader(io.StringIO(line, newline=""))
    for shown in (row[1], row[10]):
        assert not shown.startswith(("=", "+", "-", "@", "\t", "\r"))
        is_guarded = shown.startswith("'") and shown.lstrip("'").startswith(("=", "+", "-", "@", "\t", "\r"))
        assert shown[is_guarded:] == text


def test_a_bookmark_is_a_line_with_its_bet_and_its_note() -> None:
    bet = stored(id=9, round_target=2.0, currency="btc")
    bookmark = Bookmark(9, 7, 34.68, "high, at last", 1_772_388_024_000_000)
    assert BOOKMARKS_HEADER == (
        "nonce,bet_id,antebot_bet_id,date_time,received_at,amount,payout,difficulty,round_target,round_result,"
        "currency,note,created_at\r\n"
    )
    line = (
        '7,9,a,,2026-03-01T18:00:23.870001Z,0.5,1e-05,easy,2.0,34.68,btc,"high, at last",'
        "2026-03-01T18:00:24.000000Z\r\n"
    )
    assert list(bookmark_lines([(bet, bookmark)])) == [BOOKMARKS_HEADER, line]
    assert list(bookmark_lines([])) == [BOOKMARKS_HEADER]


@given(bet_id=TEXTS, currency=TEXTS, note=TEXTS)
@example(bet_id="=1+1", currency="@SUM", note="-1\n=2")
@example(bet_id="a", currency="b", note='two\r\nlines, "quoted"')
def test_any_text_of_a_bookmark_reads_back_and_is_no_formula(bet_id: str, currency: str, note: str) -> None:
    bet = stored(antebot_bet_id=bet_id, currency=currency)
    text = "".join(bookmark_lines([(bet, Bookmark(1, 7, 34.68, note, 0))]))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    for column, given_text in (("antebot_bet_id", bet_id), ("currency", currency), ("note", note)):
        guard = "'" if given_text.startswith(("=", "+", "-", "@", "\t", "\r")) else ""
        assert row[column] == guard + given_text


def test_nothing_stands_for_a_note_and_a_currency_that_there_are_not() -> None:
    line = list(bookmark_lines([(stored(), Bookmark(1, 7, 34.68, None, 0))]))[1]
    assert line.endswith(",34.68,,,1970-01-01T00:00:00.000000Z\r\n")


def test_a_file_of_bookmarks_is_named_like_that_of_the_bets() -> None:
    named = bookmarks_file_name(stream(client_seed="../ü seed"), 2)
    assert named == "stream_1a2b3c4d5e_.._seed_2_bookmarks.csv"


def test_an_index_names_each_file_with_its_stream() -> None:
    noted = replace(stream(client_seed="=1"), alias="Main, old", notes="-1\nand more", last_seen_us=1)
    lines = list(index_lines([("a.csv", noted, 3), ("b.csv", stream(), 0)]))
    assert lines[:2] == [INDEX_LINE, INDEX_HEADER]
    assert lines[2:] == [
        (
            "a.csv,00000000-0000-0000-0000-000000000001,1a2b3c4d5eff,'=1,3,1970-01-01T00:00:00.000000Z,"
            '1970-01-01T00:00:00.000001Z,"Main, old","\'-1\nand more"\r\n'
        ),
        (
            "b.csv,00000000-0000-0000-0000-000000000001,1a2b3c4d5eff,seed,0,1970-01-01T00:00:00.000000Z,"
            "1970-01-01T00:00:00.000000Z,,\r\n"
        ),
    ]


def test_lines_are_made_as_they_are_taken() -> None:
    taken: list[int] = []

    def bets() -> Iterator[StoredBet]:
        for nonce in (1, 2, 3):
            taken.append(nonce)
            yield stored(nonce=nonce)

    for lines in (csv_lines(bets()), csv_lines(bets(), tells_gaps=True)):
        taken.clear()
        next(lines)
        next(lines)
        assert taken == [1]


@pytest.mark.parametrize(
    ("time_us", "text"),
    [
        (0, "1970-01-01T00:00:00.000000Z"),
        (-1, "1969-12-31T23:59:59.999999Z"),
        (1_772_388_023_870_000, "2026-03-01T18:00:23.870000Z"),
        (-62_135_596_800_000_000, "0001-01-01T00:00:00.000000Z"),
        (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_times_are_written_with_microseconds_and_z(time_us: int, text: str) -> None:
    assert iso_time(time_us) == text


def test_a_file_name_tells_hash_seed_and_number_of_bets() -> None:
    assert csv_file_name(stream()) == "stream_1a2b3c4d5e_seed_3_bets.csv"
    assert proof_file_name(stream(client_seed="../ü seed")) == "proof_1a2b3c4d5e_.._seed_3_bets.html"


@given(seed=st.text(min_size=1, max_size=200), server=st.text(min_size=1, max_size=200))
def test_a_file_name_is_safe_whatever_the_seeds(seed: str, server: str) -> None:
    name = csv_file_name(stream(server, seed))
    assert name.startswith("stream_")
    assert name.endswith("_3_bets.csv")
    assert len(name) <= 150
    assert all(character.isascii() and (character.isalnum() or character in "._-") for character in name)


def test_a_number_goes_before_the_ending_of_any_name() -> None:
    free = FreeNames(["a.b.html", "plain"])
    assert [free.take(name) for name in ("a.b.html", "a.b.html", "plain")] == [
        "a.b-2.html",
        "a.b-3.html",
        "plain-2",
    ]


def test_names_of_several_files_never_collide_with_each_other_or_with_what_is_there() -> None:
    alike = [stream(client_seed=seed) for seed in ("a b", "a/b", "A?B", "other")]
    first = csv_file_name(alike[0])
    free = FreeNames([first.upper()])
    assert [free.take(csv_file_name(one)) for one in alike] == [
        "stream_1a2b3c4d5e_a_b_3_bets-2.csv",
        "stream_1a2b3c4d5e_a_b_3_bets-3.csv",
        "stream_1a2b3c4d5e_A_B_3_bets-4.csv",
        "stream_1a2b3c4d5e_other_3_bets.csv",
    ]


def test_a_file_of_several_streams_is_named_by_their_number() -> None:
    assert comparison_file_name(3, "profits", "png") == "comparison_3_streams_profits.png"
