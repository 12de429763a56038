"""The status bar's line about the receiver."""

import pytest
from PySide6.QtWidgets import QLabel

from liveapp.domain.errors import StoreDamaged, StoreLocked
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.receiver.status import ReceiverStatus
from tests.shell import FIRST_SEEDS, RECEIVING, SECOND_SEEDS

TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (ReceiverState(ReceiverPhase.STARTING, 17888), "◌ Starting the receiver …"),
        (RECEIVING, "● Receiving on 127.0.0.1:17888 · no bet since the start"),
        (TAKEN, "▲ Not receiving: port 17888 is in use"),
        (ReceiverState(ReceiverPhase.STOPPED, 17888), "■ Receiver stopped"),
        (ReceiverState(ReceiverPhase.FAILED, 17888, None, "no memory"), "✕ Not receiving: no memory"),
    ],
)
def test_its_state_is_told_by_words_and_a_shape_of_its_own(shell, state, words):
    shell.window.show_receiver_state(state)
    status = shell.window.findChild(QLabel, "receiverStatus")
    assert status.isVisible()
    assert status.text() == words
    assert status.accessibleDescription() == words[2:]


def test_where_nothing_is_stored_any_more_it_says_so_instead_of_receiving(live_shell):
    live_shell.window.show_receiver_state(RECEIVING)
    live_shell.window.show_fault(StoreLocked("busy"))
    status = live_shell.window.notices.status
    assert status.text().startswith("● Receiving")
    damage = StoreDamaged("malformed")
    live_shell.store.writer.halt_on_damage(damage)
    live_shell.window.show_fault(damage)
    live_shell.window.show_receiver_state(RECEIVING)
    assert status.text() == "✕ Nothing is stored. The database is damaged."


def test_the_line_ticks_and_tells_how_many_bets_come(qtbot, light_theme):
    now_us = 1_000_000_000
    status = ReceiverStatus(lambda: now_us)
    qtbot.addWidget(status)
    status.show_state(RECEIVING)
    status.count_bets(210)
    now_us += 3_000_000
    status.refresh()
    assert status.text() == "● Receiving on 127.0.0.1:17888 · last bet 3 s ago · 42 bets/s"
    now_us += 60_000_000
    status.refresh()
    assert status.text() == "● Receiving on 127.0.0.1:17888 · last bet 1 min ago"


def test_heartbeats_are_no_bets(live_shell, qtbot):
    live_shell.window.show_receiver_state(RECEIVING)
    live_shell.beat(FIRST_SEEDS, 500)
    live_shell.record(SECOND_SEEDS, 6)
    status = live_shell.window.notices.status
    qtbot.waitUntil(lambda: (status.refresh(), "bets/s" in status.text())[1])
    assert "0.2 bets/s" in status.text()


def test_the_line_ticks_only_while_somebody_could_see_it(live_shell, qtbot):
    window, ticker = live_shell.window, live_shell.window.notices.status._ticker
    assert ticker.isActive()
    window.showMinimized()
    qtbot.waitUntil(lambda: not ticker.isActive())
    window.showNormal()
    qtbot.waitUntil(ticker.isActive)
    window.hide()
    assert not ticker.isActive()


def test_it_receives_only_while_it_listens_and_what_comes_is_stored(qtbot):
    status = ReceiverStatus()
    qtbot.addWidget(status)
    assert not status.is_receiving
    status.show_state(ReceiverState(ReceiverPhase.RECEIVING, 17888, "http://127.0.0.1:17888"))
    assert status.is_receiving
    assert status.parts() == ("Receiving on 127.0.0.1:17888", "no bet since the start")
    status.show_halted("The disk is full.")
    assert not status.is_receiving
    assert status.parts() == ("Nothing is stored. The disk is full.", "")
