from pathlib import Path

import pytest

from liveapp.app.core.login_start.entry import LoginStartRefused, refuse_unwritable, start_command


def test_the_frozen_program_is_started_by_its_own_path() -> None:
    assert start_command(None, "/opt/live app/liveapp", True, {}) == ("/opt/live app/liveapp",)


def test_an_appimage_is_started_by_its_file_not_by_where_it_is_unpacked() -> None:
    environment = {"APPIMAGE": "/home/me/liveapp.AppImage"}
    assert start_command(None, "/tmp/.mount_x/liveapp", True, environment) == ("/home/me/liveapp.AppImage",)


def test_from_source_it_is_started_by_its_interpreter() -> None:
    in_another_image = {"APPIMAGE": "/home/me/terminal.AppImage"}
    command = start_command(None, "/venv/bin/python", False, in_another_image)
    assert command == ("/venv/bin/python", "-m", "liveapp")


def test_another_data_folder_is_named() -> None:
    command = start_command(Path("/data/my bets"), "/opt/liveapp", True, {})
    assert command == ("/opt/liveapp", "--data-dir", "/data/my bets")


@pytest.mark.parametrize("path", ["a\nb", "a\rb", "a\0b", "a\x1bb", "a\x7fb", "a\udcffb"])
def test_what_nothing_quotes_is_refused(path: str) -> None:
    with pytest.raises(LoginStartRefused, match="cannot be entered"):
        refuse_unwritable(["/opt/liveapp", path])


def test_whatever_else_is_in_a_path_passes() -> None:
    refuse_unwritable(['/opt/ä "$`\\%=;', "--data-dir", "/数据"])
