"""What of a window Qt would take for rich text."""

from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTextEdit, QWidget

TOLD_ROLES = (
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.StatusTipRole,
    Qt.ItemDataRole.WhatsThisRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


def told_texts(widget: QWidget | QAction) -> Iterator[str]:
    """What a widget or action tells beside its own text, all of it guessed about by Qt."""
    yield widget.toolTip()
    yield widget.statusTip()
    yield widget.whatsThis()
    if isinstance(widget, QWidget):
        yield widget.accessibleName()
        yield widget.accessibleDescription()


def told_cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            for role in TOLD_ROLES:
                yield str(model.index(row, column).data(role) or "")
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")


def interpreted(root: QWidget) -> list[str]:
    """What Qt takes for rich text of a widget and all that is in it."""
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        found += [f"{widget!r} tells {text!r}" for text in told_texts(widget) if GuiQt.mightBeRichText(text)]
        if isinstance(widget, QLabel) and widget.text() and widget.textFormat() != Qt.TextFormat.PlainText:
            found.append(f"{widget!r} guesses about {widget.text()!r}")
        if isinstance(widget, QTextEdit):
            found.append(f"{widget!r} is made for rich text")
        if isinstance(widget, QAbstractItemView):
            found += [f"{widget!r} {text!r}" for text in told_cells(widget) if GuiQt.mightBeRichText(text)]
    for action in root.findChildren(QAction):
        found += [f"{action!r} tells {text!r}" for text in told_texts(action) if GuiQt.mightBeRichText(text)]
    return found
