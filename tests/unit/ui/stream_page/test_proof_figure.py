"""How far a stream is proven, in its header."""

from dataclasses import replace

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.jobs import (
    Cancelled,
    DeletionRest,
    Finished,
    JobEnded,
    JobProgressed,
    JobStarted,
    Progress,
)
from liveapp.domain.proof_jobs import SeedVerification
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.stream_page.proof_figure import ProofFigure
from tests.unit.ui.streams.values import PLAIN, make_stream

HASHED = PLAIN.seeds.server_seed_hashed
VERIFICATION = SeedVerification(HASHED)


def stream(verified: int = 0, mismatched: int = 0, unverifiable: int = 0):
    return make_stream(total_bets=12_345, proof=StreamProof(True, verified, mismatched, unverifiable))


@pytest.fixture
def figure(theme, qtbot) -> ProofFigure:
    made = ProofFigure()
    qtbot.addWidget(made)
    return made


def forms(figure: ProofFigure) -> tuple[str, str]:
    figure.set_short(False)
    long = figure.text()
    figure.set_short(True)
    return long, figure.text()


def test_it_is_there_only_once_a_seed_is_known(figure) -> None:
    figure.show_stream(stream(12_345))
    assert not figure.isHidden()
    figure.show_stream(PLAIN)
    assert figure.isHidden()
    figure.show_stream(make_stream(total_bets=0, proof=StreamProof(True)))
    assert figure.isHidden()


@pytest.mark.parametrize(
    ("shown", "long", "short"),
    [
        (stream(12_345), "12,345 of 12,345 proven", "proven"),
        (stream(12_000, unverifiable=345), "12,000 of 12,345 proven", "proven"),
        (stream(12_344), "12,344 of 12,345 proven", "proven"),
        (stream(12_342, 3), "3 of 12,345 differ", "3 differ"),
        (stream(12_340, 1), "1 of 12,345 differs", "1 differs"),
        (stream(4_000, 1), "1 of 4,001 differs so far", "1 differs"),
        (stream(4_000), "4,000 of 12,345 proven", "32 % proven"),
        (stream(0, unverifiable=12_345), "0 of 12,345 proven", "0 % proven"),
    ],
)
def test_it_says_what_came_out_in_two_forms(figure, shown, long, short) -> None:
    figure.show_stream(shown)
    assert forms(figure) == (long, short)


def test_it_says_that_it_is_going_on_only_while_it_is(figure) -> None:
    figure.show_stream(stream(4_000, unverifiable=5))
    figure.apply([JobStarted(7, VERIFICATION), JobProgressed(7, Progress(1, 2))])
    assert forms(figure) == ("proving 4,005 of 12,345", "proving 32 %")
    figure.apply([JobEnded(8, DeletionRest(), Finished(None))])
    assert forms(figure)[0] == "proving 4,005 of 12,345"
    figure.apply([JobEnded(7, VERIFICATION, Cancelled(None))])
    assert forms(figure) == ("4,000 of 12,345 proven", "32 % proven")


def test_what_differs_and_what_is_done_is_told_while_it_goes_on(figure) -> None:
    figure.apply([JobStarted(7, VERIFICATION)])
    figure.show_stream(stream(4_000, 3))
    assert forms(figure)[0] == figure.accessibleName() == "3 of 4,003 differ so far"
    figure.show_stream(stream(12_345))
    assert forms(figure)[0] == "12,345 of 12,345 proven"


def test_a_hash_is_one_in_any_case_of_its_letters_and_another_one_is_not(figure) -> None:
    figure.show_stream(replace(stream(), seeds=SeedPair(HASHED.upper(), "c")))
    figure.apply([JobStarted(7, SeedVerification("77aa" * 16))])
    assert forms(figure)[0] == "0 of 12,345 proven"
    figure.apply([JobStarted(8, VERIFICATION)])
    assert forms(figure)[0] == "proving 0 of 12,345"


def test_it_is_named_and_explained_whole(figure) -> None:
    figure.show_stream(stream(12_000, 3, 340))
    assert figure.accessibleName() == "3 of 12,345 bets differ"
    details = "12,000 proven · 3 differ · 340 cannot be verified · 2 not compared yet"
    assert figure.accessibleDescription() == details
    assert figure.toolTip() == f"{details}\nShow which (in Bets)"
    figure.show_stream(stream(12_345))
    assert figure.toolTip().endswith("0 differ\nShow the seeds and the proof (Seed & proof)")


def test_a_click_leads_to_what_differs_or_else_to_the_proof(figure, qtbot) -> None:
    figure.show_stream(stream(12_345))
    with qtbot.waitSignal(figure.proof_requested), qtbot.assertNotEmitted(figure.differing_requested):
        figure.click()
    figure.show_stream(stream(12_342, 3))
    with qtbot.waitSignal(figure.differing_requested), qtbot.assertNotEmitted(figure.proof_requested):
        figure.click()
