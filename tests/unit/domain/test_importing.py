"""How files are called in what an import tells."""

import os
from pathlib import Path

import pytest

from liveapp.domain.importing import FilePreview, ImportSource, shown_name


def test_a_source_is_called_as_it_was_named() -> None:
    assert ImportSource(Path("bets.csv"), given_name="./bets.csv").name == "./bets.csv"
    assert ImportSource(Path("/some/bets.csv")).name == "/some/bets.csv"


def test_a_preview_is_called_by_its_file_without_the_folder() -> None:
    assert FilePreview(Path("/some/bets.csv")).name == "bets.csv"


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX only")
def test_a_name_of_any_bytes_is_shown_as_text_that_can_be_stored() -> None:
    name = shown_name(os.fsdecode(b"b\xffts.csv"))
    assert name == "b�ts.csv"
    assert name.encode()
