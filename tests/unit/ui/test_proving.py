"""A stream is proven in the window, from its seed to the bets that differ."""

import pytest

from liveapp.domain.queries import ALL_BETS
from liveapp.domain.verdicts import DIFFERING
from liveapp.ui.proof import findings
from tests.shell import button, show_stream
from tests.unit.ui.proof.values import OWN, SEED, judge, played, tampered


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
    qtbot.waitUntil(lambda: section.result.model.rowCount() == 1)
    return live_shell


def test_a_seed_that_is_entered_in_the_tab_is_kept_and_proves_the_bets(proven_shell) -> None:
    window = proven_shell.window
    assert window.proof.section.result.words == "7 right · 1 differs · 0 cannot be computed"
    assert window.proof.server_seed.value == SEED
    assert not window.proof.server_seed.is_readable


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
