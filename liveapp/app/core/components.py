"""What the program is shipped with, under which licences: as the installed packages tell it themselves."""

import gzip
import json
import platform
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from liveapp import __version__
from liveapp.domain.components import Component

PROGRAM = "liveapp"
QT_LICENCES = "https://doc.qt.io/qt-6/licenses-used-in-qt.html"
PYTHON_LICENCE = "https://docs.python.org/3/license.html"
SYSTEM_LIBRARIES = "system-libraries.json.gz"
"""Among a frozen program's licences: the libraries that its build took from the system, as written by
packaging/linux/copyright_file.py."""

_REQUIRED_NAME = re.compile(r"[\w.-]+")
_FOR_AN_EXTRA = re.compile(r"\bextra\b")
_LICENCE_FILE = re.compile(r"\.dist-info/(licenses/.*|(licen[cs]e|copying|notice)[^/]*)$", re.IGNORECASE)
_MIT = "Permission is hereby granted, free of charge"

OWN_TEXT = "The program, its icons and its browser extension were made for liveapp. No fonts are shipped."
SQLITE_TEXT = "SQLite is in the public domain: https://sqlite.org/copyright.html"
QT_TEXT = (
    "Qt is used under the GNU Lesser General Public License, version 3: its libraries are files of their "
    "own, which you may replace. Parts of Qt were made by others, under licences of their own, which Qt "
    "lists:\n"
    f"{QT_LICENCES}"
)
BOOTLOADER_LICENCE = "GPL-2.0-or-later, with an exception"
BOOTLOADER_TEXT = (
    "The program was packed by PyInstaller, whose bootloader starts it. It is licensed under the GNU General "
    "Public License, version 2 or later, with an exception that allows it in programs of any licence:\n"
    "https://pyinstaller.org/en/stable/license.html"
)


def shipped_components(resources: Path, sqlite_version: str) -> tuple[Component, ...]:
    """All that is shipped: the program, Python, Qt, SQLite, then every package, those of packages too, and at
    last libraries of the system where they lie in a frozen program's folder.

    Packages that this system does not need are not installed, and not listed. Reads files: not on the
    window's thread.
    """
    texts = (resources / "licences" / f"{name}.txt" for name in ("LGPL-3.0", "GPL-3.0"))
    lesser = "\n\n\n".join(text.read_text(encoding="utf-8") for text in texts)
    packages = installed_packages(PROGRAM)
    qt_version = packages["pyside6-essentials"].version
    found = [
        Component(PROGRAM, __version__, "", OWN_TEXT),
        Component("Python", platform.python_version(), "PSF-2.0", _python_licence(resources)),
        Component("Qt", qt_version, "LGPL-3.0-only", f"{QT_TEXT}\n\n\n{lesser}"),
        Component("SQLite", sqlite_version, "Public domain", SQLITE_TEXT),
    ]
    if hasattr(sys, "frozen"):
        found.append(Component("PyInstaller's bootloader", "", BOOTLOADER_LICENCE, BOOTLOADER_TEXT))
    others = (package for name, package in sorted(packages.items()) if name != PROGRAM)
    return (*found, *(component_of(package, lesser) for package in others), *_system_libraries(resources))


def installed_packages(root: str) -> dict[str, Distribution]:
    """A package and all that it needs, by their normalised names, without what is only for extras."""
    found: dict[str, Distribution] = {}
    waiting = [root]
    while waiting:
        name = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found:
            continue
        try:
            found[key] = distribution(name)
        except PackageNotFoundError:
            continue
        for required in found[key].requires or ():
            match = _REQUIRED_NAME.match(required)
            if match and not _FOR_AN_EXTRA.search(required):
                waiting.append(match[0])
    return found


def component_of(package: Distribution, lesser: str) -> Component:
    """What a package tells of itself: of its licence's files those that are there, whatever is in them."""
    files = [file for file in package.files or () if _LICENCE_FILE.search(file.as_posix())]
    paths = [Path(str(file.locate())) for file in sorted(files)]
    text = "\n\n\n".join(path.read_text("utf-8", "replace") for path in paths if path.is_file())
    licence = _licence(package, text)
    if not text and "LGPL-3.0" in licence:
        text = lesser
    return Component(package.metadata["Name"], package.version, licence, text)


def _licence(package: Distribution, text: str) -> str:
    told = package.metadata
    for value in (*told.get_all("License-Expression", []), *told.get_all("License", [])):
        if str(value).strip():
            return str(value).strip().splitlines()[0]
    return "MIT" if _MIT in text else "see its text"


def _system_libraries(resources: Path) -> list[Component]:
    file = resources / "licences" / SYSTEM_LIBRARIES
    if not file.is_file():
        return []
    return [Component(**values) for values in json.loads(gzip.decompress(file.read_bytes()))]


def _python_licence(resources: Path) -> str:
    """The text that came with Python: a frozen program has it among its own."""
    places = (resources / "licences", Path(platform.__file__).parent)
    text = next((place / "LICENSE.txt" for place in places if (place / "LICENSE.txt").is_file()), None)
    return PYTHON_LICENCE if text is None else text.read_text(encoding="utf-8")
