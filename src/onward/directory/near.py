"""How far apart two points are, and which box surely holds everything within a radius.

Degrees are WGS 84, distances statute miles. Great-circle distance on a sphere is within 0.5 % of the truth,
far finer than a ZIP centroid.
"""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt
from typing import NamedTuple

EARTH_RADIUS_MILES = 3958.7613  # the mean radius of the IUGG


class Box(NamedTuple):
    """South and north latitude, west and east longitude, in degrees; never across the 180th meridian."""

    south: float
    north: float
    west: float
    east: float


def miles(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance (haversine), not rounded.

    >>> round(miles(40.7128, -74.0060, 34.0522, -118.2437))
    2446
    """
    up, across = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    chord = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(across) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(chord)))


def shown_miles(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance that Onward shows, sorts by and compares with a radius: rounded to a tenth of a mile."""
    return round(miles(lat, lon, other_lat, other_lon), 1)


def boxes(lat: float, lon: float, radius: float) -> tuple[Box, ...]:
    """Boxes that together hold every point within ``radius`` miles: one, or two across the 180th meridian."""
    angle = (radius + 0.1) / EARTH_RADIUS_MILES  # a little more than asked: shown distances are rounded
    south, north = lat - degrees(angle), lat + degrees(angle)
    if south <= -90 or north >= 90:
        return (Box(max(south, -90), min(north, 90), -180, 180),)
    width = degrees(asin(min(1.0, sin(angle) / cos(radians(lat)))))
    return tuple(Box(south, north, *span) for span in _spans(lon - width, lon + width))


def _spans(west: float, east: float) -> list[tuple[float, float]]:
    if west < -180:
        return [(west + 360, 180), (-180, east)]
    if east > 180:
        return [(west, 180), (-180, east - 360)]
    return [(west, east)]
