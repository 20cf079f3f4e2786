"""Registry files for the tests, written value by value. Everybody in them is made up."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from onward.directory import Gazetteer, Location, Provider, columns
from onward.directory.npi import with_check_digit
from onward.directory.row import Reject, read, read_location, with_locations
from onward.directory.sample import SECONDARY_HEADER, header
from onward.knowledge.model import Taxonomy

TODAY = datetime.date(2026, 11, 1)
PT, OT, PTA, OTA = "225100000X", "225X00000X", "225200000X", "224Z00000X"
PT_HAND, OT_HAND, SNF, PT_CLINIC = "2251H1200X", "225XH1200X", "314000000X", "261QP2000X"

Row = Mapping[str, str]


def npi(number: int) -> str:
    """An NPI that nobody has: those that begin with 2 were not given out yet."""
    return with_check_digit(f"{210_000_000 + number}")


def person(number: int, *codes: str, **changes: str) -> dict[str, str]:
    """A row of a therapist in Fresno; ``changes`` by the names in ``columns``."""
    values = {
        columns.NPI: npi(number),
        columns.ENTITY: "1",
        columns.FIRST: "JUNIPER",
        columns.LAST: f"SAMPLE{'ABCDEFGHIJ'[number % 10]}",
        columns.LINE_1: "12 NORTH EXAMPLE STREET",
        columns.CITY: "FRESNO",
        columns.STATE: "CA",
        columns.ZIP: "937201234",
        columns.COUNTRY: "US",
        columns.PHONE: "5595550123",
        columns.UPDATED: "04/07/2025",
    }
    values.update({getattr(columns, name): value for name, value in changes.items()})
    for place, code in enumerate(codes or (PT,), 1):
        values[columns.slot(place).code] = code
        values[columns.slot(place).primary] = "Y" if place == 1 else "N"
    return {**dict.fromkeys(header(), ""), **values}


def second_place(number: int, **changes: str) -> dict[str, str]:
    """A row of the practice location file, under the names of the main file."""
    values = {columns.NPI: npi(number), columns.LINE_1: "7 SAMPLE ROAD", columns.CITY: "CLOVIS", columns.STATE: "CA"}
    values.update({columns.ZIP: "93612", columns.COUNTRY: "US", columns.PHONE: "5595550177"})
    values.update({getattr(columns, name): value for name, value in changes.items()})
    return values


def table(
    rows: Iterable[Row], names: Sequence[str] | None = None, *, quoted: bool = True, end: str = "\n", bom: bool = False
) -> str:
    """A registry file with the columns ``names`` (all 330 if not given)."""
    names = header() if names is None else names
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL, lineterminator=end)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    return "\ufeff" * bom + out.getvalue()


def places_table(rows: Iterable[Row]) -> str:
    """A practice location file."""
    return table(
        ({name: row.get(columns.SECONDARY.get(name, name), "") for name in SECONDARY_HEADER} for row in rows),
        SECONDARY_HEADER,
    )


def write(folder: Path, rows: Iterable[Row], places: Iterable[Row] = ()) -> Path:
    """A main file and the practice location file beside it."""
    source = folder / "npidata_pfile_made_up.csv"
    source.write_text(table(rows), encoding="utf-8", newline="")
    (folder / "pl_pfile_made_up.csv").write_text(places_table(places), encoding="utf-8", newline="")
    return source


def plainly_read(
    rows: Sequence[Row], places: Sequence[Row], taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> list[Provider]:
    """What the rows say, one at a time by ``directory.row``; each NPI at most once in ``rows``."""
    found = [read(row, taxonomy, gazetteer) for row in rows]
    providers = [provider for provider in found if isinstance(provider, Provider)]
    others: dict[str, list[Location]] = defaultdict(list)
    for row in places:
        at = read_location(row, gazetteer)
        if not isinstance(at, Reject):
            others[row[columns.NPI]].append(at)
    return [with_locations(provider, others[provider.npi]) for provider in providers]


def read_back(source: Path, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> list[Provider]:
    """What a sample file and the one beside it say, one row at a time."""
    rows = _dictionaries(source)
    places = _dictionaries(source.with_name(source.name.replace("npidata_pfile", "pl_pfile")))
    return plainly_read(rows, [columns.with_new_names(row) for row in places], taxonomy, gazetteer)


def _dictionaries(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
