"""Where icons and other data lie."""

import sys
from pathlib import Path


def resources_folder() -> Path:
    """The `resources` folder: in a frozen program, in an installed package, or in a checkout."""
    package = Path(__file__).resolve().parents[2]
    frozen = getattr(sys, "_MEIPASS", None)
    candidates = [Path(frozen)] if frozen else [package, package.parent]
    return next(folder / "resources" for folder in candidates if (folder / "resources").is_dir())
