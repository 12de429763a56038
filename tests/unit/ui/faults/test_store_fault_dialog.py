"""The dialog that tells of one fault of the database."""

from liveapp.domain.errors import StoreLocked
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog
from tests.shell import button, visible_words


def test_it_works_before_there_is_a_window(qtbot, light_theme, tmp_path):
    dialog = StoreFaultDialog(StoreLocked("busy"), tmp_path / "liveapp.sqlite3")
    qtbot.addWidget(dialog)
    dialog.show()
    assert str(tmp_path / "liveapp.sqlite3") in visible_words(dialog)


def test_the_data_folder_can_be_opened_from_it(qtbot, light_theme, tmp_path, opened):
    dialog = StoreFaultDialog(StoreLocked("busy"), tmp_path / "liveapp.sqlite3")
    qtbot.addWidget(dialog)
    button(dialog, "Open data folder").click()
    assert opened.paths == [tmp_path]


def test_a_folder_whose_name_looks_like_html_is_shown_as_it_is(qtbot, light_theme, tmp_path):
    dialog = StoreFaultDialog(StoreLocked("<b>busy</b>"), tmp_path / "<img src=x>" / "liveapp.sqlite3")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "<b>busy</b>" in visible_words(dialog)
    tooltip = button(dialog, "Open data folder").toolTip()
    assert "img src=x>" in tooltip
    assert "<img" not in tooltip
