"""``onward directory``"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from cli.conftest import Run
from store import world


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The sample source in a folder of its own, practice locations beside it."""
    return Path(shutil.copytree(world.sample_source().parent, tmp_path / "source"))


@pytest.fixture
def newer(tmp_path: Path, onward: Run) -> Path:
    """Another source."""
    out = tmp_path / "newer" / "npidata_pfile_newer.csv"
    out.parent.mkdir()
    assert onward("directory", "sample", "--rows", "500", "--seed", "9", "--out", str(out)).status == 0
    return out


def current(data: Path) -> str:
    return (data / "current").read_text(encoding="utf-8").split()[0]


def test_a_sample_is_the_same_for_the_same_seed(onward: Run, tmp_path: Path) -> None:
    made = {}
    for name, seed in (("a", "5"), ("b", "5"), ("c", "6")):
        ran = onward("directory", "sample", "--rows", "50", "--seed", seed, "--out", str(tmp_path / f"{name}.csv"))
        assert (ran.status, ran.out) == (0, "")
        assert "50 fictional providers" in ran.err
        made[name] = (tmp_path / f"{name}.csv").read_bytes()
        assert made[name].count(b"\n") == 51
        assert (tmp_path / f"pl_pfile_{name}.csv").is_file()
    assert made["a"] == made["b"] != made["c"]


def test_a_sample_can_be_one_zip(onward: Run, tmp_path: Path) -> None:
    assert onward("directory", "sample", "--rows", "50", "--out", str(tmp_path / "s.zip")).status == 0
    assert len(zipfile.ZipFile(tmp_path / "s.zip").namelist()) == 2
    assert onward("directory", "build", str(tmp_path / "s.zip")).status == 0


def test_a_build_becomes_current_and_is_searched(onward: Run, source: Path, data: Path) -> None:
    ran = onward("directory", "build", str(source))
    assert (ran.status, ran.out) == (0, "")
    assert "3,000 providers from 3,000 rows" in ran.err
    assert (data / "releases" / current(data)).is_file()
    found = onward("directory", "search", "--near", "Los Angeles, CA", "--limit", "3")
    assert (found.status, found.err) == (0, "")
    assert "of Los Angeles, CA" in found.out
    assert found.out.count(" mi   ") == 3


def test_a_build_elsewhere_leaves_the_data_folder_alone(
    onward: Run, source: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert onward("directory", "build", str(source), "--out", str(tmp_path / "r.sqlite")).status == 0
    assert not data.exists()
    monkeypatch.setenv("ONWARD_RELEASE", str(tmp_path / "r.sqlite"))
    assert json.loads(onward("directory", "info", "--json").out)["providers"] == world.ROWS


def test_an_update_can_be_rolled_back_and_on_again(onward: Run, source: Path, newer: Path, data: Path) -> None:
    onward("directory", "build", str(source))
    first = current(data)
    assert onward("directory", "update", str(newer)).status == 0
    second = current(data)
    assert second != first
    assert json.loads(onward("directory", "info", "--json").out)["source_rows"] == 500
    back = onward("directory", "rollback")
    assert (back.status, back.out) == (0, "")
    assert first in back.err
    assert current(data) == first
    assert onward("directory", "rollback").status == 0
    assert current(data) == second


def test_a_failed_build_leaves_the_current_release(onward: Run, source: Path, data: Path, tmp_path: Path) -> None:
    onward("directory", "build", str(source))
    before = current(data)
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    assert onward("directory", "build", str(tmp_path / "wrong.csv")).status == 2
    assert current(data) == before
    assert onward("directory", "search", "--near", "90001").status == 0


@pytest.mark.usefixtures("sample")
def test_an_exported_release_is_the_same_release(
    onward: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = onward("directory", "export", "--out", str(tmp_path / "copy.sqlite"))
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / "copy.sqlite").read_bytes() == sample.read_bytes()
    again = onward("directory", "export", "--out", str(tmp_path / "copy.sqlite"))
    assert again.status == 2
    assert "copy.sqlite exists" in again.err
    monkeypatch.setenv("ONWARD_RELEASE", str(tmp_path / "copy.sqlite"))
    assert onward("directory", "info").status == 0


@pytest.mark.usefixtures("sample")
def test_info_tells_what_the_contract_names(onward: Run) -> None:
    about = json.loads(onward("directory", "info", "--json").out)
    assert set(about) >= {"source", "date", "providers", "source_rows", "rejected", "by_state", "by_discipline"}
    assert about["providers"] + sum(about["rejected"].values()) == about["source_rows"] == world.ROWS
    assert sum(about["by_state"].values()) == about["providers"]
    told = onward("directory", "info").out
    assert f"providers    {about['providers']}" in told
    assert "sample data" in told


@pytest.mark.usefixtures("sample")
def test_search_json_has_what_the_contract_names(onward: Run) -> None:
    ran = onward("directory", "search", "--near", "Los Angeles, CA", "--within", "25", "--limit", "4", "--json")
    assert (ran.status, ran.err) == (0, "")
    document = json.loads(ran.out)
    assert document["place"]["label"] == "Los Angeles, CA"
    assert document["within"] == 25
    assert document["total"] >= len(document["providers"]) == 4


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("options", "key", "value"),
    [
        (("--discipline", "ot"), "disciplines", ["ot"]),
        (("--role", "facility"), "role", "facility"),
        (("--role", "assistant"), "role", "assistant"),
        (("--specialty", "hand"), "specialties", ["hand"]),
        (("--setting", "home_health"), "setting", "home_health"),
        (("--both",), "both_disciplines_at_address", True),
    ],
)
def test_search_keeps_to_what_was_asked(onward: Run, options: tuple[str, ...], key: str, value: object) -> None:
    ran = onward("directory", "search", "--near", "Los Angeles, CA", "--within", "400", "--json", *options)
    found = [provider[key] for provider in json.loads(ran.out)["providers"]]
    assert found
    if isinstance(value, list):
        assert all(set(value) <= set(each) for each in found)
    else:
        assert set(found) == {value}


@pytest.mark.usefixtures("sample")
def test_assistants_are_listed_only_where_asked_for(onward: Run) -> None:
    ran = onward("directory", "search", "--near", "Los Angeles, CA", "--within", "400", "--limit", "500", "--json")
    roles = {provider["role"] for provider in json.loads(ran.out)["providers"]}
    assert roles == {"therapist", "clinic", "facility"}


@pytest.mark.usefixtures("sample")
def test_a_search_for_a_name_finds_that_name(onward: Run) -> None:
    first = json.loads(onward("directory", "search", "--near", "90001", "--limit", "1", "--json").out)["providers"][0]
    word = first["name"].split()[0]
    ran = onward("directory", "search", "--near", "90001", "--name", word, "--limit", "500", "--json")
    assert first["npi"] in {provider["npi"] for provider in json.loads(ran.out)["providers"]}
