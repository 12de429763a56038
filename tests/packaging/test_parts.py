"""The list of what others made in the program, which the Debian package has to tell."""

import shutil

import pytest

from tests.packaging import script

parts = script("linux/parts")


def test_everything_that_the_program_requires_is_listed_with_a_licence() -> None:
    found = {part.name: part for part in parts.python_parts()}
    required = {
        "Python",
        "PySide6_Essentials",
        "shiboken6",
        "peewee",
        "bottle",
        "waitress",
        "pydantic",
        "numpy",
    }
    assert required <= set(found)
    assert {"pydantic_core", "typing_extensions"} <= set(found), "what they require in turn"
    assert not {"liveapp", "pytest", "ruff"} & set(found)
    assert found["waitress"].licence == "ZPL 2.1"
    assert all(part.licence and part.version for part in found.values())
    assert "Permission is hereby granted" in found["bottle"].texts[0]


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs a Debian")
def test_a_library_of_the_system_is_known_by_its_package(tmp_path) -> None:
    (tmp_path / "libz.so.1").write_bytes(b"")
    (tmp_path / "libQt6Core.so.6").symlink_to("elsewhere")
    (part,) = parts.system_parts(tmp_path)
    assert part.name == "zlib1g"
    assert "Gailly" in part.texts[0]


def test_a_text_that_several_have_is_told_once() -> None:
    told = parts.copyright_text(
        [
            parts.Part("a", "1", "MIT", ("same text\n",)),
            parts.Part("b", "2", "see its text", ("same text", "other text")),
            parts.Part("c", "3", "LGPL-3.0-only", ()),
        ]
    )
    assert [told.count(text) for text in ("same text", "other text", "\na, b\n", "\nb\n")] == [1, 1, 1, 1]
    assert "  a 1: MIT\n  b 2: see its text\n  c 3: LGPL-3.0-only\n" in told
