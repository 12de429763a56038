"""An axis of named places."""

from liveapp.ui.charts.places_axis import PlacesAxis, with_room


def texts(axis: PlacesAxis, low: float, high: float, size: float) -> list[str]:
    ((spacing, values),) = axis.tickValues(low, high, size)
    return axis.tickStrings(values, 1.0, spacing)


def test_names_that_touch_the_one_before_are_left_out() -> None:
    assert with_room(["1.00×", "1.63×", "2.80×"], [0, 4, 8]) == ["1.00×", "", "2.80×"]
    assert with_room(["a", "b"], [0, 10]) == ["a", "b"]
    assert with_room([], []) == []


def test_every_place_in_view_has_a_tick_and_a_name_where_there_is_room(theme) -> None:
    axis = PlacesAxis()
    axis.name_places(range(4), ["one", "two", "three", "four"])
    assert texts(axis, -0.5, 3.5, 1_000) == ["one", "two", "three", "four"]
    assert texts(axis, 0.5, 2.5, 1_000) == ["two", "three"]
    few = texts(axis, -0.5, 3.5, 60)
    assert few[0] == "one"
    assert "" in few


def test_without_places_there_is_nothing(theme) -> None:
    assert texts(PlacesAxis(), 0.0, 1.0, 100.0) == []


def test_other_places_are_drawn_anew(theme) -> None:
    axis = PlacesAxis()
    axis.name_places([0.0], ["one"])
    axis.picture = "drawn"
    axis.name_places([0.0], ["one"])
    assert axis.picture == "drawn"
    axis.name_places([0.0], ["two"])
    assert axis.picture is None
