"""CSV export from the window: whole files or none, in the background, with a way to stop."""

import csv
import threading
from zipfile import ZipFile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QPushButton

from liveapp.domain.errors import StoreDamaged
from liveapp.domain.export import csv_lines
from liveapp.domain.queries import BetFilter
from liveapp.jobs.csv_export import LINES_PER_REPORT
from liveapp.ui.faults.damage_dialog import DamageDialog
from liveapp.ui.jobs.export_choice import ExportAllDialog, ExportChoiceDialog
from liveapp.ui.jobs.line import JobLine
from tests.shell import FIRST_SEEDS, bet, button

MANY = 3 * LINES_PER_REPORT


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "exports"
    path.mkdir()
    return path


@pytest.fixture
def answered(monkeypatch):
    """Answers the file dialog; keeps what it suggested."""

    class Answer:
        path = ""
        suggested = ""

    def answer(_parent, _title, suggested, _filters):
        Answer.suggested = suggested
        return str(Answer.path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return Answer


@pytest.fixture
def held_rows(live_shell, monkeypatch):
    """Lets the export read only when the test says so."""
    go_on = threading.Event()
    read = live_shell.store.reader.export

    def held(stream_id, bet_filter):
        stream, bets = read(stream_id, bet_filter)
        return stream, (one for one in bets if go_on.wait(30))

    monkeypatch.setattr(live_shell.store.reader, "export", held)
    yield go_on
    go_on.set()


def texts(window):
    return [toast.text for toast in window.toasts.toasts]


def job_line(window, qtbot):
    qtbot.waitUntil(lambda: window.findChild(JobLine) is not None)
    return window.findChild(JobLine)


def export(shell, answered, path):
    answered.path = path
    shell.window.actions_by_name["exportCsvAction"].trigger()


def test_the_file_holds_every_bet_and_a_toast_shows_it_in_its_folder(
    live_shell, qtbot, folder, answered, opened
):
    export(live_shell, answered, folder / "bets.csv")
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["Exported 20 bets to bets.csv"])
    stream, bets = live_shell.store.reader.export(live_shell.window.page.stream.id)
    assert (folder / "bets.csv").read_bytes().decode() == "".join(csv_lines(bets, stream.seeds))
    (toast,) = live_shell.window.toasts.toasts
    toast.findChild(QPushButton, "toastAction").click()
    assert opened.paths == [folder]
    assert [path.name for path in folder.iterdir()] == ["bets.csv"]


def test_the_suggested_name_tells_the_stream(live_shell, answered):
    export(live_shell, answered, "")
    assert answered.suggested.endswith("stream_1a2b3c4d5e_my-client_20_bets.csv")


def test_no_answer_exports_nothing(live_shell, answered, folder):
    export(live_shell, answered, "")
    assert not live_shell.window.findChildren(JobLine)
    assert list(folder.iterdir()) == []


def test_progress_is_shown_while_it_runs_and_the_window_answers(
    live_shell, qtbot, folder, answered, held_rows
):
    export(live_shell, answered, folder / "bets.csv")
    line = job_line(live_shell.window, qtbot)
    qtbot.waitUntil(lambda: line.text == "Exporting 1a2b3c4d5e: 0 of 20 bets")
    assert live_shell.window.job_strip.isVisible()
    live_shell.record(FIRST_SEEDS, 21)
    qtbot.waitUntil(lambda: live_shell.window.page.stream.total_bets == 21)
    held_rows.set()
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["Exported 20 bets to bets.csv"])
    qtbot.waitUntil(lambda: not live_shell.window.findChildren(JobLine))
    assert not live_shell.window.job_strip.isVisible()


def test_nothing_stands_under_the_chosen_name_before_it_is_whole(live_shell, folder, answered, held_rows):
    (folder / "bets.csv").write_text("an older export", encoding="utf-8")
    export(live_shell, answered, folder / "bets.csv")
    assert (folder / "bets.csv").read_text(encoding="utf-8") == "an older export"


def test_cancel_leaves_no_file_and_no_remains(live_shell, qtbot, folder, answered, held_rows):
    live_shell.store.writer.record([bet(FIRST_SEEDS, nonce) for nonce in range(21, MANY)])
    export(live_shell, answered, folder / "bets.csv")
    line = job_line(live_shell.window, qtbot)
    next(one for one in line.findChildren(QPushButton) if one.text() == "Cancel").click()
    held_rows.set()
    qtbot.waitUntil(lambda: any("cancelled" in text for text in texts(live_shell.window)))
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_gone_is_told_in_words(live_shell, qtbot, folder, answered, log_watch):
    log_watch.expect("CsvExport ended early")
    export(live_shell, answered, folder / "missing" / "bets.csv")
    qtbot.waitUntil(lambda: bool(texts(live_shell.window)))
    assert texts(live_shell.window) == ["bets.csv could not be written: No such file or directory"]


def test_a_database_that_fails_on_the_way_leaves_no_file_and_is_told(
    live_shell, qtbot, folder, answered, monkeypatch, log_watch
):
    log_watch.expect("CsvExport ended early")
    read = live_shell.store.reader.export

    def failing(stream_id, bet_filter):
        stream, bets = read(stream_id, bet_filter)

        def some():
            yield next(bets)
            raise StoreDamaged("malformed")

        return stream, some()

    monkeypatch.setattr(live_shell.store.reader, "export", failing)
    export(live_shell, answered, folder / "bets.csv")
    qtbot.waitUntil(lambda: bool(live_shell.window.findChildren(DamageDialog)))
    assert list(folder.iterdir()) == []


def test_stopping_the_program_ends_a_running_export_without_remains(live_shell, folder, answered, held_rows):
    live_shell.store.writer.record([bet(FIRST_SEEDS, nonce) for nonce in range(21, MANY)])
    export(live_shell, answered, folder / "bets.csv")
    threading.Timer(0.05, held_rows.set).start()
    live_shell.jobs.stop()
    assert list(folder.iterdir()) == []
    assert not [thread for thread in threading.enumerate() if "CsvExport" in thread.name]


def test_client_text_that_looks_like_a_formula_is_made_harmless(live_shell, qtbot, folder, answered):
    live_shell.record(FIRST_SEEDS, 99, antebot_bet_id='=HYPERLINK("http://evil")')
    export(live_shell, answered, folder / "bets.csv")
    qtbot.waitUntil(lambda: texts(live_shell.window) == ["Exported 21 bets to bets.csv"])
    with (folder / "bets.csv").open(newline="", encoding="utf-8") as file:
        next(file)  # the seeds
        last = list(csv.DictReader(file))[-1]
    assert last["antebot_bet_id"] == '\'=HYPERLINK("http://evil")'


def choice(window):
    return window.findChild(ExportChoiceDialog)


def test_without_a_filter_nothing_is_asked_but_where(live_shell, answered):
    export(live_shell, answered, "")
    assert choice(live_shell.window) is None
    assert answered.suggested


@pytest.mark.parametrize(
    ("words", "written", "suggested"),
    [
        ("The 6 that are shown", 6, "_6_bets.csv"),
        ("The same with gaps", 6, "_6_bets_with_gaps.csv"),
        ("All 20 bets", 20, "_20_bets.csv"),
    ],
)
def test_with_a_filter_it_is_asked_which_bets_are_meant(
    live_shell, qtbot, folder, answered, words, written, suggested
):
    window = live_shell.window
    window.bets.filter_bar.set_filter(BetFilter(min_multiplier=6.0))
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 6 and not window.bets.model.is_loading)
    export(live_shell, answered, folder / "bets.csv")
    assert answered.suggested == ""
    button(choice(window), words).click()
    assert answered.suggested.endswith(suggested)
    qtbot.waitUntil(lambda: texts(window) == [f"Exported {written} bets to bets.csv"])
    lines = (folder / "bets.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == written + 2
    assert lines[1].endswith(",gap") == ("gaps" in words)


def test_cancelled_at_the_question_exports_nothing(live_shell, qtbot, answered):
    window = live_shell.window
    window.bets.filter_bar.set_filter(BetFilter(min_multiplier=6.0))
    export(live_shell, answered, "")
    qtbot.keyClick(choice(window), Qt.Key.Key_Escape)
    assert answered.suggested == ""
    assert not window.findChildren(JobLine)


def seeds_action(window):
    return window.actions_by_name["exportSeedsAction"]


def test_without_the_first_line_the_file_is_as_it_is_over_http(live_shell, qtbot, folder, answered):
    window = live_shell.window
    assert seeds_action(window).isChecked()
    seeds_action(window).trigger()
    export(live_shell, answered, folder / "bets.csv")
    qtbot.waitUntil(lambda: texts(window) == ["Exported 20 bets to bets.csv"])
    _, bets = live_shell.store.reader.export(window.page.stream.id)
    assert (folder / "bets.csv").read_bytes().decode() == "".join(csv_lines(bets))


@pytest.mark.parametrize("kept", [True, False])
def test_whether_the_seeds_are_named_is_kept(live_shell, kept):
    exports = live_shell.window.work.exports
    seeds_action(live_shell.window).setChecked(kept)
    state = exports.save_state()
    seeds_action(live_shell.window).setChecked(not kept)
    exports.restore_state(state)
    assert seeds_action(live_shell.window).isChecked() is kept


def test_a_change_of_it_is_noted_for_the_next_start(live_shell, qtbot):
    with qtbot.waitSignal(live_shell.window.work.exports.state_changed):
        seeds_action(live_shell.window).trigger()


def test_the_question_which_bets_asks_for_the_first_line_too(live_shell, qtbot, answered):
    window = live_shell.window
    window.bets.filter_bar.set_filter(BetFilter(min_multiplier=6.0))
    export(live_shell, answered, "")
    box = choice(window).findChild(QCheckBox, "exportSeedsBox")
    assert box.isChecked()
    box.click()
    assert not seeds_action(window).isChecked()


def ask_for_all(window, words):
    window.actions_by_name["exportAllAction"].trigger()
    button(window.findChild(ExportAllDialog), words).click()


def test_all_streams_go_into_a_folder(live_shell, qtbot, folder, monkeypatch):
    window = live_shell.window
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    ask_for_all(window, "Into a folder…")
    qtbot.waitUntil(lambda: texts(window) == ["Exported 2 streams"])
    assert sorted(path.name for path in folder.iterdir()) == [
        "index.csv",
        "stream_1a2b3c4d5e_my-client_20_bets.csv",
        "stream_77aa001122_other-client_5_bets.csv",
    ]


def test_all_streams_go_into_a_zip_file(live_shell, qtbot, folder, answered, opened):
    window = live_shell.window
    answered.path = folder / "mine.zip"
    ask_for_all(window, "Into a zip file…")
    assert answered.suggested.endswith("liveapp-streams.zip")
    qtbot.waitUntil(lambda: texts(window) == ["Exported 2 streams"])
    with ZipFile(folder / "mine.zip") as archive:
        assert len(archive.namelist()) == 3
    (toast,) = window.toasts.toasts
    toast.findChild(QPushButton, "toastAction").click()
    assert opened.paths == [folder]


@pytest.mark.parametrize("words", ["Into a folder…", "Into a zip file…"])
def test_no_answer_to_where_all_are_to_go_exports_nothing(live_shell, folder, answered, monkeypatch, words):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    ask_for_all(live_shell.window, words)
    assert not live_shell.window.findChildren(JobLine)
    assert list(folder.iterdir()) == []


def test_all_streams_can_be_exported_while_there_are_some(live_shell, qtbot):
    window = live_shell.window
    action = window.actions_by_name["exportAllAction"]
    assert action.isEnabled()
    for stream in live_shell.streams():
        live_shell.store.writer.delete_stream(stream.id)
    qtbot.waitUntil(lambda: not action.isEnabled())


def test_the_buttons_menu_has_all_that_concerns_exports(live_shell):
    menu = live_shell.window.page.header.export_menu
    assert [action.objectName() for action in menu.actions()] == [
        "exportCsvAction",
        "exportAllAction",
        "exportSeedsAction",
    ]


def test_the_bookmarks_of_the_shown_stream_are_exported_with_their_notes(
    live_shell, qtbot, folder, answered, opened
):
    window = live_shell.window
    stream_id = window.page.stream.id
    for row, note in ((2, "=1+1"), (4, None)):
        live_shell.store.writer.set_bookmark(stream_id, window.bets.model.id_at(row), note)
    qtbot.waitUntil(lambda: len(window.bets.model.bookmarks) == 2)
    answered.path = folder / "marks.csv"
    window.actions_by_name["exportBookmarksAction"].trigger()
    assert answered.suggested.endswith("_2_bookmarks.csv")
    qtbot.waitUntil(lambda: texts(window) == ["Exported 2 bookmarks to marks.csv"])
    with (folder / "marks.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["nonce"], row["note"]) for row in rows] == [("3", "'=1+1"), ("5", "")]
    window.toasts.toasts[0].message.act()
    assert opened.paths == [folder]


def test_without_bookmarks_there_is_nothing_to_export(live_shell, answered):
    live_shell.window.actions_by_name["exportBookmarksAction"].trigger()
    assert answered.suggested == ""
    assert texts(live_shell.window) == ["This stream has no bookmarks to export."]
