"""What the window says of pairing with a browser extension. Plain functions without Qt."""

from liveapp.domain.pairing import SHOWN_FOR_S, TRIES, PairingTried
from liveapp.ui.receiver.client_words import client_name
from liveapp.ui.widgets.formatting import counted

EXPIRED = f"Nobody entered the code within {SHOWN_FOR_S:.0f} seconds. A new one can be shown at any time."
ALL_WRONG = f"{TRIES} wrong codes were entered, so the code is good for nothing any more."
NO_ADDRESS = "The receiver has no address now, so no extension can reach it. The status bar says why."
NO_CODE_YET = "One is shown once the receiver has an address."
NEEDS_ADDRESS = "A code can be shown once the receiver has an address"


def seconds_text(left_s: float) -> str:
    """`48 s left`: whole seconds, of which the last one is told until it is over."""
    return f"{-int(-left_s // 1)} s left"


def wrong_words(tried: PairingTried) -> str:
    """Who entered a wrong code, and how often one can still be entered."""
    left = counted(tried.tries_left, "try", "tries") if tried.tries_left else "no try"
    return f"A wrong code was entered ({client_name(tried.origin, tried.client)}): {left} left"


def connected_title(tried: PairingTried) -> str:
    """Who was let in."""
    return f"{client_name(tried.origin, tried.client)} is connected"


def connected_words(requires_token: bool) -> str:
    """What whoever was let in can do now."""
    what = "has the ingest token now" if requires_token else "needs no token"
    return (
        f"It {what}, and sends its bets here. Reload the casino's page, and open its Fairness dialog once. "
        "Receiver › Clients tells what came."
    )
