"""The command, as far as it can be told without starting it."""

import pytest

from liveapp.cli import ask_named_screen_only, lacks_screen


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
@pytest.mark.parametrize("platform", ["linux", "freebsd14"])
def test_a_variable_names_the_screen_unless_it_is_empty(platform: str, name: str) -> None:
    assert not lacks_screen(platform, {name: ":0"})
    assert lacks_screen(platform, {name: "", "HOME": "/root"})
    assert lacks_screen(platform, {})


@pytest.mark.parametrize("platform", ["win32", "cygwin", "darwin"])
def test_windows_and_macos_have_a_screen_without_a_variable(platform: str) -> None:
    assert not lacks_screen(platform, {})


@pytest.mark.parametrize(
    ("platform", "environment", "asked"),
    [
        ("linux", {"DISPLAY": ":0"}, "xcb"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}, "xcb"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, None),
        ("linux", {"DISPLAY": ":0", "QT_QPA_PLATFORM": "vnc"}, "vnc"),
        ("linux", {}, None),
        ("darwin", {"DISPLAY": ":0"}, None),
    ],
)
def test_qt_asks_for_x11_alone_where_no_other_screen_is_named(
    platform: str, environment: dict[str, str], asked: str | None
) -> None:
    ask_named_screen_only(platform, environment)
    assert environment.get("QT_QPA_PLATFORM") == asked
