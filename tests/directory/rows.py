"""Fictional registry rows, written by hand for the tests. Everybody in them is made up."""

from __future__ import annotations

from onward.directory import columns
from onward.directory.sample import header

JUNIPER = {
    columns.NPI: "1234567893",
    columns.ENTITY: "1",
    columns.LAST: "O'SAMPLE-MCEXAMPLE",
    columns.FIRST: "JUNIPER",
    columns.MIDDLE: "Q",
    columns.CREDENTIAL: "OTR/L,CHT",
    columns.LINE_1: "12 NORTH EXAMPLE STREET",
    columns.LINE_2: "SUITE 3",
    columns.CITY: "FRESNO",
    columns.STATE: "CA",
    columns.ZIP: "937201234",
    columns.COUNTRY: "US",
    columns.PHONE: "5595550123",
    columns.UPDATED: "04/07/2025",
    columns.SEX: "F",
    columns.slot(1).code: "225XH1200X",
    columns.slot(1).licence: "OT 12345",
    columns.slot(1).licence_state: "CA",
    columns.slot(1).primary: "Y",
}
CLINIC = {
    columns.NPI: "1992999999",
    columns.ENTITY: "2",
    columns.ORGANISATION: "SAMPLE HAND & ARM CLINIC OF FRESNO, LLC",
    columns.LINE_1: "12 N EXAMPLE ST STE 9",
    columns.CITY: "FRESNO",
    columns.STATE: "CA",
    columns.ZIP: "93720",
    columns.PHONE: "(559) 555-0199",
    columns.UPDATED: "2024-11-30",
    columns.slot(1).code: "261QP2000X",
    columns.slot(1).primary: "Y",
}


def row(base: dict[str, str] | None = None, **changes: str) -> dict[str, str]:
    """A whole row of the main file: ``base`` (JUNIPER if not given), with columns set by the names in ``columns``."""
    named = {getattr(columns, name): value for name, value in changes.items()}
    return {**dict.fromkeys(header(), ""), **(JUNIPER if base is None else base), **named}


def with_codes(base: dict[str, str], *codes: str, primary: int = 1) -> dict[str, str]:
    """The row with ``codes`` in its first slots, the ``primary``-th of them the primary one."""
    values = {**base, columns.slot(1).code: "", columns.slot(1).primary: ""}
    for number, code in enumerate(codes, 1):
        values[columns.slot(number).code] = code
        values[columns.slot(number).primary] = "Y" if number == primary else "N"
    return values
