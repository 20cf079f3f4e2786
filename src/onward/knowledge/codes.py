"""A type per code system, so that a code of one system can never stand where another belongs.

Sources: NUCC Health Care Provider Taxonomy 25.1 (July 2025); ICD-10-CM (NCHS) code structure;
WHO ICF code structure (codes only: the titles are WHO's and are not shipped).
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

NUCC = re.compile(r"[0-9A-Z]{9}X")
# A component letter (b body functions, s body structures, d activities and participation, e environment),
# a chapter digit, then up to four more digits: "d4", "b28013".
ICF = re.compile(r"[bsde][1-9]\d{0,4}")
# A category (letter, digit, alphanumeric) with up to four more characters; a range joins two with a hyphen.
_ICD10CM_CODE = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
ICD10CM_RANGE = re.compile(rf"{_ICD10CM_CODE}(?:-{_ICD10CM_CODE})?")


def _matching(pattern: re.Pattern[str], system: str) -> AfterValidator:
    def check(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError(f"{value!r} is not {system} code")
        return value

    return AfterValidator(check)


NuccCode = Annotated[str, _matching(NUCC, "a NUCC taxonomy")]
IcfCode = Annotated[str, _matching(ICF, "an ICF")]
Icd10cmRange = Annotated[str, _matching(ICD10CM_RANGE, "an ICD-10-CM range or")]
