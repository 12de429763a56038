"""The fields of an exploration."""

import pytest
from PySide6.QtWidgets import QLineEdit

from liveapp.domain.proof_jobs import Exploration
from liveapp.ui.exploring.form import ExploreForm, SeedPairToExplore
from liveapp.ui.exploring.owner_line import OwnerLine
from tests.shell import focus
from tests.unit.ui.exploring.values import HASH, SERVER_SEED

PAIR = SeedPairToExplore(SERVER_SEED, " client\n", "easy", 3, 12_345)


@pytest.fixture
def form(theme, store, questions, qtbot) -> ExploreForm:
    made = ExploreForm(OwnerLine(store.reader, questions))
    qtbot.addWidget(made)
    made.resize(640, 200)
    made.show()
    return made


def test_it_says_what_would_be_explored_before_any_seed_is_typed(form) -> None:
    assert form.state.text() == "100,000 rounds; 595 expected to reach 164.72× or more"
    form.difficulty.setCurrentIndex(0)
    assert form.state.text() == "No easy round reaches that: 24.50× is the highest."
    form.min_multiplier.setText("")
    assert form.state.text() == "100,000 rounds; each is listed"
    form.nonce_to.setText("")
    assert form.state.text() == "At most 10,000,000 rounds are explored at once."


def test_what_was_typed_is_taken(form, qtbot) -> None:
    qtbot.keyClicks(form.server_seed, f' "{SERVER_SEED}" ')
    qtbot.keyClicks(form.client_seed, "client ")
    assert form.state.text().endswith("The blanks around the client seed count.")
    form.min_multiplier.setText("400,02")
    assert form.take() == Exploration(SERVER_SEED, "client ", "expert", 1, 100_000, 400.02)
    assert HASH in form._owner.text()


def test_what_cannot_be_used_is_gone_to_and_told(form, qtbot) -> None:
    focus(qtbot, form, form.nonce_to)
    assert form.take() is None
    assert form.state.text() == "The server seed is missing."
    qtbot.waitUntil(form.server_seed.hasFocus)
    qtbot.keyClicks(form.server_seed, "x")
    assert form.state.text().startswith("100,000 rounds")


def test_a_known_pair_is_filled_in_exactly_with_its_server_seed_hidden(form) -> None:
    form.fill_in(PAIR)
    assert form.server_seed.echoMode() == QLineEdit.EchoMode.Password
    assert form.take() == Exploration(SERVER_SEED, " client\n", "easy", 3, 12_345, 24.5)
    form._show.click()
    assert form.server_seed.echoMode() == QLineEdit.EchoMode.Normal
    assert form._show.text() == "Hi&de"
    form._show.click()
    assert form.server_seed.echoMode() == QLineEdit.EchoMode.Password


def test_a_least_multiplier_that_the_pair_can_reach_stays(form) -> None:
    form.min_multiplier.setText("12")
    form.fill_in(PAIR)
    assert form.min_multiplier.text() == "12"


def test_a_pair_to_explore_says_no_seed() -> None:
    assert SERVER_SEED not in repr(PAIR)
    assert "client" not in repr(PAIR)
