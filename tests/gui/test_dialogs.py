"""Dialogs: notes, deletion, database trouble, unexpected errors."""

import sqlite3

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton

from liveapp.domain.errors import (
    StoreClosed,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnavailable,
)
from liveapp.ui.faults.store_fault_dialog import StoreFaultDialog, fault_words
from liveapp.ui.faults.unexpected_error_dialog import UnexpectedErrorDialog
from liveapp.ui.streams.delete_dialog import DeleteStreamDialog
from liveapp.ui.streams.notes_dialog import NotesDialog
from tests.shell import FIRST_SEEDS

FAULTS = [StoreLocked, StoreFull, StoreReadOnly, StoreDamaged, StoreTooNew, StoreUnavailable]


def visible_words(dialog):
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def button(dialog, text):
    return next(one for one in dialog.findChildren(QPushButton) if one.text().replace("&", "") == text)


class TestNotes:
    @pytest.fixture
    def dialog(self, live_shell):
        live_shell.window.actions_by_name["editNotesAction"].trigger()
        return live_shell.window.findChild(NotesDialog)

    def write(self, dialog, text):
        dialog.findChild(QPlainTextEdit).setPlainText(text)

    def save_button(self, dialog):
        return dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save)

    def stored(self, shell):
        return next(stream.notes for stream in shell.streams() if stream.seeds == FIRST_SEEDS)

    def test_ctrl_enter_saves_and_the_page_shows_them(self, dialog, live_shell, qtbot):
        self.write(dialog, "  a lucky evening\n")
        qtbot.keyClick(
            dialog.findChild(QPlainTextEdit), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
        qtbot.waitUntil(lambda: live_shell.window.page.stream.notes == "a lucky evening")
        qtbot.waitUntil(lambda: not live_shell.window.findChildren(NotesDialog))
        assert self.stored(live_shell) == "a lucky evening"

    def test_enter_alone_is_a_new_line(self, dialog, live_shell, qtbot):
        edit = dialog.findChild(QPlainTextEdit)
        qtbot.keyClicks(edit, "one")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert edit.toPlainText() == "one\n"

    def test_characters_are_counted_as_they_are_kept(self, dialog):
        self.write(dialog, "  grün 🍀  ")
        assert "6 of 1,000 characters" in visible_words(dialog)

    def test_a_thousand_characters_can_be_saved_and_one_more_cannot(self, dialog, live_shell, qtbot):
        self.write(dialog, "x" * 1001)
        assert "1 too many" in visible_words(dialog)
        assert not self.save_button(dialog).isEnabled()
        qtbot.keyClick(
            dialog.findChild(QPlainTextEdit), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
        assert dialog.isVisible()
        self.write(dialog, "x" * 1000)
        self.save_button(dialog).click()
        qtbot.waitUntil(lambda: self.stored(live_shell) == "x" * 1000)

    def test_cancel_keeps_what_was(self, dialog, live_shell, qtbot):
        self.write(dialog, "never mind")
        dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Cancel).click()
        qtbot.waitUntil(lambda: not live_shell.window.findChildren(NotesDialog))
        assert self.stored(live_shell) is None

    def test_empty_notes_are_cleared(self, dialog, live_shell, qtbot):
        live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "old", None)
        qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
        self.write(dialog, "   ")
        self.save_button(dialog).click()
        qtbot.waitUntil(lambda: self.stored(live_shell) is None)

    def test_notes_changed_meanwhile_are_shown_at_once_and_not_overwritten(self, dialog, live_shell, qtbot):
        self.write(dialog, "mine")
        live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
        qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
        shown = [edit.toPlainText() for edit in dialog.findChildren(QPlainTextEdit)]
        assert shown == ["mine", "theirs"]
        assert self.stored(live_shell) == "theirs"

    def test_a_change_that_no_event_told_of_is_shown_when_saving(self, dialog, live_shell, qtbot):
        live_shell.window.commands.blockSignals(True)
        live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
        self.write(dialog, "mine")
        self.save_button(dialog).click()
        qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
        assert self.stored(live_shell) == "theirs"

    def test_after_seeing_the_others_notes_saving_replaces_them(self, dialog, live_shell, qtbot):
        live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
        qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
        self.write(dialog, "mine after all")
        self.save_button(dialog).click()
        qtbot.waitUntil(lambda: self.stored(live_shell) == "mine after all")

    def test_the_others_notes_can_be_taken_over(self, dialog, live_shell, qtbot):
        self.write(dialog, "mine")
        live_shell.store.writer.set_notes(live_shell.window.page.stream.id, "theirs", None)
        qtbot.waitUntil(lambda: "changed meanwhile" in visible_words(dialog))
        button(dialog, "Use these instead").click()
        assert dialog.notes() == "theirs"

    def test_notes_of_a_stream_deleted_meanwhile_say_so_and_keep_the_text(self, dialog, live_shell, qtbot):
        self.write(dialog, "mine")
        live_shell.store.writer.delete_stream(live_shell.window.page.stream.id)
        qtbot.waitUntil(lambda: "was deleted meanwhile" in visible_words(dialog))
        assert dialog.notes() == "mine"

    def test_notes_that_cannot_be_stored_stay_in_the_dialog(self, dialog, live_shell, qtbot, monkeypatch):
        def refuse(*_):
            raise StoreFull("disk full")

        monkeypatch.setattr(live_shell.store.writer, "set_notes", refuse)
        self.write(dialog, "mine")
        self.save_button(dialog).click()
        qtbot.waitUntil(lambda: "could not be saved" in visible_words(dialog))
        assert dialog.notes() == "mine"
        assert self.save_button(dialog).isEnabled()
        assert "disk is full" in visible_words(live_shell.window.findChild(StoreFaultDialog))


class TestDeletion:
    @pytest.fixture
    def dialog(self, live_shell):
        live_shell.window.actions_by_name["deleteStreamAction"].trigger()
        return live_shell.window.findChild(DeleteStreamDialog)

    def test_it_names_the_seed_pair_and_the_number_of_bets(self, dialog):
        words = visible_words(dialog)
        assert FIRST_SEEDS.server_seed_hashed in words
        assert "my-client" in words
        assert "20 bets" in words

    def test_the_hash_is_not_cut_off(self, dialog, qtbot):
        label = dialog.findChild(QLabel, "qt_msgbox_informativelabel")
        qtbot.waitUntil(
            lambda: label.width() >= label.fontMetrics().horizontalAdvance(FIRST_SEEDS.server_seed_hashed)
        )

    def test_the_number_follows_bets_that_still_arrive(self, dialog, live_shell, qtbot):
        live_shell.record(FIRST_SEEDS, 21)
        qtbot.waitUntil(lambda: "21 bets" in visible_words(dialog))

    def test_enter_and_escape_cancel(self, live_shell, qtbot):
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
            live_shell.window.actions_by_name["deleteStreamAction"].trigger()
            dialog = live_shell.window.findChild(DeleteStreamDialog)
            qtbot.keyClick(dialog, key)
            qtbot.waitUntil(lambda: not live_shell.window.findChildren(DeleteStreamDialog))
        qtbot.wait(100)
        assert len(live_shell.streams()) == 2

    def test_delete_deletes_and_says_so(self, dialog, live_shell, qtbot):
        button(dialog, "Delete").click()
        qtbot.waitUntil(lambda: len(live_shell.streams()) == 1)
        texts = lambda: [toast.text for toast in live_shell.window.toasts.toasts]  # noqa: E731
        qtbot.waitUntil(lambda: "Deleted stream 1a2b3c4d5e with 20 bets" in texts())
        assert live_shell.window.panel.model.rowCount() == 1

    def test_the_question_goes_when_the_stream_is_deleted_elsewhere(self, dialog, live_shell, qtbot):
        live_shell.store.writer.delete_stream(live_shell.window.page.stream.id)
        qtbot.waitUntil(lambda: not live_shell.window.findChildren(DeleteStreamDialog))


class TestStoreFault:
    @pytest.mark.parametrize("kind", FAULTS)
    def test_every_trouble_says_what_it_means_and_what_can_be_done(self, kind):
        words = fault_words(kind("reason"))
        assert words.what.endswith(".")
        assert words.meaning.endswith(".")
        assert words.next_step.endswith(".")
        assert "Error" not in words.what

    def test_every_kind_of_trouble_has_words_of_its_own(self):
        assert len({fault_words(kind("reason")) for kind in FAULTS}) == len(FAULTS)

    def test_it_works_before_there_is_a_window_and_tells_whether_to_retry(self, qtbot, light_theme, tmp_path):
        dialog = StoreFaultDialog(StoreLocked("busy"), tmp_path / "liveapp.sqlite3", can_retry=True)
        qtbot.addWidget(dialog)
        dialog.show()
        assert str(tmp_path / "liveapp.sqlite3") in visible_words(dialog)
        assert not dialog.wants_retry
        button(dialog, "Try again").click()
        assert dialog.wants_retry

    def test_the_data_folder_can_be_opened_from_it(self, qtbot, light_theme, tmp_path, opened):
        dialog = StoreFaultDialog(StoreDamaged("bad"), tmp_path / "liveapp.sqlite3")
        qtbot.addWidget(dialog)
        button(dialog, "Open data folder").click()
        assert opened.paths == [tmp_path]

    def test_a_locked_database_is_told_once_and_nothing_is_lost_from_the_window(self, live_shell, qtbot):
        window = live_shell.window
        for _ in range(20):
            window.faults.show_fault(StoreLocked("database is locked"))
        (dialog,) = window.findChildren(StoreFaultDialog)
        dialog.reject()
        window.faults.show_fault(StoreLocked("database is locked"))
        qtbot.waitUntil(lambda: not window.findChildren(StoreFaultDialog))
        assert window.bets.model.rowCount() == 20

    def test_a_database_that_another_program_holds_is_told_when_deleting(self, live_shell, qtbot):
        holder = sqlite3.connect(live_shell.program.settings.database_path, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        live_shell.window.actions_by_name["deleteStreamAction"].trigger()
        button(live_shell.window.findChild(DeleteStreamDialog), "Delete").click()
        qtbot.waitUntil(lambda: bool(live_shell.window.findChildren(StoreFaultDialog)), timeout=30_000)
        holder.rollback()
        holder.close()
        assert "Another program is using" in visible_words(live_shell.window.findChild(StoreFaultDialog))
        assert len(live_shell.streams()) == 2

    def test_closing_the_program_is_no_trouble(self, live_shell):
        live_shell.window.faults.show_fault(StoreClosed())
        assert not live_shell.window.findChildren(StoreFaultDialog)


class TestUnexpectedError:
    @pytest.fixture
    def dialog(self, live_shell):
        live_shell.window.show_unexpected_error("ValueError: odd", "Traceback\nValueError: odd")
        return live_shell.window.findChild(UnexpectedErrorDialog)

    def test_it_says_what_happened_and_that_the_program_goes_on(self, dialog):
        assert "ValueError: odd" in visible_words(dialog)
        assert "the program goes on" in visible_words(dialog)

    def test_its_details_can_be_copied(self, dialog):
        button(dialog, "Copy details").click()
        assert QGuiApplication.clipboard().text() == "Traceback\nValueError: odd"

    def test_the_log_can_be_opened(self, dialog, program, opened):
        button(dialog, "Open log").click()
        assert opened.paths == [program.settings.log_path]

    def test_more_errors_join_the_open_dialog(self, dialog, live_shell):
        live_shell.window.show_unexpected_error("KeyError: 'x'", "Traceback\nKeyError: 'x'")
        assert len(live_shell.window.findChildren(UnexpectedErrorDialog)) == 1
        assert "2 errors so far" in visible_words(dialog)
        assert "ValueError: odd" in dialog.details
        assert "KeyError" in dialog.details
