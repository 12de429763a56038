"""A line across the window for something that lasts."""

import pytest

from liveapp.ui.theme import apply_theme, colors
from liveapp.ui.widgets.banner import Banner, BannerLevel
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES


@pytest.fixture
def banner(light_theme, qtbot) -> Banner:
    made = Banner(Icons(RESOURCES), "someBanner")
    qtbot.addWidget(made)
    made.resize(600, 60)
    return made


def test_it_is_hidden_until_it_has_something_to_say(banner) -> None:
    assert banner.isHidden()
    banner.show_message(BannerLevel.WARNING, "The port is in use")
    assert not banner.isHidden()
    assert banner.text == banner.accessibleName() == "The port is in use"


def test_an_error_looks_other_than_a_warning_and_other_in_the_dark(banner, light_theme, qtbot) -> None:
    banner.show_message(BannerLevel.WARNING, "text")
    warning = banner.grab().toImage()
    banner.show_message(BannerLevel.ERROR, "text")
    error = banner.grab().toImage()
    assert error != warning
    apply_theme(light_theme, "dark")
    qtbot.waitUntil(lambda: colors(banner.palette()).is_dark)
    assert banner.grab().toImage() != error


def test_its_buttons_are_named_and_do_what_they_say(banner, qtbot) -> None:
    button = banner.add_action("Retry", "Try again now")
    assert (button.accessibleName(), button.toolTip()) == ("Retry", "Try again now")
    with qtbot.waitSignal(button.clicked):
        button.click()
