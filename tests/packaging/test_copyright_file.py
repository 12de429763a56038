"""The file in which the Debian package tells who made what is in it."""

import shutil

import pytest

from liveapp.app.core.components import shipped_components
from liveapp.domain.components import Component
from tests.packaging import script
from tests.shell import RESOURCES

copyright_file = script("linux/copyright_file")


def test_what_the_program_is_made_with_is_listed_with_what_starts_it() -> None:
    names = {one.name for one in copyright_file.program_components()}
    assert {"Python", "Qt", "PySide6_Essentials", "waitress", "PyInstaller's bootloader"} <= names


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs a Debian")
def test_a_library_of_the_system_is_known_by_its_package(tmp_path) -> None:
    (tmp_path / "libz.so.1").write_bytes(b"")
    (tmp_path / "libpython3.11.so.1.0").write_bytes(b"")
    (tmp_path / "libQt6Core.so.6").symlink_to("elsewhere")
    (one,) = copyright_file.system_components(tmp_path)
    assert one.name == "zlib1g"
    assert "Gailly" in one.text


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs a Debian")
def test_where_a_machine_has_no_documents_it_is_told_where_they_are(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(copyright_file, "DOCUMENTS", tmp_path)
    (tmp_path / "libz.so.1").write_bytes(b"")
    (one,) = copyright_file.system_components(tmp_path)
    assert one.text == "https://packages.debian.org/zlib1g"


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs a Debian")
def test_about_lists_the_systems_libraries_that_the_build_took_along(tmp_path) -> None:
    (tmp_path / "libz.so.1").write_bytes(b"")
    shutil.copytree(RESOURCES / "licences", tmp_path / "resources" / "licences")
    before = shipped_components(tmp_path / "resources", "")
    copyright_file.write_for_about(tmp_path)
    (more,) = shipped_components(tmp_path / "resources", "")[len(before) :]
    assert (more.name, more.licence) == ("zlib1g", "see its text")
    assert "Gailly" in more.text


@pytest.mark.parametrize(
    "line",
    [
        "diversion by a from: /usr/lib/x/libz.so.1",
        "wine: /usr/lib/x/wine/libz.so.1",
        "a, b: /usr/lib/x/libz.so",
    ],
)
def test_a_private_library_of_the_same_name_is_somebody_elses(line) -> None:
    assert (
        copyright_file.OWNER.fullmatch("zlib1g:amd64: /lib/x86_64-linux-gnu/libz.so.1")["package"] == "zlib1g"
    )
    assert not copyright_file.OWNER.fullmatch(line)


def test_a_text_that_several_have_is_told_once() -> None:
    told = copyright_file.copyright_text(
        [
            Component("a", "1", "MIT", "same text\n"),
            Component("b", "2", "see its text", "other text"),
            Component("c", "3", "", "same text"),
        ]
    )
    assert [told.count(text) for text in ("same text", "other text", "\na, c\n", "\nb\n")] == [1, 1, 1, 1]
    assert "  a 1: MIT\n  b 2: see its text\n  c 3: none stated\n" in told
