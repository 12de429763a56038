"""What Windows shows in the properties of `liveapp.exe`, made from the program's one version."""

from typing import TYPE_CHECKING

from liveapp import __version__

if TYPE_CHECKING:
    from PyInstaller.utils.win32.versioninfo import VSVersionInfo

TEXTS = {
    "FileDescription": "liveapp",
    "FileVersion": __version__,
    "InternalName": "liveapp",
    "OriginalFilename": "liveapp.exe",
    "ProductName": "liveapp",
    "ProductVersion": __version__,
}


def numbers() -> tuple[int, int, int, int]:
    """The version as the four numbers that Windows compares; the last is always 0."""
    major, minor, patch = map(int, __version__.split("."))  # noqa: RUF048  (three numbers: tests/unit/test_version.py)
    return major, minor, patch, 0


def version_resource() -> "VSVersionInfo":
    """For `EXE(version=…)` in the spec. On Windows only: PyInstaller has its module for it there alone."""
    from PyInstaller.utils.win32 import versioninfo as windows

    texts = [windows.StringStruct(name, text) for name, text in TEXTS.items()]
    return windows.VSVersionInfo(
        ffi=windows.FixedFileInfo(filevers=numbers(), prodvers=numbers()),
        # English (0409), in Unicode (04B0, which is 1200).
        kids=[
            windows.StringFileInfo([windows.StringTable("040904B0", texts)]),
            windows.VarFileInfo([windows.VarStruct("Translation", [0x0409, 1200])]),
        ],
    )
