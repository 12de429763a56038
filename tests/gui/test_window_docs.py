"""The window's manual names every key that the window has."""

import re
from pathlib import Path

from liveapp.ui.actions import MENUS

MANUAL = Path(__file__).parents[2] / "docs" / "window.md"


def test_every_shortcut_stands_in_the_manual() -> None:
    (table,) = re.findall(r"## Keys\n\n(.*)", MANUAL.read_text(encoding="utf-8"), re.DOTALL)
    keys = " ".join(line.split("|")[1] for line in table.splitlines() if line.startswith("|"))
    # Qt calls the two Enter keys by different names.
    words = set(keys.replace("Ctrl+Enter", "Ctrl+Enter Ctrl+Return").split())
    named = words | {word.rstrip(",") for word in words}
    shortcuts = {keys for _, specs in MENUS for spec in specs if spec for keys in spec.shortcuts}
    assert shortcuts | {"Ctrl+L"} <= named


def test_every_menu_and_its_letter_stand_in_the_manual() -> None:
    words = " ".join(MANUAL.read_text(encoding="utf-8").split())
    for title, _ in MENUS:
        letter = title[title.index("&") + 1].upper()
        assert f"Alt+{letter} *{title.replace('&', '')}*" in words
