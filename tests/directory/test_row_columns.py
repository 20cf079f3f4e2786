"""Which of a row's 330 columns are read: all fifteen slots, and the practice address but never the mailing one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from directory.rows import JUNIPER, row
from onward.directory import Gazetteer, Provider, columns
from onward.directory.row import Reject, read
from onward.directory.sample import header
from onward.knowledge.model import Taxonomy

OT = "225X00000X"


@pytest.mark.parametrize("number", range(1, columns.SLOTS + 1))
def test_a_code_is_found_in_every_slot_with_the_licence_beside_it(
    number: int, taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    slot = columns.slot(number)
    values = row() | {columns.slot(1).code: "207Q00000X", slot.code: OT, slot.licence: "X 9", slot.licence_state: "NV"}
    found = read(values, taxonomy, gazetteer)
    assert isinstance(found, Provider)
    assert found.codes == (OT,)
    assert [(licence.state, licence.number) for licence in found.licences] == [("NV", "X 9")]


def test_the_mailing_address_is_never_shown(taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer) -> None:
    mailing = [name for name in header() if "Mailing" in name]
    assert len(mailing) >= 8
    marked = row() | dict.fromkeys(mailing, "SECRETPLACE")
    assert read(marked, taxonomy, gazetteer) == read(row(), taxonomy, gazetteer)
    nowhere = marked | dict.fromkeys((columns.CITY, columns.STATE, columns.ZIP), "")
    assert read(nowhere, taxonomy, gazetteer) == Reject("address", JUNIPER[columns.NPI])


def test_the_columns_of_officials_and_faxes_are_not_read(
    taxonomy: Mapping[str, Taxonomy], gazetteer: Gazetteer
) -> None:
    private = [name for name in header() if "Fax" in name or "Authorized Official" in name or "Parent" in name]
    assert private
    assert read(row() | dict.fromkeys(private, "SECRET"), taxonomy, gazetteer) == read(row(), taxonomy, gazetteer)
