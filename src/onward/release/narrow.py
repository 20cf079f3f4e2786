"""A block of registry rows to the few clean columns that a release is made of: patterns only, whole columns at once.

Each expression does what the function of the same name in ``directory/clean.py`` does to one value; a property
test holds them together. There are no nulls: a value that is not there is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from onward.directory import address, clean, columns
from onward.directory.columns import SAMPLE_MARK


@dataclass(frozen=True, slots=True)
class Narrow:
    """``people`` has one row for each row read, ``slots`` one for each taxonomy slot in use; ``row`` ties them."""

    people: pl.DataFrame
    slots: pl.DataFrame


def wanted(header: list[str]) -> list[str]:
    """The columns to read of a main file."""
    names = [name for name in (*columns.NEEDED, *columns.OPTIONAL) if name in header]
    return names + [name for slot in columns.slots(header) for name in slot]


def wanted_secondary(header: list[str]) -> list[str]:
    """The columns to read of a practice location file."""
    return [name for name in (columns.NPI, *columns.SECONDARY.values()) if name in header]


def narrow(rows: pl.DataFrame, codes: Iterable[str]) -> Narrow:
    """The rows of a main file (see ``lines.read``; with a column ``row``), slots with one of ``codes`` kept."""
    rows = _with_all(rows)
    people = rows.select(
        "row",
        "line",
        npi=pl.col(columns.NPI).str.strip_chars(),
        entity=pl.col(columns.ENTITY).str.strip_chars(),
        name=_name(),
        also=pl.when(_is_organisation()).then(text(columns.OTHER_ORGANISATION)).otherwise(pl.lit("")),
        credential=text(columns.CREDENTIAL),
        sex=pl.col(columns.SEX).str.strip_chars().str.replace("^[^FM]$|^.{2,}$", ""),
        updated=pl.col(columns.UPDATED),
        deactivated=pl.col(columns.DEACTIVATED),
        reactivated=pl.col(columns.REACTIVATED),
        sample=pl.col(columns.EMPLOYER) == SAMPLE_MARK,
        **_location(),
    ).with_columns(street=street("address"))
    return Narrow(people, _slots(rows, list(codes)))


def narrow_secondary(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of a practice location file: ``line``, ``npi`` and the columns of a location."""
    return (
        _with_all(rows)
        .select("line", npi=pl.col(columns.NPI).str.strip_chars(), **_location())
        .with_columns(street=street("address"))
    )


def text(name: str) -> pl.Expr:
    """``clean.text`` of a column."""
    # Most values hold single blanks only; a pattern that leaves them alone is three times as fast as "\s+".
    return pl.col(name).str.replace_all(r"\s\s+|[^\S ]", " ").str.strip_chars().str.replace(clean.NOTHING, "")


def zip5(name: str) -> pl.Expr:
    """``clean.zip5`` of a column."""
    bare = pl.col(name).str.replace_all("[- ]", "")
    digits, length = bare.str.replace_all("[^0-9]", ""), bare.str.len_chars()
    return (
        pl.when(digits != bare)
        .then(pl.lit(""))
        .when(length.is_between(3, 5))
        .then(digits.str.zfill(5))
        .when(length.is_between(7, 9))
        .then(digits.str.zfill(9).str.slice(0, 5))
        .otherwise(pl.lit(""))
    )


def phone(name: str) -> pl.Expr:
    """``clean.phone`` of a column."""
    digits = pl.col(name).str.replace_all("[^0-9]", "").str.replace("^1([0-9]{10})$", "$1")
    return pl.when(digits.str.contains("^[2-9][0-9]{9}$")).then(digits).otherwise(pl.lit(""))


def street(name: str) -> pl.Expr:
    """``address.street`` of a column."""
    lower = pl.col(name).str.to_lowercase()
    return lower.str.replace(address.BEFORE_NUMBER, "$1").str.replace(address.INSIDE, "")


def npi_is_valid(name: str) -> pl.Expr:
    """``npi.is_valid`` of a column."""
    number = pl.col(name).cast(pl.Int64, strict=False)
    digits = [number // 10**place % 10 for place in range(10)]  # from the right; every second one is doubled
    doubled = [digit * 2 // 10 + digit * 2 % 10 if place % 2 else digit for place, digit in enumerate(digits)]
    prefix = 24  # what 80840 adds to the Luhn sum
    return pl.col(name).str.contains("^[12][0-9]{9}$") & ((pl.sum_horizontal(doubled) + prefix) % 10 == 0)


def _with_all(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns that a file may lack are empty."""
    lacking = [name for name in columns.OPTIONAL if name not in rows.columns]
    return rows.with_columns(**dict.fromkeys(lacking, pl.lit("")))


def _is_organisation() -> pl.Expr:
    return pl.col(columns.ENTITY).str.strip_chars() == "2"


def _joined(names: Iterable[str], separator: str) -> pl.Expr:
    """The values that are there, joined."""
    parts = [text(name).replace("", None) for name in names]
    return pl.concat_str(parts, separator=separator, ignore_nulls=True)


def _name() -> pl.Expr:
    person = _joined((columns.FIRST, columns.MIDDLE, columns.LAST, columns.SUFFIX), " ")
    return pl.when(_is_organisation()).then(text(columns.ORGANISATION)).otherwise(person)


def _location() -> dict[str, pl.Expr]:
    return {
        "address": _joined((columns.LINE_1, columns.LINE_2), ", "),
        "city": text(columns.CITY),
        "state": pl.col(columns.STATE),
        "zip": zip5(columns.ZIP),
        "country": pl.col(columns.COUNTRY),
        "phone": phone(columns.PHONE),
    }


def _slots(rows: pl.DataFrame, codes: list[str]) -> pl.DataFrame:
    """One row for each slot that holds a code of ours: the primary ones first, else as listed."""
    found = [
        rows.filter(pl.col(slot.code).str.strip_chars().is_in(codes)).select(
            "row",
            code=pl.col(slot.code).str.strip_chars(),
            licence=text(slot.licence).str.replace(clean.LIKE_SSN, ""),
            licence_state=pl.col(slot.licence_state),
            second=pl.col(slot.primary).str.strip_chars() != "Y",
        )
        for slot in columns.slots(rows.columns)
    ]
    return pl.concat(found).sort("row", "second", maintain_order=True)
