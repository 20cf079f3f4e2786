"""Reading whole columns gives what ``directory.row.read`` gives for one row, whatever was typed into it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from onward.directory import Gazetteer, columns
from onward.directory.provider import Provider
from onward.directory.row import Reject, read
from onward.knowledge.model import Taxonomy
from onward.release import Directory
from onward.release.build import build
from release import files

# What keyboards and old systems put in: no line ends and no quotes, which belong to the file and not to the value.
typed = st.text("ABCXYZabc 019.,'-/#&<>()ÁÉÑßøºüŒ’–\t\xa0", max_size=14)
cells = {
    "NPI": st.sampled_from(["{}", "{}", "{}", "{}", " {} ", "{}1", "1234567890", ""]),
    "ENTITY": st.sampled_from(["1", "1", "2", "2", " 2", "", "3"]),
    "FIRST": typed,
    "MIDDLE": st.sampled_from(["", "Q", "--", "<UNAVAIL>"]),
    "LAST": st.one_of(typed, st.sampled_from(["MCSAMPLE", "O'EXAMPLE III", "NULL", "n/a"])),
    "SUFFIX": st.sampled_from(["", "JR.", "III"]),
    "ORGANISATION": typed,
    "OTHER_ORGANISATION": typed,
    "CREDENTIAL": st.one_of(typed, st.sampled_from(["PT,DPT", "otr/l ; cht", "none"])),
    "LINE_1": st.one_of(typed, st.sampled_from(["SAMPLE PLAZA, 12 N EXAMPLE ST STE 4", "1 <UNAVAIL>"])),
    "LINE_2": st.sampled_from(["", "SUITE 3", "--"]),
    "CITY": st.sampled_from(["FRESNO", " fresno,", "ST. HELENA", "", "--", "SAMPLEVILLE NOWHERE", "N BELL VERNON"]),
    "STATE": st.sampled_from(["CA", "CA", "California", "PA", "AE", "", "ONTARIO", "ZZ"]),
    "ZIP": st.sampled_from(["93720", "937201234", "93720-1234", "7030", "", "V5K 0A1", "00000", "15012"]),
    "COUNTRY": st.sampled_from(["US", "US", "", "USA", "PR", "CA", "DE"]),
    "PHONE": st.sampled_from(["5595550123", "(559) 555-0123", "1-559-555-0123", "5550123", "", "0000000000"]),
    "UPDATED": st.sampled_from(["04/07/2025", "4/7/25", "2025-04-07", "", "0000-00-00", "02/30/2024"]),
    "DEACTIVATED": st.sampled_from(["", "", "", "", "01/02/2020", "1/2/20"]),
    "REACTIVATED": st.sampled_from(["", "", "01/01/2020", "01/02/2020", "2021-01-01"]),
    "SEX": st.sampled_from(["F", "M", "X", "U", "", "FM", " F"]),
}
slots = st.lists(
    st.tuples(
        st.sampled_from([files.PT, files.OT, files.PTA, files.SNF, files.PT_HAND, "207Q00000X", "", f" {files.OT} "]),
        st.sampled_from(["", "PT 123", "123-45-6789", " x  9", "--"]),
        st.sampled_from(["CA", "", "Calif", "ZZ"]),
        st.sampled_from(["Y", "N", "", "X"]),
    ),
    max_size=columns.SLOTS,
)


Changes = tuple[dict[str, str], list[tuple[str, str, str, str]]]
changes: st.SearchStrategy[Changes] = st.tuples(st.fixed_dictionaries({}, optional=cells), slots)


@given(st.lists(changes, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_any_row_is_read_alike_by_itself_and_in_a_file(
    taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer, typed_in: list[Changes]
) -> None:
    rows = [*(_row(number, *one) for number, one in enumerate(typed_in)), files.person(99)]
    plain = [read(row, taxonomy, gazetteer) for row in rows]
    expected = {found.npi: found for found in plain if isinstance(found, Provider)}
    rejects = [found.reason for found in plain if isinstance(found, Reject)]
    with TemporaryDirectory() as folder:
        built = build(files.write(Path(folder), rows), Path(folder) / "r.sqlite", taxonomy, gazetteer, files.TODAY)
        directory = Directory.open(built.path)
        assert {npi: directory.by_npi(npi) for npi in expected} == expected
    assert built.providers == len(expected)
    assert built.rejected == {reason: rejects.count(reason) for reason in rejects}


def _row(number: int, values: dict[str, str], in_slots: list[tuple[str, str, str, str]]) -> files.Row:
    row = files.person(number, **values)
    row[columns.NPI] = row[columns.NPI].replace("{}", files.npi(number))
    for place, slot in enumerate(in_slots, 1):
        row.update(zip(columns.slot(place), slot, strict=True))
    return row
