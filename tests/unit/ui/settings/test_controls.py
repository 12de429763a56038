"""Controls of the settings dialog: each setting has one, which gives back what it shows."""

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from liveapp.settings import DECLARED, Settings
from liveapp.ui.settings.controls import CONTROLS, Control


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_dir=tmp_path, ingest_token="secret", allowed_origins=("https://a.example",))


@pytest.fixture
def make(settings, qtbot):
    def made(name: str) -> Control:
        control = CONTROLS[name](name, DECLARED[name], getattr(settings, name))
        qtbot.addWidget(control)
        return control

    return made


def test_every_declared_setting_has_a_control_and_no_other_has() -> None:
    assert set(CONTROLS) == set(DECLARED)


@pytest.mark.parametrize("name", list(DECLARED))
def test_an_untouched_control_gives_back_the_setting(make, settings, name) -> None:
    assert make(name).value() == getattr(settings, name)


@pytest.mark.parametrize(
    ("name", "zero", "else_"),
    [("port", "any free port", ""), ("rate_limit", "no limit", "requests a minute")],
)
def test_a_number_says_what_it_means_and_what_zero_means(make, name, zero, else_) -> None:
    control = make(name)
    control.show()
    words = lambda: [one.text() for one in control.findChildren(QLabel)]  # noqa: E731
    assert words() == [else_]
    control.findChild(QLineEdit).setText("0")
    assert words() == [zero]
    control.findChild(QLineEdit).setText("x")
    assert words() == [""]


@pytest.mark.parametrize("typed", ["1,234", "1 234", " 1234 "])
def test_an_amount_may_be_grouped(make, typed) -> None:
    control = make("rate_limit")
    control.findChild(QLineEdit).setText(typed)
    assert control.value() == 1234


@pytest.mark.parametrize("typed", ["", "12,34", "1.5", "-1", "٣x", "0x10"])
def test_what_is_no_whole_number_is_none(make, typed) -> None:
    control = make("rate_limit")
    control.findChild(QLineEdit).setText(typed)
    with pytest.raises(ValueError, match="number"):
        control.value()


def test_a_switch_says_what_it_means_either_way(make) -> None:
    control = make("require_token")
    before = control.note.text()
    control.findChild(QCheckBox).setChecked(False)
    assert control.value() is False
    assert control.note.text() != before


def test_origins_are_told_as_browsers_send_them_each_once(make) -> None:
    control = make("allowed_origins")
    control.findChild(QPlainTextEdit).setPlainText("HTTPS://B.example/\n\nhttps://b.example\n")
    assert control.value() == ("https://b.example",)
    control.findChild(QPlainTextEdit).setPlainText("b.example")
    with pytest.raises(ValueError, match=r"b\.example"):
        control.value()


def test_a_new_token_is_another_one_and_its_warning_asks_for_room(make, qtbot) -> None:
    control = make("ingest_token")
    with qtbot.waitSignal(control.resized):
        control.button.click()
    assert len(control.value()) >= 40
    assert not control.note.isHidden()


def test_a_folder_is_shown_and_opened_but_not_changed(make, settings) -> None:
    control = make("data_dir")
    assert control.findChild(QPushButton).text() == "&Open folder"
    assert control.value() == settings.data_dir
