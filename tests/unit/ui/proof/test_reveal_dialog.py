"""The dialog in which a server seed is revealed."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox

from liveapp.domain.bets import SeedPair
from liveapp.domain.pump import hash_server_seed
from liveapp.ui.proof.reveal_dialog import RevealDialog
from tests.shell import button, visible_words

SEED = "0f1e2d3c4b5a6978" * 4
OWN = SeedPair(hash_server_seed(SEED), "<b>my</b>-client")


@pytest.fixture
def dialog(theme, store, record, stream_of, questions, qtbot) -> RevealDialog:
    record(1, seeds=OWN)
    made = RevealDialog(stream_of(OWN), store.reader, questions)
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_which_stream_it_was_opened_on_and_its_texts_are_plain(dialog) -> None:
    assert "<b>my</b>-client" in visible_words(dialog)
    assert OWN.server_seed_hashed[:10] in dialog.windowTitle()


def test_revealing_is_offered_once_the_seed_is_some_stream_s(dialog, qtbot) -> None:
    reveal = button(dialog, "Reveal")
    assert not reveal.isEnabled()
    dialog.entry.edit.setText("wrong")
    assert not reveal.isEnabled()
    dialog.entry.edit.setText(SEED)
    qtbot.waitUntil(reveal.isEnabled)
    with qtbot.waitSignal(dialog.entry.submitted):
        reveal.click()
    dialog.entry.set_waiting(True)
    assert not reveal.isEnabled()


def test_enter_never_closes_it(dialog, qtbot) -> None:
    for text in ("", "wrong", SEED):
        dialog.entry.set_waiting(False)
        dialog.entry.edit.setText(text)
        qtbot.waitUntil(lambda wanted=text == SEED: dialog.entry.can_be_revealed is wanted)
        qtbot.keyClick(dialog.entry.edit, Qt.Key.Key_Return)
        dialog.entry.set_waiting(True)
        qtbot.keyClick(dialog.entry.edit, Qt.Key.Key_Return)
        assert dialog.isVisible()


def test_cancel_closes_it(dialog) -> None:
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).click()
    assert not dialog.isVisible()


def test_it_fits_a_small_window_s_screen(dialog) -> None:
    assert dialog.minimumSizeHint().boundedTo(QSize(680, 480)) == dialog.minimumSizeHint()
