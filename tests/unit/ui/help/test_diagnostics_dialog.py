"""The report for when something is odd."""

import platform
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from liveapp import __version__
from liveapp.domain.errors import StoreLocked
from liveapp.ui.help.diagnostics_dialog import DiagnosticsDialog, Places, without_home
from tests.keepers import copy_of
from tests.shell import button


@pytest.fixture
def open_dialog(qtbot, light_theme, keeper, questions, tmp_path):
    def make() -> DiagnosticsDialog:
        places = Places(tmp_path, tmp_path / "x.sqlite3", tmp_path / "x.log", tmp_path / "resources")
        words = "Receiving on 127.0.0.1:17888"
        dialog = DiagnosticsDialog(keeper, questions, places, lambda: words, lambda: 1)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


@pytest.fixture
def dialog(open_dialog, qtbot) -> DiagnosticsDialog:
    made = open_dialog()
    qtbot.waitUntil(button(made, "Refresh").isEnabled)
    return made


def values(dialog: DiagnosticsDialog) -> dict[str, str]:
    pairs = (line.split("  ", 1) for line in dialog.report.text.splitlines())
    return {name.strip(): value.strip() for name, value in pairs}


def test_it_tells_versions_places_and_how_all_is(dialog, tmp_path) -> None:
    told = values(dialog)
    assert (told["liveapp"], told["Python"]) == (__version__, platform.python_version())
    assert told["Data folder"] == str(tmp_path)
    assert told["Database file"] == str(tmp_path / "x.sqlite3")
    assert told["Log file"] == str(tmp_path / "x.log")
    assert told["Resources"] == str(tmp_path / "resources")
    assert told["Refused"] == "1 request since the start or since the list was cleared"
    assert told["Receiver"] == "Receiving on 127.0.0.1:17888"
    assert told["Database"] == "can be written"
    assert told["Damage"] == "none seen"
    assert told["Deletions"] == "none pending"
    assert told["Database log"] == "4.1 MB"
    assert told["Last backup"] == "none yet"
    assert told["Stored"] == "2 streams, 25 bets, 27 rounds"
    assert told["Database size"] == "12.5 MB, schema 16"
    assert told["SQLite"] == "3.40.1"


def test_the_home_folder_is_told_without_its_name(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "somebody")
    assert without_home(tmp_path / "somebody" / "data" / "log") == str(Path("~/data/log"))
    assert without_home(tmp_path / "somebody") == "~"
    assert without_home(tmp_path / "elsewhere") == str(tmp_path / "elsewhere")


def test_what_is_wrong_is_told_after_refresh(dialog, keeper, qtbot, tmp_path) -> None:
    keeper.state = replace(keeper.state, fault="disk full", is_damaged=True, deletions_pending=2)
    keeper.copies = [copy_of(tmp_path, 0, 3, 88_310)]
    button(dialog, "Refresh").click()
    qtbot.waitUntil(button(dialog, "Refresh").isEnabled)
    told = values(dialog)
    assert told["Database"] == "cannot be written: disk full"
    assert told["Damage"].startswith("seen")
    assert told["Deletions"] == "the rest of 2 deleted streams is being removed"
    assert told["Last backup"].endswith(", 3 streams, 88,310 bets")


@pytest.mark.parametrize("fault", [StoreLocked("busy"), PermissionError(13, "busy")])
def test_a_database_that_does_not_answer_is_told(open_dialog, keeper, qtbot, fault) -> None:
    keeper.fault = fault
    made = open_dialog()
    qtbot.waitUntil(lambda: values(made)["Database"] == "cannot be asked: busy")
    assert button(made, "Refresh").isEnabled()


def test_it_can_be_copied(dialog) -> None:
    button(dialog, "Copy").click()
    assert QGuiApplication.clipboard().text() == dialog.report.text


def test_the_token_is_never_in_it(live_shell, qtbot) -> None:
    live_shell.window.actions_by_name["diagnosticsAction"].trigger()
    made = live_shell.window.findChild(DiagnosticsDialog)
    qtbot.waitUntil(button(made, "Refresh").isEnabled)
    assert live_shell.program.settings.ingest_token
    assert live_shell.program.settings.ingest_token not in made.report.text
