"""Pages: found whatever the file's header says."""

from pathlib import Path

import pytest

from liveapp.storage.salvage.pages import open_pages
from tests.unit.storage.salvage.files import PAGE, fill, overwrite, with_log


@pytest.mark.parametrize("header", [bytes(100), b"\xff" * 100, b"SQLite format 3\0\x20\x00" + bytes(82)])
def test_the_size_of_a_page_is_found_without_the_header(database_path: Path, header: bytes) -> None:
    fill(database_path, range(200))
    overwrite(database_path, 1, header)
    with open_pages(database_path, None) as pages:
        assert pages.size == PAGE
        assert pages.count == database_path.stat().st_size // PAGE


def test_pages_of_the_log_cover_those_of_the_database(database_path: Path, tmp_path: Path) -> None:
    fill(database_path, range(100))
    copy = with_log(database_path, tmp_path / "logged", range(100, 200))
    with (
        open_pages(copy, copy.with_name(copy.name + "-wal")) as pages,
        open_pages(database_path, None) as whole,
    ):
        assert list(pages.numbers()) == list(whole.numbers())
        assert all(pages.page(number) == whole.page(number) for number in list(whole.numbers())[1:])


def test_a_page_that_is_not_there_is_none(database_path: Path) -> None:
    fill(database_path, range(10))
    with open_pages(database_path, None) as pages:
        assert pages.page(0) is None
        assert pages.page(pages.count + 1) is None


def test_files_that_are_not_there_have_no_pages(tmp_path: Path) -> None:
    with open_pages(tmp_path / "none", tmp_path / "none-wal") as pages:
        assert (pages.count, list(pages.numbers()), pages.header) == (0, [], None)
