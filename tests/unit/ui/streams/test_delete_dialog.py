"""The question before streams are deleted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from liveapp.domain.bets import SeedPair
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.streams.delete_dialog import SEED_GOES, DeleteStreamDialog
from tests.shell import button, visible_words
from tests.unit.ui.streams.values import PLAIN, make_stream

SEVERAL = [make_stream(key, seeds=SeedPair(f"{key:064x}", f"client-{key}")) for key in range(1, 12)]


@pytest.fixture
def ask(theme, qtbot):
    def open_dialog(*streams) -> DeleteStreamDialog:
        dialog = DeleteStreamDialog(streams)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return open_dialog


def test_it_names_the_seed_pair_the_number_of_bets_and_the_way_back(ask):
    words = visible_words(ask(PLAIN))
    assert PLAIN.seeds.server_seed_hashed in words
    assert "my-client" in words
    assert "1,234 bets" in words
    assert "undo this for 30 seconds" in words


def test_it_says_that_a_revealed_server_seed_goes_too(ask):
    revealed = make_stream(proof=StreamProof(is_revealed=True))
    assert SEED_GOES in visible_words(ask(*SEVERAL[1:], revealed))
    assert SEED_GOES not in visible_words(ask(*SEVERAL))


def test_several_are_named_with_their_bets_and_counted(ask):
    dialog = ask(*SEVERAL)
    words = visible_words(dialog)
    assert "Delete 11 streams with 13,574 bets?" in words
    assert "0000000000 · client-8 · 1,234 bets" in words
    assert "client-9" not in words
    assert "and 3 more" in words
    assert dialog.windowTitle() == "Delete 11 streams"


def test_the_hash_is_not_cut_off(ask, qtbot):
    dialog = ask(PLAIN)
    label = dialog.findChild(QLabel, "qt_msgbox_informativelabel")
    hash_px = label.fontMetrics().horizontalAdvance(PLAIN.seeds.server_seed_hashed)
    qtbot.waitUntil(lambda: label.width() >= hash_px)


def test_the_number_follows_bets_that_still_arrive(ask):
    dialog = ask(PLAIN)
    dialog.show_stream(replace(PLAIN, total_bets=1235))
    dialog.show_stream(make_stream(77, total_bets=9))
    assert "1,235 bets" in visible_words(dialog)
    assert [stream.total_bets for stream in dialog.streams] == [1235]


def test_a_stream_that_is_gone_is_left_out_and_without_any_the_question_goes(ask):
    dialog = ask(*SEVERAL[:2])
    dialog.leave_out(1)
    assert "Client seed: client-2" in visible_words(dialog)
    assert dialog.streams == [SEVERAL[1]]
    dialog.leave_out(2)
    assert not dialog.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_cancel(ask, qtbot, key):
    dialog = ask(PLAIN)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, key)


def test_delete_says_yes(ask, qtbot):
    dialog = ask(PLAIN)
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "Delete").click()
