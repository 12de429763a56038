"""What else there is about a stream: the seeds whole, when it was seen, and what the window added."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QAction, QGuiApplication

from liveapp.domain.bets import SeedPair
from liveapp.domain.clock import EPOCH
from liveapp.ui.stream_page.more_button import MoreButton
from liveapp.ui.theme import apply_theme
from liveapp.ui.widgets.icons import Icons
from tests.shell import RESOURCES
from tests.unit.ui.streams.values import NOW_US, PLAIN, make_stream

HOSTILE = make_stream(seeds=SeedPair("<b>" + "a" * 61, "<img src=x>\ttab & " + "c" * 180))


@pytest.fixture
def more(theme, store, questions, qtbot) -> MoreButton:
    made = MoreButton(Icons(RESOURCES), store.reader, questions)
    qtbot.addWidget(made)
    made.show_stream(PLAIN)
    return made


def entry(more: MoreButton, words: str) -> QAction:
    return next(one for one in more.menu().actions() if one.text().replace("&", "").startswith(words))


@pytest.mark.parametrize(
    ("words", "copied"),
    [
        ("Copy server seed hash", HOSTILE.seeds.server_seed_hashed),
        ("Copy client seed", HOSTILE.seeds.client_seed),
        ("Copy both", f"{HOSTILE.seeds.server_seed_hashed}\t{HOSTILE.seeds.client_seed}"),
    ],
)
def test_seeds_are_copied_whole_and_it_is_told(more, qtbot, words, copied) -> None:
    more.show_stream(HOSTILE)
    with qtbot.waitSignal(more.copied) as told:
        entry(more, words).trigger()
    assert QGuiApplication.clipboard().text() == copied
    assert told.args[0].endswith(" copied")


def test_the_whole_seeds_are_in_the_tooltips_as_they_are(more) -> None:
    assert more.menu().toolTipsVisible()
    more.show_stream(HOSTILE)
    shown = entry(more, "Copy client seed").toolTip().replace("\u2060", "").replace("\n", "")
    assert "".join(shown.split()) == "".join(HOSTILE.seeds.client_seed.split())


def test_first_and_last_seen_are_told_in_local_time_and_in_utc(more) -> None:
    more.show_stream(make_stream(last_seen_us=NOW_US + 5_000_000))
    last = entry(more, "Last seen")
    local = (EPOCH + timedelta(microseconds=NOW_US + 5_000_000)).astimezone()
    assert last.text() == f"Last seen {local:%Y-%m-%d %H:%M:%S}"
    assert last.toolTip().endswith(" UTC")
    assert not last.isEnabled()
    assert entry(more, "First seen").text() != last.text()


def test_notes_are_told_in_a_line_and_whole_in_the_tooltip_and_none_are_not(more) -> None:
    entries = len([one for one in more.menu().actions() if one.isVisible()])
    more.show_stream(make_stream(notes="<b>one</b> & " + "long " * 100 + "\nend"))
    notes = entry(more, "Notes")
    assert notes.text().startswith("Notes: <b>one</b> && long long")
    assert len(notes.text()) <= 62
    assert notes.toolTip().endswith("end")
    assert not notes.isEnabled()
    more.show_stream(PLAIN)
    assert len([one for one in more.menu().actions() if one.isVisible()]) == entries


def test_what_the_window_adds_stands_at_the_end(more) -> None:
    action = QAction("&Delete…", more)
    more.add_actions([action])
    assert more.menu().actions()[-1] is action


def test_its_dots_take_the_colour_of_a_new_theme(more, theme, qtbot) -> None:
    more.show()
    light = more.icon().pixmap(16, 16).toImage()
    apply_theme(theme, "dark")
    qtbot.waitUntil(lambda: more.icon().pixmap(16, 16).toImage() != light)
