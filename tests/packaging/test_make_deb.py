"""The Debian package, made by its script from a small program that stands in for what PyInstaller builds."""

import os
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from liveapp import __version__
from tests.packaging import ROOT

SCRIPT = ROOT / "packaging" / "linux" / "make_deb.py"

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, ("dpkg-deb", "dpkg-shlibdeps"))), reason="needs dpkg-dev of Debian"
)


def make(program: Path, output: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), "--program", str(program), "--output", str(output)]
    return subprocess.run(
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False, timeout=120
    )


def put_program(folder: Path, version: str) -> Path:
    """A program that tells its version, and a library beside it that needs the system's C library."""
    (folder / "_internal").mkdir(parents=True)
    program = folder / "liveapp"
    program.write_text(f"#!/bin/sh\necho liveapp {version}\n")
    program.chmod(0o755)
    shutil.copyfile("/bin/true", folder / "_internal" / "true.so")
    (folder / "_internal" / "link.so").symlink_to("true.so")
    return folder


@pytest.fixture(scope="module")
def deb(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("deb")
    done = make(
        put_program(folder / "program", __version__), folder / "new" / "out", DEBEMAIL="a@example.org"
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return Path(done.stdout.strip())


@pytest.fixture(scope="module")
def files(deb) -> dict[str, tarfile.TarInfo]:
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(deb)], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        return {one.name: one for one in archive}


def field(deb: Path, name: str) -> str:
    done = subprocess.run(["dpkg-deb", "--field", str(deb), name], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_it_is_named_and_marked_with_the_version_and_the_machine(deb) -> None:
    machine = subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True)
    architecture = machine.stdout.strip()
    assert deb.name == f"liveapp_{__version__}-1_{architecture}.deb"
    assert (field(deb, "Version"), field(deb, "Architecture")) == (f"{__version__}-1", architecture)
    assert field(deb, "Maintainer") == "liveapp <a@example.org>"


def test_it_depends_on_what_the_program_takes_from_the_system(deb) -> None:
    packages = [one.split()[0] for one in field(deb, "Depends").split(", ")]
    assert packages == ["libc6", "fontconfig-config", "libx11-data", "xkb-data"]


def test_the_program_lies_under_opt_and_starts_by_its_name(files) -> None:
    assert files["./opt/liveapp/liveapp"].mode == 0o755
    assert files["./opt/liveapp/_internal/true.so"].mode == 0o644
    assert files["./opt/liveapp/_internal/link.so"].linkname == "true.so"
    assert files["./usr/bin/liveapp"].linkname == "/opt/liveapp/liveapp"


def test_the_desktop_is_told_of_the_program(files) -> None:
    share = "./usr/share"
    assert f"{share}/applications/liveapp.desktop" in files
    assert f"{share}/metainfo/local.liveapp.liveapp.metainfo.xml" in files
    icons = {name for name in files if name.startswith(f"{share}/icons/hicolor/") and files[name].isfile()}
    sizes = ["16x16", "24x24", "32x32", "48x48", "64x64", "128x128", "256x256", "512x512"]
    scalable = f"{share}/icons/hicolor/scalable/apps/liveapp.svg"
    assert icons == {scalable, *(f"{share}/icons/hicolor/{size}/apps/liveapp.png" for size in sizes)}


def test_everything_is_roots_and_of_the_release(files) -> None:
    assert {(one.uname, one.gname) for one in files.values()} == {("root", "root")}
    assert len({one.mtime for one in files.values()}) == 1


def test_it_names_the_licences_of_what_it_has_in_it(deb, tmp_path) -> None:
    subprocess.run(["dpkg-deb", "--extract", str(deb), str(tmp_path)], check=True)
    text = (tmp_path / "usr" / "share" / "doc" / "liveapp" / "copyright").read_text()
    assert "GNU Lesser\nGeneral Public License, version 3" in text
    for name in (
        "Python",
        "PySide6_Essentials",
        "shiboken6",
        "waitress",
        "bottle",
        "peewee",
        "pydantic",
        "numpy",
    ):
        assert f"\n  {name} " in text


def test_the_same_folder_gives_the_same_bytes(deb, tmp_path) -> None:
    program = put_program(tmp_path / "program", __version__)
    done = make(program, tmp_path, DEBEMAIL="a@example.org")
    assert Path(done.stdout.strip()).read_bytes() == deb.read_bytes()


def test_a_program_of_another_version_is_refused(tmp_path) -> None:
    done = make(put_program(tmp_path / "program", "0.0.9"), tmp_path)
    assert done.returncode != 0
    assert f"has liveapp 0.0.9, and the sources are {__version__}: build it again" in done.stderr
    assert not list(tmp_path.glob("*.deb"))
