"""Rows wait for their pages in one file, and are cut where a page is full."""

from io import BytesIO
from pathlib import Path

import pytest

from liveapp.domain.verdicts import StreamProof, Verdict
from liveapp.jobs import report_rows
from liveapp.jobs.report_page import ReportPart
from liveapp.jobs.report_rows import ROWS_PER_GROUP, RowSpool, judged_rows
from tests.proving import Player
from tests.values import stored_bet


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(report_rows, "MOST_REPORT_ROWS", 3)
    return 3


def spooled(verdicts: list[Verdict], *, only_differing: bool = False) -> RowSpool:
    spool = RowSpool(BytesIO(), only_differing=only_differing)
    for number, verdict in enumerate(verdicts):
        spool.add(verdict, f"row {number} é\n")
    return spool


def page(spool: RowSpool, place: int) -> str:
    target = BytesIO()
    spool.copy(place, target)
    return target.getvalue().decode()


def test_a_page_that_is_full_is_followed_by_another_and_each_knows_what_its_rows_come_to(
    short_pages: int,
) -> None:
    spool = spooled([Verdict.VERIFIED, Verdict.RESULT_DIFFERS, Verdict.PAYOUT_DIFFERS, Verdict.UNVERIFIABLE])
    assert page(spool, 0) == "row 0 é\nrow 1 é\nrow 2 é\n"
    assert page(spool, 1) == "row 3 é\n"
    assert spool.parts([Path("a"), Path("b")]) == [
        ReportPart(Path("a"), 0, 3, StreamProof(True, 1, 2, 0)),
        ReportPart(Path("b"), 3, 1, StreamProof(True, 0, 0, 1)),
    ]
    assert spool.proof == StreamProof(True, 1, 2, 1)
    assert spool.rows == 4


def test_a_last_page_that_is_just_full_is_followed_by_none(short_pages: int) -> None:
    assert len(spooled([Verdict.VERIFIED] * 6).pages) == 2
    assert len(spooled([]).pages) == 1


def test_where_only_what_differs_is_listed_all_is_counted(short_pages: int) -> None:
    spool = spooled([Verdict.VERIFIED, Verdict.RESULT_DIFFERS, Verdict.UNVERIFIABLE], only_differing=True)
    assert page(spool, 0) == "row 1 é\n"
    assert (spool.rows, spool.proof) == (1, StreamProof(True, 1, 1, 1))


def test_rows_stand_in_groups_that_a_browser_lays_out_one_by_one() -> None:
    text = page(spooled([Verdict.VERIFIED] * (2 * ROWS_PER_GROUP + 1)), 0)
    assert [group.count("row") for group in text.split("<tbody>\n")] == [ROWS_PER_GROUP, ROWS_PER_GROUP, 1]


def test_each_row_has_the_verdict_of_its_bet() -> None:
    player = Player()
    right, wrong = player.bet(1), player.tampered(2)
    bets = [
        stored_bet(
            nonce=bet.nonce,
            amount=bet.amount,
            payout=bet.payout,
            difficulty=bet.difficulty,
            round_target=bet.round_target,
            round_result=bet.round_result,
        )
        for bet in (right, wrong)
    ]
    rows = list(judged_rows(player.server_seed, player.seeds.client_seed, bets))
    assert [verdict for verdict, _ in rows] == [Verdict.VERIFIED, Verdict.RESULT_DIFFERS]
    assert "verified" in rows[0][1]
    assert "result differs" in rows[1][1]
