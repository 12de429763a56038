"""The window's colours: one palette for light, one for dark, and the named colours that go with each.

Text stands out from what it lies on by a contrast of 4.5 at least. Steps of size (multipliers) move away
from the row's ground in brightness, by 1.3 at first and 1.14 a step, from blue over orange to violet: any
eye tells them apart, and they are never the only sign.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from liveapp.ui.focus_ring import FocusRings

ThemeChoice = Literal["system", "light", "dark"]


@dataclass(frozen=True, slots=True)
class ChartColors:
    """Tones that colour-blind eyes tell apart, after Okabe and Ito; none says good or bad.

    `observed`, `expected` and `hit` are lines and marks, which stand out from the palette's base by 3 at
    least; so are `curves`, several things of one kind side by side. The others are areas below them:
    `outer_range` around `inner_range`, and `shade`.
    """

    observed: QColor
    expected: QColor
    hit: QColor
    inner_range: QColor
    outer_range: QColor
    shade: QColor
    curves: tuple[QColor, ...]


@dataclass(frozen=True, slots=True)
class ThemeColors:
    """Named colours for what a palette has no role for.

    Those that are text (all but `border`, tints and badge backgrounds) can be read on the palette's
    window, base and alternate base. `multiplier_tints` are (from this multiplier, background) in
    ascending order, for text in the palette's text colour; `difficulty_badges` are (background, text).
    """

    is_dark: bool
    live: QColor
    recent: QColor
    idle: QColor
    muted_text: QColor
    accent: QColor
    warning: QColor
    error: QColor
    win: QColor
    loss: QColor
    border: QColor
    multiplier_tints: tuple[tuple[float, QColor], ...]
    difficulty_badges: dict[str, tuple[QColor, QColor]]
    chart: ChartColors


def colors(palette: QPalette) -> ThemeColors:
    """The named colours that go with a palette."""
    return _theme_colors(palette.color(QPalette.ColorRole.Window).lightness() < 128)


def palette_for(is_dark: bool) -> QPalette:
    """The one source of the window's light and dark palette."""
    palette = QPalette()
    for role, light, dark in _ROLES:
        palette.setColor(role, QColor(dark if is_dark else light))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText, _Role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor("#868e99" if is_dark else "#7b838e"))
    disabled_highlight = QColor("#3a404a" if is_dark else "#c3c9d1")
    palette.setColor(QPalette.ColorGroup.Disabled, _Role.Highlight, disabled_highlight)
    return palette


def apply_theme(app: QApplication, choice: ThemeChoice) -> None:
    """Give the whole program its theme; `system` goes on following the system until the next call."""
    if app.style().name().lower() != "fusion":
        app.setStyle(QStyleFactory.create("Fusion"))
    if app.findChild(FocusRings) is None:
        FocusRings(app)
    follower = app.findChild(_SchemeFollower) or _SchemeFollower(app)
    follower.follow(choice)


def fixed_width_font() -> QFont:
    """The system's fixed-width font in the size of the text around it: for hashes, seeds and keys."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(QApplication.font().pointSizeF())
    return font


def is_theme_change(event: QEvent) -> bool:
    """Whether a widget that got this event has to take its colours anew."""
    return event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


class _SchemeFollower(QObject):
    """Keeps the program's palette in step with the choice and the system's scheme."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = "system"
        app.styleHints().colorSchemeChanged.connect(self._update_palette)

    def follow(self, choice: ThemeChoice) -> None:
        self._choice = choice
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        # Native frames and file dialogs follow this hint; our own palette is set below.
        self._app.styleHints().setColorScheme(scheme.get(choice, Qt.ColorScheme.Unknown))
        self._update_palette()

    def _update_palette(self) -> None:
        if self._choice == "system":
            is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        else:
            is_dark = self._choice == "dark"
        palette = palette_for(is_dark)
        self._app.setPalette(palette)
        for control in OUTLINED_CONTROLS:
            self._app.setPalette(_outlined(palette, is_dark), control)  # type: ignore[arg-type]


_Role = QPalette.ColorRole

OUTLINED_CONTROLS = ("QLineEdit", "QCheckBox", "QRadioButton", "QAbstractSpinBox", "QPlainTextEdit")
"""What is typed into or ticked has an outline that stands out by 3 at least."""


def _outlined(palette: QPalette, is_dark: bool) -> QPalette:
    outlined = QPalette(palette)
    # Fusion draws outlines in the window's colour, 1.4 times darker.
    outlined.setColor(_Role.Window, QColor("#a3abb8" if is_dark else "#bcc3ce"))
    return outlined


_ROLES = (
    (_Role.Window, "#f3f4f6", "#1d2025"),
    (_Role.WindowText, "#1b2026", "#e4e7eb"),
    (_Role.Base, "#ffffff", "#16181c"),
    (_Role.AlternateBase, "#f7f8fa", "#1a1d21"),
    (_Role.Text, "#1b2026", "#e4e7eb"),
    (_Role.PlaceholderText, "#636b76", "#969fab"),
    (_Role.Button, "#fbfbfc", "#2a2e35"),
    (_Role.ButtonText, "#1b2026", "#e4e7eb"),
    (_Role.BrightText, "#ffffff", "#ffffff"),
    (_Role.ToolTipBase, "#262b32", "#343a43"),
    (_Role.ToolTipText, "#f4f5f7", "#f1f3f5"),
    (_Role.Highlight, "#1f66c1", "#2c64b4"),
    (_Role.HighlightedText, "#ffffff", "#ffffff"),
    (_Role.Accent, "#1f66c1", "#2c64b4"),
    (_Role.Link, "#1a5cb0", "#7db4f5"),
    (_Role.LinkVisited, "#6b4bb0", "#b9a3f0"),
    (_Role.Light, "#ffffff", "#3a3f48"),
    (_Role.Midlight, "#eceef1", "#30353d"),
    (_Role.Mid, "#c9ced6", "#3d434d"),
    (_Role.Dark, "#a9b0bb", "#0f1114"),
    (_Role.Shadow, "#6d747e", "#08090a"),
)
"""Each role with its light and its dark colour."""


@cache
def _theme_colors(is_dark: bool) -> ThemeColors:
    return _dark() if is_dark else _light()


def _light() -> ThemeColors:
    return ThemeColors(
        is_dark=False,
        live=QColor("#0b7551"),
        recent=QColor("#46688a"),
        idle=QColor("#636b76"),
        muted_text=QColor("#5a626d"),
        accent=QColor("#1a5cb0"),
        warning=QColor("#8f5a00"),
        error=QColor("#b3261e"),
        win=QColor("#07573a"),
        loss=QColor("#b2533f"),
        border=QColor("#d5d9e0"),
        multiplier_tints=(
            (10.0, QColor("#c5dcf7")),
            (100.0, QColor("#a2cef0")),
            (1_000.0, QColor("#e8b10a")),
            (10_000.0, QColor("#f59218")),
            (100_000.0, QColor("#f07a47")),
            (1_000_000.0, QColor("#da61b6")),
        ),
        difficulty_badges={
            "easy": (QColor("#d8f0e6"), QColor("#0a5a40")),
            "medium": (QColor("#d9e8fb"), QColor("#174c8f")),
            "hard": (QColor("#ffe9bd"), QColor("#6e4500")),
            "expert": (QColor("#f3dbf2"), QColor("#7a1f76")),
        },
        chart=ChartColors(
            observed=QColor("#0072b2"),
            expected=QColor("#b35900"),
            hit=QColor("#a03a78"),
            inner_range=QColor("#d3dae2"),
            outer_range=QColor("#e7ebef"),
            shade=QColor("#f5e6c8"),
            curves=_colors(
                "#0072b2", "#c04f00", "#007f5f", "#a03a78", "#8a6d00", "#2b86b8", "#1b2026", "#7a5cc0"
            ),
        ),
    )


def _dark() -> ThemeColors:
    return ThemeColors(
        is_dark=True,
        live=QColor("#4fcf9f"),
        recent=QColor("#93b1cf"),
        idle=QColor("#969fab"),
        muted_text=QColor("#a2abb7"),
        accent=QColor("#7db4f5"),
        warning=QColor("#f0b450"),
        error=QColor("#ff8d85"),
        win=QColor("#6fe0b3"),
        loss=QColor("#dd8d80"),
        border=QColor("#363b44"),
        multiplier_tints=(
            (10.0, QColor("#1f3351")),
            (100.0, QColor("#183f61")),
            (1_000.0, QColor("#57440c")),
            (10_000.0, QColor("#774406")),
            (100_000.0, QColor("#973f24")),
            (1_000_000.0, QColor("#a13d8d")),
        ),
        difficulty_badges={
            "easy": (QColor("#143d2f"), QColor("#8fe3c2")),
            "medium": (QColor("#16365c"), QColor("#a9cffa")),
            "hard": (QColor("#4a3509"), QColor("#f8d48c")),
            "expert": (QColor("#4a1d48"), QColor("#f0b6ec")),
        },
        chart=ChartColors(
            observed=QColor("#56b4e9"),
            expected=QColor("#e69f00"),
            hit=QColor("#e39bc4"),
            inner_range=QColor("#3a424e"),
            outer_range=QColor("#282e37"),
            shade=QColor("#443820"),
            curves=_colors(
                "#56b4e9", "#f0803c", "#2fbf93", "#e39bc4", "#e6b800", "#a8cdf5", "#e4e7eb", "#a994f0"
            ),
        ),
    )


def _colors(*names: str) -> tuple[QColor, ...]:
    return tuple(map(QColor, names))
