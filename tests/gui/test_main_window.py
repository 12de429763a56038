"""The window as a whole: what it shows when, what its commands do, what it keeps for the next start."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from liveapp.domain.events import RequestRefused
from liveapp.domain.receiver import ReceiverPhase, ReceiverState
from liveapp.ui.help.about_dialog import AboutDialog
from liveapp.ui.help.keyboard_dialog import KeyboardHelpDialog
from liveapp.ui.receiver.notices import ReceiverNotices
from liveapp.ui.receiver.status import ReceiverStatus
from liveapp.ui.settings.dialog import SettingsDialog
from liveapp.ui.streams.history import StreamHistory
from liveapp.ui.theme import apply_theme
from liveapp.ui.window_state import WindowState
from tests.shell import FIRST_SEEDS, RECEIVING, RESOURCES, SECOND_SEEDS, RunningProgram, Shell

Alt = Qt.KeyboardModifier.AltModifier
Control = Qt.KeyboardModifier.ControlModifier
TAKEN = ReceiverState(ReceiverPhase.PORT_IN_USE, 17888, None, "another program uses it")


def focus(qtbot, window, widget):
    window.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)


def button(root: QWidget, text: str) -> QPushButton:
    return next(one for one in root.findChildren(QPushButton) if one.text() == text)


def show(qtbot, shell, seeds):
    key = next(stream.key for stream in shell.streams() if stream.seeds == seeds)
    shell.window.open_stream(key)
    qtbot.waitUntil(lambda: shell.window.page.stream.seeds == seeds)


class TestFirstRun:
    def test_without_any_stream_it_says_what_the_program_does_and_where_to_send_to(self, shell, program):
        page = shell.window.first_run
        assert page.isVisible()
        shell.window.show_receiver_state(RECEIVING)
        words = " ".join(label.text() for label in page.findChildren(QLabel))
        assert "records every round" in words
        values = [edit.text() for edit in page.findChildren(QLineEdit)]
        assert values == ["http://127.0.0.1:17888/live/ingest", program.settings.ingest_token]

    def test_its_copy_buttons_copy_url_and_token(self, shell, program):
        shell.window.show_receiver_state(RECEIVING)
        url, token = (one for one in shell.window.first_run.findChildren(QPushButton) if one.text() == "Copy")
        url.click()
        assert QGuiApplication.clipboard().text() == "http://127.0.0.1:17888/live/ingest"
        token.click()
        assert QGuiApplication.clipboard().text() == program.settings.ingest_token

    def test_it_plays_the_demo(self, shell, program):
        button(shell.window.first_run, "Play the demo").click()
        assert program.demos == 1

    def test_the_first_bet_replaces_it_and_is_shown(self, shell, qtbot):
        shell.record(FIRST_SEEDS, 1)
        qtbot.waitUntil(lambda: not shell.window.first_run.isVisible())
        qtbot.waitUntil(lambda: shell.window.bets.model.rowCount() == 1)

    def test_it_comes_back_when_the_last_stream_is_deleted(self, shell, qtbot):
        shell.record(FIRST_SEEDS, 1)
        qtbot.waitUntil(lambda: not shell.window.first_run.isVisible())
        shell.store.writer.delete_stream(shell.streams()[0].id)
        qtbot.waitUntil(shell.window.first_run.isVisible)

    def test_the_script_is_offered_only_where_there_is_one(self, shell):
        has_script = (RESOURCES / "clients" / "antebot.js").exists()
        assert bool(shell.window.first_run.findChildren(QPushButton, "copyScriptButton")) is has_script

    def test_the_script_is_copied_as_it_is(self, qtbot, light_theme, program_store, tmp_path):
        resources = tmp_path / "resources"
        (resources / "clients").mkdir(parents=True)
        (resources / "clients" / "antebot.js").write_text("// sends bets\n", encoding="utf-8")
        (resources / "icons").symlink_to(RESOURCES / "icons")
        shell = Shell(RunningProgram(tmp_path / "data", resources), program_store)
        shell.window.first_run.findChild(QPushButton, "copyScriptButton").click()
        assert QGuiApplication.clipboard().text() == "// sends bets\n"
        shell.close()

    def test_without_a_required_token_none_is_shown(self, shell, program):
        program.change_settings({"require_token": False})
        shell.window.settings_opener.changed.emit()
        visible = [edit for edit in shell.window.first_run.findChildren(QLineEdit) if edit.isVisible()]
        assert len(visible) == 1


class TestReceiver:
    @pytest.mark.parametrize(
        ("state", "words"),
        [
            (ReceiverState(ReceiverPhase.STARTING, 17888), "◌ Starting the receiver …"),
            (RECEIVING, "● Receiving on 127.0.0.1:17888 · no bet since the start"),
            (TAKEN, "▲ Not receiving: port 17888 is in use"),
            (ReceiverState(ReceiverPhase.STOPPED, 17888), "■ Receiver stopped"),
            (ReceiverState(ReceiverPhase.FAILED, 17888, None, "no memory"), "✕ Not receiving: no memory"),
        ],
    )
    def test_its_state_is_told_by_words_and_a_shape_of_its_own(self, shell, state, words):
        shell.window.show_receiver_state(state)
        status = shell.window.findChild(QLabel, "receiverStatus")
        assert status.isVisible()
        assert status.text() == words
        assert status.accessibleDescription() == words[2:]

    def test_the_line_ticks_and_tells_how_many_bets_come(self, qtbot, light_theme):
        now_us = 1_000_000_000
        status = ReceiverStatus(lambda: now_us)
        qtbot.addWidget(status)
        status.show_state(RECEIVING)
        status.count_bets(210)
        now_us += 3_000_000
        status.refresh()
        assert status.text() == "● Receiving on 127.0.0.1:17888 · last bet 3 s ago · 42 bets/s"
        now_us += 60_000_000
        status.refresh()
        assert status.text() == "● Receiving on 127.0.0.1:17888 · last bet 1 min ago"

    def test_heartbeats_are_no_bets(self, live_shell, qtbot):
        live_shell.window.show_receiver_state(RECEIVING)
        live_shell.beat(FIRST_SEEDS, 500)
        live_shell.record(SECOND_SEEDS, 6)
        status = live_shell.window.notices.status
        qtbot.waitUntil(lambda: (status.refresh(), "bets/s" in status.text())[1])
        assert "0.2 bets/s" in status.text()

    def test_a_taken_port_is_told_in_a_banner_with_retry_and_another_port(self, live_shell, program):
        window = live_shell.window
        window.show_receiver_state(TAKEN)
        banner = window.notices.fault_banner
        assert banner.isVisible()
        assert "port 17888 is in use. Another program uses it." in banner.text
        button(banner, "Retry").click()
        assert program.retries == 1
        button(banner, "Choose another port…").click()
        assert window.findChild(SettingsDialog).isVisible()

    def test_the_banner_goes_once_the_receiver_receives_and_does_not_flicker_while_it_tries(self, shell):
        window = shell.window
        window.show_receiver_state(TAKEN)
        window.show_receiver_state(ReceiverState(ReceiverPhase.STARTING, 17888))
        assert window.notices.fault_banner.isVisible()
        window.show_receiver_state(RECEIVING)
        assert not window.notices.fault_banner.isVisible()

    def test_recorded_streams_stay_usable_while_the_port_is_taken(self, live_shell, qtbot):
        live_shell.window.show_receiver_state(TAKEN)
        show(qtbot, live_shell, SECOND_SEEDS)
        qtbot.waitUntil(lambda: live_shell.window.bets.model.rowCount() == 5)

    def test_refused_requests_are_told_joined_and_lead_to_the_allowed_sites(self, live_shell, qtbot):
        window = live_shell.window
        for _ in range(50):
            for site in ("one", "two"):
                reason = f"A page at https://{site}.example was refused: not an allowed site"
                window.show_refusal(RequestRefused(403, reason))
        banner = window.notices.refusals
        qtbot.waitUntil(banner.isVisible)
        assert banner.text == (
            "A page at https://two.example was refused: not an allowed site · and 1 other refusal"
        )
        button(banner, "Allowed sites…").click()
        assert window.findChild(SettingsDialog).isVisible()

    def test_a_dismissed_refusal_comes_back_only_with_the_next_one(self, live_shell, qtbot):
        notices: ReceiverNotices = live_shell.window.notices
        notices.show_refusal(RequestRefused(401, "A request with a wrong token was refused"))
        qtbot.waitUntil(notices.refusals.isVisible)
        notices.refusals.dismissed.emit()
        assert not notices.refusals.isVisible()
        notices.show_refusal(RequestRefused(401, "A request with a wrong token was refused"))
        qtbot.waitUntil(notices.refusals.isVisible)
        assert notices.refusals.text == "A request with a wrong token was refused"

    def test_url_and_token_are_copied_by_their_actions(self, live_shell, program):
        window = live_shell.window
        window.show_receiver_state(RECEIVING)
        window.findChild(QAction, "copyIngestUrlAction").trigger()
        assert QGuiApplication.clipboard().text() == "http://127.0.0.1:17888/live/ingest"
        window.findChild(QAction, "copyTokenAction").trigger()
        assert QGuiApplication.clipboard().text() == program.settings.ingest_token
        assert [toast.text for toast in window.toasts.toasts] == [
            "Ingest URL copied",
            "Ingest token copied",
        ]

    def test_the_url_cannot_be_copied_while_there_is_none(self, shell):
        shell.window.show_receiver_state(TAKEN)
        assert not shell.window.findChild(QAction, "copyIngestUrlAction").isEnabled()


class TestKeyboard:
    def test_typing_into_a_text_field_is_never_taken_for_a_command(self, live_shell, qtbot):
        search = live_shell.window.panel.search
        focus(qtbot, live_shell.window, search)
        is_following = live_shell.window.bets.view.is_following
        qtbot.keyClicks(search, "jk/ my j")
        assert search.text() == "jk/ my j"
        assert live_shell.window.bets.view.is_following is is_following
        qtbot.keyClick(search, Qt.Key.Key_Delete)
        assert live_shell.window.commands.findChildren(QWidget) == []
        assert not live_shell.window.findChildren(QWidget, "deleteStreamDialog")

    def test_space_holds_and_resumes_following(self, live_shell, qtbot):
        view = live_shell.window.bets.view
        focus(qtbot, live_shell.window, view)
        assert view.is_following
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert not view.is_following
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert view.is_following

    def test_space_on_a_button_presses_it_and_nothing_else(self, live_shell, qtbot):
        window = live_shell.window
        window.show_receiver_state(TAKEN)
        retry = button(window.notices.fault_banner, "Retry")
        focus(qtbot, window, retry)
        qtbot.keyClick(retry, Qt.Key.Key_Space)
        assert live_shell.program.retries == 1
        assert window.bets.view.is_following

    def test_j_and_k_choose_the_next_and_the_previous_row(self, live_shell, qtbot):
        view = live_shell.window.bets.view
        focus(qtbot, live_shell.window, view)
        view.setCurrentIndex(view.model().index(3, 0))
        qtbot.keyClick(view, Qt.Key.Key_J)
        assert view.currentIndex().row() == 4
        qtbot.keyClick(view, Qt.Key.Key_K)
        assert view.currentIndex().row() == 3

    @pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_Slash])
    def test_ctrl_f_and_slash_go_to_the_filter(self, live_shell, qtbot, key):
        window = live_shell.window
        focus(qtbot, window, window.bets.view)
        qtbot.keyClick(
            window.bets.view, key, Control if key == Qt.Key.Key_F else Qt.KeyboardModifier.NoModifier
        )
        qtbot.waitUntil(window.bets.filter_bar.min_multiplier.hasFocus)

    def test_ctrl_k_and_ctrl_g_go_to_the_search_and_the_nonce(self, live_shell, qtbot):
        window = live_shell.window
        focus(qtbot, window, window.bets.view)
        qtbot.keyClick(window.bets.view, Qt.Key.Key_K, Control)
        qtbot.waitUntil(window.panel.search.hasFocus)
        qtbot.keyClick(window.panel.search, Qt.Key.Key_G, Control)
        qtbot.waitUntil(window.bets.filter_bar.nonce.hasFocus)

    def test_alt_up_and_down_choose_the_stream_beside(self, live_shell, qtbot):
        window = live_shell.window
        focus(qtbot, window, window.bets.view)
        qtbot.keyClick(window.bets.view, Qt.Key.Key_Down, Alt)
        assert window.page.stream.seeds == SECOND_SEEDS
        qtbot.keyClick(window.bets.view, Qt.Key.Key_Up, Alt)
        assert window.page.stream.seeds == FIRST_SEEDS

    def test_alt_left_and_right_go_back_and_forward(self, live_shell, qtbot):
        window = live_shell.window
        assert not window.actions_by_name["backAction"].isEnabled()
        show(qtbot, live_shell, SECOND_SEEDS)
        focus(qtbot, window, window.bets.view)
        qtbot.keyClick(window.bets.view, Qt.Key.Key_Left, Alt)
        assert window.page.stream.seeds == FIRST_SEEDS
        assert not window.actions_by_name["backAction"].isEnabled()
        qtbot.keyClick(window.bets.view, Qt.Key.Key_Right, Alt)
        assert window.page.stream.seeds == SECOND_SEEDS

    def test_ctrl_l_turns_auto_follow_on_and_off(self, live_shell, qtbot):
        action = live_shell.window.findChild(QAction, "autoFollowAction")
        focus(qtbot, live_shell.window, live_shell.window.bets.view)
        was_on = action.isChecked()
        qtbot.keyClick(live_shell.window.bets.view, Qt.Key.Key_L, Control)
        assert action.isChecked() is not was_on

    @pytest.mark.parametrize(
        ("key", "modifier", "dialog"),
        [
            (Qt.Key.Key_Return, Control, "notesDialog"),
            (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "deleteStreamDialog"),
            (Qt.Key.Key_Comma, Control, "settingsDialog"),
            (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "keyboardHelpDialog"),
        ],
    )
    def test_dialogs_open_by_their_shortcuts(self, live_shell, qtbot, key, modifier, dialog):
        window = live_shell.window
        focus(qtbot, window, window.bets.view)
        qtbot.keyClick(window.bets.view, key, modifier)
        assert window.findChild(QWidget, dialog).isVisible()

    def test_the_help_page_lists_every_shortcut_of_every_action(self, live_shell):
        window = live_shell.window
        window.actions_by_name["keyboardHelpAction"].trigger()
        words = " ".join(label.text() for label in window.findChild(KeyboardHelpDialog).findChildren(QLabel))
        for action in window.findChildren(QAction):
            for shortcut in action.shortcuts():
                assert shortcut.toString().replace("Return", "Enter") in words

    def test_every_action_with_a_shortcut_names_it_in_its_tooltip(self, live_shell):
        with_shortcut = [one for one in live_shell.window.findChildren(QAction) if one.shortcuts()]
        assert len(with_shortcut) > 15
        for action in with_shortcut:
            assert action.shortcuts()[0].toString().replace("Return", "Enter") in action.toolTip()


class TestStreams:
    def test_what_needs_a_stream_is_offered_only_with_one(self, shell, qtbot):
        names = ("exportCsvAction", "editNotesAction", "deleteStreamAction", "goToNonceAction")
        assert not any(shell.window.actions_by_name[name].isEnabled() for name in names)
        shell.record(FIRST_SEEDS, 1)
        qtbot.waitUntil(lambda: all(shell.window.actions_by_name[name].isEnabled() for name in names))

    def test_the_stream_beside_is_shown_when_the_shown_one_is_deleted(self, live_shell, qtbot):
        window = live_shell.window
        live_shell.store.writer.delete_stream(window.page.stream.id)
        qtbot.waitUntil(lambda: window.page.stream is not None and window.page.stream.seeds == SECOND_SEEDS)
        assert not window.actions_by_name["backAction"].isEnabled()

    def test_a_stream_asked_for_before_the_list_is_read_is_shown_then(self, make_shell, qtbot):
        shell_before = make_shell()
        shell_before.record(SECOND_SEEDS, 1)
        shell_before.record(FIRST_SEEDS, 1)
        window = shell_before.open_window()
        window.panel.auto_follow_action.setChecked(False)
        wanted = next(stream for stream in shell_before.streams() if stream.seeds == SECOND_SEEDS)
        window.open_stream(wanted)
        window.show()
        qtbot.waitUntil(lambda: window.page.stream is not None)
        assert window.page.stream.seeds == SECOND_SEEDS

    def test_help_plays_the_demo_and_tells_about_the_program(self, live_shell, program):
        live_shell.window.actions_by_name["playDemoAction"].trigger()
        assert program.demos == 1
        live_shell.window.actions_by_name["aboutAction"].trigger()
        assert live_shell.window.findChild(AboutDialog).isVisible()

    def test_data_folder_and_log_are_opened_by_the_system(self, live_shell, program, opened):
        live_shell.window.actions_by_name["openDataFolderAction"].trigger()
        live_shell.window.actions_by_name["openLogAction"].trigger()
        assert opened.paths == [program.settings.data_dir, program.settings.log_path]


class TestNextStart:
    def test_size_splitter_stream_filters_and_auto_follow_are_kept(self, live_shell, qtbot):
        before = live_shell.window
        before.resize(760, 560)
        before._body._splitter.setSizes([250, 510])
        show(qtbot, live_shell, SECOND_SEEDS)
        before.panel.auto_follow_action.setChecked(False)
        before.bets.filter_bar.difficulty.setCurrentText("easy")
        with qtbot.waitSignal(before.closed):
            before.close()
        after = live_shell.open_window()
        after.show()
        qtbot.waitUntil(lambda: after.page.stream is not None)
        assert after.page.stream.seeds == SECOND_SEEDS
        assert after.size() == before.size()
        assert after._body._splitter.sizes() == before._body._splitter.sizes()
        assert not after.panel.auto_follow_action.isChecked()
        assert after.bets.filter_bar.difficulty.currentText() == "easy"

    def test_a_state_file_full_of_nonsense_changes_nothing(self, make_shell, program, qtbot):
        file = program.settings.data_dir / "window.ini"
        file.write_text(
            "[General]\ngeometry=@ByteArray(no)\nstreams=[1]\nbets={\nstream=x\nauto_follow=maybe\n",
            encoding="utf-8",
        )
        window = make_shell().window
        window.show()
        qtbot.waitUntil(lambda: window.panel.is_loaded)
        assert window.panel.auto_follow_action.isChecked()

    def test_texts_and_answers_survive_the_file(self, tmp_path):
        kept = WindowState(tmp_path / "window.ini")
        kept.keep_flag("auto_follow", False)
        kept.keep_text("stream", "9007199254740993")
        kept.keep_texts("bets", {"difficulty": "hard, or not", "columns": "AAA="})
        kept.save()
        read = WindowState(tmp_path / "window.ini")
        assert read.flag("auto_follow", default=True) is False
        assert read.text("stream") == "9007199254740993"
        assert read.texts("bets") == {"difficulty": "hard, or not", "columns": "AAA="}
        assert read.qt_state("geometry").isEmpty()

    def test_a_stopped_window_has_no_thread_left_and_stops_twice(self, live_shell):
        live_shell.window.stop()
        live_shell.window.stop()


class TestHistory:
    def test_it_goes_back_and_forward_like_a_browser(self):
        history = StreamHistory()
        for key in (1, 2, 3):
            history.visit(key)
        assert (history.back(), history.back(), history.back()) == (2, 1, None)
        assert history.forward() == 2
        history.visit(9)
        assert history.forward() is None
        assert history.back() == 2

    def test_the_same_stream_again_is_no_new_place(self):
        history = StreamHistory()
        history.visit(1)
        history.visit(1)
        assert not history.can_go_back

    def test_a_deleted_stream_is_forgotten_without_leaving_a_step_that_does_nothing(self):
        history = StreamHistory()
        for key in (1, 2, 1, 3):
            history.visit(key)
        history.forget(2)
        assert history.back() == 1
        assert not history.can_go_back

    def test_forgetting_the_only_stream_leaves_nowhere_to_go(self):
        history = StreamHistory()
        history.visit(1)
        history.forget(1)
        assert not history.can_go_back
        assert not history.can_go_forward
        history.visit(2)
        assert not history.can_go_back


def test_a_change_of_theme_repaints_icons_in_the_new_colors(live_shell, qtbot):
    action = live_shell.window.actions_by_name["editNotesAction"]
    before = action.icon().pixmap(24, 24).toImage()
    apply_theme(QGuiApplication.instance(), "dark")
    qtbot.waitUntil(lambda: action.icon().pixmap(24, 24).toImage() != before)
