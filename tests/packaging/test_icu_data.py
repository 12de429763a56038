"""What is left of ICU's data in the frozen program, and that Qt orders words as before."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from tests.packaging import script

icu_data = script("icu_data")

ORDER_WORDS = """
import json, sys
from PySide6.QtCore import QCollator, QLocale

words = "zebra äpfel apfel öl ol Ångström ñ n o straße strasse 日本 中国 ひらがな łódź lodz ch c h d".split()
order = {name: sorted(words, key=QCollator(QLocale(name)).sortKey) for name in sys.argv[1:]}
upper = {name: QLocale(name).toUpper("istraße") for name in sys.argv[1:]}
loaded = [line.split()[-1] for line in open("/proc/self/maps") if "icudata" in line]
print(json.dumps([order, upper]), loaded[0], sep="\\n")
"""
LOCALES = ("C", "de_DE", "sv_SE", "es_ES", "cs_CZ", "pl_PL", "tr_TR", "ja_JP", "zh_CN", "zh_TW")


@pytest.fixture(scope="module")
def library() -> Path:
    """The library that came with Qt."""
    found = sorted((Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*"))
    if not found:
        pytest.skip("Qt came without ICU here")
    return found[0]


def test_what_remains_is_as_it_was(library: Path) -> None:
    before = icu_data.package_in(library.read_bytes())
    after = icu_data.smaller(before)
    kept = [(name, item) for name, item in contents(before) if not icu_data.is_left_out(name)]
    assert contents(after) == kept
    assert len(after) < len(before) / 4


def contents(package: bytes) -> list[tuple[str, bytes]]:
    head_size = int.from_bytes(package[:2], "little")
    return [(name, item.rstrip(b"\0")) for name, item in icu_data.items(package[head_size:])]


def test_orders_remain_and_names_do_not() -> None:
    assert not icu_data.is_left_out("icudt73l/coll/de.res")
    assert not icu_data.is_left_out("icudt73l/root.res")
    assert icu_data.is_left_out("icudt73l/de_AT.res")
    assert icu_data.is_left_out("icudt73l/unit/root.res")
    assert icu_data.is_left_out("icudt73l/gb18030.cnv")


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("as") or not shutil.which("ld"),
    reason="needs Linux and binutils",
)
def test_qt_orders_words_as_with_all_of_it(library: Path, tmp_path: Path) -> None:
    made = icu_data.write_smaller(library, tmp_path)
    assert made.name == library.name
    before, used_before = ordered(library)
    after, used_after = ordered(made)
    assert (used_before, used_after) == (str(library.resolve()), str(made))
    assert after == before


def ordered(library: Path) -> list[str]:
    """What Qt makes of words with this library, and the library that it has loaded."""
    run = subprocess.run(
        [sys.executable, "-c", ORDER_WORDS, *LOCALES],
        capture_output=True,
        text=True,
        env={**os.environ, "LD_PRELOAD": str(library)},
        check=True,
    )
    return run.stdout.splitlines()


def test_another_library_is_refused() -> None:
    with pytest.raises(ValueError, match="no data"):
        icu_data.package_in(b"\x7fELF" + bytes(100))
