"""How the extension gets into a browser."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QLabel, QLineEdit

from liveapp.ui.receiver.install_dialog import InstallDialog
from liveapp.ui.receiver.install_steps import INSTALL_STEPS
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES, button, visible_words


@pytest.fixture
def dialog(light_theme, tmp_path: Path, qtbot) -> InstallDialog:
    made = InstallDialog(tmp_path, Icons(RESOURCES))
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_names_the_folder_and_opens_it(dialog: InstallDialog, tmp_path: Path, opened) -> None:
    assert dialog.findChildren(QLineEdit)[0].text() == str(tmp_path)
    button(dialog, "Open folder").click()
    assert opened.paths == [tmp_path]


def test_each_browser_has_its_address_and_steps(dialog: InstallDialog) -> None:
    told = {}
    for place, steps in enumerate(INSTALL_STEPS):
        dialog.browsers.setCurrentIndex(place)
        assert dialog.browsers.tabText(place) == steps.browser
        assert dialog.findChildren(QLineEdit)[1].text() == steps.address
        told[steps.browser] = visible_words(dialog)
        assert f"Open this address in {steps.browser}:" in told[steps.browser]
    assert set(told) == {"Chrome", "Edge", "Brave", "Firefox"}
    assert all("Load unpacked" in told[browser] for browser in ("Chrome", "Edge", "Brave"))
    assert "manifest.json" in told["Firefox"]
    assert "load it again after each start" in told["Firefox"]


def test_no_step_is_cut_off_and_the_dialog_keeps_its_size(dialog: InstallDialog, qtbot) -> None:
    sizes = set()
    for place in range(len(INSTALL_STEPS)):
        dialog.browsers.setCurrentIndex(place)
        qtbot.wait(20)
        sizes.add((dialog.width(), dialog.height()))
        labels = [one for one in dialog.findChildren(QLabel) if one.isVisible() and one.text()]
        assert [one.text() for one in labels if one.height() < one.heightForWidth(one.width())] == []
    assert len(sizes) == 1


def test_a_small_screen_scrolls_the_steps_and_cuts_none(
    light_theme, tmp_path: Path, qtbot, monkeypatch
) -> None:
    small = QRect(0, 0, 683, 384)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: small)
    dialog = InstallDialog(tmp_path, Icons(RESOURCES))
    qtbot.addWidget(dialog)
    dialog.resize(683, 336)
    dialog.show()
    assert dialog.height() <= 336
    labels = [one for one in dialog.findChildren(QLabel) if one.isVisible() and one.text()]
    assert [one.text() for one in labels if one.height() < one.heightForWidth(one.width())] == []
    assert button(dialog, "Connect it…").visibleRegion().boundingRect().height() > 0


def test_it_goes_on_to_connecting(dialog: InstallDialog, qtbot) -> None:
    with qtbot.waitSignal(dialog.connect_requested):
        button(dialog, "Connect it…").click()


def test_the_folder_that_the_program_ships_holds_the_extension_that_the_steps_name() -> None:
    manifest = json.loads((RESOURCES / "extension" / "manifest.json").read_text(encoding="utf-8"))
    assert any(manifest["name"] in words for steps in INSTALL_STEPS for words in steps.then)
