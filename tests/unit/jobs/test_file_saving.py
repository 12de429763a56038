"""A file whose content is there already: whole or not there."""

from pathlib import Path

import pytest

from liveapp.domain.jobs import FileSaving
from liveapp.jobs.file_saving import save_file
from tests.unit.jobs.test_bookmark_export import Control


def test_the_file_holds_what_was_given_in_place_of_an_older_one(tmp_path: Path) -> None:
    target = tmp_path / "profit.png"
    target.write_bytes(b"an older one, which is longer")
    save_file(FileSaving(target, b"\x89PNG"), Control())
    assert target.read_bytes() == b"\x89PNG"
    assert list(tmp_path.iterdir()) == [target]


def test_where_it_cannot_be_written_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        save_file(FileSaving(tmp_path / "taken", b"x"), Control())
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
