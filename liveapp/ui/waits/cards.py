"""All cards, of which one is chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QWidget

from liveapp.domain.statistics import words
from liveapp.ui import plain
from liveapp.ui.waits.card import LEAST_WIDTH_PX, WaitCard
from liveapp.ui.waits.card_grid import CardGrid
from liveapp.ui.waits.card_texts import NOTHING_YET

if TYPE_CHECKING:
    from liveapp.domain.statistics.figures import Figures


class Cards(QScrollArea):
    """A card for each multiplier. One of them is always chosen, as long as there are any.

    `chosen` carries its multiplier, None once there is none.
    """

    chosen = Signal(object)
    remove_requested = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain.set_accessible_name(self, "Cards of multipliers")
        self._cards: dict[float, WaitCard] = {}
        self._group = QButtonGroup(self)
        self._grid = CardGrid(LEAST_WIDTH_PX)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(LEAST_WIDTH_PX + self.verticalScrollBar().sizeHint().width())
        self.setWidget(self._grid)

    @property
    def cards(self) -> Sequence[WaitCard]:
        """The cards, in the order of their multipliers."""
        return tuple(self._cards.values())

    @property
    def chosen_multiplier(self) -> float | None:
        """That of the chosen card."""
        return next((card.multiplier for card in self.cards if card.choice.isChecked()), None)

    def show_multipliers(self, multipliers: Sequence[float]) -> None:
        """Have a card for each of these, ascending; those that were there stay as they are."""
        before = self._cards
        if tuple(before) == tuple(multipliers):
            return
        had_focus = self.isAncestorOf(self.window().focusWidget())
        chosen = self.chosen_multiplier
        self._cards = {one: before.get(one) or self._make(one) for one in multipliers}
        for multiplier, card in before.items():
            if multiplier not in self._cards:
                self._group.removeButton(card.choice)
                card.hide()
                card.deleteLater()
        self._grid.show_cards(self.cards)
        if chosen not in self._cards:
            self._choose_nearest(chosen, had_focus)

    def show_figures(self, figures: "Figures") -> None:
        """Say what these are on the cards that they have figures of."""
        is_partial = words.is_partial(figures)
        for hits in figures.hits:
            card = self._cards.get(hits.multiplier)
            if card is not None:
                card.show_figures(hits, len(self._cards), figures.evidence, is_partial)

    def forget_figures(self) -> None:
        """Say that there are none at the moment."""
        for card in self.cards:
            card.show_texts(NOTHING_YET)

    def choose(self, multiplier: float) -> None:
        """Choose the card of a multiplier."""
        self._cards[multiplier].choice.setChecked(True)

    def _make(self, multiplier: float) -> WaitCard:
        card = WaitCard(multiplier)
        self._group.addButton(card.choice)
        card.chosen.connect(lambda: self._tell_chosen(multiplier))
        card.remove_requested.connect(lambda: self.remove_requested.emit(multiplier))
        return card

    def _tell_chosen(self, multiplier: float) -> None:
        """Tell of the card that was just chosen, and have it in view: arrow keys may have left it."""
        self.ensureWidgetVisible(self._cards[multiplier])
        self.chosen.emit(multiplier)

    def _choose_nearest(self, multiplier: float | None, had_focus: bool) -> None:
        """Choose the card that is nearest to one that is gone."""
        if not self._cards:
            self.chosen.emit(None)
            return
        nearest = min(self._cards, key=lambda one: abs(one - (multiplier or 0)))
        self._cards[nearest].choice.setChecked(True)
        if had_focus:
            self._cards[nearest].choice.setFocus()
