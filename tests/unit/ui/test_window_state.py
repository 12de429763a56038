"""What is kept for the next start, as a file has it."""

from liveapp.ui.window_state import WindowState


def test_texts_and_answers_survive_the_file(tmp_path):
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
