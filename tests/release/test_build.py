"""Sources of every kind, whole and broken, to a release."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from onward.directory import Gazetteer, Query, columns
from onward.directory.sample import header
from onward.knowledge.model import Taxonomy
from onward.release import SourceError
from onward.release.build import build, prepare
from release import files
from release.conftest import Build

ROWS = [files.person(1), files.person(2, files.OT), files.person(3, "207Q00000X"), files.person(4, files.PTA)]
PLACES = [files.second_place(1)]
NAMES = [files.npi(number) for number in (1, 2, 4)]


def _csv(folder: Path) -> Path:
    return files.write(folder, ROWS, PLACES)


def _gz(folder: Path) -> Path:
    source = folder / "npidata_pfile_made_up.csv.gz"
    source.write_bytes(gzip.compress(files.table(ROWS).encode()))
    (folder / "pl_pfile_made_up.csv.gz").write_bytes(gzip.compress(files.places_table(PLACES).encode()))
    return source


def _zip(folder: Path) -> Path:
    source = folder / "NPPES_made_up.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("npidata_pfile_made_up_fileheader.csv", files.table([]))
        archive.writestr("npidata_pfile_made_up.csv", files.table(ROWS))
        archive.writestr("pl_pfile_made_up.csv", files.places_table(PLACES))
        archive.writestr("readme.pdf", b"not a table")
    return source


def _folder(folder: Path) -> Path:
    source = folder / "all"
    source.mkdir()
    files.write(source, ROWS, PLACES)
    (source / "othername_pfile_made_up.csv").write_text('"NPI","Provider Other Organization Name"\n', encoding="utf-8")
    return source


@pytest.mark.parametrize("source", [_csv, _gz, _zip, _folder])
def test_every_kind_of_source_gives_the_same_providers_and_their_other_places(
    source: Callable[[Path], Path], tmp_path: Path, built: Build
) -> None:
    made, directory = built(source(tmp_path))
    listed = directory.search(Query(role="any")).hits
    assert sorted(hit.provider.npi for hit in listed) == sorted(NAMES)
    first = directory.by_npi(files.npi(1))
    assert first is not None
    assert [location.address.city for location in first.locations] == ["Fresno", "Clovis"]
    assert (made.providers, made.source_rows, made.rejected, made.sample) == (3, 4, {}, False)


@pytest.mark.parametrize(
    "text",
    [
        files.table(ROWS, bom=True),
        files.table(ROWS, quoted=False),
        files.table(ROWS, quoted=False, bom=True, end="\r\n"),
        files.table(ROWS, end="\r\n"),
        files.table(ROWS).rstrip("\n"),
        files.table(ROWS).replace("\n", "\n\n"),
        files.table(ROWS, [*header(), "A Column Of Next Year"]),
        files.table(ROWS, header()[::-1]),
        files.table(ROWS, [columns.SEX_V1 if name == columns.SEX else name for name in header()]),
        files.table(ROWS, [name for name in header() if name not in columns.OPTIONAL]),
        files.table(ROWS, [name for name in header() if not name.endswith(("_14", "_15"))]),
    ],
    ids=[
        "byte order mark", "unquoted", "from a spreadsheet", "CRLF", "no end of the last line", "empty lines",
        "an extra column", "another order", "version 1", "needed columns only", "thirteen slots",
    ],
)  # fmt: skip
def test_a_file_may_be_written_in_any_of_these_ways(text: str, tmp_path: Path, built: Build) -> None:
    source = tmp_path / "any.csv"
    source.write_text(text, encoding="utf-8", newline="")
    made, directory = built(source)
    assert sorted(hit.provider.npi for hit in directory.search(Query(role="any")).hits) == sorted(NAMES)
    assert (made.source_rows, made.rejected) == (4, {})


def test_a_latin_1_letter_is_read_and_its_neighbours_in_utf_8_too(tmp_path: Path, built: Build) -> None:
    rows = [files.person(number, LAST="NÚÑEZ") for number in (1, 2)]
    head, first, second = files.table(rows).splitlines(keepends=True)
    source = tmp_path / "mixed.csv"
    source.write_bytes(head.encode() + first.encode("latin-1") + second.encode("utf-8"))
    _, directory = built(source)
    assert [hit.provider.name for hit in directory.search(Query(name="nunez")).hits] == ["Juniper Núñez"] * 2


@pytest.mark.parametrize("gone", [*columns.NEEDED[1:], *columns.slot(1)])
def test_a_missing_column_is_named_with_its_file(gone: str, tmp_path: Path, built: Build) -> None:
    source = tmp_path / "lacking.csv"
    source.write_text(files.table(ROWS, [name for name in header() if name != gone]), encoding="utf-8")
    with pytest.raises(SourceError) as error:
        built(source)
    assert gone in str(error.value)
    assert "lacking.csv" in str(error.value)


@pytest.mark.parametrize(
    "broken",
    [
        '"1234567893","1","too","few"',
        "no quotes at all",
        ",".join(['"x"'] * 331),
        '"',
        '"1234567893","1","an open quote',
        "\x00\x00\x00",
        '"' + "x" * 200_000 + '"',
    ],
)
@pytest.mark.parametrize("quoted", [True, False])
def test_a_broken_line_in_the_middle_is_counted_with_its_number_and_the_rest_is_loaded(
    broken: str, quoted: bool, tmp_path: Path, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    lines = files.table(ROWS, quoted=quoted).splitlines()
    lines.insert(3, broken)
    source = tmp_path / "npidata_pfile_broken.csv"
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    ready = prepare(source, taxonomy, gazetteer, files.TODAY)
    assert ready.loaded.rejects.rows() == [("npidata_pfile_broken.csv", 4, "", "fields")]
    made = ready.write(tmp_path / "r.sqlite")
    assert (made.providers, made.source_rows, made.rejected) == (3, 5, {"fields": 1})


def test_a_quote_and_a_comma_inside_a_value_do_no_harm(tmp_path: Path, built: Build) -> None:
    row = files.person(5, files.PT_CLINIC, ENTITY="2", ORGANISATION='THE "SAMPLE" CLINIC, INC')
    made, directory = built(files.write(tmp_path, [*ROWS, row]))
    found = directory.by_npi(files.npi(5))
    assert found is not None
    assert found.name == "The 'Sample' Clinic, Inc"
    assert (made.providers, made.rejected) == (4, {})


def test_of_two_rows_with_one_npi_the_later_update_counts_in_whatever_file_it_is(tmp_path: Path, built: Build) -> None:
    for name, day, last in [("b", "01/01/2024", "OLDER"), ("a", "02/01/2025", "NEWER"), ("c", "", "UNDATED")]:
        text = files.table([files.person(1, UPDATED=day, LAST=last)])
        (tmp_path / f"npidata_pfile_{name}.csv").write_text(text, encoding="utf-8")
    made, directory = built(tmp_path)
    found = directory.by_npi(files.npi(1))
    assert found is not None
    assert found.name == "Juniper Newer"
    assert (made.providers, made.source_rows, made.rejected) == (1, 3, {"duplicate": 2})


def test_rows_that_are_not_listed_are_counted_by_reason_and_say_why(tmp_path: Path, built: Build) -> None:
    left_out = {
        "deactivated": files.person(1, DEACTIVATED="01/02/2024"),
        "entity": files.person(2, ENTITY=""),
        "name": files.person(3, FIRST="", LAST="--"),
        "foreign": files.person(4, COUNTRY="CA", STATE="ONTARIO", CITY="TORONTO"),
        "address": files.person(5, CITY="", STATE="", ZIP=""),
        "npi": files.person(6, NPI="1234567890"),
    }
    reactivated = files.person(7, DEACTIVATED="01/02/2024", REACTIVATED="02/02/2024")
    made, directory = built(files.write(tmp_path, [*left_out.values(), reactivated]))
    assert made.rejected == dict.fromkeys(left_out, 1)
    assert made.providers == 1
    assert {reason: directory.why_not_listed(row[columns.NPI]) for reason, row in left_out.items()} == {
        reason: reason for reason in left_out
    }
    assert directory.why_not_listed(files.npi(7)) is None
    assert directory.by_npi(files.npi(1)) is None


def test_the_release_says_where_it_comes_from_and_what_is_in_it(tmp_path: Path, built: Build) -> None:
    rows = [*ROWS, files.person(8, CITY="HOBOKEN", STATE="NJ", ZIP="07030", UPDATED="05/01/2099")]
    _, directory = built(files.write(tmp_path, rows))
    info = directory.info()
    assert info["source"] == "npidata_pfile_made_up.csv"
    assert (info["providers"], info["source_rows"], info["rejected"]) == (4, 5, {})
    assert info["by_state"] == {"CA": 3, "NJ": 1}
    assert info["by_discipline"] == {"pt": 3, "ot": 1}
    assert (info["date"], info["built"], info["sample"]) == ("2025-04-07", "2026-11-01", False)


def test_the_sample_is_known_as_one(sample: Path, built: Build) -> None:
    made, directory = built(sample)
    assert made.sample
    assert directory.info()["sample"]
    assert (made.providers, made.rejected) == (made.source_rows, {})


def _empty(folder: Path) -> Path:
    (folder / "x.csv").write_bytes(b"")
    return folder / "x.csv"


def _header_only(folder: Path) -> Path:
    (folder / "x.csv").write_text(files.table([]), encoding="utf-8")
    return folder / "x.csv"


def _cut_gz(folder: Path) -> Path:
    whole = gzip.compress(files.table(ROWS * 500).encode())
    (folder / "x.csv.gz").write_bytes(whole[: len(whole) // 2])
    return folder / "x.csv.gz"


def _not_gz(folder: Path) -> Path:
    (folder / "x.csv.gz").write_text(files.table(ROWS), encoding="utf-8")
    return folder / "x.csv.gz"


def _cut_zip(folder: Path) -> Path:
    whole = _zip(folder).read_bytes()
    (folder / "x.zip").write_bytes(whole[: len(whole) // 2])
    return folder / "x.zip"


def _damaged_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "x.zip", "w") as archive:
        archive.writestr("npidata_pfile_x.csv", files.table(ROWS * 50))
    whole = bytearray((folder / "x.zip").read_bytes())
    whole[20_000] ^= 1
    (folder / "x.zip").write_bytes(whole)
    return folder / "x.zip"


def _carriage_returns_alone(folder: Path) -> Path:
    (folder / "x.csv").write_text(files.table(ROWS, end="\r"), encoding="utf-8", newline="")
    return folder / "x.csv"


def _one_long_line(folder: Path) -> Path:
    (folder / "x.csv").write_text("x" * 200_000, encoding="utf-8")
    return folder / "x.csv"


def _utf_16(folder: Path) -> Path:
    (folder / "x.csv").write_text(files.table(ROWS), encoding="utf-16")
    return folder / "x.csv"


def _nothing(folder: Path) -> Path:
    return folder / "x.csv"


def _no_tables(folder: Path) -> Path:
    (folder / "x").mkdir()
    return folder / "x"


@pytest.mark.parametrize(
    "source",
    [
        _empty,
        _header_only,
        _cut_gz,
        _not_gz,
        _cut_zip,
        _damaged_zip,
        _carriage_returns_alone,
        _one_long_line,
        _utf_16,
        _nothing,
        _no_tables,
    ],
)
def test_a_source_that_cannot_be_read_is_one_clear_line_and_leaves_nothing(
    source: Callable[[Path], Path], tmp_path: Path, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    out = tmp_path / "made" / "r.sqlite"
    with pytest.raises(SourceError) as error:
        build(source(tmp_path), out, taxonomy, gazetteer, files.TODAY)
    assert "x" in str(error.value)
    assert "\n" not in str(error.value)
    assert not out.exists()


def test_progress_grows_to_the_whole(sample: Path, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> None:
    seen: list[tuple[int, int]] = []
    prepare(sample, taxonomy, gazetteer, files.TODAY, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] >= seen[-1][1] * 0.9


def test_real_rows_the_rehab_extract(shared: Path, built: Build) -> None:
    made, directory = built(shared / "data" / "nppes_rehab_providers.csv.gz")
    assert (made.source_rows, made.providers, made.rejected, made.sample) == (260, 260, {}, False)
    states = dict.fromkeys((None, "any"), 0)
    for state in ("CA", "FL", "NJ", "NY", "PA"):
        for role in states:
            states[role] += directory.search(Query(state=state, role=role)).total  # type: ignore[arg-type]
    assert states == {None: 50, "any": 52}


def test_real_rows_many_of_them_deactivated(shared: Path, built: Build) -> None:
    made, _ = built(shared / "data" / "npidata_pfile_first_999.csv.gz")
    assert made.source_rows == 999
    assert made.rejected.get("deactivated", 0) >= 555


def test_real_rows_of_organizations_with_the_column_names_of_version_1(shared: Path, built: Build) -> None:
    made, directory = built(shared / "data" / "npidata_pfile_orgs_998.csv.gz")
    assert (made.source_rows, made.rejected.get("fields", 0)) == (998, 0)
    assert {hit.provider.kind for hit in directory.search(Query(role="any", limit=500)).hits} == {"organization"}


def test_real_rows_saved_again_by_a_spreadsheet(shared: Path, built: Build) -> None:
    made, directory = built(shared / "data" / "npidata_pfile_v2_sample_200.csv.gz")
    assert (made.source_rows, made.rejected.get("fields", 0)) == (200, 0)
    people = [h.provider for h in directory.search(Query(role="any", limit=500)).hits if h.provider.kind == "person"]
    assert len([p for p in people if p.role == "therapist" and "pt" in p.disciplines]) == 12
    assert len([p for p in people if p.role == "therapist" and "ot" in p.disciplines]) == 6
    assert len([p for p in people if p.role == "assistant"]) == 2
    assert all(len(p.updated) == 10 for p in people)
