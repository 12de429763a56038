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
    "setTabText",
    "setTabWhatsThis",
    "setItemText",
    "setItemData",
    "setHeaderData",
    "setIconText",
    "setPrefix",
    "setSuffix",
    "setSpecialValueText",
    "setTitle",
    "setFormat",
    "showMessage",
}
"""Qt's setters of text. Where one is meant to be called later, it needs no call to be named."""

ADDERS = {"addAction", "addMenu", "addRow"}
"""These may be given actions, menus and labels, but no words."""

TOOLTIP_ROLES = {"ToolTipRole", "TOOLTIP", "_TOOLTIP"}
"""How models name the role of their tooltips."""

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
            case ast.Attribute(attr=name) if name in SETTERS:
                yield f"line {node.lineno}: {name}"
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in MAKERS:
                yield f"line {node.lineno}: {name}()"
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=called)) if name in MAKERS:
                yield f"line {node.lineno}: {name}.{called}()"
            case ast.alias(name=name, asname=str()) if name in MAKERS:
                yield f"line {node.lineno}: {name} under another name"
            case ast.If(test=test, body=[ast.Return(value=value)]) if is_about_tooltips(test):
                if not is_plain_tooltip(value):
                    yield f"line {node.lineno}: a tooltip as it is"
            case ast.Call(func=ast.Attribute(attr="setData"), args=[*_, role, value]) if is_about_tooltips(
                role
            ) and not is_plain_tooltip(value):
                yield f"line {node.lineno}: a tooltip as it is"
            case ast.ClassDef(bases=bases):
                for base in bases:
                    if isinstance(base, ast.Name) and base.id in MAKERS:
                        yield f"line {node.lineno}: a class of its own from {base.id}"
            case ast.Call(func=ast.Attribute(attr=name), args=[first, *others]) if (
                name in ADDERS and is_words(first, is_named=name == "addRow" and bool(others))
            ):
                yield f"line {node.lineno}: words given to Qt"


def is_words(node: ast.expr, is_named: bool) -> bool:
    """Whether an argument is text as it stands there; the empty one is none.

    Where it names what follows, whatever else it is counts as text.
    """
    if isinstance(node, ast.Constant):
        return bool(node.value)
    return is_named or isinstance(node, ast.JoinedStr)


def is_about_tooltips(node: ast.expr) -> bool:
    names = {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}
    names |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    return bool(names & TOOLTIP_ROLES)


def is_plain_tooltip(node: ast.expr | None) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="plain"), attr="tooltip_text")):
            return True
    return False


def test_text_reaches_the_window_through_its_one_door() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()}, {offence}"
        for path in modules()
        for offence in offences(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


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
        "QtWidgets.QLabel(seed)",
        "QMessageBox.warning(self, 'title', seed)",
        "QInputDialog.getText(self, seed, seed)",
        "QToolTip.showText(place, seed)",
        "from PySide6.QtWidgets import QLabel as Words",
        "changed.connect(label.setText)",
        "partial(widget.setToolTip, seed)",
        "box.setSuffix(seed)",
        "bar.setTabText(0, seed)",
        "form.addRow(seed, field)",
        "if role == Qt.ItemDataRole.ToolTipRole:\n    return seed",
        "item.setData(0, Qt.ItemDataRole.ToolTipRole, seed)",
    ],
)
def test_the_rule_sees_what_is_forbidden(planted: str) -> None:
    assert list(offences(planted))
