"""From listed rows to the rows of the release's own tables, one frame each, named as in schema.sql."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from onward.directory import address
from onward.directory.text import slug
from onward.release.load import Loaded
from onward.release.rules import per_row, per_value
from onward.release.traits import BOTH, SEVERAL, Traits

_AREA = ["city", "state", "zip", "town", "lat", "lon"]
LOCATION = ("address", "street", "phone", *_AREA)


class Table(NamedTuple):
    """Rows of the table ``name`` of schema.sql; the columns have its names."""

    name: str
    rows: pl.DataFrame


def tables(loaded: Loaded, traits: Traits) -> Iterator[Table]:
    """Every table, one after another: the first can be written while the next is worked out."""
    people = loaded.people.sort(pl.col("name").str.to_uppercase(), "npi").with_row_index("provider", 1)
    people = people.with_columns(pl.col("provider", "npi", "entity").cast(pl.Int64))
    yield Table("provider", _providers(people, loaded.licences))
    yield Table("name", people.select(rowid="provider", words=pl.col("name") + " " + pl.col("also")))
    locations = _with_traits(_locations(people, loaded.secondary), traits)
    areas = _areas(locations)
    locations = locations.join(areas, on=_AREA, how="left", maintain_order="left", nulls_equal=True)
    yield Table("location", locations.select("provider", "place", "phone", "area", "site", "traits", line="address"))
    single = locations.filter(pl.col("traits") & traits.masks[SEVERAL] == 0)
    yield Table("tally", single.group_by("area", "traits").agg(n=pl.len()).sort("area", "traits"))
    towns = _towns(locations, traits)
    yield Table("town", towns)
    areas = areas.join(towns, on=["state", "slug"], how="left", maintain_order="left")
    yield Table("area", areas.select("city", "state", "zip", "lat", "lon", id="area", town="id"))
    known = areas.drop_nulls("lat")
    yield Table("near", known.select("lat", "lon", id="area", south="lat", north="lat", west="lon", east="lon"))
    yield Table("reject", loaded.rejects)


def _providers(people: pl.DataFrame, licences: pl.DataFrame) -> pl.DataFrame:
    lines = pl.concat_str(["state", "number"], separator=" ").str.join("\n")
    listed = licences.group_by("row", maintain_order=True).agg(licences=lines)
    found = people.join(listed, on="row", how="left", maintain_order="left")
    return found.select(
        "npi", "name", "also", "credential", "sex", "updated", "codes", pl.col("licences").fill_null(""), "traits",
        id="provider", kind="entity",
    )  # fmt: skip


def _locations(people: pl.DataFrame, secondary: pl.DataFrame) -> pl.DataFrame:
    """Every location, the main one first; another one at the same site says nothing new."""
    who = people.select("npi", "provider", "traits")
    main = _with_site(people.select("provider", "traits", *LOCATION, place=pl.lit(0, pl.Int64)))
    other = _with_site(secondary.sort("row").join(who, on="npi", how="inner", maintain_order="left"))
    other = other.join(main, on=["provider", "site"], how="anti", maintain_order="left")
    other = other.unique(["provider", "site"], keep="first", maintain_order=True)
    other = other.with_columns(place=pl.int_range(1, pl.len() + 1).over("provider"))
    return pl.concat([main, other.select(main.columns)]).sort("provider", "place")


def _with_site(locations: pl.DataFrame) -> pl.DataFrame:
    """``site`` as in ``Address.site``, as a number; worked out once for each street and area."""
    return locations.hstack(per_row(locations, ["city", "state", "zip", "street"], _site, {"site": pl.Int64}))


def _site(city: str, state: str, code: str, street: str) -> tuple[int]:
    return (int(address.site_id(address.street_key(street), address.area_key(city, state, code)), 16),)


def _with_traits(locations: pl.DataFrame, traits: Traits) -> pl.DataFrame:
    """The two bits that only all locations together tell."""
    disciplines = traits.mask("discipline", "pt", "ot")
    seen = pl.when(pl.col("traits") & traits.mask("role", "assistant") == 0).then(pl.col("traits") & disciplines)
    both = seen.fill_null(0).bitwise_or().over("site") == disciplines
    several = pl.len().over("provider") > 1
    return locations.with_columns(
        traits=pl.col("traits")
        | pl.when(both).then(traits.masks[BOTH]).otherwise(0)
        | pl.when(several).then(traits.masks[SEVERAL]).otherwise(0)
    )


def _areas(locations: pl.DataFrame) -> pl.DataFrame:
    areas = locations.select(_AREA).unique().sort(_AREA).with_row_index("area", 1)
    return areas.with_columns(slug=per_value(areas["town"], slug))


def _towns(locations: pl.DataFrame, traits: Traits) -> pl.DataFrame:
    """Towns and how many providers each has, assistants left out."""
    counted = pl.col("traits") & traits.mask("role", "assistant") == 0

    def people(*kinds: int) -> pl.Expr:
        wanted = counted
        for mask in kinds:
            wanted = wanted & (pl.col("traits") & mask != 0)
        return pl.col("provider").filter(wanted).n_unique()

    towns = locations.group_by("state", "slug").agg(
        name=pl.col("town").mode().min(),
        providers=people(),
        pt=people(traits.mask("discipline", "pt")),
        ot=people(traits.mask("discipline", "ot")),
        both=people(traits.masks[BOTH]),
    )
    return towns.sort("state", "slug").with_row_index("id", 1)
