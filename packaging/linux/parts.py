"""What others made in a built folder, and under which licences: read from what is installed here."""

import importlib.metadata
import platform
import re
import subprocess
import sysconfig
import tomllib
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]

OWNER = re.compile(r"(?P<package>[a-z0-9.+-]+)(:[a-z0-9]+)?: (/usr)?/lib/[^/]+/[^/]+")
"""A line of `dpkg-query --search` that tells whose a library is; others tell of diversions."""

HEAD = """\
liveapp itself, its icons included: its makers state no licence.

What it is made with comes in the same folder, /opt/liveapp. Qt and PySide6 are used under the GNU Lesser
General Public License, version 3: they are separate libraries in the folder, which may be replaced by other
builds of the same version. That licence, and others that are common, are in /usr/share/common-licenses.

"""


@dataclass(frozen=True, slots=True)
class Part:
    """One library. `texts` are the licences that come with it; none where its makers only name them."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def python_parts() -> list[Part]:
    """Python, PyInstaller where it is here, and each distribution that liveapp requires, directly or not."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, importlib.metadata.Distribution] = {}
    wanted = [Requirement(line) for line in project["project"]["dependencies"]]
    while wanted:
        requirement = wanted.pop()
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            distribution = importlib.metadata.distribution(requirement.name)
            if distribution.name not in found:
                found[distribution.name] = distribution
                wanted += [Requirement(line) for line in distribution.requires or []]
    found.update({one.name: one for one in importlib.metadata.distributions(name="pyinstaller")})
    return [_python(), *(_of_distribution(found[name]) for name in sorted(found, key=str.lower))]


def system_parts(libraries: Path) -> list[Part]:
    """The Debian packages whose libraries were copied into a folder, without those of the folders in it."""
    copied = [path.name for path in libraries.glob("lib*.so*") if not path.is_symlink()]
    patterns = [f"*/{name}" for name in copied if not name.startswith("libpython")]
    # It ends with 1 where one is of no package, as those of Python distributions are.
    asked = subprocess.run(["dpkg-query", "--search", *patterns], capture_output=True, text=True, check=False)
    owners = filter(None, map(OWNER.fullmatch, asked.stdout.splitlines()))
    return [_of_package(name) for name in sorted({owner["package"] for owner in owners})]


def copyright_text(parts: list[Part]) -> str:
    """A list of the parts, then the texts of their licences, each once."""
    lines = [f"  {part.name} {part.version}: {part.licence}\n" for part in parts]
    texts: dict[str, list[Part]] = {}
    for part in parts:
        for text in part.texts:
            texts.setdefault(text.strip(), []).append(part)
    told = [f"\n{'-' * 78}\n{_names(of)}\n{'-' * 78}\n\n{text}\n" for text, of in texts.items()]
    return HEAD + "".join([*lines, *told])


def _python() -> Part:
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    texts = (text.read_text(encoding="utf-8"),) if text.exists() else ()
    return Part("Python", platform.python_version(), "PSF-2.0", texts)


def _of_distribution(distribution: importlib.metadata.Distribution) -> Part:
    told = distribution.metadata
    classifiers = [line for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    named = [
        told.get("License-Expression"),
        told.get("License"),
        *(line.split(" :: ")[-1] for line in classifiers),
    ]
    texts = [
        file.read_text(encoding="utf-8")
        for file in distribution.files or []
        if file.parent.parts[:1] != ("..",) and ".dist-info" in file.parts[0] and _is_licence(file.name)
    ]
    licence = next(name.splitlines()[0] for name in [*named, "see its text"] if name)
    return Part(distribution.name, distribution.version, licence, tuple(texts))


def _is_licence(file_name: str) -> bool:
    return file_name.upper().startswith(("LICENSE", "LICENCE", "COPYING", "NOTICE"))


def _of_package(name: str) -> Part:
    version = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Version}", name], capture_output=True, text=True, check=True
    ).stdout
    text = Path("/usr/share/doc", name, "copyright").read_text(encoding="utf-8")
    return Part(name, version, "see its text", (text,))


def _names(parts: list[Part]) -> str:
    return ", ".join(dict.fromkeys(part.name for part in parts))
