"""The National Provider Identifier: ten digits, the last of which checks the others.

Source: CMS, "Requirements for National Provider Identifier (NPI) and NPI Check Digit" (2004): the Luhn
formula over the nine digits with the card-issuer prefix 80840 in front.
"""

from __future__ import annotations

import re

# The standard allows a leading 1 or 2; the registry has given out only numbers that begin with 1 so far.
_SHAPE = re.compile(r"[12][0-9]{9}")
_PREFIX_SUM = 24  # what the prefix 80840 adds to every sum
_DOUBLED = {str(digit): sum(map(int, str(2 * digit))) for digit in range(10)}


class Npi(str):
    """An NPI: ten digits with a right check digit. Raises ValueError with the value and the rule it breaks.

    >>> Npi(" 1234567893")
    '1234567893'
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Npi:
        value = text.strip()
        if not _SHAPE.fullmatch(value):
            raise ValueError(f"{text!r} is not an NPI: it takes ten digits and begins with 1 or 2")
        if not is_valid(value):
            raise ValueError(f"{text!r} is not an NPI: its last digit does not check; look for a typing mistake")
        return super().__new__(cls, value)


def is_valid(text: str) -> bool:
    """Whether ``text`` is an NPI with a right check digit."""
    return bool(_SHAPE.fullmatch(text)) and text[9] == _check_digit(text[:9])


def with_check_digit(nine_digits: str) -> Npi:
    """The NPI that begins with ``nine_digits``. Raises ValueError unless there are exactly nine digits.

    >>> with_check_digit("123456789")
    '1234567893'
    """
    if not re.fullmatch(r"[0-9]{9}", nine_digits):
        raise ValueError(f"{nine_digits!r}: the check digit is made from exactly nine digits")
    return str.__new__(Npi, nine_digits + _check_digit(nine_digits))  # right by construction


def _check_digit(nine_digits: str) -> str:
    """The digit that brings the Luhn sum to a multiple of ten; from the last of the nine, every second one doubles."""
    total = _PREFIX_SUM + sum(map(int, nine_digits[1::2])) + sum(map(_DOUBLED.__getitem__, nine_digits[::2]))
    return str(-total % 10)
