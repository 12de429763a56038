"""Makes the program's icon in the forms that systems want, from the drawings in `resources/icons`.

    python packaging/icons.py FOLDER

writes `liveapp.ico` (Windows), `liveapp.icns` (macOS) and `liveapp-SIZE.png` (Linux, browsers) there. The
same drawings always give the same bytes.
"""

import struct
import sys
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).resolve().parent.parent / "resources" / "icons"

ICO_SIZES_PX = (16, 24, 32, 48, 64, 128, 256)
PNG_SIZES_PX = (16, 24, 32, 48, 64, 128, 256, 512)

ICNS_PICTURES = (
    (b"ic11", 16, 32),
    (b"ic12", 32, 64),
    (b"ic07", 128, 128),
    (b"ic13", 128, 256),
    (b"ic08", 256, 256),
    (b"ic14", 256, 512),
    (b"ic09", 512, 512),
    (b"ic10", 512, 1024),
)
"""Type, points and pixels of each picture. The types for 16 and 32 points on a coarse screen (`icp4`, `icp5`)
are left out: as PNG they are not shown right for programs, and macOS takes `ic11` and `ic12` instead."""


def write_ico(path: Path) -> None:
    """All sizes of Windows' icon in one file. Raises OSError."""
    pictures = [(size_px, _ico_picture(size_px)) for size_px in ICO_SIZES_PX]
    entries = b""
    offset = 6 + 16 * len(pictures)
    for size_px, picture in pictures:
        # One byte for width and height each, in which 0 means 256; no palette; 1 plane of 32 bits.
        entries += struct.pack("<BBBBHHII", size_px % 256, size_px % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    header = struct.pack("<HHH", 0, 1, len(pictures))
    path.write_bytes(header + entries + b"".join(picture for _, picture in pictures))


def write_icns(path: Path) -> None:
    """All sizes of macOS' icon in one file. Raises OSError."""
    chunks = b""
    for kind, points, size_px in ICNS_PICTURES:
        picture = _png(_drawn(points, size_px))
        chunks += struct.pack(">4sI", kind, 8 + len(picture)) + picture
    path.write_bytes(struct.pack(">4sI", b"icns", 8 + len(chunks)) + chunks)


def write_pngs(folder: Path) -> None:
    """`liveapp-SIZE.png` for every size, in a folder that is there. Raises OSError."""
    for size_px in PNG_SIZES_PX:
        (folder / f"liveapp-{size_px}.png").write_bytes(_png(_drawn(size_px, size_px)))


def _drawn(points: int, size_px: int) -> QImage:
    """The icon of that many points. Small ones have drawings of their own, whose edges lie on pixels."""
    drawing = DRAWINGS / f"liveapp-{points}.svg"
    if not drawing.exists():
        drawing = DRAWINGS / "liveapp.svg"
    image = QImage(size_px, size_px, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(drawing)).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return image


def _ico_picture(size_px: int) -> bytes:
    """PNG for the largest; for others a bitmap, since not everything on Windows reads small PNG icons."""
    image = _drawn(size_px, size_px)
    if size_px == 256:
        return _png(image)
    # Rows from the bottom up, blue first: colours with alpha, then a mask that hides nothing. The height in
    # the header counts both.
    pixels = image.convertToFormat(QImage.Format.Format_ARGB32).flipped(Qt.Orientation.Vertical)
    mask = bytes((size_px + 31) // 32 * 4 * size_px)
    header = struct.pack("<IiiHHIIiiII", 40, size_px, 2 * size_px, 1, 32, 0, 0, 0, 0, 0, 0)
    return header + bytes(pixels.constBits()) + mask


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def main(folder: Path) -> None:
    """All three forms, in a folder that is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    write_ico(folder / "liveapp.ico")
    write_icns(folder / "liveapp.icns")
    write_pngs(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
