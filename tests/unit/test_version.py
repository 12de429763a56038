"""The version stands in `liveapp/__init__.py`; whatever else tells it is made from it or agrees with it."""

import json
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

from liveapp import __version__

ROOT = Path(__file__).parents[2]


def text(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def test_it_is_three_numbers_as_windows_and_browsers_need_it() -> None:
    assert re.fullmatch(r"(0|[1-9]\d{0,4})(\.(0|[1-9]\d{0,4})){2}", __version__)


def test_the_distribution_takes_it_from_there() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["hatch"]["version"] == {"path": "liveapp/__init__.py"}


def test_the_description_of_the_http_api_tells_it() -> None:
    assert json.loads(text("resources/openapi.json"))["info"]["version"] == __version__


def test_the_browser_extension_tells_it() -> None:
    assert json.loads(text("resources/extension/manifest.json"))["version"] == __version__


def test_the_docs_show_it() -> None:
    assert re.findall(r'"app": "liveapp", "version": "([^"]+)"', text("docs/http-api.md")) == [__version__]


def test_software_centres_are_told_of_it_as_the_newest_release() -> None:
    releases = ET.fromstring(text("packaging/linux/local.liveapp.liveapp.metainfo.xml")).iter("release")
    assert next(releases).attrib["version"] == __version__


def test_the_scripts_for_windows_and_macos_ask_for_it() -> None:
    for script in (
        "packaging/windows/liveapp.iss",
        "packaging/windows/build.ps1",
        "packaging/macos/make_dmg.sh",
    ):
        assert __version__ not in text(script)
        assert re.search(r"/DVersion=|liveapp\.__version__", text(script))


def test_the_changelog_tells_of_it() -> None:
    assert f"\n## [{__version__}] – " in text("CHANGELOG.md")
