"""The age of the person, from their words or as given."""

from __future__ import annotations

import re

ADULT, OLDER = 18, 65
OLDEST = 120  # no higher age is taken, anywhere

_NO_UNIT = (
    r"(?!\s*(?:weeks?|wks?|months?|mos?|days?|hours?|hrs?|minutes?|mins?|%|percent|pounds|"
    r"lbs?|kg|feet|foot|ft|inch|/|\.\d))"
)
# The first that is found counts, so the surest come first: what people say of themselves or of whom they care for.
_IN_YEARS = (
    re.compile(rf"\bI(?:['’]m| am)\s+(\d{{2,3}})\b{_NO_UNIT}", re.I),
    re.compile(r"\b(\d{1,2})\s?[FM]\b(?!\w)"),  # "78F": capitals only, since "5 m" is a distance
    re.compile(rf"\b(?:s?he|who)(?:['’]s| is)\s+(?:only |now |almost )?(\d{{1,3}})\b{_NO_UNIT}", re.I),
    re.compile(
        rf"\b(?:mom|mum|dad|mother|father|wife|husband|grandm\w+|grandf\w+|grandpa),\s+(\d{{2,3}})\b{_NO_UNIT}", re.I
    ),
    re.compile(r"\b(\d{1,3})[\s-]*(?:years?|yrs?|y)[\s-]*(?:old|o)\b", re.I),
    re.compile(r"\b(\d{1,3})\s*(?:yo|y/o)\b", re.I),
    re.compile(r"\bage[d]?\s+(\d{1,3})\b", re.I),
)
_IN_MONTHS = re.compile(
    r"\b\d{1,2}[\s-]*(?:months?|mos?|weeks?|wks?)[\s-]*(?:old|o)\b"
    r"(?!\s+(?:injury|stroke|fracture|break|scar|surgery|pain|problem|wound|cut|sprain))",
    re.I,
)
_CHILD_WORDS = re.compile(
    # "I had a baby" is about a parent; "my baby", "baby won't" are about a child.
    r"(?<!had a )(?<!having a )(?<!have a )\b(?:"
    r"toddler|infant|newborn|(?:my|our|the|her) baby|baby (?:is|has|can|will|does|boy|girl)|little one|"
    r"preschooler|kindergartne?r|kindergarten|(?:first|second|third|fourth|fifth)[- ]grader|"
    r"\d(?:st|nd|rd|th)[- ]grader?|"
    r"(?:my|our) (?:child|kid|little (?:boy|girl))"
    r")\b",
    re.I,
)


def age_in(text: str) -> int | None:
    """Age in years that the words give; 0 for months or weeks; None where they give none.

    >>> age_in("78F s/p CVA"), age_in("my 4-year-old"), age_in("he is 9 months old"), age_in("I walk 10 minutes")
    (78, 4, 0, None)
    """
    of_self, *others = _IN_YEARS
    if said := of_self.search(text):
        return int(said.group(1))
    if _IN_MONTHS.search(text):
        return 0
    found = (pattern.search(text) for pattern in others)
    return next((int(match.group(1)) for match in found if match), None)


def age_band(text: str, age: int | None, *, child: bool = False) -> str | None:
    """``age_child`` (under 18), ``age_adult`` or ``age_older`` (65 and over); None where nothing tells.

    ``child`` says that it is about a child, where no ``age`` was given.
    """
    if child and age is None:
        return "age_child"
    known = age if age is not None else age_in(text)
    if known is None:
        return "age_child" if _CHILD_WORDS.search(text) else None
    return "age_child" if known < ADULT else "age_older" if known >= OLDER else "age_adult"
