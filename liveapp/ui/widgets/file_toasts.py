"""Toasts that tell what became of a file that was asked for."""

from functools import partial
from pathlib import Path

from liveapp.ui.widgets.desktop import show_in_folder
from liveapp.ui.widgets.formatting import reason_text
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.toast import ToastStack


def tell_written(toasts: ToastStack, words: str, path: Path) -> None:
    """Say that it is there, and offer to show where."""
    toast = toasts.show_toast(words, "Show in folder", ToastKind.GOOD)
    toast.action_triggered.connect(partial(show_in_folder, path))


def tell_unwritten(toasts: ToastStack, path: Path, error: BaseException) -> None:
    """Say that it is not, and why."""
    toasts.show_toast(f"{path.name} could not be written: {reason_text(error)}", kind=ToastKind.TROUBLE)
