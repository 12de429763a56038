"""What the folder of the frozen program holds: no more than is needed, and all that is."""

import importlib.util
import marshal
import os
import shutil
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

from liveapp.app.core.components import installed_packages, shipped_components
from tests.built.frozen import environment

CHECKOUT = Path(__file__).parents[2]

LIMIT_BYTES = 150 * 1024**2
"""As `du` counts: 150 MB."""

PICTURES = ("numpy", "numpy.libs")
"""The folders that are there for the charts alone; with what else pyqtgraph is, in the program's own file."""

LIMIT_WITHOUT_PICTURES_BYTES = 110 * 1024**2

OF_THE_SYSTEM = {
    *("linux-vdso.so.1", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"),
    *(
        "libc.so.6",
        "libm.so.6",
        "libdl.so.2",
        "libpthread.so.0",
        "libresolv.so.2",
        "librt.so.1",
        "libutil.so.1",
    ),
    # Drivers bring these: the build's own would not fit to another machine's.
    *("libGL.so.1", "libGLX.so.0", "libGLdispatch.so.0", "libEGL.so.1", "libOpenGL.so.0"),
    *("libxcb.so.1", "libwayland-client.so.0", "libwayland-cursor.so.0", "libwayland-egl.so.1"),
}
"""Libraries that are not in the folder, and that docs/packaging.md says a system has."""

NOT_SHIPPED = {
    "pytest",
    "hypothesis",
    "mypy",
    "tkinter",
    "tests",
    "scipy",
    "PyInstaller",
    "setuptools",
    "pip",
}


@pytest.fixture(scope="module")
def files(file: Path) -> list[Path]:
    """All files but links to others of them."""
    return [path for path in sorted(file.parent.rglob("*")) if path.is_file() and not path.is_symlink()]


@pytest.fixture(scope="module")
def code(file: Path) -> dict[str, bytes]:
    """The Python modules that lie in the program's own file, as PyInstaller packs them: by their names."""
    content = file.read_bytes()
    start = content.index(b"PYZ\0" + importlib.util.MAGIC_NUMBER)
    table = start + int.from_bytes(content[start + 8 : start + 12], "big")
    return {
        name: zlib.decompress(content[start + place : start + place + size]) if size else b""
        for name, (_kind, place, size) in marshal.loads(content[table:])
    }


def test_it_is_small(file: Path, files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    sizes = {path: path.stat().st_size for path in files}
    all_bytes = sum(sizes.values())
    inside = file.parent / "_internal"
    of_pictures = sum(
        size
        for path, size in sizes.items()
        if path.is_relative_to(inside) and path.relative_to(inside).parts[0] in PICTURES
    )
    with capsys.disabled():
        print(f"\n{all_bytes:,} bytes, {all_bytes - of_pictures:,} without the charts' libraries")
    assert of_pictures > 0
    assert all_bytes <= LIMIT_BYTES
    assert all_bytes - of_pictures <= LIMIT_WITHOUT_PICTURES_BYTES


def test_every_library_loads_and_finds_what_it_needs(files: list[Path], file: Path, tmp_path: Path) -> None:
    inside = str(file.parent / "_internal")
    libraries = [path for path in files if ".so" in path.suffixes or path.suffix == ".so"]
    assert libraries
    for library in libraries:
        run = subprocess.run(
            ["ldd", library],
            capture_output=True,
            text=True,
            env=environment(tmp_path, {"LD_LIBRARY_PATH": inside}),
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, ""), library
        found = dict(needed(run.stdout))
        missing = [name for name, path in found.items() if not path.startswith(inside)]
        assert set(missing) <= OF_THE_SYSTEM, library


def needed(told_by_ldd: str) -> Iterator[tuple[str, str]]:
    """Each library with the path it is found at, or with words that say that it is not."""
    for line in told_by_ldd.splitlines():
        name, arrow, found = line.strip().partition(" => ")
        if arrow:
            yield name, found


def test_every_link_leads_somewhere(file: Path) -> None:
    assert [path for path in file.parent.rglob("*") if path.is_symlink() and not path.exists()] == []


def test_it_has_the_licences_that_about_shows(file: Path) -> None:
    inside = file.parent / "_internal"
    shipped = {package.metadata["Name"]: package for package in distributions(path=[str(inside)])}
    for package in installed_packages("liveapp").values():
        name = package.metadata["Name"]
        assert texts(shipped[name]) == texts(package), name
    assert (inside / "resources" / "licences" / "LICENSE.txt").is_file()


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="only a Debian knows whose its libraries are")
def test_it_has_the_licences_of_the_systems_libraries_that_lie_in_it(file: Path) -> None:
    inside = file.parent / "_internal"
    told = {one.name: one for one in shipped_components(inside / "resources", "")}
    assert told["libx11-6"].text


def texts(package: Distribution) -> set[str]:
    """The files of a package's licences, those that are there."""
    names = {str(file) for file in package.files or () if Path(str(file.locate())).is_file()}
    return {name for name in names if ".dist-info/" in name and "licen" in name.lower()}


def test_it_holds_the_program_and_none_of_the_tools(code: dict[str, bytes]) -> None:
    packages = {name.partition(".")[0] for name in code}
    assert "liveapp" in packages
    assert packages & NOT_SHIPPED == set()


def test_it_does_not_tell_where_it_was_built(
    file: Path, files: list[Path], code: dict[str, bytes], tmp_path: Path
) -> None:
    places = [os.fsencode(CHECKOUT) + b"/", os.fsencode(file.parents[2]) + b"/"]
    contents = [(path.name, path.read_bytes()) for path in files]
    contents += code.items()
    for archive in (path for path in files if path.suffix == ".zip"):
        with zipfile.ZipFile(archive) as opened:
            contents += [(name, opened.read(name)) for name in opened.namelist()]
    assert [name for name, content in contents if any(place in content for place in places)] == []
