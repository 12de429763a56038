"""The extension as its user meets it: its pages, its badge, and what of the truth it got recorded."""

import itertools
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from liveapp.domain.pump import MULTIPLIERS
from tests.clients.browser import Browser, Page, eventually
from tests.clients.casino import Bet, Casino
from tests.clients.site import PAGES

FOLDER = Path(__file__).parents[2] / "resources" / "extension"

TEST_WORDS = ("Connected", "Not running", "Something else answers", "Wrong token", "Refused")
"""What the options page says after Test begins with one of these."""

Row = tuple[Any, ...]


class Options:
    """The extension's options page."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.page: Page = browser.open(f"{browser.extension_url}/options.html")
        self.page.eventually("document.querySelector('#state').textContent")

    def save(self, url: str, token: str) -> str:
        """Enter both and save; what the page says then."""
        self.enter(url, token)
        return self._told_after("#save", "")

    def test(self, url: str, token: str) -> str:
        """Enter both and try them; what the page says then."""
        self.enter(url, token)
        return self._told_after("#test", "|".join(TEST_WORDS))

    def pair(self, code: str, url: str) -> str:
        """Enter the code that the window shows; what the page says then."""
        self._fill("#receiver-url", url)
        self._fill("#pair-code", code)
        return self._told_after("#pair", "")

    def enter(self, url: str, token: str) -> None:
        """Fill in the fields."""
        self._fill("#receiver-url", url)
        self._fill("#ingest-token", token)

    @property
    def url(self) -> str:
        """What the field for the address holds, once the page has filled it in."""
        return str(self.page.eventually("document.querySelector('#receiver-url').value"))

    @property
    def waiting(self) -> int:
        """How many bets wait, as the page shows it."""
        return int(self.page.evaluate("document.querySelector('#waiting').textContent"))

    @property
    def refused(self) -> list[str]:
        """The texts of the list of what was refused."""
        texts = "[...document.querySelectorAll('#refused > li')].map((one) => one.textContent)"
        return list(self.page.evaluate(texts))

    def has_counted(self, bet: Bet) -> bool:
        """Whether the worker knows this bet, recorded or not: what a page got reaches it a moment later."""
        counted = self.page.call(
            """async (id) => {
                const { resultOf, transact } = await import("/worker/database.js");
                const seenIn = (store) => resultOf(store("seen").getAll());
                return (await transact(["seen"], "readonly", seenIn)).some((one) => one.id === id);
            }""",
            bet.id,
        )
        return bool(counted)

    @property
    def badge(self) -> str:
        """What the extension's button wears."""
        return str(self.page.evaluate("chrome.action.getBadgeText({})"))

    def wait_for_badge(self, text: str) -> None:
        """Wait until the button wears this."""
        eventually(lambda: self.badge == text, f"badge {text!r}, not {self.badge!r}")

    def stop_worker(self) -> None:
        """End the service worker, as an idle one ends."""
        self.browser.stop_worker(self.page)

    def _fill(self, selector: str, text: str) -> None:
        self.page.call(
            """(selector, text) => {
                const field = document.querySelector(selector);
                field.value = text;
                field.dispatchEvent(new Event("input", { bubbles: true }));
                field.dispatchEvent(new Event("change", { bubbles: true }));
            }""",
            selector,
            text,
        )

    def _told_after(self, button: str, words: str) -> str:
        """The status once it is no longer what it was before the click, and begins with one of `words`."""
        told = self.page.call(
            """(button, words) => new Promise((resolve) => {
                const status = document.querySelector("#status");
                status.textContent = "";
                const look = () => {
                    const text = status.textContent.trim();
                    if (text) resolve(new RegExp(`^(?:${words})`).test(text) ? text : `Unexpected: ${text}`);
                };
                // Nothing but what came of it is ever said, so that who waits for words gets these.
                const changes = { childList: true, characterData: true, subtree: true };
                new MutationObserver(look).observe(status, changes);
                document.querySelector(button).click();
            })""",
            button,
            words,
        )
        return str(told)


class Player:
    """The player's page of a casino."""

    _pairs = itertools.count(1)

    def __init__(self, browser: Browser, casino: Casino, host: str = "stake.com") -> None:
        self.page = browser.open(f"https://{host}/casino/games/pump")
        self._account = casino.account(host)
        self._before: set[str] = set()

    @property
    def bets(self) -> list[Bet]:
        """Every bet since the last `rotate` of this player, in all pages of the site."""
        return [bet for bet in list(self._account.bets.values()) if bet.id not in self._before]

    @property
    def truth(self) -> list[Row]:
        """What `bets` come to in a database."""
        return truth(self.bets)

    def rotate(self) -> None:
        """Begin a seed pair that no other test has."""
        self._before = set(self._account.bets)
        self.do(f"rotate('client-{next(self._pairs)}')")

    def do(self, expression: str) -> Any:
        """Something in the page: see `player.js`."""
        return self.page.evaluate(expression)

    def go_eavesdropping(self) -> None:
        """Load a page that hears all that is said in its world, from before the extension's scripts run."""
        source = (PAGES / "hostile.js").read_text(encoding="utf-8")
        self.page.command("Page.addScriptToEvaluateOnNewDocument", source=f"{source}\neavesdrop();")
        self.page.go("https://stake.com/eavesdropping")

    def place_elsewhere(self, number: int) -> None:
        """Bets that no page of the browser sees."""
        for _ in range(number):
            self._account.place("dice", {"amount": 1.0, "currency": "btc"})

    def close(self) -> None:
        """Leave the casino."""
        self.page.close()


def popup_text(browser: Browser) -> str:
    """What the popup says, once it says anything; opened as a page."""
    page = browser.open(f"{browser.extension_url}/popup.html")
    try:
        return str(page.eventually("document.body.innerText.trim()"))
    finally:
        page.close()


def truth(bets: Iterable[Bet]) -> list[Row]:
    """The rows that these bets of Pump come to, in the order of `recorded`: no result, only what was paid."""
    return sorted(
        (
            bet.pair.hashed,
            bet.pair.client_seed,
            bet.nonce,
            bet.id,
            bet.amount,
            bet.payout,
            bet.difficulty,
            MULTIPLIERS[bet.difficulty][bet.round],
            bet.multiplier,
            1,
            bet.currency,
            int(bet.updated.timestamp() * 1_000_000),
        )
        for bet in bets
        if bet.game == "pump" and not bet.active
    )


def recorded(connection: sqlite3.Connection) -> list[Row]:
    """Every bet in a database."""
    rows = connection.execute(
        """SELECT server_seed_hashed, client_seed, nonce, antebot_bet_id, amount, payout, difficulty,
                  round_target, payout_multiplier, is_stand_in, currency, date_time
           FROM live_bets JOIN live_streams ON live_streams.id = live_bets.stream_id"""
    )
    return sorted(tuple(row) for row in rows)


def pair_of(row: Row) -> tuple[str, str]:
    """The seed pair of such a row."""
    return row[0], row[1]
