"""Handing files and folders to the system's own programs."""

import sys

import pytest

from liveapp.ui.widgets.desktop import open_path, show_in_folder


def test_a_file_with_any_name_is_opened_as_it_is_called(opened, tmp_path) -> None:
    path = tmp_path / "über #1 & 100 %.log"
    path.touch()
    open_path(path)
    assert opened.paths == [path]


def test_of_what_is_gone_the_next_folder_opens_that_is_there(opened, tmp_path) -> None:
    open_path(tmp_path / "data" / "logs" / "liveapp.log")
    assert opened.paths == [tmp_path]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system's own program shows the file")
def test_a_file_is_shown_by_opening_its_folder(opened, tmp_path) -> None:
    show_in_folder(tmp_path / "bets.csv")
    assert opened.paths == [tmp_path]
