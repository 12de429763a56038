"""The script that makes Antebot report its bets: a template, and what is filled in."""

import json
import re

TEMPLATE = "clients/antebot.js"
"""Where the template lies, below the folder of icons and other data."""

_PLACES = re.compile("__LIVEAPP_(URL|TOKEN)__")


def filled(template: str, ingest_url: str, token: str) -> str:
    """The script with the address and the token as texts of JavaScript; an empty token is none.

    Whatever they hold stays text: nothing in them ends it, or is taken for a place to be filled in.
    """
    texts = {"URL": _as_text(ingest_url), "TOKEN": _as_text(token)}
    return _PLACES.sub(lambda place: texts[place[1]], template)


def _as_text(value: str) -> str:
    # ASCII only: raw, U+2028 and U+2029 would end a text of ES5. `</` would end a script in a page.
    return json.dumps(value, ensure_ascii=True).replace("</", "<\\/")
