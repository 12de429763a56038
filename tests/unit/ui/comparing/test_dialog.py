"""The dialog that compares: what it shows, and what it costs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from liveapp.ui.comparing.dialog import CompareDialog
from tests.window_fixtures import OTHER_SEEDS


@pytest.fixture
def dialog(streams, store, questions, bridge, icons, qtbot) -> CompareDialog:
    made = CompareDialog(streams, store.reader, questions, icons)
    qtbot.addWidget(made)
    bridge.store_changed.connect(made.apply)
    return made


@pytest.fixture
def shown(dialog, qtbot) -> CompareDialog:
    dialog.show()
    qtbot.waitUntil(lambda: dialog.body is not None and dialog.body.chart.picture is not None)
    qtbot.waitUntil(lambda: all(side.figures is not None for side in dialog.live.sides))
    qtbot.waitUntil(lambda: [one.bets for one in dialog.body.chart.picture.curves] == [40, 10])
    return dialog


def figures(dialog: CompareDialog) -> dict[str, list[str]]:
    model = dialog.body.model
    return {
        model.headerData(row, Qt.Orientation.Vertical): [
            model.index(row, column).data() for column in range(model.columnCount())
        ]
        for row in range(model.rowCount())
    }


def test_nothing_is_loaded_or_read_before_it_is_shown(dialog, qtbot) -> None:
    qtbot.wait(30)
    assert dialog.body is None
    assert [side.figures for side in dialog.live.sides] == [None, None]
    assert not dialog._copy.isEnabled()


def test_it_shows_figures_side_by_side_and_profits_in_one_picture(shown) -> None:
    assert shown.windowTitle() == "Compare 2 streams"
    assert not shown.isModal()
    told = figures(shown)
    assert told["Bets"] == ["40", "15"]
    assert told["Bets in ETH"] == ["–", "5"]
    assert told["Difficulty"] == ["expert", "expert"]
    assert shown.body.chart._currencies == ("btc", "eth")


def test_what_comes_in_is_followed_while_it_is_seen_and_not_read_else(shown, play, qtbot) -> None:
    play(OTHER_SEEDS, 21, 22)
    qtbot.waitUntil(lambda: figures(shown)["Bets"] == ["40", "17"])
    qtbot.waitUntil(lambda: shown.body.chart.picture.curves[1].bets == 12)
    shown.hide()
    play(OTHER_SEEDS, 23)
    qtbot.waitUntil(lambda: shown.live.sides[1].is_outdated)
    assert not shown.live._is_watched
    shown.show()
    qtbot.waitUntil(lambda: figures(shown)["Bets"] == ["40", "18"])


def test_a_minimized_one_is_not_seen(shown, qtbot) -> None:
    shown.showMinimized()
    qtbot.waitUntil(lambda: not shown.live._is_watched)
    shown.showNormal()
    qtbot.waitUntil(lambda: shown.live._is_watched)


def test_a_deleted_stream_is_told_over_its_column(shown, store, streams, qtbot) -> None:
    store.writer.delete_stream(streams[0].id)
    header = shown.body.model.headerData
    qtbot.waitUntil(lambda: header(0, Qt.Orientation.Horizontal).endswith("(deleted)"))
    assert figures(shown)["Bets"] == ["40", "15"]


def test_hits_of_a_chosen_multiplier_are_counted(shown, qtbot) -> None:
    assert figures(shown)["Hits of 10.00×"] == ["0", "0"]
    shown.multiplier.field.selectAll()
    qtbot.keyClicks(shown.multiplier.field, "9.08")
    qtbot.keyClick(shown.multiplier.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: figures(shown).get("Hits of 9.08×") == ["8", "3"])
    assert shown.isVisible()


def test_figures_are_copied_and_saved(shown, qtbot) -> None:
    shown._copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Figure\tA · ")
    assert "\nBets\t40\t15\n" in copied
    assert shown._told.text() == "Figures copied"
    with qtbot.waitSignal(shown.file_requested) as told:
        shown._save.click()
    (file,) = told.args
    assert (file.chart, file.suffix) == ("figures", "csv")
    assert b"\r\nBets,40,15\r\n" in file.content
    with qtbot.waitSignal(shown.file_requested) as told:
        shown.body.chart.save("csv")
    assert told.args[0].chart == "profits"


def test_a_slow_reading_is_told(shown) -> None:
    shown.live._tell_slow()
    assert shown._bar.isVisible()
    assert shown._told.text().startswith("Reading stream ")
    shown.live._end_work()
    assert not shown._bar.isVisible()


def test_closing_ends_what_is_read_for_it(shown, qtbot) -> None:
    shown.close()
    assert not shown.live._is_watched
    assert not shown.live._work.is_running


@pytest.mark.parametrize("size", [(664, 432), (1180, 680)])
def test_all_can_be_reached_on_small_and_large_screens(shown, qtbot, size) -> None:
    shown.resize(*size)
    qtbot.waitUntil(lambda: (shown.width(), shown.height()) == size)
    for part in (shown.multiplier, shown._copy, shown._save):
        assert shown.rect().contains(part.geometry())
    body = shown.body
    qtbot.waitUntil(lambda: body.chart.geometry().bottom() < body.view.geometry().top())
    assert body.chart.plot.height() >= 180
    assert body.chart.words_label.geometry().top() > body.chart.plot.geometry().bottom()
