"""What the program is shipped with: as the installed packages tell it."""

from importlib.metadata import distribution, version
from pathlib import Path

import pytest

from liveapp import __version__
from liveapp.app.core.components import component_of, installed_packages, shipped_components
from liveapp.domain.components import Component
from tests.shell import RESOURCES


@pytest.fixture(scope="module")
def shipped() -> dict[str, Component]:
    return {one.name: one for one in shipped_components(RESOURCES, "3.40.1")}


def test_packages_of_packages_are_listed_and_what_is_only_for_tests_is_not(shipped) -> None:
    assert {"peewee", "bottle", "waitress", "pydantic_core", "annotated-types", "shiboken6"} <= set(shipped)
    assert "pytest" not in shipped
    assert "httpx" not in shipped


def test_versions_are_those_that_run(shipped) -> None:
    assert shipped["liveapp"].version == __version__
    assert shipped["SQLite"].version == "3.40.1"
    assert shipped["peewee"].version == version("peewee")
    assert shipped["Qt"].version == version("shiboken6")


def test_each_has_a_licence_and_its_text(shipped) -> None:
    assert [name for name, one in shipped.items() if not one.text] == []
    assert [name for name, one in shipped.items() if not one.licence and name != "liveapp"] == []
    assert shipped["peewee"].licence == "MIT"
    assert shipped["pydantic"].text.startswith("The MIT License")


@pytest.mark.parametrize("name", ["Qt", "PySide6_Essentials", "shiboken6"])
def test_what_is_under_the_lesser_licence_has_its_whole_text_and_the_general_one(shipped, name) -> None:
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shipped[name].text
    assert "GNU GENERAL PUBLIC LICENSE" in shipped[name].text


def test_python_has_the_text_that_came_with_it(shipped) -> None:
    assert "PYTHON" in shipped["Python"].text.upper()


def test_a_package_that_is_not_there_needs_nothing() -> None:
    assert installed_packages("no-such-package-of-liveapp") == {}


def test_a_licence_file_that_is_gone_or_is_no_utf8_keeps_nobody_from_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "odd-1.0.dist-info"
    (info / "licenses").mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.4\nName: odd\nVersion: 1.0\nLicense:  \n", "utf-8")
    (info / "COPYING").write_bytes(b"\xa9 somebody <b>bold</b>")
    recorded = ("METADATA", "COPYING", "LICENSE", "licenses/LICENSE")
    (info / "RECORD").write_text("".join(f"{info.name}/{name},,\n" for name in recorded), "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    odd = component_of(distribution("odd"), "")
    assert odd == Component("odd", "1.0", "see its text", "\ufffd somebody <b>bold</b>")
