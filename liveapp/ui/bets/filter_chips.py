"""The filters that are added one by one: the button that adds them, a chip for each, the end of all."""

from collections.abc import Iterable
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from liveapp.domain.queries import BetFilter
from liveapp.ui import plain
from liveapp.ui.bets.filter_chip import FilterChip
from liveapp.ui.bets.filter_dialog import FilterDialog
from liveapp.ui.bets.filter_kinds import KINDS, FilterChoice, FilterKind
from liveapp.ui.widgets.flow_layout import FlowLayout


class FilterChips(QObject):
    """Puts its chips behind the button that adds filters, and behind them what clears the whole filter.

    `filter_chosen` tells a filter to be shown.
    """

    filter_chosen = Signal(object)  # BetFilter

    def __init__(self, flow: FlowLayout, bar: QWidget) -> None:
        super().__init__(bar)
        self._flow = flow
        self._bar = bar
        self._filter = BetFilter()
        self.chips: dict[str, FilterChip] = {}
        self.add_button = self._build_add_button()
        self.clear_button = self._build_clear_button()

    def show_filter(self, bet_filter: BetFilter) -> None:
        """Have a chip for everything of the filter that is one by one."""
        self._filter = bet_filter
        for kind in KINDS:
            words = kind.words(bet_filter)
            chip = self.chips.get(kind.name)
            if chip is not None and chip.words != words:
                self._take_away(kind)
            if words is not None and kind.name not in self.chips:
                self._add(kind, words)
        self._offer_to_clear(bet_filter != BetFilter())

    def tab_stops(self) -> list[QWidget]:
        """What Tab goes through, from left to right."""
        stops: list[QWidget] = [self.add_button]
        for kind in KINDS:
            chip = self.chips.get(kind.name)
            if chip is not None:
                stops += [chip.words_button, chip.end_button]
        return [*stops, self.clear_button]

    def add_menu(self) -> QMenu:
        """What can be added: what is chosen at once, the others by a dialog."""
        menu = self.choice_menu(KINDS)
        menu.addSeparator()
        for kind in KINDS:
            if kind.fields is not None:
                entry = plain.add_action(menu, f"&{kind.name}…")
                plain.set_tooltip(entry, kind.hint)
                entry.triggered.connect(partial(self.edit, kind))
        return menu

    def choice_menu(self, kinds: Iterable[FilterKind]) -> QMenu:
        """What can be chosen of these kinds."""
        menu = plain.new_menu("Filter", self._bar)
        for choice in chain.from_iterable(kind.choices for kind in kinds):
            entry = plain.add_action(menu, choice.words)
            plain.set_tooltip(entry, choice.hint)
            entry.triggered.connect(partial(self._take_choice, choice))
        return menu

    def edit(self, kind: FilterKind) -> None:
        """Have the user say what this filter lets through."""
        if len(kind.choices) == 1:
            self._end(kind)  # nothing else can be chosen
            return
        if kind.choices:
            self._open_below(self.choice_menu([kind]), self.chips[kind.name])
            return
        dialog = FilterDialog(kind, lambda: self._filter, self._bar)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filter_chosen.connect(self._take_typed)
        dialog.open()

    def _open_below(self, menu: QMenu, widget: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(widget.mapToGlobal(QPoint(0, widget.height())))

    def _take_typed(self, typed: BetFilter) -> None:
        self.filter_chosen.emit(typed)

    def _end(self, kind: FilterKind) -> None:
        had_focus = self.chips[kind.name].isAncestorOf(self._bar.focusWidget() or self._bar)
        self.filter_chosen.emit(kind.off(self._filter))
        if had_focus:
            remaining = next(iter(self.chips.values()), None)
            stop = self.add_button if remaining is None else remaining.words_button
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, kind: FilterKind, words: str) -> None:
        chip = FilterChip(words, kind.hint)
        chip.edit_requested.connect(partial(self.edit, kind))
        chip.end_requested.connect(partial(self._end, kind))
        self.chips[kind.name] = chip
        before = [one for one in KINDS[: KINDS.index(kind)] if one.name in self.chips]
        self._flow.insert_widget(self._first_place() + len(before), chip)
        chip.show()

    def _take_away(self, kind: FilterKind) -> None:
        chip = self.chips.pop(kind.name)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _offer_to_clear(self, is_offered: bool) -> None:
        self.clear_button.setEnabled(is_offered)
        # Out of the layout while it is hidden: there it would still have a place.
        self._flow.removeWidget(self.clear_button)
        self.clear_button.setVisible(is_offered)
        if is_offered:
            self._flow.insert_widget(self._first_place() + len(self.chips), self.clear_button)

    def _first_place(self) -> int:
        """The place behind the button that adds filters."""
        return self._flow.indexOf(self.add_button) + 1

    def _build_add_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("addFilter")
        plain.set_text(button, "+ Filter ▾")
        plain.set_accessible_name(button, "Add a filter")
        plain.set_tooltip(button, "Filter by outcome, bookmark, proof, target, nonces or time")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Not as the button's own menu, whose arrow the style draws over the words.
        button.clicked.connect(lambda: self._open_below(self.add_menu(), button))
        return button

    def _build_clear_button(self) -> QToolButton:
        button = QToolButton(self._bar)
        plain.set_text(button, "Clear")
        plain.set_accessible_name(button, "Clear filters")
        plain.set_tooltip(button, "Show all bets again")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setEnabled(False)
        button.hide()
        return button

    def _take_choice(self, choice: FilterChoice) -> None:
        self.filter_chosen.emit(choice.on(self._filter))
