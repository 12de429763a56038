"""The menu of the list of streams."""

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from liveapp.domain.bets import SeedPair
from liveapp.ui.streams.menus import StreamMenus
from tests.unit.ui.streams.values import make_stream

ONE = [make_stream(1)]
THREE = [make_stream(key, seeds=SeedPair(str(key) * 64, f"client {key}")) for key in (1, 2, 3)]


@pytest.fixture
def menus(theme, qtbot) -> StreamMenus:
    parent = QWidget()
    qtbot.addWidget(parent)
    return StreamMenus(parent)


def words(menu) -> list[str]:
    return [entry.text().replace("&", "") for entry in menu.actions() if not entry.isSeparator()]


def entry(menu, text):
    return next(one for one in menu.actions() if one.text().replace("&", "") == text)


def test_for_one_stream_it_says_all_that_can_be_done_with_it(menus) -> None:
    assert words(menus.menu(ONE)) == ["Open", "Copy seeds", "Notes…", "Alias…", "Pin", "Export…", "Delete…"]


def test_for_several_it_says_how_many_and_leaves_out_what_is_for_one(menus) -> None:
    assert words(menus.menu(THREE)) == [
        "Copy seeds of 3 streams",
        "Pin 3 streams",
        "Compare 3 streams…",
        "Export 3 streams…",
        "Delete 3 streams…",
    ]


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Open", "open_requested"),
        ("Notes…", "notes_requested"),
        ("Alias…", "alias_requested"),
        ("Export…", "export_requested"),
        ("Delete…", "delete_requested"),
    ],
)
def test_each_entry_tells_what_was_chosen_and_for_which_stream(menus, qtbot, text, signal) -> None:
    menu = menus.menu(ONE)
    with qtbot.waitSignal(getattr(menus, signal)) as told:
        entry(menu, text).trigger()
    assert told.args == [ONE]


def test_several_are_pinned_unless_all_of_them_are(menus, qtbot) -> None:
    some = [make_stream(1, is_pinned=True), make_stream(2)]
    with qtbot.waitSignal(menus.pin_requested) as told:
        entry(menus.menu(some), "Pin 2 streams").trigger()
    assert told.args == [some, True]
    pinned = [make_stream(1, is_pinned=True)]
    with qtbot.waitSignal(menus.pin_requested) as told:
        entry(menus.menu(pinned), "Unpin").trigger()
    assert told.args == [pinned, False]


@pytest.mark.parametrize(("number", "is_offered"), [(1, False), (2, True), (8, True), (9, False)])
def test_two_to_eight_can_be_compared(menus, qtbot, number, is_offered) -> None:
    streams = [make_stream(key) for key in range(1, number + 1)]
    menu = menus.menu(streams)
    offered = [one for one in menu.actions() if "mpare" in one.text()]
    assert bool(offered) is is_offered
    if is_offered:
        with qtbot.waitSignal(menus.compare_requested) as told:
            offered[0].trigger()
        assert told.args == [streams]


def test_seeds_are_copied_as_text_a_line_a_stream(menus) -> None:
    entry(menus.menu(THREE), "Copy seeds of 3 streams").trigger()
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines() == [f"{str(key) * 64}\tclient {key}" for key in (1, 2, 3)]
    assert QGuiApplication.clipboard().mimeData().formats() == ["text/plain"]


def test_no_two_entries_have_the_same_letter(menus) -> None:
    for streams in (ONE, THREE, [make_stream(1, is_pinned=True)]):
        letters = [one.text().partition("&")[2][0] for one in menus.menu(streams).actions() if one.text()]
        assert len(set(letters)) == len(letters)
