"""What leads to a stream's proof from elsewhere in the window, and from there to its bets."""

import pytest

from liveapp.domain.jobs import Finished, JobEnded, JobStarted
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.queries import ALL_BETS
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.ui.bets.calculation_dialog import CalculationDialog
from liveapp.ui.proof import findings
from liveapp.ui.proof.reveal_dialog import RevealDialog
from tests.shell import button, show_stream
from tests.unit.ui.proof.values import OWN, SEED, judge, played, tampered

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


def give(shell, *verdicts: Verdict) -> None:
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
    give(revealed_shell, *[Verdict.VERIFIED] * 4)
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
    give(revealed_shell, Verdict.VERIFIED, Verdict.RESULT_DIFFERS, Verdict.PAYOUT_DIFFERS, Verdict.VERIFIED)
    qtbot.waitUntil(lambda: window.page.header.proof.text() == "2 of 4 differ")
    window.page.show_tab(window.proof)
    window.page.header.proof.click()
    assert window.page.current_tab is window.bets
    assert window.bets.model.bet_filter.verdicts == DIFFERING
    qtbot.waitUntil(lambda: window.bets.view.model().rowCount() == 2)


def test_a_toast_of_what_differs_opens_that_stream_with_those_bets(revealed_shell, qtbot) -> None:
    window = revealed_shell.window
    give(revealed_shell, *[Verdict.RESULT_DIFFERS] * 3)
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


@pytest.fixture
def no_pauses(monkeypatch) -> None:
    monkeypatch.setattr(findings, "LEAST_PAUSE_MS", 10)


@pytest.fixture
def proven_shell(no_pauses, live_shell, qtbot):
    """The window on the tab of the proof, whose stream has a bet that differs, nonce 7."""
    live_shell.store.writer.record([*played(range(1, 7)), *tampered([7]), *played([8])])
    qtbot.waitUntil(lambda: live_shell.window.panel.model.total == 3)
    show_stream(qtbot, live_shell, OWN)
    live_shell.window.actions_by_name["showProofTabAction"].trigger()
    section = live_shell.window.proof.section
    section.entry.edit.setText(f'"{SEED}"')
    qtbot.waitUntil(button(section, "Reveal").isEnabled)
    button(section, "Reveal").click()
    qtbot.waitUntil(section.result.isVisible)
    judge(live_shell.store, live_shell.window.page.stream)
    qtbot.waitUntil(lambda: section.result.model.rowCount() == 1 and section.result.words[0] != "0")
    return live_shell


def test_a_seed_that_is_entered_in_the_tab_is_kept_and_proves_the_bets(proven_shell) -> None:
    window = proven_shell.window
    assert window.proof.section.result.words == "7 right · 1 differs · 0 cannot be computed"
    assert window.proof.server_seed.value == SEED
    assert not window.proof.server_seed.is_readable


def test_the_focus_stays_by_the_seed_once_it_is_revealed(proven_shell) -> None:
    window = proven_shell.window
    assert window.focusWidget() is window.proof.server_seed.focusProxy()


def test_whoever_types_a_seed_is_not_led_away_from_it(live_shell, qtbot) -> None:
    window = live_shell.window
    window.actions_by_name["showProofTabAction"].trigger()
    with qtbot.waitSignal(window.proof_ways.user_acted):
        qtbot.keyClicks(window.proof.section.entry.edit, "5")


def test_a_bet_that_differs_is_shown_among_the_others(proven_shell, qtbot) -> None:
    window = proven_shell.window
    view = window.proof.section.result.view
    view.activated.emit(view.model().index(0, 0))
    assert window.page.current_tab is window.bets
    qtbot.waitUntil(window.bets.view.currentIndex().isValid)
    assert window.bets.view.currentIndex().row() == 6
    assert window.bets.filter_bar.bet_filter == ALL_BETS


def test_all_that_differ_are_shown_alone(proven_shell, qtbot) -> None:
    window = proven_shell.window
    button(window.proof, "Show all in Bets").click()
    assert window.page.current_tab is window.bets
    assert window.bets.filter_bar.bet_filter.verdicts == DIFFERING
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 1)


def test_a_shown_seed_is_hidden_once_the_tab_is_left(proven_shell) -> None:
    window = proven_shell.window
    button(window.proof.server_seed, "Show").click()
    assert window.proof.server_seed.is_readable
    window.actions_by_name["showBetsTabAction"].trigger()
    window.actions_by_name["showProofTabAction"].trigger()
    assert not window.proof.server_seed.is_readable


def test_a_calculation_that_lacks_the_seed_leads_to_the_dialog_that_takes_it(live_shell, qtbot) -> None:
    window = live_shell.window
    live_shell.record(OWN, 1)
    qtbot.waitUntil(lambda: window.panel.model.total == 3)
    show_stream(qtbot, live_shell, OWN)
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 1)
    qtbot.waitUntil(lambda: window.bets.model.bet_at(0) is not None)
    window.bets.view.choose_row(0)
    window.actions_by_name["showCalculationAction"].trigger()
    button(window.findChild(CalculationDialog), "Reveal server seed…").click()
    assert window.findChild(RevealDialog).isVisible()
    window.findChild(RevealDialog).reject()
