"""The program's icon for Windows, macOS and Linux, read back by Qt, which reads what it cannot write."""

import struct
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QImageReader

from tests.packaging import ROOT, script

icons = script("icons")

BLUE, WHITE, ORANGE = "#2166be", "#ffffff", "#ffb347"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("icons") / "new"
    icons.main(folder)
    return folder


def pictures(file: Path) -> list[QImage]:
    reader = QImageReader(str(file))
    read = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        read.append(reader.read())
    return read


def brightness(color: QColor) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def is_drawn(image: QImage) -> bool:
    """Whether its corners are clear and its bars and ground there, upright: the second bar is the lowest."""
    side = image.width()

    def color(x: float, y: float) -> QColor:
        return image.pixelColor(int(side * x), int(side * y))

    first, above_first, last, ground = color(0.25, 0.7), color(0.25, 0.25), color(0.75, 0.7), color(0.5, 0.4)
    return (
        color(0, 0).alpha() < 64
        and min(first.red(), first.green(), first.blue()) > 240
        and last.red() > 240 > last.blue() + 100
        and all(one.alpha() == 255 and one.blue() > one.red() + 80 for one in (above_first, ground))
    )


def largest_difference(one: QImage, other: QImage) -> int:
    """Between two pictures of one size: by how much a colour differs as it is seen, of 255."""
    shown = [image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied) for image in (one, other)]
    mine, theirs = (image.constBits().tobytes() for image in shown)
    return max(abs(a - b) for a, b in zip(mine, theirs, strict=True))


def test_the_icon_for_windows_has_every_size(made) -> None:
    read = pictures(made / "liveapp.ico")
    assert [image.size() for image in read] == [QSize(side, side) for side in icons.ICO_SIZES_PX]
    assert all(map(is_drawn, read))


def test_only_the_largest_picture_for_windows_is_a_png(made) -> None:
    data = (made / "liveapp.ico").read_bytes()
    entries = [struct.unpack_from("<BBBBHHII", data, 6 + 16 * n) for n in range(len(icons.ICO_SIZES_PX))]
    assert [data[entry[7] :].startswith(b"\x89PNG") for entry in entries] == [False] * 6 + [True]
    assert entries[-1][6] + entries[-1][7] == len(data)


def test_the_icon_for_macos_has_every_type_with_its_size(made) -> None:
    data = (made / "liveapp.icns").read_bytes()
    kind, length = struct.unpack_from(">4sI", data)
    assert (kind, length) == (b"icns", len(data))
    sizes = {}
    offset = 8
    while offset < length:
        kind, size = struct.unpack_from(">4sI", data, offset)
        image = QImage.fromData(data[offset + 8 : offset + size])
        assert is_drawn(image), kind
        sizes[kind] = image.width()
        offset += size
    assert sizes == {kind: size_px for kind, _, size_px in icons.ICNS_PICTURES}


def test_qt_reads_the_icon_for_macos(made) -> None:
    read = pictures(made / "liveapp.icns")
    assert {128, 256, 512, 1024} <= {image.width() for image in read}
    assert all(map(is_drawn, read))


def test_there_is_a_picture_for_every_folder_of_a_linux_theme(made) -> None:
    for size_px in icons.PNG_SIZES_PX:
        image = QImage(str(made / f"liveapp-{size_px}.png"))
        assert image.size() == QSize(size_px, size_px)
        assert is_drawn(image)


def test_the_smallest_has_no_blurred_edge_and_strong_colours(made) -> None:
    image = QImage(str(made / "liveapp-16.png"))
    inside = [image.pixelColor(x, y).name() for x in range(2, 14) for y in range(2, 14)]
    assert {color: inside.count(color) for color in (WHITE, ORANGE)} == {WHITE: 20, ORANGE: 18}
    assert set(inside) == {BLUE, WHITE, ORANGE}
    ground, white, orange = (brightness(QColor(color)) + 0.05 for color in (BLUE, WHITE, ORANGE))
    assert white / ground > 4.5
    assert orange / ground > 3


def test_the_same_drawings_give_the_same_bytes(made, tmp_path) -> None:
    icons.main(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        file.name: file.read_bytes() for file in made.iterdir()
    }


def test_the_extension_has_the_same_icon(made) -> None:
    for size_px in (16, 32, 48, 128):
        mine = QImage(str(made / f"liveapp-{size_px}.png"))
        theirs = QImage(str(ROOT / "resources" / "extension" / "icons" / f"{size_px}.png"))
        # Qt rounds a few pixels otherwise on other processors.
        assert largest_difference(mine, theirs) <= 2, f"run python packaging/icons.py, copy {size_px}"
