"""Programs that drive the clients of docs/clients.md: a bet a line comes in; the end of lines closes it."""

from pathlib import Path

DRIVERS = Path(__file__).parent

PYTHON = ("drive_feed.py", "liveapp_feed.py", "# liveapp_feed.py")
NODE_FEED = ("drive_feed.mjs", "liveapp-feed.mjs", "// liveapp-feed.mjs")
USERSCRIPT = ("drive_userscript.mjs", "userscript.js", "// ==UserScript==")
"""Of each client: its driver, the file that the driver expects, and how the block of the page begins."""
