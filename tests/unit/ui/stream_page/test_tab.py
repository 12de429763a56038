"""What a tab need not tell: it has no commands and keeps nothing, unless it says so."""

import pytest

from liveapp.ui.stream_page.tab import StreamTab


def test_a_tab_that_says_nothing_takes_no_command_and_keeps_no_state(qtbot) -> None:
    tab = StreamTab()
    qtbot.addWidget(tab)
    assert tab.commands() == {}
    assert tab.save_state() == {}
    tab.restore_state({"anything": "at all"})


def test_what_it_shows_every_tab_has_to_say(qtbot) -> None:
    tab = StreamTab()
    qtbot.addWidget(tab)
    with pytest.raises(NotImplementedError):
        tab.show_stream(None)
