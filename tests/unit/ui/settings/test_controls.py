"""Controls of the settings dialog: each setting has one, which gives back what it shows."""

import pytest
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton, QSpinBox

from liveapp.settings import DECLARED, Settings
from liveapp.ui.settings.controls import CONTROLS, GREATEST, Control


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
    ("name", "least", "greatest", "zero"),
    [("port", 0, 65_535, "any free port"), ("rate_limit", 0, GREATEST, "no limit")],
)
def test_a_number_keeps_the_limits_that_the_setting_has(make, name, least, greatest, zero) -> None:
    control = make(name)
    box = control.findChild(QSpinBox)
    assert (box.minimum(), box.maximum()) == (least, greatest)
    box.setValue(0)
    assert box.text() == zero


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
    assert control.findChild(QPushButton).text() == "Open folder"
    assert control.value() == settings.data_dir
