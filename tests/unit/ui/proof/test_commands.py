"""Revealing server seeds from the window."""

import pytest
from PySide6.QtCore import Qt

from liveapp.domain.bets import SeedPair
from liveapp.ui.proof.reveal_dialog import RevealDialog
from tests.shell import button, show_stream
from tests.unit.ui.proof.values import OTHER, OTHER_SEED, OWN, SEED


@pytest.fixture
def opened_shell(live_shell, qtbot):
    """The window that shows a stream whose seed is `SEED`."""
    live_shell.record(OWN, 1, 2, 3)
    live_shell.record(OTHER, 1)
    qtbot.waitUntil(lambda: live_shell.window.panel.model.total == 4)
    show_stream(qtbot, live_shell, OWN)
    return live_shell


def opened_dialog(shell) -> RevealDialog:
    shell.window.actions_by_name["revealSeedAction"].trigger()
    return shell.window.findChild(RevealDialog)


def stream(shell, seeds: SeedPair):
    return next(one for one in shell.streams() if one.seeds == seeds)


def test_a_seed_is_revealed_for_the_shown_stream_and_the_dialog_closes(opened_shell, qtbot) -> None:
    dialog = opened_dialog(opened_shell)
    qtbot.keyClicks(dialog.entry.edit, f" {SEED} ")
    qtbot.waitUntil(lambda: dialog.entry.can_be_revealed)
    qtbot.keyClick(dialog.entry.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened_shell.window.page.stream.proof.is_revealed)
    qtbot.waitUntil(lambda: opened_shell.window.findChild(RevealDialog) is None)
    assert opened_shell.store.reader.server_seed(stream(opened_shell, OWN).id) == SEED


def test_another_stream_s_seed_is_kept_for_that_one(opened_shell, qtbot) -> None:
    dialog = opened_dialog(opened_shell)
    dialog.entry.edit.setText(OTHER_SEED)
    qtbot.waitUntil(button(dialog, "Reveal").isEnabled)
    button(dialog, "Reveal").click()
    qtbot.waitUntil(lambda: stream(opened_shell, OTHER).proof.is_revealed)
    assert not opened_shell.window.page.stream.proof.is_revealed


def test_a_second_seed_is_only_asked_for_once_the_first_is_done_with(opened_shell, qtbot) -> None:
    dialog = opened_dialog(opened_shell)
    assert opened_dialog(opened_shell) is dialog
    dialog.reject()
    qtbot.waitUntil(lambda: opened_shell.window.findChild(RevealDialog) is None)
    assert opened_dialog(opened_shell) is not None


def test_a_stream_that_is_deleted_under_the_dialog_is_no_owner_any_more(opened_shell, qtbot) -> None:
    dialog = opened_dialog(opened_shell)
    dialog.entry.edit.setText(SEED)
    qtbot.waitUntil(lambda: dialog.entry.can_be_revealed)
    opened_shell.store.writer.delete_stream(stream(opened_shell, OWN).id)
    qtbot.waitUntil(lambda: not dialog.entry.can_be_revealed)
    assert dialog.isVisible()


def test_a_fault_of_the_store_stays_in_the_dialog_and_the_seed_in_its_field(opened_shell, qtbot) -> None:
    dialog = opened_dialog(opened_shell)
    dialog.entry.edit.setText(SEED)
    qtbot.waitUntil(lambda: dialog.entry.can_be_revealed)
    opened_shell.store.close()
    qtbot.keyClick(dialog.entry.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "could not be kept" in dialog.entry.words)
    assert dialog.isVisible()
    assert dialog.entry.seed == SEED
    assert button(dialog, "Reveal").isEnabled()


def test_going_on_reveals_the_known_seed_once_more(opened_shell, qtbot) -> None:
    opened_shell.store.writer.reveal_seed(SEED)
    told = []
    opened_shell.store.writer.subscribe(told.extend)
    opened_shell.window.proving.go_on()
    qtbot.waitUntil(lambda: [type(event).__name__ for event in told] == ["SeedRevealed"])


def test_without_a_stream_nothing_is_asked(shell) -> None:
    assert not shell.window.actions_by_name["revealSeedAction"].isEnabled()
    shell.window.proving.open()
    assert shell.window.findChild(RevealDialog) is None
