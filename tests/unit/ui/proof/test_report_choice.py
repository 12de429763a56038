from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from liveapp.domain.proof_jobs import ReportRows
from liveapp.domain.verdicts import StreamProof
from liveapp.ui.proof.report_choice import ReportChoiceDialog
from tests.shell import button, visible_words
from tests.unit.ui.streams.values import make_stream

ALL, DIFFERING = "All bets, in 4 files", "Only those that differ (1,204)"


@pytest.fixture
def window(light_theme, qtbot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    yield window
    window.close()


@pytest.fixture
def dialog(window) -> ReportChoiceDialog:
    proof = StreamProof(True, 345_678 - 1_204, 1_204, 0)
    made = ReportChoiceDialog(make_stream(total_bets=345_678, proof=proof), window)
    made.open()
    return made


def test_it_says_why_it_asks_and_in_how_many_files_all_bets_are(dialog) -> None:
    assert "at most 100,000 bets, so that a browser can show it; the stream has 345,678" in visible_words(
        dialog
    )
    assert button(dialog, ALL).isDefault()


@pytest.mark.parametrize(("words", "rows"), [(ALL, ReportRows.ALL), (DIFFERING, ReportRows.DIFFERING)])
def test_a_button_tells_what_was_chosen(dialog, qtbot, words, rows) -> None:
    with qtbot.waitSignal(dialog.chosen) as told:
        button(dialog, words).click()
    assert told.args == [rows]


def test_enter_takes_all_and_esc_nothing(dialog, qtbot) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    dialog.open()
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert told.args == [ReportRows.ALL]


def test_how_many_differ_is_not_told_before_all_are_compared(window) -> None:
    proof = StreamProof(True, 0, 3, 0)
    made = ReportChoiceDialog(make_stream(total_bets=100_001, proof=proof), window)
    assert button(made, "Only those that differ")
    assert button(made, "All bets, in 2 files")
