"""What leads to a stream's proof from elsewhere in the window."""

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.jobs import Finished, JobEnded, JobStarted
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.verdicts import DIFFERING, Verdict
from tests.shell import show_stream

SEED = "0f1e2d3c4b5a6978" * 4
OWN = SeedPair(hash_server_seed(SEED), "revealed-client")
VERIFICATION = SeedVerification(OWN.server_seed_hashed)


@pytest.fixture
def revealed_shell(live_shell, qtbot):
    """The window that shows a stream of four bets whose seed was just revealed; none is compared yet."""
    live_shell.record(OWN, 1, 2, 3, 4)
    qtbot.waitUntil(lambda: live_shell.window.panel.model.total == 3)
    show_stream(qtbot, live_shell, OWN)
    live_shell.store.writer.reveal_seed(SEED)
    qtbot.waitUntil(lambda: live_shell.window.page.header.proof.isVisible())
    return live_shell


def judge(shell, *verdicts: Verdict) -> None:
    stream = next(one for one in shell.streams() if one.seeds == OWN)
    bets = shell.store.reader.bets_to_prove(stream.key, 0, len(verdicts))
    shell.store.writer.set_verdicts(
        stream.key, [(bet.id, verdict) for bet, verdict in zip(bets, verdicts, strict=True)]
    )


def end(shell) -> None:
    streams = tuple(one for one in shell.streams() if one.seeds == OWN)
    shell.window.apply_job_events([JobEnded(7, VERIFICATION, Finished(SeedVerified(streams)))])


def test_the_header_and_a_toast_tell_of_a_proof_from_its_start_to_its_end(revealed_shell, qtbot) -> None:
    window = revealed_shell.window
    figure = window.page.header.proof
    assert figure.text() == "0 of 4 proven"
    window.apply_job_events([JobStarted(7, VERIFICATION)])
    assert figure.text() == "proving 0 of 4"
    judge(revealed_shell, *[Verdict.VERIFIED] * 4)
    qtbot.waitUntil(lambda: figure.text() == "4 of 4 proven")
    end(revealed_shell)
    assert [toast.text for toast in window.toasts.toasts][-1].endswith(": 4 of 4 bets proven")


def test_a_proven_figure_leads_to_the_tab_with_the_seeds(revealed_shell, qtbot) -> None:
    window = revealed_shell.window
    assert window.page.current_tab is window.bets
    window.page.header.proof.click()
    assert window.page.current_tab is window.proof


def test_a_figure_of_what_differs_leads_to_those_bets(revealed_shell, qtbot) -> None:
    window = revealed_shell.window
    judge(revealed_shell, Verdict.VERIFIED, Verdict.RESULT_DIFFERS, Verdict.PAYOUT_DIFFERS, Verdict.VERIFIED)
    qtbot.waitUntil(lambda: window.page.header.proof.text() == "2 of 4 differ")
    window.page.show_tab(window.proof)
    window.page.header.proof.click()
    assert window.page.current_tab is window.bets
    assert window.bets.model.bet_filter.verdicts == DIFFERING
    qtbot.waitUntil(lambda: window.bets.view.model().rowCount() == 2)


def test_a_toast_of_what_differs_opens_that_stream_with_those_bets(revealed_shell, qtbot) -> None:
    window = revealed_shell.window
    judge(revealed_shell, *[Verdict.RESULT_DIFFERS] * 3)
    other = next(one for one in revealed_shell.streams() if one.seeds != OWN)
    show_stream(qtbot, revealed_shell, other.seeds)
    end(revealed_shell)
    message = window.toasts.messages[-1]
    assert message.text.endswith(": 3 of 4 bets differ")
    message.act()
    qtbot.waitUntil(lambda: window.page.stream.seeds == OWN)
    qtbot.waitUntil(lambda: window.bets.view.model().rowCount() == 3)


def test_seeds_can_be_taken_from_a_file_whatever_is_shown(revealed_shell) -> None:
    assert revealed_shell.window.actions_by_name["revealSeedsFileAction"].isEnabled()
    assert set(revealed_shell.window.proof_ways.commands()) == {"revealSeedsFileAction"}
