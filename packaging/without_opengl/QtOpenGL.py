"""Stands in for `PySide6.QtOpenGL` in the frozen program; see QtOpenGLWidgets.py beside it."""
