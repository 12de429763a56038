"""What is kept for the next start, as a file has it, and when it is written."""

import json

import pytest
from PySide6.QtCore import QByteArray

from liveapp.app.core.state_file import StateFile
from liveapp.ui.window_state import SAVED_AFTER_MS, StateSaver, WindowState


@pytest.fixture
def file(tmp_path) -> StateFile:
    return StateFile(tmp_path / "window.json")


def test_texts_and_answers_survive_the_file(file):
    kept = WindowState(file)
    kept.keep_flag("auto_follow", False)
    kept.keep_text("stream", "9007199254740993")
    kept.keep_texts("bets", {"difficulty": "hard, or not", "columns": "AAA="})
    kept.keep_qt_state("geometry", QByteArray(b"\x00\xff"))
    file.write(kept.content(), lambda: False)
    read = WindowState(file)
    assert read.flag("auto_follow", default=True) is False
    assert read.text("stream") == "9007199254740993"
    assert read.texts("bets") == {"difficulty": "hard, or not", "columns": "AAA="}
    assert read.qt_state("geometry") == QByteArray(b"\x00\xff")
    assert read.qt_state("splitter").isEmpty()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[1, 2]",
        b"[" * 100_000,
        b'{"stream": ' + b'{"a": ' * 50_000,
        b'{"stream": "\\ud800"}',
        b" " * 300_000,
        b'{"stream": ' + b"1" * 5000 + b"}",
    ],
    ids=["empty", "cut", "not UTF-8", "list", "deep", "deep in one", "half a character", "long", "number"],
)
def test_a_file_that_nobody_of_us_wrote_is_as_if_it_were_not_there(tmp_path, file, content, log_watch):
    (tmp_path / "window.json").write_bytes(content)
    log_watch.expect("what the window remembered is not used")
    state = WindowState(file)
    assert log_watch.records
    assert (state.text("stream"), state.texts("bets")) == ("", {})


def test_values_of_other_kinds_are_left_out(tmp_path, file):
    values = {"stream": 7, "bets": {"columns": ["a"], "difficulty": "easy"}, "geometry": "no base64"}
    (tmp_path / "window.json").write_text(json.dumps(values), encoding="utf-8")
    state = WindowState(file)
    assert state.text("stream") == ""
    assert state.texts("bets") == {"difficulty": "easy"}
    assert state.qt_state("geometry").isEmpty()


@pytest.fixture
def saver(qtbot, file, questions):
    state = WindowState(file)
    counted = iter(range(1000))
    saver = StateSaver(state, lambda: state.keep_text("n", str(next(counted))), questions, questions)
    yield saver
    saver.save_now()


def test_changes_that_go_on_do_not_postpone_what_is_written(qtbot, file, saver):
    assert SAVED_AFTER_MS < 1000
    saver.note_change()
    remaining = []
    for _ in range(3):
        qtbot.wait(20)
        saver.note_change()
        remaining.append(saver._timer.remainingTime())
    # Put off each time, it would be as long every time.
    assert remaining[0] - remaining[-1] >= 20
    qtbot.waitUntil(lambda: file.read() is not None)
    assert json.loads(file.read()) == {"n": "0"}


def test_what_is_so_at_the_end_is_written_before_it_returns(file, saver):
    saver.note_change()
    saver.save_now()
    assert json.loads(file.read()) == {"n": "0"}
    assert not saver._timer.isActive()


def test_what_did_not_change_is_not_written_again(qtbot, file, questions, tmp_path):
    state = WindowState(file)
    state.keep_text("n", "1")
    saver = StateSaver(state, lambda: None, questions, questions)
    saver.note_change()
    qtbot.waitUntil(lambda: not saver._timer.isActive())
    qtbot.wait(50)
    assert file.read() is None


def test_a_folder_that_cannot_be_written_is_told_in_the_log(qtbot, tmp_path, questions, log_watch):
    log_watch.expect("cannot be kept for the next start")
    state = WindowState(StateFile(tmp_path / "gone" / "window.json"))
    saver = StateSaver(state, lambda: state.keep_text("n", "1"), questions, questions)
    saver.note_change()
    qtbot.waitUntil(lambda: bool(log_watch.records))
    saver.save_now()
    assert len(log_watch.records) == 2
