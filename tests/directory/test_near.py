"""Distances and boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.directory.near import boxes, miles, shown_miles

lats, lons = st.floats(-90, 90), st.floats(-180, 180)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((40.7128, -74.0060), (34.0522, -118.2437), 2446),  # New York to Los Angeles
        ((51.9, 179.9), (51.9, -179.9), 8.53),  # across the 180th meridian
        ((0, 0), (0, 180), 12437),
        ((36.7, -119.7), (36.7, -119.7), 0),
    ],
)
def test_known_distances(a: tuple[float, float], b: tuple[float, float], expected: float) -> None:
    assert miles(*a, *b) == pytest.approx(expected, rel=0.002, abs=0.01)


@given(lats, lons, lats, lons, st.floats(0.1, 3000))
def test_whatever_is_within_a_radius_is_in_a_box(a: float, b: float, c: float, d: float, radius: float) -> None:
    if shown_miles(a, b, c, d) <= radius:
        assert any(box.south <= c <= box.north and box.west <= d <= box.east for box in boxes(a, b, radius))


@given(lats, lons, st.floats(0.1, 3000))
def test_boxes_stay_on_the_map(lat: float, lon: float, radius: float) -> None:
    for box in boxes(lat, lon, radius):
        assert -180 <= box.west <= box.east <= 180
