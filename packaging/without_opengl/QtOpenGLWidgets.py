"""Stands in for `PySide6.QtOpenGLWidgets` in the frozen program, which draws nothing by OpenGL.

pyqtgraph loads both modules even where it is not to use them, and derives classes from this one. The real
ones take 10 MB.
"""

from PySide6.QtWidgets import QWidget


class QOpenGLWidget(QWidget):
    """No such widget is ever made."""
