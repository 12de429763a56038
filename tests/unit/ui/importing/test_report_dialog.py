"""The report of an import."""

import pytest
from PySide6.QtGui import QGuiApplication

from liveapp.domain.importing import ImportReport, RefusedItem
from liveapp.ui.importing.report_dialog import ImportReportDialog
from tests.shell import button, visible_words

WHOLE = ImportReport(read=3, new=3)
PARTLY = ImportReport(read=3, new=2, refused=1, refusals=(RefusedItem("a.csv", 3, "<b>cut</b>"),))
ENDED = ImportReport(read=3, new=3, is_whole=False)


@pytest.mark.parametrize(
    ("report", "is_cancelled", "words"),
    [
        (WHOLE, False, "Imported 3 new rounds. Everything that the files hold of Pump is stored."),
        (PARTLY, False, "Imported 2 new rounds · 1 refused. All else is stored."),
        (ENDED, True, "Import cancelled; 3 new rounds imported until then stay. What was stored"),
        (ENDED, False, "What was stored until then stays."),
    ],
)
def test_it_says_what_it_came_to(theme, qtbot, report, is_cancelled, words) -> None:
    dialog = ImportReportDialog(report, is_cancelled)
    qtbot.addWidget(dialog)
    dialog.show()
    assert words in visible_words(dialog)


def test_it_can_be_copied(theme, qtbot) -> None:
    dialog = ImportReportDialog(PARTLY, is_cancelled=False)
    qtbot.addWidget(dialog)
    button(dialog, "Copy").click()
    assert "a.csv, 3: <b>cut</b>" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()
