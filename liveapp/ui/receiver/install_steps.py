"""How the extension's folder gets into each browser, in words. Plain values without Qt."""

from dataclasses import dataclass

UNPACKED = (
    "The browser reads the folder at each start, so it has to stay where it is. After an update of liveapp "
    "press the round arrow of the extension on that page, and reload the casino's pages."
)


@dataclass(frozen=True, slots=True)
class InstallSteps:
    """One browser's way: open `address` there, then do `then`, one after the other; `note` is to be known."""

    browser: str
    address: str
    then: tuple[str, ...]
    note: str


INSTALL_STEPS = (
    InstallSteps(
        "Chrome",
        "chrome://extensions",
        (
            "Switch on Developer mode, at the upper right.",
            "Press Load unpacked, and choose the folder above.",
        ),
        UNPACKED,
    ),
    InstallSteps(
        "Edge",
        "edge://extensions",
        (
            "Switch on Developer mode, at the left.",
            "Press Load unpacked, and choose the folder above.",
        ),
        UNPACKED,
    ),
    InstallSteps(
        "Brave",
        "brave://extensions",
        (
            "Switch on Developer mode, at the upper right.",
            "Press Load unpacked, and choose the folder above.",
        ),
        f"{UNPACKED} Brave calls itself Chrome, and is listed as such.",
    ),
    InstallSteps(
        "Firefox",
        "about:debugging#/runtime/this-firefox",
        (
            "Press Load Temporary Add-on…, and choose manifest.json in the folder above.",
            "Open about:addons, choose liveapp recorder, then Permissions; allow the casino and 127.0.0.1.",
        ),
        "Firefox forgets it, with all that it keeps, when it is closed: load it again after each start, and "
        "connect it again. For good it takes only what Mozilla has signed. It was not tried in Firefox.",
    ),
)
