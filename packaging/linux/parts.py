"""What others made in a built folder, and under which licences: read from what is installed here."""

import importlib.metadata
import platform
import subprocess
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement


@dataclass(frozen=True, slots=True)
class Part:
    """One library. `texts` are the licences that come with it; none where its makers only name them."""

    name: str
    version: str
    licence: str
    texts: tuple[str, ...]


def python_parts() -> list[Part]:
    """Python itself, and each distribution that liveapp requires, whether directly or not."""
    found: dict[str, importlib.metadata.Distribution] = {}
    names = ["liveapp"]
    while names:
        distribution = importlib.metadata.distribution(names.pop())
        if distribution.name not in found:
            found[distribution.name] = distribution
            requirements = map(Requirement, distribution.requires or [])
            names += [
                one.name for one in requirements if not one.marker or one.marker.evaluate({"extra": ""})
            ]
    del found["liveapp"]
    return [_python(), *(_of_distribution(found[name]) for name in sorted(found, key=str.lower))]


def system_parts(libraries: Path) -> list[Part]:
    """The Debian packages whose libraries were copied into a folder, without those of the folders in it."""
    copied = [path.name for path in libraries.glob("lib*.so*") if not path.is_symlink()]
    patterns = [f"*/{name}" for name in copied if not name.startswith("libpython")]
    # It ends with 1 where one is of no package, as those of Python distributions are.
    asked = subprocess.run(["dpkg-query", "--search", *patterns], capture_output=True, text=True, check=False)
    return [
        _of_package(name) for name in sorted({line.partition(":")[0] for line in asked.stdout.splitlines()})
    ]


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
