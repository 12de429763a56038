"""A swap is done whole or not at all, wherever it is interrupted."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from liveapp.domain.errors import StoreUnavailable
from liveapp.storage import swap as swap_module
from liveapp.storage.swap import NEW_FILE, SWAP_FILE, Swap, finish_swap, swap
from tests.unit.storage.faults import files_of

NAME = "liveapp.sqlite3"
KEPT = "liveapp-replaced-20261125-140200.sqlite3"
REPLACE = Swap(NAME, NEW_FILE, KEPT)


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (NAME, f"{NAME}-wal", f"{NAME}-shm", NEW_FILE, "settings.json"):
        (tmp_path / name).write_text(name)
    return tmp_path


DONE = {
    NAME: NEW_FILE,
    KEPT: NAME,
    f"{KEPT}-wal": f"{NAME}-wal",
    f"{KEPT}-shm": f"{NAME}-shm",
    "settings.json": "settings.json",
}


def contents(folder: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in files_of(folder).items()}


def test_the_new_one_takes_the_place_and_the_former_files_are_kept_together(folder: Path) -> None:
    swap(folder, REPLACE)
    assert contents(folder) == DONE


def test_nothing_may_take_the_place(folder: Path) -> None:
    (folder / NEW_FILE).unlink()
    swap(folder, Swap(NAME, None, KEPT))
    assert NAME not in contents(folder)
    assert contents(folder)[KEPT] == NAME


def test_the_log_alone_may_be_taken_away(folder: Path) -> None:
    swap(folder, Swap(NAME, None, KEPT, only_log=True))
    assert contents(folder)[NAME] == NAME
    assert contents(folder)[f"{KEPT}-wal"] == f"{NAME}-wal"
    assert KEPT not in contents(folder)


def test_a_place_that_is_empty_is_simply_taken(tmp_path: Path) -> None:
    (tmp_path / NEW_FILE).write_text(NEW_FILE)
    swap(tmp_path, REPLACE)
    assert contents(tmp_path) == {NAME: NEW_FILE}


@pytest.mark.parametrize("has_links", [True, False])
def test_whatever_step_it_is_killed_at_the_next_start_finds_the_old_or_makes_the_new(
    folder: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    if not has_links:
        monkeypatch.setattr(os, "link", no_links)
    before = contents(folder)
    steps = 0
    while True:
        for path in folder.iterdir():
            path.unlink()
        for name, content in before.items():
            (folder / name).write_text(content)
        with monkeypatch.context() as patched:
            kill_at(patched, steps)
            try:
                swap(folder, REPLACE)
            except Killed:
                pass
            else:
                break
        left = contents(folder)
        assert NAME in left, f"killed at step {steps}, nothing has the name"
        finish_swap(folder)
        rest = {name: content for name, content in contents(folder).items() if not name.endswith(".part")}
        old = {name: content for name, content in before.items() if name != NEW_FILE}
        assert rest in (DONE, old), f"killed at step {steps}"
        assert rest == DONE or SWAP_FILE not in left
        steps += 1
    assert steps > 6


def no_links(*_: object) -> None:
    raise OSError("no links on this file system")


def kill_at(patched: pytest.MonkeyPatch, step: int) -> None:
    """End at the n-th call that changes a name, before it is made."""
    calls = 0

    def killing(call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **more: object) -> object:
            nonlocal calls
            calls += 1
            if calls > step:
                raise Killed
            return call(*arguments, **more)

        return counted

    for name in ("rename", "replace", "unlink"):
        patched.setattr(Path, name, killing(getattr(Path, name)))
    patched.setattr(os, "link", killing(os.link))
    patched.setattr(swap_module, "sync_folder", killing(swap_module.sync_folder))


def test_what_was_only_made_ready_is_forgotten(folder: Path) -> None:
    finish_swap(folder)
    assert NEW_FILE not in contents(folder)
    assert contents(folder)[NAME] == NAME


@pytest.mark.parametrize(
    "plan",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"database": "../x", "new": null, "kept": "k"}',
        '{"database": "a", "new": "/etc/passwd", "kept": "k"}',
        '{"database": 7, "new": null, "kept": "k"}',
    ],
)
def test_a_plan_that_is_none_of_ours_is_refused_and_nothing_changes(folder: Path, plan: str) -> None:
    (folder / SWAP_FILE).write_text(plan)
    before = contents(folder)
    with pytest.raises(StoreUnavailable, match="cannot be understood"):
        finish_swap(folder)
    assert contents(folder) == before
