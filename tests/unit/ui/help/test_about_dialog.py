"""What this program is, and what it is made with."""

import threading

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel

from liveapp import __version__
from liveapp.domain.components import Component
from liveapp.ui.help.about_dialog import AboutDialog
from tests.shell import button

PARTS = (
    Component("one", "1.2", "MIT", "Permission is granted"),
    Component("<b>two</b>", "3", "BSD", "Redistribution\n  <i>and use</i>"),
)


@pytest.fixture
def dialog(theme, qtbot, questions) -> AboutDialog:
    made = AboutDialog(QIcon(), lambda: PARTS, questions)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.view.model().rowCount() > 0)
    return made


def test_it_tells_its_version_and_what_runs_it(dialog) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"liveapp {__version__}" in words
    assert f"Qt {qVersion()}" in words


def test_all_that_is_shipped_is_listed_and_the_first_is_chosen(dialog) -> None:
    model = dialog.view.model()
    rows = [[model.index(row, column).data() for column in range(3)] for row in range(model.rowCount())]
    assert rows == [["one", "1.2", "MIT"], ["<b>two</b>", "3", "BSD"]]
    assert dialog.licence.text == "Permission is granted"


def test_the_licence_of_the_chosen_one_is_shown_as_plain_text(dialog, qtbot) -> None:
    qtbot.keyClick(dialog.view, Qt.Key.Key_Down)
    assert dialog.licence.text == "Redistribution\n  <i>and use</i>"


def test_files_are_read_in_another_thread(theme, qtbot, questions) -> None:
    threads: list[int] = []

    def read() -> tuple[Component, ...]:
        threads.append(threading.get_ident())
        return PARTS

    made = AboutDialog(QIcon(), read, questions)
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: made.view.model().rowCount() > 0)
    assert threads != [threading.get_ident()]


def test_close_closes_it(dialog) -> None:
    button(dialog, "Close").click()
    assert not dialog.isVisible()
