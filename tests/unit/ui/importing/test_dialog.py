"""What files hold, shown before they are imported."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QProgressBar

from liveapp.domain.importing import FileFormat, ImportSource
from liveapp.ui.importing.dialog import ImportDialog
from tests.shell import FIRST_SEEDS, SECOND_SEEDS, button, visible_words
from tests.unit.ui.importing.previews import ARCHIVE, NAMELESS, PICTURE, nameless
from tests.unit.ui.streams.values import make_stream

STREAMS = [make_stream(1, seeds=FIRST_SEEDS), make_stream(2, seeds=SECOND_SEEDS)]
NAMED = nameless("stream_77aa001122_other-client_5_bets.csv")


@pytest.fixture
def open_dialog(theme, qtbot):
    def make(*previews, wanted=None) -> ImportDialog:
        made = ImportDialog([preview.path for preview in previews], wanted)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


@pytest.fixture
def known(open_dialog):
    """A dialog whose files were all looked into."""

    def make(*previews, wanted=None) -> ImportDialog:
        dialog = open_dialog(*previews, wanted=wanted)
        dialog.offer_streams(STREAMS)
        dialog.show_previews(previews)
        dialog.end_looking()
        return dialog

    return make


def can_import(dialog: ImportDialog) -> bool:
    return button(dialog, "Import").isEnabled()


def test_it_tells_how_far_it_has_looked_and_can_import_before_the_end(open_dialog) -> None:
    dialog = open_dialog(ARCHIVE, NAMELESS)
    assert "0 rounds in 2 files so far …" in visible_words(dialog)
    dialog.show_previews([ARCHIVE])
    dialog.show_progress(0.5)
    assert "1,200 rounds in 2 files so far …" in visible_words(dialog)
    bar = dialog.findChild(QProgressBar)
    assert (bar.value(), bar.maximum()) == (500, 1_000)
    assert can_import(dialog)
    dialog.end_looking()
    assert not bar.isVisible()
    assert "1,200 rounds in 2 files What" in visible_words(dialog)


def test_the_chosen_file_is_told_whole(known) -> None:
    dialog = known(ARCHIVE, PICTURE)
    assert "line 17: nonce is missing" in dialog.details.text
    dialog.view.selectRow(1)
    assert "This is no text file" in dialog.details.text


def test_seeds_are_asked_for_only_where_a_file_lacks_them(known, qtbot) -> None:
    assert not known(ARCHIVE).form.isVisible()
    dialog = known(ARCHIVE, NAMELESS)
    assert dialog.form.isVisible()
    assert not can_import(dialog)
    assert "Still needed: seeds of bets.csv." in visible_words(dialog)
    seed_hash, client = dialog.form.findChildren(QLineEdit)
    qtbot.keyClicks(seed_hash, "aa")
    assert "Still needed: the client seed of bets.csv." in visible_words(dialog)
    qtbot.keyClicks(client, "bb")
    assert can_import(dialog)
    assert [source.seeds for source in dialog.sources] == [None, ("aa", "bb")]


def test_each_file_has_seeds_of_its_own(known) -> None:
    dialog = known(nameless("a.csv"), nameless("b.csv"))
    assert "Still needed: seeds of a.csv, and of 1 more." in visible_words(dialog)
    dialog.form.ask_about("a.csv", FIRST_SEEDS)
    dialog.form.changed.emit()
    dialog.view.selectRow(1)
    assert dialog.form.seeds == ("", "")
    dialog.form.ask_about("b.csv", SECOND_SEEDS)
    dialog.form.changed.emit()
    assert [source.seeds for source in dialog.sources] == [FIRST_SEEDS, SECOND_SEEDS]
    dialog.view.selectRow(0)
    assert dialog.form.seeds == FIRST_SEEDS


def test_a_file_that_is_named_for_a_stream_has_its_seeds_filled_in(known) -> None:
    dialog = known(NAMED)
    assert dialog.form.isVisible()
    assert dialog.form.seeds == SECOND_SEEDS
    assert can_import(dialog)


def test_its_seeds_are_filled_in_too_where_the_streams_come_late(open_dialog) -> None:
    dialog = open_dialog(NAMED)
    dialog.show_previews([NAMED])
    assert not can_import(dialog)
    dialog.offer_streams(STREAMS)
    assert dialog.form.seeds == SECOND_SEEDS
    assert can_import(dialog)


def test_what_was_typed_is_not_overwritten(open_dialog, qtbot) -> None:
    dialog = open_dialog(NAMED)
    dialog.show_previews([NAMED])
    qtbot.keyClicks(dialog.form.findChildren(QLineEdit)[0], "aa")
    dialog.offer_streams(STREAMS)
    assert dialog.form.seeds == ("aa", "")


def test_wanted_seeds_are_filled_in_where_a_file_says_nothing_else(known) -> None:
    dialog = known(NAMELESS, NAMED, ARCHIVE, wanted=FIRST_SEEDS)
    assert [source.seeds for source in dialog.sources] == [FIRST_SEEDS, SECOND_SEEDS, None]


def test_nothing_to_import_is_said(known) -> None:
    dialog = known(PICTURE, replace(ARCHIVE, format=FileFormat.INDEX, items=0, refused=0))
    assert not can_import(dialog)
    assert "Nothing here can be imported." in visible_words(dialog)


def test_a_file_can_be_left_out_but_not_the_last(known, qtbot) -> None:
    dialog = known(ARCHIVE, NAMELESS)
    dialog.view.selectRow(1)
    with qtbot.waitSignal(dialog.left_out) as told:
        button(dialog, "Leave out").click()
    assert told.args == [NAMELESS.path]
    assert not dialog.form.isVisible()
    assert can_import(dialog)
    assert dialog.sources == (ImportSource(ARCHIVE.path, None, "archive.json"),)
    assert "archive.json" in dialog.details.text
    assert not button(dialog, "Leave out").isEnabled()


def test_a_preview_that_comes_after_its_file_was_left_out_is_dropped(open_dialog) -> None:
    dialog = open_dialog(ARCHIVE, NAMELESS)
    button(dialog, "Leave out").click()
    dialog.show_previews([ARCHIVE])
    assert "0 rounds in 1 file so far" in visible_words(dialog)


def test_enter_imports_and_esc_does_not(known, qtbot) -> None:
    dialog = known(ARCHIVE)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    dialog = known(ARCHIVE)
    with qtbot.assertNotEmitted(dialog.accepted), qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_enter_imports_nothing_while_seeds_are_missing(known, qtbot) -> None:
    dialog = known(NAMELESS)
    with qtbot.assertNotEmitted(dialog.accepted):
        qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_what_is_read_of_a_file_stays_where_it_is_while_others_are_told(open_dialog) -> None:
    dialog = open_dialog(ARCHIVE, PICTURE)
    dialog.show_previews([ARCHIVE])
    dialog.details.selectAll()
    dialog.show_previews([PICTURE])
    assert dialog.details.textCursor().hasSelection()
