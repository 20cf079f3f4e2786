"""Single registry values, cleaned. Every function takes any text and never raises.

The two patterns are public because ``release/shape.py`` applies them to whole columns: they mean the same to
Python and to Rust.
"""

from __future__ import annotations

import re
from datetime import date

from onward.directory.text import one_line

# What the registry writes where there is nothing. Not NULL, NONE or NA: those are surnames.
NOTHING = r"^(?i:<unavail>|-+|n/a)$"
LIKE_SSN = r"^[0-9]{3}[- ][0-9]{2}[- ][0-9]{4}$"
_NOTHING, _LIKE_SSN = re.compile(NOTHING), re.compile(LIKE_SSN)
_NOT_DIGIT = re.compile(r"[^0-9]")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")


def text(value: str) -> str:
    """The value on one line; empty where it only says that there is none."""
    found = one_line(value)
    return _NOTHING.sub("", found)


def zip5(value: str) -> str:
    """Five digits of a ZIP code, of ZIP+4, or of either after a spreadsheet dropped leading zeros; else empty.

    >>> zip5("93720-1234"), zip5("7030"), zip5("70301234"), zip5("V5K 0A1")
    ('93720', '07030', '07030', '')
    """
    digits = _NOT_DIGIT.sub("", value)
    if digits != value.replace("-", "").replace(" ", ""):  # letters: a foreign postal code
        return ""
    if len(digits) in (3, 4, 5):
        return digits.zfill(5)
    return digits.zfill(9)[:5] if len(digits) in (7, 8, 9) else ""


def phone(value: str) -> str:
    """Ten digits, without the country's 1; else empty.

    >>> phone("(559) 555-0123"), phone("1-559-555-0123"), phone("555-0123")
    ('5595550123', '5595550123', '')
    """
    digits = _NOT_DIGIT.sub("", value)
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    return digits if len(digits) == 10 and digits[0] not in "01" else ""


def iso_date(value: str) -> str:
    """The day as 2025-04-07, from that form, from 04/07/2025 or from 4/7/25; empty for anything else.

    Two-digit years are of this century: the registry began in 2005. "0000-00-00" is a null date.
    """
    if found := _US.fullmatch(value.strip()):
        month, day, year = found.groups()
        year = year if len(year) == 4 else f"20{year}"
    elif found := _ISO.match(value.strip()):
        year, month, day = found.groups()
    else:
        return ""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def licence_number(value: str) -> str:
    """The number as listed; empty where it looks like a social security number, which some people typed there."""
    found = text(value)
    return _LIKE_SSN.sub("", found)
