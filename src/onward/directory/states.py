"""States, the federal district and the territories: their postal codes, names and addresses on the site."""

from __future__ import annotations

from typing import NamedTuple

from onward.directory.text import one_line, slug


class State(NamedTuple):
    """``code`` as the Postal Service writes it ("NJ"), ``slug`` as it stands in a URL ("new-jersey")."""

    code: str
    name: str
    slug: str

    @property
    def path(self) -> str:
        """Its page on the site."""
        return f"/find/{self.slug}/"


_NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "DC": "District of Columbia", "FL": "Florida", "GA": "Georgia",
    "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan",
    "MN": "Minnesota", "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada",
    "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina",
    "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania",
    "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas",
    "UT": "Utah", "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia",
    "WI": "Wisconsin", "WY": "Wyoming",
    "AS": "American Samoa", "GU": "Guam", "MP": "Northern Mariana Islands", "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
}  # fmt: skip

STATES: dict[str, State] = {code: State(code, name, slug(name)) for code, name in _NAMES.items()}
STATES_BY_SLUG: dict[str, State] = {state.slug: state for state in STATES.values()}
TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})

# How people and registry rows write a state, folded as ``state_code`` folds its argument.
_CODES = {
    **{code.lower(): code for code in _NAMES},
    **{name.lower().replace(".", ""): code for code, name in _NAMES.items()},
    "washington dc": "DC", "d c": "DC", "virgin islands": "VI", "calif": "CA", "penna": "PA", "penn": "PA",
    "fla": "FL", "mass": "MA", "n j": "NJ", "n y": "NY",
}  # fmt: skip


def state_code(text: str) -> str | None:
    """The postal code of a state written as a code or a name, in any case; None if it is no state.

    >>> state_code("new jersey"), state_code("N.J."), state_code("Ontario")
    ('NJ', 'NJ', None)
    """
    return _CODES.get(one_line(text.lower().replace(".", "")))
