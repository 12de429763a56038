"""A report to be read and passed on: names at the left, what is so at the right."""

from collections.abc import Sequence

from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from liveapp.ui import plain
from liveapp.ui.theme import fixed_width_font
from liveapp.ui.widgets.answers import answer

GAP = "  "


class ReportView(QPlainTextEdit):
    """Plain text that can be selected and copied, however much it is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFont(fixed_width_font())
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        plain.set_accessible_name(self, name)
        plain.set_tooltip(self, name)
        self.document().setDocumentMargin(8)

    @property
    def text(self) -> str:
        """The whole report, as it is copied."""
        return self.toPlainText()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show this instead."""
        plain.set_lines(self, report_text(rows))

    def offer_copy(self, button: QPushButton) -> None:
        """Have a button put the whole report on the clipboard, and say so."""
        words = button.text()

        def copy() -> None:
            plain.copy_text(self.text)
            answer(button, "Copied", words)

        button.clicked.connect(copy)


def report_text(rows: Sequence[tuple[str, str]]) -> str:
    """The rows as lines whose values stand below each other, further lines of a value too."""
    width = max((len(name) for name, _ in rows), default=0)
    indent = " " * width + GAP
    return "\n".join(
        f"{name:<{width}}{GAP}{indent_after_first(value, indent)}".rstrip() for name, value in rows
    )


def indent_after_first(text: str, indent: str) -> str:
    """`text` with all its lines but the first moved to the right."""
    return f"\n{indent}".join(text.splitlines())
