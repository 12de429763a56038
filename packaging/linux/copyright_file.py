"""What the Debian package tells of licences: the program's own list, and system libraries in its folder.

The build has the latter told in *About* too.
"""

import gzip
import json
import re
import shutil
import sqlite3  # noqa: TID251  (for its version alone)
import subprocess
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from liveapp.app.core.components import (
    BOOTLOADER_LICENCE,
    BOOTLOADER_TEXT,
    SYSTEM_LIBRARIES,
    shipped_components,
)
from liveapp.domain.components import Component

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
DOCUMENTS = Path("/usr/share/doc")

OWNER = re.compile(r"(?P<package>[a-z0-9.+-]+)(:[a-z0-9]+)?: (/usr)?/lib/[^/]+/[^/]+")
"""A line of `dpkg-query --search` that tells whose a library is; others tell of diversions."""

HEAD = """\
liveapp itself, its icons included: its makers state no licence.

What it is made with comes in the same folder, /opt/liveapp. Qt and PySide6 are used under the GNU Lesser
General Public License, version 3: they are separate libraries in the folder, which may be replaced by other
builds of the same version. That licence, and others that are common, are in /usr/share/common-licenses too.

"""


def program_components() -> list[Component]:
    """What *About* lists in the built program: Python, Qt and all else that liveapp requires."""
    bootloader = Component("PyInstaller's bootloader", "", BOOTLOADER_LICENCE, BOOTLOADER_TEXT)
    return [*shipped_components(RESOURCES, sqlite3.sqlite_version), bootloader]


def system_components(libraries: Path) -> list[Component]:
    """The Debian packages whose libraries were copied into a folder, without those of the folders in it."""
    copied = [path.name for path in libraries.glob("lib*.so*") if not path.is_symlink()]
    patterns = [f"*/{name}" for name in copied if not name.startswith("libpython")]
    # It ends with 1 where one is of no package, as those of Python distributions are.
    asked = subprocess.run(["dpkg-query", "--search", *patterns], capture_output=True, text=True, check=False)
    owners = filter(None, map(OWNER.fullmatch, asked.stdout.splitlines()))
    return [_of_package(name) for name in sorted({owner["package"] for owner in owners})]


def write_for_about(inside: Path) -> None:
    """Put the system's libraries among the licences of a built program, in its folder of libraries.

    Only a Debian knows whose they are: elsewhere nothing is written.
    """
    if shutil.which("dpkg-query"):
        told = json.dumps([asdict(one) for one in system_components(inside)])
        packed = gzip.compress(told.encode(), mtime=0)
        (inside / "resources" / "licences" / SYSTEM_LIBRARIES).write_bytes(packed)


def copyright_text(components: Iterable[Component]) -> str:
    """A list of all, then the texts of their licences, each once."""
    lines = []
    names: dict[str, list[str]] = {}
    for one in components:
        lines.append(f"  {one.name} {one.version}: {one.licence or 'none stated'}\n")
        names.setdefault(one.text.strip(), []).append(one.name)
    texts = [f"\n{'-' * 78}\n{', '.join(of)}\n{'-' * 78}\n\n{text}\n" for text, of in names.items()]
    return HEAD + "".join([*lines, *texts])


def _of_package(name: str) -> Component:
    version = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", name], capture_output=True, text=True, check=True
    ).stdout
    file = DOCUMENTS / name / "copyright"
    # Small images of Debian leave documents out, and links to those of other packages with them.
    text = file.read_text(encoding="utf-8") if file.is_file() else f"https://packages.debian.org/{name}"
    return Component(name, version, "see its text", text)
