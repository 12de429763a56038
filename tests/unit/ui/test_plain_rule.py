"""No text gets into the window but through `liveapp.ui.plain`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DOOR = ROOT / "liveapp" / "ui" / "plain.py"

SETTERS = {
    "setText",
    "setToolTip",
    "setStatusTip",
    "setWhatsThis",
    "setAccessibleName",
    "setAccessibleDescription",
    "setWindowTitle",
    "setPlaceholderText",
    "setInformativeText",
    "setDetailedText",
    "setPlainText",
    "setHtml",
    "setMarkdown",
    "insertHtml",
    "appendHtml",
    "setTextFormat",
    "setLabelText",
    "setTabToolTip",
    "setOpenExternalLinks",
}
"""Qt's setters of text."""

ADDERS = {"addAction", "addMenu", "addRow"}
"""These may be given actions, menus and labels, but no words."""

MAKERS = {
    "QLabel",
    "QMessageBox",
    "QAction",
    "QMenu",
    "QToolTip",
    "QWhatsThis",
    "QTextEdit",
    "QTextBrowser",
    "QTextDocument",
    "QErrorMessage",
    "QInputDialog",
    "QProgressDialog",
    "QStaticText",
    "QGraphicsTextItem",
    "QSplashScreen",
    "QSystemTrayIcon",
}
"""Qt's classes that show or interpret text by themselves. Their enums and types may be named."""


def modules() -> list[Path]:
    return [path for path in sorted((ROOT / "liveapp").rglob("*.py")) if path != DOOR]


def offences(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in SETTERS:
                yield f"line {node.lineno}: {name}"
            case ast.Call(func=ast.Name(id=name)) if name in MAKERS:
                yield f"line {node.lineno}: {name}()"
            case ast.ClassDef(bases=bases):
                for base in bases:
                    if isinstance(base, ast.Name) and base.id in MAKERS:
                        yield f"line {node.lineno}: a class of its own from {base.id}"
            case ast.Call(func=ast.Attribute(attr="addAction" | "addMenu" | "addRow"), args=[first, *_]) if (
                is_words(first)
            ):
                yield f"line {node.lineno}: words given to Qt"


def is_words(node: ast.expr) -> bool:
    """Whether an argument is text as it stands there; the empty one is none."""
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and bool(node.value))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_text_reaches_the_window_through_its_one_door(path: Path) -> None:
    assert not list(offences(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "planted",
    [
        "label.setText(seed)",
        "self.setToolTip('x')",
        "QLabel(seed)",
        "QMessageBox(self)",
        "class Mine(QLabel):\n    pass",
        "menu.addAction('words')",
        "menu.addAction(f'{seed}')",
        "form.addRow(f'{seed}', field)",
        "QToolTip()",
    ],
)
def test_the_rule_sees_what_is_forbidden(planted: str) -> None:
    assert list(offences(planted))
