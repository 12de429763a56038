"""The report of a check."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from liveapp.domain.keeping import OK, CheckResult
from liveapp.ui.keeping.check_report_dialog import CheckReportDialog
from tests.shell import button, visible_words


@pytest.fixture
def show(qtbot, light_theme):
    def show_result(integrity: str = OK, totals: str = OK) -> CheckReportDialog:
        dialog = CheckReportDialog(CheckResult(integrity, totals, 3, 88_310))
        qtbot.addWidget(dialog)
        shown.append(dialog)
        dialog.show()
        return dialog

    shown: list[CheckReportDialog] = []
    return show_result


def test_a_sound_database_is_said_to_be_so_and_nothing_needs_to_be_done(show) -> None:
    dialog = show()
    assert "The database is sound." in visible_words(dialog)
    assert [one.text() for one in dialog.findChildren(QPushButton) if "What can" in one.text()] == []


def test_the_report_can_be_copied(show) -> None:
    button(show(integrity="page 3\npage 4"), "Copy").click()
    assert QGuiApplication.clipboard().text() == (
        "Integrity  page 3\n           page 4\nTotals     nothing wrong\nStreams    3\nBets       88,310"
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [({"integrity": "torn"}, "can no longer be trusted"), ({"totals": "off"}, "totals of streams are not")],
)
def test_what_is_wrong_is_told_in_words(show, found, words) -> None:
    dialog = show(**found)
    assert "The database is not sound." in visible_words(dialog)
    assert words in visible_words(dialog)


def test_asking_what_can_be_done_closes_the_report(show, qtbot) -> None:
    dialog = show(integrity="torn")
    with qtbot.waitSignal(dialog.ways_out_wanted):
        button(dialog, "What can be done…").click()
    assert dialog.isHidden()
