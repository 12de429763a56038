"""The option to start at login, on the desktop's real files."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from liveapp.app.core.login_start.entry import LoginStartRefused
from liveapp.ui.settings.login_line import LoginLine
from tests.shell import RunningProgram


@pytest.fixture
def entry(program: RunningProgram) -> Path:
    path = program.settings.data_dir.parent / ".config" / "autostart" / "liveapp.desktop"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def make_line(light_theme: object, program: RunningProgram, qtbot: QtBot):
    def make() -> LoginLine:
        line = LoginLine(program)
        qtbot.addWidget(line)
        return line

    return make


def box(line: QWidget) -> QCheckBox:
    return line.findChild(QCheckBox)


def test_it_shows_what_the_system_has_when_it_is_made(make_line, program, entry) -> None:
    assert not box(make_line()).isChecked()
    program.start_at_login(True)
    assert box(make_line()).isChecked()
    entry.write_text(entry.read_text() + "Hidden=true\n")
    assert not box(make_line()).isChecked()


def test_what_is_ticked_holds_once_it_is_put_in_force(make_line, program, entry) -> None:
    line = make_line()
    box(line).setChecked(True)
    assert line.is_changed
    assert not entry.exists()
    line.put_in_force()
    assert not line.is_changed
    assert f'"--data-dir" "{program.settings.data_dir}"' in entry.read_text()
    box(line).setChecked(False)
    line.put_in_force()
    assert not entry.exists()


def test_what_was_not_touched_tells_the_system_nothing(make_line, entry) -> None:
    line = make_line()
    entry.write_text("[Desktop Entry]\nExec=another\n")
    line.put_in_force()
    assert entry.read_text() == "[Desktop Entry]\nExec=another\n"


def test_what_the_system_cannot_take_is_refused(make_line, program, entry, tmp_path) -> None:
    program.settings = program.settings.model_copy(update={"data_dir": tmp_path / "two\nlines"})
    line = make_line()
    box(line).setChecked(True)
    with pytest.raises(LoginStartRefused):
        line.put_in_force()
    assert line.is_changed
    assert not entry.exists()


def test_what_cannot_be_read_is_said_and_cannot_be_ticked(light_theme, program, qtbot, monkeypatch) -> None:
    def fail() -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(program, "starts_at_login", fail)
    line = LoginLine(program)
    qtbot.addWidget(line)
    assert not box(line).isEnabled()
    assert "This cannot be told: Permission denied" in [label.text() for label in line.findChildren(QLabel)]
