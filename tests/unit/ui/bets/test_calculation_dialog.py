"""The window that shows how a bet's round is computed."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from liveapp.domain.bets import SeedPair
from liveapp.domain.calculation import calculate
from liveapp.domain.proof import to_prove
from liveapp.domain.pump import hash_server_seed
from liveapp.ui.bets.calculation_dialog import CalculationDialog
from liveapp.ui.bets.calculation_words import SEED_NEEDED, calculation_text
from liveapp.ui.widgets.report_view import ReportView
from tests.shell import button
from tests.unit.ui.bets.values import stored_bet

HOSTILE = "<img src='/dev/zero'>&amp;" * 8
BET = stored_bet(difficulty="expert")


@pytest.fixture
def open_dialog(theme, qtbot):
    def show(calculation) -> CalculationDialog:
        dialog = CalculationDialog(BET, calculation)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


def labels(dialog: CalculationDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_every_step_is_shown_as_plain_text_and_copied(open_dialog) -> None:
    calculation = calculate(HOSTILE, SeedPair(hash_server_seed(HOSTILE), HOSTILE), to_prove(BET))
    dialog = open_dialog(calculation)
    (report,) = dialog.findChildren(ReportView)
    assert report.text == calculation_text(BET, calculation)
    assert HOSTILE in report.text
    copy = next(button for button in dialog.findChild(QDialogButtonBox).buttons() if "Copy" in button.text())
    copy.click()
    assert QGuiApplication.clipboard().text() == report.text
    assert labels(dialog)[0].startswith("Round 1,234 ")


def test_it_fits_the_smallest_window(open_dialog) -> None:
    calculation = calculate("s", SeedPair("", "c"), to_prove(BET))
    dialog = open_dialog(calculation)
    assert dialog.minimumSizeHint().width() <= 680
    assert dialog.minimumSizeHint().height() <= 480
    dialog.resize(680, 480)
    (report,) = dialog.findChildren(ReportView)
    longest = max(report.text.partition("To check")[0].splitlines(), key=len)
    assert report.fontMetrics().horizontalAdvance(longest) <= report.viewport().width()


def test_without_a_server_seed_it_says_how_one_gets_there_and_leads_there(open_dialog, qtbot) -> None:
    dialog = open_dialog(None)
    assert labels(dialog) == ["The server seed is not known yet.", SEED_NEEDED]
    assert not dialog.findChildren(ReportView)
    with qtbot.waitSignal(dialog.reveal_requested):
        button(dialog, "Reveal server seed…").click()
    assert not dialog.isVisible()
