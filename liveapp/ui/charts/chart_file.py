"""A chart that is to be kept as a file. Without pyqtgraph, so that the window can know it at its start."""

from dataclasses import dataclass

KINDS = {
    "png": "PNG pictures (*.png)",
    "svg": "SVG pictures (*.svg)",
    "csv": "CSV files (*.csv)",
}
"""The kinds of files, by their suffix, as a file dialog names them."""


@dataclass(frozen=True, slots=True)
class ChartFile:
    """What it is of (`profit`), its kind (one of `KINDS`), and what it holds."""

    chart: str
    suffix: str
    content: bytes
