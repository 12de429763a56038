from pathlib import Path

import pytest

from tests import rewriting

pytestmark = pytest.mark.skipif(
    not rewriting.IS_POSSIBLE, reason="needs processes that fork, and pytest as it was"
)


def test_what_is_rewritten_ahead_is_what_workers_look_for_until_it_changes(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    files = [tmp_path / name for name in ("test_one.py", "test_two.py", "test_three.py")]
    for file in files:
        file.write_text("def test_it():\n    assert 1 == 1\n")
    assert not any(map(rewriting.is_rewritten, files))
    rewriting.rewrite_ahead(files, pytestconfig)
    assert all(map(rewriting.is_rewritten, files))
    files[0].write_text("def test_it():\n    assert 1 == 2\n")
    assert [rewriting.is_rewritten(file) for file in files] == [False, True, True]


def test_a_file_that_cannot_be_rewritten_is_left_to_who_tells_of_it(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    wrong = tmp_path / "test_wrong.py"
    wrong.write_text("def test_it(:\n")
    rewriting.rewrite_ahead([wrong], pytestconfig)
    assert not rewriting.is_rewritten(wrong)
