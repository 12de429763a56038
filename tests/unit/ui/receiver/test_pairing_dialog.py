"""The code that connects the browser extension."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton

from liveapp.domain.pairing import SHOWN_FOR_S, Pairing, PairingOutcome, PairingTried
from liveapp.ui.receiver.pairing_dialog import TICK_MS, PairingDialog, PairingSteps
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES, button, focus, visible_words
from tests.unit.ui.receiver.clients import CHROME, EXTENSION

URL = "http://127.0.0.1:17888/live/ingest"


class Program:
    """A real pairing whose tries reach the dialog, on a clock of the test's own."""

    def __init__(self) -> None:
        self.now_s = 1_000.0
        self.dialog: PairingDialog
        self.tried: list[PairingTried] = []
        self.codes: list[str] = []
        self.pairing = Pairing(self.tried.append, lambda: self.now_s)
        self.requires_token = True
        self.done: list[str] = []

    def begin(self) -> str:
        self.codes.append(self.pairing.begin())
        return self.codes[-1]

    def enter(self, code: str) -> PairingOutcome:
        outcome = self.pairing.attempt(code, EXTENSION, CHROME)
        while self.tried:
            self.dialog.show_tried(self.tried.pop(0))
        return outcome

    def enter_wrong(self, times: int = 1) -> None:
        for _ in range(times):
            assert self.enter("wrong") is PairingOutcome.WRONG

    def open(self, url: str = URL) -> PairingDialog:
        steps = PairingSteps(
            self.begin,
            self.pairing.end,
            lambda: self.requires_token,
            lambda: self.done.append("install"),
            lambda: self.done.append("clients"),
        )
        self.dialog = PairingDialog(steps, Icons(RESOURCES), clock_s=lambda: self.now_s)
        self.dialog.show_address(url)
        self.dialog.show()
        return self.dialog


@pytest.fixture
def program(light_theme, qtbot) -> Program:
    return Program()


@pytest.fixture
def dialog(program: Program, qtbot) -> PairingDialog:
    made = program.open()
    qtbot.addWidget(made)
    return made


def words(dialog: PairingDialog) -> str:
    return visible_words(dialog)


def visible_buttons(dialog: PairingDialog) -> set[str]:
    texts = {one.text().replace("&", "") for one in dialog.findChildren(QPushButton) if one.isVisible()}
    return texts - {"Copy", "Close"}


def test_a_code_is_shown_with_what_to_do_and_where_it_is_good_for(dialog: PairingDialog, program) -> None:
    (code,) = program.codes
    assert f"{code[:3]} {code[3:]}" in words(dialog)
    assert "press liveapp recorder, behind the puzzle piece, then Options" in words(dialog)
    assert "60 s left" in words(dialog)
    assert dialog.findChild(QLineEdit).text() == URL
    assert visible_buttons(dialog) == {"Copy code", "Install the extension…"}


def test_the_seconds_run_while_it_is_seen_and_rest_while_it_is_not(
    dialog: PairingDialog, program, qtbot
) -> None:
    bar = dialog.findChild(QProgressBar)
    program.now_s += 12.5
    qtbot.waitUntil(lambda: "48 s left" in words(dialog), timeout=20_000)
    assert bar.value() == 47_500
    dialog.hide()
    program.now_s += 10
    qtbot.wait(2 * TICK_MS)
    assert bar.value() == 47_500
    dialog.show()
    assert "38 s left" in words(dialog)


def test_after_a_minute_the_code_is_over_and_another_can_be_shown(dialog: PairingDialog, program) -> None:
    program.now_s += SHOWN_FOR_S
    dialog.hide()
    dialog.show()
    assert not dialog.panel.shows_code
    assert "Nobody entered the code within 60 seconds" in words(dialog)
    assert not dialog.panel.code.isVisible()
    assert visible_buttons(dialog) == {"New code", "Install the extension…"}
    assert program.enter(program.codes[0]) is PairingOutcome.NONE_UNDER_WAY
    button(dialog, "New code").click()
    assert dialog.panel.shows_code
    assert len(program.codes) == 2
    assert "60 s left" in words(dialog)


def test_each_wrong_code_is_told_and_the_fifth_ends_it(dialog: PairingDialog, program) -> None:
    program.enter_wrong()
    assert "A wrong code was entered (Browser extension in Chrome): 4 tries left" in words(dialog)
    assert dialog.panel.shows_code
    program.enter_wrong(times=4)
    assert "no try left" in words(dialog)
    assert "5 wrong codes were entered" in words(dialog)
    assert visible_buttons(dialog) == {"New code", "Install the extension…"}
    button(dialog, "New code").click()
    assert "wrong code" not in words(dialog)


@pytest.mark.parametrize(
    ("requires_token", "what"), [(True, "has the ingest token"), (False, "needs no token")]
)
def test_the_right_code_ends_it_well(dialog: PairingDialog, program, requires_token, what) -> None:
    program.requires_token = requires_token
    program.enter_wrong()
    assert program.enter(program.codes[0]) is PairingOutcome.RIGHT
    assert "Browser extension in Chrome is connected" in words(dialog)
    assert what in words(dialog)
    assert "wrong" not in words(dialog)
    assert visible_buttons(dialog) == {"Show clients…"}
    button(dialog, "Show clients…").click()
    assert program.done == ["clients"]


def test_who_was_let_in_is_told_although_a_new_code_was_shown_since(dialog: PairingDialog, program) -> None:
    program.pairing.attempt(program.codes[0], EXTENSION, CHROME)
    dialog.begin()
    dialog.show_tried(program.tried.pop())
    assert "is connected" in words(dialog)
    assert program.enter(program.codes[1]) is PairingOutcome.NONE_UNDER_WAY


def test_closing_it_ends_the_code(dialog: PairingDialog, program) -> None:
    dialog.reject()
    assert program.pairing.attempt(program.codes[0], EXTENSION, CHROME) is PairingOutcome.NONE_UNDER_WAY


def test_without_an_address_no_code_is_shown_before_there_is_one(program, qtbot) -> None:
    dialog = program.open(url="")
    qtbot.addWidget(dialog)
    assert "The receiver has no address now" in words(dialog)
    assert not button(dialog, "New code").isEnabled()
    assert program.codes == []
    dialog.show_address(URL)
    assert dialog.panel.shows_code
    assert "no address" not in words(dialog)


def test_a_code_outlives_a_moment_without_an_address(dialog: PairingDialog, program) -> None:
    dialog.show_address("")
    assert "The receiver has no address now" in words(dialog)
    dialog.show_address(URL.replace("17888", "18000"))
    assert "18000" in dialog.findChild(QLineEdit).text()
    assert program.enter(program.codes[0]) is PairingOutcome.RIGHT


def test_the_code_is_copied_without_its_blank(dialog: PairingDialog, program) -> None:
    button(dialog, "Copy code").click()
    assert QGuiApplication.clipboard().text() == program.codes[0]
    assert "Copied" in visible_buttons(dialog)
    QGuiApplication.clipboard().clear()


def test_the_focus_goes_on_to_what_can_be_done_next(dialog: PairingDialog, program, qtbot) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(button(dialog, "Copy code").hasFocus)
    program.enter_wrong(times=5)
    assert button(dialog, "New code").hasFocus()
    button(dialog, "New code").click()
    assert button(dialog, "Copy code").hasFocus()
    dialog.panel.code.setFocus()
    program.enter(program.codes[1])
    assert button(dialog, "Show clients…").hasFocus()


def test_where_the_focus_is_not_on_what_goes_it_stays(dialog: PairingDialog, program, qtbot) -> None:
    field = dialog.findChild(QLineEdit)
    focus(qtbot, dialog, field)
    program.enter_wrong(times=5)
    assert field.hasFocus()


def test_how_the_extension_is_installed_is_one_button_away(dialog: PairingDialog, program) -> None:
    button(dialog, "Install the extension…").click()
    assert program.done == ["install"]


def test_no_words_are_cut_off_in_any_state(dialog: PairingDialog, program, qtbot) -> None:
    def cut() -> list[str]:
        qtbot.wait(20)
        labels = [one for one in dialog.findChildren(QLabel) if one.isVisible() and one.text()]
        return [one.text() for one in labels if one.height() < one.heightForWidth(one.width())]

    assert cut() == []
    program.enter_wrong()
    assert cut() == []
    program.enter_wrong(times=4)
    assert cut() == []
    dialog.begin()
    program.enter(program.codes[-1])
    assert cut() == []
