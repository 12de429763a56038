"""What Windows is told of the program's version."""

from liveapp import __version__
from tests.packaging import script

version_info = script("version_info")


def test_windows_gets_four_numbers() -> None:
    assert len(version_info.numbers()) == 4
    assert ".".join(map(str, version_info.numbers())) == f"{__version__}.0"


def test_it_is_told_in_words_too() -> None:
    assert version_info.TEXTS["FileVersion"] == version_info.TEXTS["ProductVersion"] == __version__
