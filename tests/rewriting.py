"""Rewrites the asserts of the test files as pytest does, once for all workers."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

try:
    # pytest has no public way to do it. Where this has changed, each worker rewrites all files, as by itself.
    from _pytest.assertion.rewrite import (
        PYC_TAIL,
        _read_pyc,
        _rewrite_test,
        _write_pyc,
        assertstate_key,
        get_cache_dir,
    )

    IS_POSSIBLE = hasattr(os, "fork")
except ImportError:
    IS_POSSIBLE = False


def rewrite_ahead(files: Iterable[Path], config: pytest.Config) -> None:
    """Leave these files, rewritten, where workers look for them; what cannot be is left to them."""
    if IS_POSSIBLE:
        cores = os.cpu_count() or 1
        stale = [file for file in files if not is_rewritten(file)]
        for process in [_begin(stale[first::cores], config) for first in range(cores)]:
            os.waitpid(process, 0)


def is_rewritten(file: Path) -> bool:
    """Whether workers find this file rewritten as it is now."""
    return _read_pyc(file, _place(file)) is not None


def _begin(files: Sequence[Path], config: pytest.Config) -> int:
    process = os.fork()
    if process == 0:
        try:
            for file in files:
                _rewrite(file, config)
        finally:
            os._exit(0)
    return process


def _rewrite(file: Path, config: pytest.Config) -> None:
    place = _place(file)
    place.parent.mkdir(exist_ok=True)
    source_hash, code = _rewrite_test(file, config)
    _write_pyc(config.stash[assertstate_key], code, source_hash, place)


def _place(file: Path) -> Path:
    return get_cache_dir(file) / f"{file.stem}{PYC_TAIL}"
