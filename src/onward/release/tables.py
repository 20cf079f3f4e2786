"""From listed rows to the rows of the release's own tables, one frame each, named and ordered as in schema.sql."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from onward.directory.address import site_id, site_key
from onward.directory.text import slug
from onward.release.rules import per_row, per_value
from onward.release.traits import BOTH, SEVERAL, Traits

LOCATION = ("address", "city", "state", "zip", "phone", "town", "lat", "lon")


@dataclass(frozen=True, slots=True)
class Tables:
    """``rows`` maps a table of schema.sql to its rows; ``names`` are those of the full-text index (rowid, words)."""

    rows: Mapping[str, pl.DataFrame]
    names: pl.DataFrame


def tables(
    people: pl.DataFrame, secondary: pl.DataFrame, licences: pl.DataFrame, rejects: pl.DataFrame, traits: Traits
) -> Tables:
    """The tables of ``people`` (one row per NPI, its main location in it).

    ``secondary`` are other locations by ``npi``; those of nobody listed are dropped. ``licences`` go by ``row``.
    """
    people = people.sort(pl.col("name").str.to_uppercase(), "npi").with_row_index("provider", 1)
    people = people.with_columns(pl.col("provider", "npi", "entity").cast(pl.Int64))
    locations = _with_traits(_locations(people, secondary), traits)
    points = locations.select("lat", "lon").drop_nulls().unique().sort("lat", "lon").with_row_index("point", 1)
    locations = locations.join(points, on=["lat", "lon"], how="left", maintain_order="left")
    towns = _towns(locations, traits)
    locations = locations.join(towns, on=["state", "town_slug"], how="left", maintain_order="left")
    return Tables(
        {
            "provider": people.select(
                id="provider", npi="npi", kind="entity", name="name", also="also", credential="credential", sex="sex",
                updated="updated", codes="codes", traits="traits",
            ),
            "licence": _licences(people, licences),
            "location": locations.select(
                "provider", "place", "city", "state", "zip", "phone", "point", "site", "traits",
                line="address", town="id",
            ),
            "point": points.select(id="point", south="lat", north="lat", west="lon", east="lon", lat="lat", lon="lon"),
            "town": towns.rename({"town_slug": "slug"}),
            "reject": rejects,
        },
        people.select(rowid="provider", words=pl.col("name") + " " + pl.col("also")),
    )  # fmt: skip


def _licences(people: pl.DataFrame, licences: pl.DataFrame) -> pl.DataFrame:
    found = licences.join(people.select("row", "provider"), on="row", how="inner", maintain_order="left")
    place = pl.int_range(pl.len()).over("provider")
    return found.select("provider", "state", "number", place=place).sort("provider", "place")


def _locations(people: pl.DataFrame, secondary: pl.DataFrame) -> pl.DataFrame:
    """Every location, the main one first; a second one at the same site says nothing new."""
    who = people.select("npi", "provider", "traits")
    main = people.select("provider", "traits", *LOCATION, order=0)
    other = secondary.join(who, on="npi", how="inner").select("provider", "traits", *LOCATION, order="row")
    found = _with_site(pl.concat([main, other.with_columns(pl.col("order").cast(pl.Int32) + 1)]))
    found = found.sort("provider", "order").unique(["provider", "site"], keep="first", maintain_order=True)
    return found.with_columns(place=pl.int_range(pl.len()).over("provider"))


def _with_site(locations: pl.DataFrame) -> pl.DataFrame:
    def rule(line: str, city: str, state: str, code: str) -> tuple[int]:
        return (int(site_id(site_key(line, code or f"{city} {state}")), 16),)

    return locations.hstack(per_row(locations, ["address", "city", "state", "zip"], rule, {"site": pl.Int64}))


def _with_traits(locations: pl.DataFrame, traits: Traits) -> pl.DataFrame:
    """The two bits that only all locations together tell."""
    disciplines = traits.mask("discipline", "pt", "ot")
    seen = pl.when(pl.col("traits") & traits.mask("role", "assistant") == 0).then(pl.col("traits") & disciplines)
    both = seen.fill_null(0).bitwise_or().over("site") == disciplines
    several = pl.len().over("provider") > 1
    return locations.with_columns(
        traits=pl.col("traits")
        | pl.when(both).then(traits.masks[BOTH]).otherwise(0)
        | pl.when(several).then(traits.masks[SEVERAL]).otherwise(0),
        town_slug=per_value(locations["town"], slug),
    )


def _towns(locations: pl.DataFrame, traits: Traits) -> pl.DataFrame:
    """Towns and how many providers each has, assistants left out."""
    bits = pl.col("traits")
    counted = locations.with_columns(
        providers=bits & traits.mask("role", "assistant") == 0,
        pt=bits & traits.mask("discipline", "pt") != 0,
        ot=bits & traits.mask("discipline", "ot") != 0,
        both=bits & traits.masks[BOTH] != 0,
    )

    def people(name: str) -> pl.Expr:
        return pl.col("provider").filter(pl.col("providers") & pl.col(name)).n_unique().alias(name)

    towns = counted.group_by("state", "town_slug").agg(
        people("providers"), people("pt"), people("ot"), people("both"), name=pl.col("town").mode().min()
    )
    return towns.sort("state", "town_slug").with_row_index("id", 1)
