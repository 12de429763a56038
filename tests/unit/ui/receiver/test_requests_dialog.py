"""The list of refused requests."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from liveapp.domain.events import Remedy
from liveapp.domain.refusals import MOST_KEPT, RefusalLog
from liveapp.ui.receiver.requests_dialog import SIZE_PX, Remedies, RequestsDialog
from tests.shell import button, visible_words
from tests.unit.ui.receiver.refusals import NOW_US, SITE, refusal


class Doing:
    """What the dialog had done."""

    def __init__(self) -> None:
        self.done: list[object] = []
        self.has_url = True

    def copy(self, what: str) -> bool:
        self.done.append(what)
        return what == "token" or self.has_url

    @property
    def remedies(self) -> Remedies:
        return Remedies(
            lambda: self.copy("token"),
            lambda: self.copy("url"),
            lambda site: self.done.append(("allow", site)),
            lambda setting: self.done.append(("open", setting)),
        )


@pytest.fixture
def log() -> RefusalLog:
    return RefusalLog()


@pytest.fixture
def doing() -> Doing:
    return Doing()


@pytest.fixture
def dialog(light_theme, log: RefusalLog, doing: Doing, qtbot) -> RequestsDialog:
    made = RequestsDialog(log, doing.remedies, clock_us=lambda: NOW_US)
    qtbot.addWidget(made)
    made.show()
    return made


def show(dialog: RequestsDialog, log: RefusalLog, *refusals: object) -> None:
    for one in refusals:
        log.add(one)
    dialog.refresh()


def visible_buttons(dialog: RequestsDialog) -> set[str]:
    return {one.text().replace("&", "") for one in dialog.findChildren(QPushButton) if one.isVisible()}


def test_while_there_is_nothing_it_says_so(dialog: RequestsDialog) -> None:
    assert "Nothing was refused" in visible_words(dialog)
    assert not dialog.details.isVisible()
    assert not button(dialog, "Clear").isEnabled()
    assert not button(dialog, "Copy all").isEnabled()


def test_the_first_that_comes_is_chosen_and_told_whole(dialog: RequestsDialog, log: RefusalLog) -> None:
    show(dialog, log, refusal('"much"'))
    assert "Nothing was refused" not in visible_words(dialog)
    assert dialog.details.isVisible()
    assert '"much"' in dialog.details.text
    assert "What it sends in this field has to change" in visible_words(dialog)
    show(dialog, log, refusal("later"))
    assert '"much"' in dialog.details.text
    assert dialog.view.currentIndex().row() == 1


@pytest.mark.parametrize(
    ("remedy", "buttons", "done"),
    [
        (Remedy.NONE, [], []),
        (Remedy.COPY_URL, ["Copy URL"], ["url"]),
        (Remedy.COPY_TOKEN, ["Copy token", "Open settings…"], ["token", ("open", "ingest_token")]),
        (
            Remedy.ALLOW_SITE,
            ["Allow this site…", "Open settings…"],
            [("allow", SITE), ("open", "allowed_origins")],
        ),
        (Remedy.RAISE_RATE_LIMIT, ["Open settings…"], [("open", "rate_limit")]),
        (Remedy.REQUIRE_TOKEN, ["Open settings…"], [("open", "require_token")]),
    ],
)
def test_what_can_be_done_is_a_button(
    dialog: RequestsDialog,
    log: RefusalLog,
    doing: Doing,
    remedy: Remedy,
    buttons: list[str],
    done: list[object],
) -> None:
    show(dialog, log, refusal(status=403, origin=SITE, remedy=remedy))
    assert visible_buttons(dialog) == {*buttons, "Clear", "Copy all", "Close"}
    for words in buttons:
        button(dialog, words).click()
    assert doing.done == done


def test_a_button_says_for_a_moment_what_came_of_it(
    dialog: RequestsDialog, log: RefusalLog, doing: Doing, qtbot
) -> None:
    doing.has_url = False
    show(dialog, log, refusal(remedy=Remedy.COPY_URL))
    pressed = button(dialog, "Copy URL")
    for _ in range(2):
        pressed.click()
        assert pressed.text() == "No URL now"
    qtbot.waitUntil(lambda: pressed.text() == "Copy &URL", timeout=20_000)
    show(dialog, log, refusal("x", remedy=Remedy.COPY_TOKEN))
    pressed.click()
    dialog.view.selectRow(0)
    assert pressed.text() == "Copy &token"


def test_the_same_again_is_counted_in_the_details(dialog: RequestsDialog, log: RefusalLog) -> None:
    show(dialog, log, refusal("a"))
    assert "in a row" not in dialog.details.text
    show(dialog, log, refusal("a"))
    assert "2 in a row" in dialog.details.text


@pytest.mark.parametrize("steps", [(MOST_KEPT // 2, MOST_KEPT // 2), (3 * MOST_KEPT,)])
def test_no_button_turns_to_another_request_when_the_chosen_one_is_pushed_out(
    dialog: RequestsDialog, log: RefusalLog, doing: Doing, steps: tuple[int, ...]
) -> None:
    show(dialog, log, refusal("a", status=403, origin=SITE, remedy=Remedy.ALLOW_SITE))
    for step in steps:
        evil = [
            refusal(str(number), status=403, origin="https://evil.example", remedy=Remedy.ALLOW_SITE)
            for number in range(step)
        ]
        show(dialog, log, *evil)
    assert not dialog.view.selectionModel().hasSelection()
    assert "newer ones have taken its place" in dialog.details.text
    dialog.details.setFocus()
    dialog.view.setFocus()
    button(dialog, "Allow this site…").click()
    assert doing.done == [("allow", SITE)]
    dialog.view.selectRow(0)
    assert "newer ones" not in dialog.details.text
    button(dialog, "Allow this site…").click()
    assert doing.done[-1] == ("allow", "https://evil.example")


def test_rows_in_view_stay_where_they_are_once_the_user_scrolled(
    dialog: RequestsDialog, log: RefusalLog
) -> None:
    show(dialog, log, *(refusal(str(number)) for number in range(100)))
    assert dialog.view.rowAt(0) == 0
    show(dialog, log, *(refusal(f"more-{number}") for number in range(5)))
    assert dialog.view.rowAt(0) == 0
    dialog.view.verticalScrollBar().setValue(20)
    at_top = dialog.model.refusal(dialog.view.rowAt(0)).value
    show(dialog, log, *(refusal(f"again-{number}") for number in range(7)))
    assert dialog.model.refusal(dialog.view.rowAt(0)).value == at_top


def test_how_many_were_refused_is_told_with_those_that_are_not_listed(
    dialog: RequestsDialog, log: RefusalLog
) -> None:
    show(dialog, log, refusal("a"), refusal("a"))
    assert "2 requests were refused" in visible_words(dialog)
    show(dialog, log, *(refusal(str(number)) for number in range(1_000)))
    assert "1,002 requests were refused. The newest is first; older" in visible_words(dialog)


def test_the_whole_list_can_be_copied_the_newest_first(dialog: RequestsDialog, log: RefusalLog) -> None:
    show(dialog, log, refusal("first"), refusal("second"))
    button(dialog, "Copy all").click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert "second" in lines[1]
    QGuiApplication.clipboard().clear()


def test_clear_asks_its_owner_and_leaves_nothing(dialog: RequestsDialog, log: RefusalLog) -> None:
    dialog.clear_requested.connect(log.clear)
    dialog.clear_requested.connect(dialog.refresh)
    show(dialog, log, refusal("a"), refusal("b"))
    button(dialog, "Clear").click()
    assert "Nothing was refused" in visible_words(dialog)
    assert not dialog.details.isVisible()


def test_escape_closes_it_from_the_list_and_enter_does_nothing(
    dialog: RequestsDialog, log: RefusalLog, doing: Doing, qtbot
) -> None:
    show(dialog, log, refusal(remedy=Remedy.COPY_TOKEN))
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert doing.done == []
    qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_keys_choose_a_request_and_reach_every_button(dialog: RequestsDialog, log: RefusalLog, qtbot) -> None:
    show(dialog, log, refusal("a"), refusal("b", status=401, remedy=Remedy.COPY_TOKEN))
    dialog.activateWindow()
    qtbot.waitUntil(dialog.view.hasFocus)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Down)
    assert "a" in dialog.details.text.split()
    qtbot.keyClick(dialog.view, Qt.Key.Key_Up)
    reached = []
    while not dialog.view.hasFocus() or not reached:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        assert len(reached) < 20
    wanted = ["Copy token", "Open settings…", "Clear", "Copy all", "Close"]
    assert reached[0] is dialog.details
    assert [one.text().replace("&", "") for one in reached if isinstance(one, QPushButton)] == wanted


def test_at_first_it_fits_the_screen(dialog: RequestsDialog) -> None:
    room = dialog.screen().availableSize()
    assert room.width() < SIZE_PX[0], "a screen that makes this test one"
    assert 600 < dialog.width() < room.width()
    assert dialog.height() < room.height()


def test_nothing_is_cut_off_in_680_by_480(dialog: RequestsDialog, log: RefusalLog, qtbot) -> None:
    show(dialog, log, refusal(remedy=Remedy.ALLOW_SITE, origin=SITE))
    dialog.resize(680, 480)
    qtbot.waitUntil(lambda: (dialog.width(), dialog.height()) == (680, 480))
    qtbot.wait(50)
    buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible()]
    for part in (dialog.view, dialog.details, *buttons):
        corner = part.mapTo(dialog, QPoint(part.width() - 1, part.height() - 1))
        assert dialog.rect().contains(corner)
    assert dialog.view.viewport().height() > 100
    assert dialog.view.horizontalScrollBar().maximum() == 0
