"""What tells a Linux desktop of the program."""

import shutil
import subprocess
from configparser import ConfigParser
from xml.etree import ElementTree as ET

import pytest

from tests.packaging import ROOT

DESKTOP = ROOT / "packaging" / "linux" / "liveapp.desktop"
METAINFO = ROOT / "packaging" / "linux" / "local.liveapp.liveapp.metainfo.xml"


def test_the_menu_starts_the_program_and_shows_its_icon() -> None:
    entry = ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(DESKTOP, encoding="utf-8")
    told = entry["Desktop Entry"]
    assert (told["Exec"], told["Icon"], told["StartupWMClass"]) == ("liveapp", "liveapp", "liveapp")


def test_software_centres_find_the_menus_entry() -> None:
    component = ET.parse(METAINFO)
    assert f"{component.findtext('id')}.metainfo.xml" == METAINFO.name
    assert component.findtext("launchable") == DESKTOP.name


def complaints(*command: str) -> list[str]:
    """What a validator says, but for mere information; skips where it is not installed."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    told = [
        line
        for line in (done.stdout + done.stderr).splitlines()
        if "error:" in line or line[:2] in ("E:", "W:")
    ]
    assert told or done.returncode == 0, done.stdout + done.stderr
    return told


def test_nothing_is_wrong_with_the_menus_entry() -> None:
    assert complaints("desktop-file-validate", str(DESKTOP)) == []


def test_nothing_is_wrong_with_what_software_centres_read() -> None:
    told = complaints("appstreamcli", "validate", "--no-net", str(METAINFO))
    assert [line for line in told if "url-homepage-missing" not in line] == [], "the program has no homepage"


def test_a_wrong_entry_would_be_noticed(tmp_path) -> None:
    wrong = tmp_path / "wrong.desktop"
    wrong.write_text(DESKTOP.read_text(encoding="utf-8").replace("Exec=", "Exec=%z "), encoding="utf-8")
    assert complaints("desktop-file-validate", str(wrong))
