"""Rows of the bet table as they are drawn."""

from collections.abc import Callable
from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QTableView

from liveapp.domain.bets import StoredBet
from liveapp.domain.verdicts import Verdict
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.row_look import CELL_PADDING_PX, RowLook
from liveapp.ui.bets.row_painter import Place, Row, RowPainter
from liveapp.ui.theme import fixed_width_font
from tests.unit.ui.bets.values import PLAIN, stored_bet

WIDTH = 120
Paint = Callable[..., QImage]


@pytest.fixture
def look(theme, qtbot) -> RowLook:
    view = QTableView()
    qtbot.addWidget(view)
    view.setFont(fixed_width_font())
    return RowLook(view)


@pytest.fixture
def paint(look) -> Paint:
    """Draws one cell of a row on the table's ground."""

    def draw(
        bet: StoredBet | None,
        column: Column,
        opacity: float = 1.0,
        nonce: int | None = None,
        width: int = WIDTH,
        **state: bool,
    ) -> QImage:
        image = QImage(width, look.row_px, QImage.Format.Format_RGB32)
        image.fill(look.base)
        painter = QPainter(image)
        painter.setFont(look.font)
        kinds = ("is_odd", "is_chosen", "is_bookmarked")
        row = Row(bet, nonce, 0, *(state.get(kind, False) for kind in kinds))
        rows = RowPainter(look, lambda _: opacity)
        rows.tells_currencies = state.get("tells_currencies", False)
        rows.paint(painter, row, [Place(column, 0, width)], width)
        painter.end()
        return image

    return draw


def colors_of(image: QImage) -> set[str]:
    area = QRect(0, 0, image.width(), image.height())
    return {image.pixelColor(x, y).name() for x in range(area.width()) for y in range(area.height())}


def strongest(image: QImage, color: QColor) -> float:
    """How near the nearest pixel comes to a colour, 0 where one has it: thin strokes are smoothed."""

    def distance(one: QColor) -> float:
        return max(
            abs(one.red() - color.red()), abs(one.green() - color.green()), abs(one.blue() - color.blue())
        )

    return min(distance(QColor(name)) for name in colors_of(image))


def test_wins_and_losses_have_their_tones_and_what_came_back_even_has_none(paint, look) -> None:
    even = stored_bet(payout=0.5)
    for bet, color in (
        (PLAIN, look.colors.win),
        (stored_bet(payout=0.0), look.colors.loss),
        (even, look.text),
    ):
        assert strongest(paint(bet, Column.PROFIT), color) < 40
    assert strongest(paint(even, Column.PROFIT), look.colors.win) > 40


def test_nothing_paid_is_muted(paint, look) -> None:
    paid, nothing = (paint(stored_bet(payout=payout), Column.PAYOUT) for payout in (8.0, 0.0))
    assert strongest(paid, look.text) < strongest(nothing, look.text)


def test_a_multiplier_lies_on_its_tint_as_far_as_it_has_faded_in(paint, look) -> None:
    big = stored_bet(round_result=3_203_384.8)
    tint = look.tint_of(big).name()
    assert tint in colors_of(paint(big, Column.MULTIPLIER))
    half = paint(big, Column.MULTIPLIER, opacity=0.5).pixelColor(1, 1)
    assert half.name() not in (tint, look.base.name())
    assert colors_of(paint(stored_bet(round_result=1.02), Column.MULTIPLIER)).isdisjoint({tint})


@pytest.mark.parametrize(("width", "is_told"), [(WIDTH, True), (50, False)])
def test_a_currency_stands_before_its_amount_where_it_is_told_and_has_room(
    paint, look, width, is_told
) -> None:
    btc = stored_bet(currency="btc")
    alone = paint(btc, Column.AMOUNT, width=width)
    beside = paint(btc, Column.AMOUNT, width=width, tells_currencies=True)
    assert (beside != alone) is is_told
    amount = round(look.width_px("0.5")) + CELL_PADDING_PX
    right = QRect(width - amount, 0, amount, look.row_px)
    assert beside.copy(right) == alone.copy(right)
    assert paint(PLAIN, Column.AMOUNT, width=width, tells_currencies=True) == paint(
        PLAIN, Column.AMOUNT, width=width
    )


def test_a_chosen_row_has_the_grounds_of_choice_and_no_tint(paint, look) -> None:
    image = paint(stored_bet(round_result=3_203_384.8), Column.MULTIPLIER, is_chosen=True)
    assert image.pixelColor(1, 1) == look.chosen
    assert strongest(image, look.chosen_text) < 40


def test_every_other_row_has_the_other_ground(paint, look) -> None:
    assert paint(PLAIN, Column.AMOUNT, is_odd=True).pixelColor(1, 1) == look.alternate
    assert paint(PLAIN, Column.AMOUNT).pixelColor(1, 1) == look.base


def test_a_time_that_is_not_the_bots_looks_other_than_one_that_is(paint, look) -> None:
    received = paint(PLAIN, Column.TIME, width=220)
    told = paint(stored_bet(date_time_us=PLAIN.received_us), Column.TIME, width=220)
    assert received != told
    assert strongest(told, look.text) < strongest(received, look.text)


def test_a_multiplier_that_only_stands_in_looks_other_than_one_that_the_round_reached(paint, look) -> None:
    stand_in = paint(stored_bet(round_result=50.0, is_stand_in=True), Column.MULTIPLIER)
    reached = paint(stored_bet(round_result=1.5), Column.MULTIPLIER)
    assert strongest(reached, look.text) < strongest(stand_in, look.text)
    assert strongest(stand_in, look.colors.muted_text) < 60
    assert stand_in.pixelColor(1, 1) == look.base
    assert paint(stored_bet(is_stand_in=True), Column.PROFIT) == paint(PLAIN, Column.PROFIT)


@pytest.mark.parametrize(("text", "is_badge"), [("hard", True), (None, False)])
def test_a_difficulty_is_on_a_badge_of_its_colour_once_it_is_read(paint, look, text, is_badge) -> None:
    image = paint(PLAIN if text else None, Column.DIFFICULTY)
    assert (look.colors.difficulty_badges["hard"][0].name() in colors_of(image)) is is_badge


def test_while_a_bet_is_read_its_nonce_is_drawn_where_it_is_known(paint) -> None:
    assert paint(None, Column.NONCE, nonce=1234) != paint(None, Column.NONCE)
    assert paint(None, Column.AMOUNT, nonce=1234) == paint(None, Column.AMOUNT)


def test_what_has_no_room_is_cut_within_its_cell(paint, look) -> None:
    long = stored_bet(nonce=2**63 - 1)
    image = paint(long, Column.NONCE, width=60)
    edge = {image.pixelColor(x, y).name() for x in (0, 1, 58, 59) for y in range(image.height())}
    assert edge == {look.base.name()}


def test_a_nonce_without_room_loses_its_separators_then_its_beginning_and_never_its_end(paint, look) -> None:
    room = round(look.width_px("320687")) + 2 * CELL_PADDING_PX + 1
    one, next_one = (paint(stored_bet(nonce=nonce), Column.NONCE, width=room) for nonce in (320_687, 320_688))
    assert one != next_one
    other_beginning = paint(stored_bet(nonce=420_687), Column.NONCE, width=room)
    assert one != other_beginning
    longer = [paint(stored_bet(nonce=nonce), Column.NONCE, width=room) for nonce in (5_320_687, 5_320_688)]
    assert longer[0] != longer[1]


def test_texts_are_those_of_the_bet_as_it_is_now(look) -> None:
    image = QImage(WIDTH, look.row_px, QImage.Format.Format_RGB32)
    rows = RowPainter(look, lambda _: 1.0)

    def draw(bet: StoredBet) -> QImage:
        image.fill(look.base)
        painter = QPainter(image)
        painter.setFont(look.font)
        rows.paint(painter, Row(bet, None, 0, False, False), [Place(Column.AMOUNT, 0, WIDTH)], WIDTH)
        painter.end()
        return image.copy()

    first = draw(PLAIN)
    assert draw(stored_bet(amount=0.75)) != first
    assert draw(PLAIN) == first


@pytest.mark.parametrize("bet", [PLAIN, None])
def test_a_star_is_filled_where_the_bet_is_bookmarked_also_while_that_is_read(paint, look, bet) -> None:
    def middle(**state: bool) -> str:
        image = paint(bet, Column.BOOKMARK, **state)
        return image.pixelColor(image.rect().center()).name()

    assert middle(is_bookmarked=True) == look.colors.accent.name()
    assert middle(is_bookmarked=True, is_chosen=True) == look.chosen_text.name()
    assert middle() == look.base.name()


def test_a_verdict_is_told_by_its_sign_and_its_colour_and_one_that_differs_is_bold(paint, look) -> None:
    images = {verdict: paint(stored_bet(verdict=verdict), Column.PROOF) for verdict in (None, *Verdict)}

    assert colors_of(images[None]) == {look.base.name()}
    told = [look.verdict_color(one).name() for one in (Verdict.VERIFIED, Verdict.RESULT_DIFFERS)]
    assert len(set(told)) == 2
    signs = [images[Verdict.VERIFIED], images[Verdict.RESULT_DIFFERS], images[Verdict.UNVERIFIABLE]]
    assert all(len(colors_of(sign)) > 1 for sign in signs)
    assert not any(one == other for one, other in combinations(signs, 2))
    assert images[Verdict.RESULT_DIFFERS] == images[Verdict.PAYOUT_DIFFERS]
    chosen = paint(stored_bet(verdict=Verdict.VERIFIED), Column.PROOF, is_chosen=True)
    assert chosen != images[Verdict.VERIFIED]
