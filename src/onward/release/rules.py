"""Narrow columns to what is listed: what ``directory/row.py`` says of one row, said of all of them.

Nothing is decided here. Each rule of ``directory`` that is more than a pattern is called once for every
different value: among a million rows there are few different dates, cities or sets of codes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from onward.directory import clean
from onward.directory.gazetteer import Gazetteer
from onward.directory.listing import listing
from onward.directory.row import KINDS
from onward.directory.spot import is_foreign, spot
from onward.directory.states import state_code
from onward.release.narrow import npi_is_valid
from onward.release.traits import Traits

if TYPE_CHECKING:
    from onward.knowledge.model import Taxonomy

_SPOT = {
    "city": pl.String,
    "state": pl.String,
    "zip": pl.String,
    "town": pl.String,
    "lat": pl.Float64,
    "lon": pl.Float64,
    "foreign": pl.Boolean,
}
_ASKED = ["city", "state", "zip", "country"]


def located(rows: pl.DataFrame, gazetteer: Gazetteer) -> pl.DataFrame:
    """City, state and ZIP repaired; ``town``, ``lat``, ``lon`` and ``foreign`` added. No spot: an empty town."""

    def rule(city: str, state: str, code: str, country: str) -> tuple[object, ...]:
        found = spot(city, state, code, gazetteer)
        return (*(found or ("", "", "", "", None, None)), is_foreign(state, country))

    return rows.drop(_ASKED).hstack(per_row(rows, _ASKED, rule, _SPOT))


def with_codes(
    people: pl.DataFrame, slots: pl.DataFrame, taxonomy: Mapping[str, Taxonomy], traits: Traits
) -> pl.DataFrame:
    """``codes`` (commas between, empty for none of ours) and ``traits`` added."""
    codes = slots.unique(["row", "code"], maintain_order=True).group_by("row", maintain_order=True).agg("code")
    codes = codes.select("row", codes=pl.col("code").list.join(","))
    people = people.join(codes, on="row", how="left", maintain_order="left").with_columns(pl.col("codes").fill_null(""))

    def rule(entity: str, codes: str) -> tuple[int]:
        kind = KINDS.get(entity)
        return (traits.encode(listing(kind, codes.split(","), taxonomy)) if kind and codes else 0,)

    return people.hstack(per_row(people, ["entity", "codes"], rule, {"traits": pl.Int64}))


def dated(people: pl.DataFrame) -> pl.DataFrame:
    """The three dates in ISO form."""
    names = ("updated", "deactivated", "reactivated")
    return people.with_columns(*(per_value(people[name], clean.iso_date) for name in names))


def reason() -> pl.Expr:
    """Why a row is not listed, in the order of ``row.read``; empty for one that is, or that is not about rehab."""
    deactivated = (pl.col("deactivated") != "") & (pl.col("reactivated") < pl.col("deactivated"))
    is_valid = npi_is_valid("npi")
    is_blanked = is_valid & deactivated & (pl.col("entity") == "")
    return (
        pl.when((pl.col("codes") == "") & ~is_blanked)
        .then(pl.lit(""))
        .when(~is_valid)
        .then(pl.lit("npi"))
        .when(deactivated)
        .then(pl.lit("deactivated"))
        .when(~pl.col("entity").is_in(list(KINDS)))
        .then(pl.lit("entity"))
        .when(pl.col("name") == "")
        .then(pl.lit("name"))
        .when("foreign")
        .then(pl.lit("foreign"))
        .when(pl.col("town") == "")
        .then(pl.lit("address"))
        .otherwise(pl.lit(""))
    )


def licences(slots: pl.DataFrame) -> pl.DataFrame:
    """Each licence number of a row once: ``row``, ``state``, ``number``."""
    found = slots.filter(pl.col("licence") != "")
    states = per_value(found["licence_state"], lambda value: state_code(value) or "")
    found = found.select("row", state=states, number="licence")
    return found.unique(maintain_order=True)


def per_value(values: pl.Series, rule: Callable[[str], Any]) -> pl.Series:
    """``rule`` of every value, called once for each different one; texts to texts."""
    different = values.unique()
    answers = pl.Series([rule(value) for value in different], dtype=pl.String)
    return values.replace_strict(different, answers, return_dtype=pl.String) if len(values) else values


def per_row(rows: pl.DataFrame, keys: list[str], rule: Callable[..., Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    """``rule`` of every combination of ``keys``, called once for each different one: columns in order of the rows."""
    different = rows.select(keys).unique()
    asked = different.rename({key: f"asked_{key}" for key in keys})
    answers = pl.DataFrame([rule(*values) for values in different.iter_rows()], schema=dict(schema), orient="row")
    table = pl.concat([asked, answers], how="horizontal")
    joined = rows.select(keys).rename({key: f"asked_{key}" for key in keys})
    return joined.join(table, on=asked.columns, how="left", maintain_order="left").select(*schema)
