"""Makes a Debian package from what PyInstaller built.

    python packaging/linux/make_deb.py [--program dist/liveapp] [--output dist]

needs `dpkg-dev` of Debian, and to be run by the Python that has PyInstaller. Prints where the package is. The
same folder always gives the same bytes: times are those of the release, owners are root.
"""

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(HERE.parent)]

import icons  # noqa: E402
from parts import Part, copyright_text, python_parts, system_parts  # noqa: E402

from liveapp import __version__  # noqa: E402

VERSION = f"{__version__}-1"
METAINFO = HERE / "local.liveapp.liveapp.metainfo.xml"

DATA_PACKAGES = ("fontconfig-config", "libx11-data", "xkb-data")
"""What libraries in the folder read from the system: fonts' settings, compose keys, keyboards."""


def make_deb(program: Path, output: Path) -> Path:
    """The package, from the folder with the program. Raises CalledProcessError, OSError.

    ValueError where the program is of another version than the sources.
    """
    told = _run(str(program / "liveapp"), "--version").strip()
    if told != f"liveapp {__version__}":
        raise ValueError(f"{program} has {told}, and the sources are {__version__}: build it again")
    architecture = _run("dpkg", "--print-architecture").strip()
    deb = output / f"liveapp_{VERSION}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        (root / "DEBIAN").mkdir(parents=True)
        _put_program(program, root)
        _put_data(root)
        copied = system_parts(root / "opt" / "liveapp" / "_internal")
        _put_documents(root, [*python_parts(), *copied])
        _put_control(root, architecture, _library_packages(root, copied))
        _settle(root)
        output.mkdir(parents=True, exist_ok=True)
        _run("dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(deb))
    return deb


def _put_program(program: Path, root: Path) -> None:
    folder = root / "opt" / "liveapp"
    shutil.copytree(program, folder, symlinks=True)
    link = root / "usr" / "bin" / "liveapp"
    link.parent.mkdir(parents=True)
    link.symlink_to("/opt/liveapp/liveapp")


def _put_data(root: Path) -> None:
    """What tells the desktop of the program: where the menu, software centres and themes look for it."""
    share = root / "usr" / "share"
    for source, place in ((HERE / "liveapp.desktop", "applications"), (METAINFO, "metainfo")):
        (share / place).mkdir(parents=True)
        shutil.copyfile(source, share / place / source.name)
    themed = share / "icons" / "hicolor"
    with tempfile.TemporaryDirectory() as pictures:
        icons.write_pngs(Path(pictures))
        for size_px in icons.PNG_SIZES_PX:
            folder = themed / f"{size_px}x{size_px}" / "apps"
            folder.mkdir(parents=True)
            shutil.copyfile(Path(pictures) / f"liveapp-{size_px}.png", folder / "liveapp.png")
    (themed / "scalable" / "apps").mkdir(parents=True)
    shutil.copyfile(icons.DRAWINGS / "liveapp.svg", themed / "scalable" / "apps" / "liveapp.svg")


def _put_documents(root: Path, parts: list[Part]) -> None:
    folder = root / "usr" / "share" / "doc" / "liveapp"
    folder.mkdir(parents=True)
    (folder / "copyright").write_text(copyright_text(parts), encoding="utf-8")
    told = f"""\
        liveapp ({VERSION}) stable; urgency=medium

          * Release {__version__}; what is new is told in changelog.gz.

         -- {_maintainer()}  {format_datetime(_released())}
        """
    _write_gzip(folder / "changelog.Debian.gz", textwrap.dedent(told).encode())
    _write_gzip(folder / "changelog.gz", (ROOT / "CHANGELOG.md").read_bytes())


def _put_control(root: Path, architecture: str, libraries: list[str]) -> None:
    control = root / "DEBIAN"
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    size_kib = sum(path.stat().st_size // 1024 + 1 for path in files)
    text = f"""\
        Package: liveapp
        Version: {VERSION}
        Architecture: {architecture}
        Maintainer: {_maintainer()}
        Installed-Size: {size_kib}
        Depends: {", ".join([*libraries, *DATA_PACKAGES])}
        Recommends: fonts-dejavu-core | fonts-liberation | fonts-noto-core, xdg-utils
        Section: utils
        Priority: optional
        Description: recorder of every round that a betting bot plays
         liveapp keeps a record of every round that a betting bot or a browser
         extension plays in the game Pump. The bot posts each round to a small
         receiver on this computer; liveapp writes it to disk, answers, and shows
         it in its window at once.
         .
         It records and explains. It places no bets and predicts nothing.
        """
    (control / "control").write_text(textwrap.dedent(text), encoding="utf-8")
    sums = [f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files]
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")


def _library_packages(root: Path, copied: list[Part]) -> list[str]:
    """The packages whose libraries the program takes from the system, with the least versions it needs.

    `dpkg-shlibdeps` finds them by the symbols used; it wants a source package around it, and to be told whose
    libraries were `copied` into the folder.
    """
    (root.parent / "debian").mkdir()
    (root.parent / "debian" / "control").write_text(
        "Source: liveapp\n\nPackage: liveapp\nArchitecture: any\n"
    )
    program = root / "opt" / "liveapp"
    folders = sorted({path.parent for path in program.rglob("*.so*")})
    told = _run(
        "dpkg-shlibdeps",
        "-O",
        "--warnings=0",
        *(f"-x{part.name}" for part in copied),
        *(f"-l{folder}" for folder in folders),
        *(f"-e{path}" for path in sorted(program.rglob("*")) if _is_elf(path)),
        cwd=root.parent,
    )
    return told.strip().removeprefix("shlibs:Depends=").split(", ")


def _is_elf(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _settle(root: Path) -> None:
    """Gives everything the time of the release, and the rights that a package's files have."""
    at_s = _released().timestamp()
    program = root / "opt" / "liveapp" / "liveapp"
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path == program else 0o644)
        os.utime(path, (at_s, at_s), follow_symlinks=False)


def _released() -> datetime:
    """When this version was released, as software centres are told."""
    release = ET.parse(METAINFO).find("releases/release")
    return datetime.fromisoformat(release.attrib["date"]).replace(tzinfo=UTC)


def _maintainer() -> str:
    """Who answers for the package: Debian's tools take it from the same variables."""
    return f"{os.environ.get('DEBFULLNAME', 'liveapp')} <{os.environ.get('DEBEMAIL', 'root@localhost')}>"


def _write_gzip(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, mtime=0))


def _run(*command: str, cwd: Path | None = None) -> str:
    environment = {**os.environ, "LC_ALL": "C", "SOURCE_DATE_EPOCH": str(int(_released().timestamp()))}
    return subprocess.run(
        command, cwd=cwd, env=environment, check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Makes a Debian package from what PyInstaller built.")
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / "liveapp", help="the folder built")
    parser.add_argument("--output", type=Path, default=ROOT / "dist", help="where the package goes")
    options = parser.parse_args()
    try:
        print(make_deb(options.program, options.output))
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        told = f"{error.cmd[0]} failed" if isinstance(error, subprocess.CalledProcessError) else error
        sys.exit(f"No package was made: {told}")


if __name__ == "__main__":
    main()
