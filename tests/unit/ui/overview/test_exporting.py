"""Rows of the overview for other programs."""

import csv
import io

from liveapp.domain.bets import SeedPair
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.overview.columns import Column
from liveapp.ui.overview.exporting import rows_as_csv, rows_as_text
from liveapp.ui.overview.row import OverviewRow
from tests.unit.ui.overview.values import a_row, a_stream, total


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_file_has_all_columns_and_a_line_a_currency() -> None:
    row = a_row(
        alias="mine", notes='a "note"\nof two lines', totals=(total(), total("usdt", 5, 3.0, 4.5)),
        proof=StreamProof(True, 1233, 1),
    )  # fmt: skip
    first, second = read(rows_as_csv([row]))
    assert first["notes"] == 'a "note"\nof two lines'
    assert (first["currency"], first["currency_bets"], first["bets"]) == ("btc", "100", "1234")
    assert (first["profit"], first["return_to_player"]) == ("-0.5", "0.75")
    assert (first["expected_profit"], first["profit_deviation"]) == ("-0.02", "0.3")
    assert (second["currency"], second["profit"], second["alias"]) == ("usdt", "1.5", "mine")
    assert (first["wait_multiplier"], first["longest_wait"]) == ("100", "517")
    assert (first["verified"], first["mismatched"], first["bookmarks"]) == ("1233", "1", "3")
    assert first["first_bet"] == "2023-11-14T22:13:20.000000Z"


def test_what_is_not_known_is_left_empty() -> None:
    (line,) = read(rows_as_csv([OverviewRow(a_stream(totals=()))]))
    known = {name for name, value in line.items() if value}
    of_seeds = {"server_seed_hashed", "client_seed"}
    counts = {"bets", "rounds", "missing", "currency_bets", "highest_multiplier"}
    assert known == of_seeds | counts | {"wagered", "profit"}


def test_copied_rows_hold_what_is_shown_in_one_line_each() -> None:
    row = a_row(notes="one\ttwo\r\nthree", totals=(total(), total("usdt")))
    text = rows_as_text([row], [Column.NOTES, Column.BETS])
    assert text == "notes\tbets\none two three\t1234\n"
    lines = rows_as_text([row], [Column.BETS, Column.PROFIT, Column.WAGERED]).splitlines()
    assert lines[0] == "bets\tcurrency\tcurrency_bets\tprofit\twagered"
    assert [line.split("\t")[1] for line in lines[1:]] == ["btc", "usdt"]


def test_no_text_is_run_as_a_formula_and_numbers_stay_numbers() -> None:
    row = a_row(alias="=1+1", notes="@x", seeds=SeedPair("+a", "-b"), totals=(total("=c"),))
    for content in (rows_as_csv([row]).decode(), rows_as_text([row], list(Column))):
        for made_harmless in ("'=1+1", "'@x", "'+a", "'-b", "'=c"):
            assert made_harmless in content
        assert "'-0.5" not in content


def test_blanks_that_are_not_copied_keep_no_formula_from_being_made_harmless() -> None:
    row = a_row(alias="\n =1+1", seeds=SeedPair("\v-a", " @b"), totals=(total("\u2003=c"),))
    text = rows_as_text([row], [Column.STREAM, Column.WAGERED])
    assert text.splitlines()[1].split("\t")[:4] == ["'=1+1", "'-a", "'@b", "'=c"]
