"""Disks of a test's own: one that is really full, one that forgets what was not synced."""

import functools
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

EXT4_IOC_SHUTDOWN = 0x8004587D
NO_LOG_FLUSH = 2
"""As at a power cut: what is in memory only, the journal's end included, is lost."""

IMAGE_BYTES = 96 * 2**20


@functools.cache
def missing() -> str:
    """Why no disk can be mounted here; empty where it can."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder), 4096):
                return ""
        except OSError as error:
            return f"no disk can be mounted: {error}"


@functools.cache
def missing_power() -> str:
    """Why no power can be cut here; empty where it can."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with ExtDisk(Path(folder)) as disk:
                return "" if forgets_what_was_not_synced(disk) else "a cut costs nothing here"
        except OSError as error:
            return f"no power can be cut: {error}"


def needs_mounts(test: object) -> pytest.MarkDecorator:
    """Marks tests that skip where nothing can be mounted."""
    reason = missing()
    return pytest.mark.skipif(bool(reason), reason=reason or "mounts work")(test)  # type: ignore[operator]


def needs_power_cuts(test: object) -> pytest.MarkDecorator:
    """Marks tests that skip where the power of no disk can be cut."""
    reason = missing_power()
    return pytest.mark.skipif(bool(reason), reason=reason or "it can be cut")(test)  # type: ignore[operator]


@contextmanager
def small_disk(folder: Path, size_bytes: int) -> Iterator[None]:
    """`folder` is a disk of its own of so many bytes (whole pages) until the end of the block."""
    _mount("-t", "tmpfs", "-o", f"size={size_bytes},mode=700", "tmpfs", str(folder))
    try:
        yield
    finally:
        _unmount(folder)


def resize(folder: Path, size_bytes: int) -> None:
    """Make room on a small disk, or take it away."""
    _mount("-o", f"remount,size={size_bytes}", str(folder))


def file_limit(size_bytes: int) -> Callable[[], None]:
    """A `preexec` after which no file of the process may grow beyond so many bytes."""
    import resource

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))

    return limit


class ExtDisk:
    """An ext4 disk in a file, mounted at `path`, whose power can be cut."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "disk"
        self._image = folder / "disk.image"

    def __enter__(self) -> Self:
        self.path.mkdir()
        with self._image.open("wb") as image:
            image.truncate(IMAGE_BYTES)
        _run("mkfs.ext4", "-q", "-F", str(self._image))
        self.mount()
        return self

    def __exit__(self, *_raised: object) -> None:
        if self.path.is_mount():
            _unmount(self.path)

    def mount(self) -> None:
        """Mount it, replaying its journal where the power was cut."""
        # The loop device goes with the mount.
        _mount("-t", "ext4", "-o", "loop", str(self._image), str(self.path))

    def cut_power(self) -> None:
        """From now on nothing reaches the disk, and what had not been synced is lost."""
        import fcntl

        descriptor = os.open(self.path, os.O_RDONLY)
        try:
            fcntl.ioctl(descriptor, EXT4_IOC_SHUTDOWN, NO_LOG_FLUSH.to_bytes(4, "little"))
        finally:
            os.close(descriptor)

    def restore_power(self) -> None:
        """Unmount what was cut off and mount it again; nobody may have files open on it."""
        _unmount(self.path)
        self.mount()


def forgets_what_was_not_synced(disk: ExtDisk) -> bool:
    """Whether a cut costs what was not synced, and only that: else cuts would prove nothing."""
    synced, unsynced = disk.path / "synced", disk.path / "unsynced"
    for path in (synced, unsynced):
        path.write_text("text")
        if path is synced:
            for place, flags in ((path, os.O_RDWR), (path.parent, os.O_RDONLY)):
                descriptor = os.open(place, flags)
                os.fsync(descriptor)
                os.close(descriptor)
    disk.cut_power()
    disk.restore_power()
    is_lost = not unsynced.exists() or not unsynced.read_text()
    return is_lost and synced.read_text() == "text"


def _mount(*arguments: str) -> None:
    _run("mount", *arguments)


def _unmount(folder: Path) -> None:
    try:
        _run("umount", str(folder))
    except OSError:
        # Somebody still has files open: take it out of sight, it goes when they are closed.
        _run("umount", "--lazy", str(folder))
        raise


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        raise OSError(f"{command[0]}: {done.stderr.strip()}")
