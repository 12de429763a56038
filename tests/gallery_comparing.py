"""The gallery's pictures of streams that are compared."""

from typing import Any

from liveapp.domain.bets import Bet, SeedPair
from liveapp.domain.pump import MULTIPLIERS, multiplier
from liveapp.domain.streams import MOST_COMPARED, Stream
from tests.gallery_tools import Gallery, wait, wait_until
from tests.shell import Shell, bet

SMALLEST = (680, 432)
"""What a screen of 680×480 leaves beside the system's frame."""

DIFFICULTY = "expert"
TARGET = MULTIPLIERS[DIFFICULTY][3]


def bets_of(number: int, count: int) -> list[Bet]:
    """Rounds computed by the real outcome function; every third stream plays with a second currency too."""
    seeds = SeedPair(f"{number:02x}" * 32, f"compared-{number}")
    bets = []
    for nonce in range(1, count + 1):
        result = multiplier(seeds.server_seed_hashed, seeds.client_seed, nonce, DIFFICULTY)
        values: dict[str, Any] = {
            "difficulty": DIFFICULTY,
            "amount": 0.001,
            "payout": 0.001 * TARGET if result >= TARGET else 0.0,
            "round_result": result,
            "round_target": TARGET,
            "currency": "eth" if number % 3 == 0 and nonce % 4 == 0 else "btc",
        }
        bets.append(bet(seeds, nonce, **values))
    return bets


def show_comparing(gallery: Gallery, shell: Shell) -> None:
    window = shell.window
    for number in range(1, MOST_COMPARED + 1):
        shell.store.writer.record(bets_of(number, 400 + 230 * number))
    made = {f"compared-{number}" for number in range(1, MOST_COMPARED + 1)}
    streams = [one for one in shell.streams() if one.seeds.client_seed in made]
    streams.sort(key=lambda one: one.seeds.client_seed)
    shell.store.writer.set_alias(streams[0].id, "evening run")
    wait(500)
    for name, chosen in (("two", streams[1:3]), ("eight", streams)):
        dialog = window.comparing.open(chosen)
        wait_until(lambda dialog=dialog: dialog.body is not None and dialog.body.chart.picture is not None)
        wait_until(lambda dialog=dialog: all(side.figures is not None for side in dialog.live.sides))
        wait(600)
        gallery.take_themes(f"compare-{name}", dialog)
        size = dialog.size()
        dialog.resize(*SMALLEST)
        wait(400)
        gallery.take_themes(f"compare-{name}-smallest", dialog)
        dialog.resize(size)
        dialog.body.chart.expected.setChecked(True)
        dialog.body.chart.currency.setCurrentIndex(1)
        wait(600)
        gallery.take(f"compare-{name}-other-currency", dialog)
        dialog.close()
    show_a_deleted_one(gallery, shell, streams[:4])
    for stream in streams[1:]:
        shell.store.writer.delete_stream(stream.id)
    wait(300)


def show_a_deleted_one(gallery: Gallery, shell: Shell, streams: list[Stream]) -> None:
    dialog = shell.window.comparing.open(streams)
    wait_until(lambda: all(side.figures is not None for side in dialog.live.sides))
    shell.store.writer.delete_stream(streams[0].id)
    dialog.multiplier.field.setText("1")
    dialog.multiplier.field.returnPressed.emit()
    wait(600)
    dialog.body.view.scrollToBottom()
    gallery.take_themes("compare-deleted", dialog)
    dialog.close()
