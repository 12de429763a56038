"""Tests of the frozen program, as somebody gets it who has neither Python nor this checkout. Linux alone.

    BUILT_PROGRAM=dist/liveapp/liveapp pytest tests/built

Where `BUILT_PROGRAM` names none, they are not collected. Without Xvfb, xdotool and ImageMagick the window on
a screen is not tried; `REQUIRE_SCREEN=1` makes that fail instead.
"""
