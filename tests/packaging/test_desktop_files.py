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


@pytest.mark.parametrize(
    "command",
    [["desktop-file-validate", str(DESKTOP)], ["appstreamcli", "validate", "--no-net", str(METAINFO)]],
    ids=lambda command: command[0],
)
def test_the_validators_have_nothing_to_say(command) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"needs {command[0]}")
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
