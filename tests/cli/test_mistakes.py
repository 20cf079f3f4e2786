"""Every mistake of a user is one line on standard error that names the value, and exit status 2."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.conftest import Ran, Run

KNEE = "my knee hurts"


def told(ran: Ran) -> str:
    """The one line."""
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("onward: ")
    assert ran.err.count("\n") == 1
    assert ran.err.endswith("\n")
    assert "Traceback" not in ran.err
    return ran.err


MISTAKES = [
    pytest.param(("ask", ""), "no words", id="empty text"),
    pytest.param(("ask", "   "), "no words", id="blanks"),
    pytest.param(("ask", "\N{SLIGHTLY SMILING FACE}"), "no words", id="emoji"),
    pytest.param(("ask", "1234"), "no words", id="a number"),
    pytest.param(("ask", "a" * 100_000), "100,000 characters", id="100 kB"),
    pytest.param(("ask", "me duele la espalda desde ayer"), "solo lee inglés", id="Spanish"),
    pytest.param(("ask", KNEE, "--near", "Fersno, CA"), "Fersno in California that we know; did you mean Fresno, CA?"),
    pytest.param(("ask", KNEE, "--near", "9372"), "9372 has 4 digits", id="4-digit ZIP"),
    pytest.param(("ask", KNEE, "--near", ""), "no place was given", id="empty place"),
    pytest.param(("ask", KNEE, "--near", "99,-119"), "99, -119", id="no point on Earth"),
    pytest.param(("ask", KNEE, "--near", "Fresno, XX"), "XX", id="unknown state"),
    pytest.param(("ask", KNEE, "--near", "x" * 5_000), "x" * 100, id="very long place"),
    pytest.param(("ask", KNEE, "--limit", "0"), "'--limit'", id="limit 0"),
    pytest.param(("ask", KNEE, "--limit", "many"), "it is many", id="limit many"),
    pytest.param(("ask", KNEE, "--age", "200"), "it is 200", id="age 200"),
    pytest.param(("ask", KNEE, "--age", "-1"), "'--age'", id="age -1"),
    pytest.param(("ask", KNEE, "--within", "0"), "'--within'", id="within 0"),
    pytest.param(("ask", KNEE, "--within", "far"), "it is far", id="within far"),
    pytest.param(("ask", KNEE, "--nope"), "--nope", id="unknown option"),
    pytest.param(("ask",), "Missing argument", id="no text"),
    pytest.param(("ask", "my", "knee"), "knee", id="words without quotes"),
    pytest.param(("nope",), "'nope'", id="unknown command"),
    pytest.param(("directory", "nope"), "'nope'", id="unknown directory command"),
    pytest.param(("directory", "search"), "--near", id="search without place"),
    pytest.param(("directory", "search", "--near", "90001", "--limit", "501"), "it is 501", id="limit 501"),
    pytest.param(("directory", "search", "--near", "90001", "--specialty", "hnad"), "did you mean 'hand'"),
    pytest.param(("directory", "search", "--near", "90001", "--setting", "hoome_health"), "'home_health'"),
    pytest.param(
        ("directory", "search", "--near", "90001", "--setting", "school"), "does not record the setting 'school'"
    ),
    pytest.param(("directory", "search", "--near", "90001", "--setting", "workplace"), "'workplace'"),
    pytest.param(("directory", "search", "--near", "90001", "--setting", "mental_health"), "'mental_health'"),
    pytest.param(("directory", "search", "--near", "90001", "--specialty", "school"), "'school'"),
    pytest.param(("directory", "search", "--near", "90001", "--role", "boss"), "'boss'", id="role"),
    pytest.param(("directory", "search", "--near", "90001", "--discipline", "slp"), "'slp'", id="discipline"),
    pytest.param(("directory", "search", "--near", "90001", "--within", "nan"), "nan miles", id="within nan"),
    pytest.param(("directory", "search", "--near", "90001", "--within", "-3"), "-3 miles", id="within -3"),
    pytest.param(("directory", "sample", "--rows", "0", "--out", "a.csv"), "it is 0", id="no rows"),
    pytest.param(("directory", "sample", "--rows", "9", "--out", "a.txt"), "a.txt", id="sample as text"),
    pytest.param(("directory", "sample", "--rows", "9", "--out", "/dev/null/a.csv"), "/dev/null/a.csv"),
    pytest.param(("directory", "build", "/nowhere/npidata.csv"), "/nowhere/npidata.csv", id="missing source"),
    pytest.param(("directory", "build", "http://example.com/nppes.zip"), "give an https address", id="address"),
    pytest.param(("directory", "build", "https://example.com/nppes.rar"), "ends in .zip", id="ending of an address"),
    pytest.param(("directory", "rollback"), "no earlier release", id="nothing to go back to"),
    pytest.param(("directory", "export", "--out", "/dev/null/x.sqlite"), "/dev/null/x.sqlite", id="unwritable export"),
    pytest.param(("route", "/nowhere/in.jsonl"), "/nowhere/in.jsonl", id="missing input"),
    pytest.param(("route", "/"), "/: Is a directory", id="a folder as input"),
    pytest.param(
        ("route", "/dev/null", "--output", "/dev/null/out.jsonl"), "/dev/null/out.jsonl", id="unwritable output"
    ),
    pytest.param(("route", "--workers", "0"), "it is 0", id="no workers"),
    pytest.param(("route", "in.docx"), "in.docx: No such file", id="missing input of an unknown kind"),
    pytest.param(("route", "/nowhere/in.csv"), "/nowhere/in.csv", id="missing CSV"),
    pytest.param(("route", "/nowhere/in.parquet"), "/nowhere/in.parquet", id="missing Parquet"),
    pytest.param(("route", "--format", "parquet"), "parquet cannot be read from standard input", id="Parquet stdin"),
    pytest.param(("route", "-", "--format", "xml"), "'xml'", id="unknown format"),
    pytest.param(
        ("route", "/dev/null", "--text-column", "note"), "--text-column: note is for CSV", id="a column of JSON Lines"
    ),
    pytest.param(("route", "/dev/null", "--format", "csv"), "/dev/null is empty", id="empty CSV"),
    pytest.param(("serve", "--port", "70000"), "it is 70000", id="port"),
]


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(("arguments", "names"), MISTAKES)
def test_a_mistake_is_one_line_that_names_the_value(
    onward: Run, arguments: tuple[str, ...], names: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert names in told(onward(*arguments))


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", KNEE, "--near", "90001"),
        ("directory", "search", "--near", "90001"),
        ("directory", "info"),
        ("directory", "export", "--out", "x.sqlite"),
    ],
)
class TestRelease:
    """What is wrong with the release is told wherever one is needed."""

    def test_no_release_yet(self, onward: Run, data: Path, arguments: tuple[str, ...]) -> None:
        line = told(onward(*arguments))
        assert str(data) in line
        assert "onward directory build" in line

    def test_a_missing_release(
        self, onward: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: tuple[str, ...]
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("ONWARD_RELEASE", "/nowhere/r.sqlite")
        assert "/nowhere/r.sqlite" in told(onward(*arguments))


def cut_short(release: Path, out: Path) -> None:
    out.write_bytes(release.read_bytes()[:5_000])


def emptied(release: Path, out: Path) -> None:
    out.write_bytes(b"")


def another_program(release: Path, out: Path) -> None:
    with closing(sqlite3.connect(out)) as db:
        db.execute("CREATE TABLE t (x)")


def another_version(release: Path, out: Path) -> None:
    whole = bytearray(release.read_bytes())
    whole[60:64] = (999).to_bytes(4, "big")
    out.write_bytes(whole)


def damaged_inside(release: Path, out: Path) -> None:
    whole = bytearray(release.read_bytes())
    whole[8192:] = b"\xff" * (len(whole) - 8192)
    out.write_bytes(whole)


@pytest.mark.parametrize("spoil", [cut_short, emptied, another_program, another_version, damaged_inside])
def test_a_release_that_cannot_be_read_is_named(
    onward: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: object
) -> None:
    assert callable(spoil)
    spoil(sample, tmp_path / "r.sqlite")
    monkeypatch.setenv("ONWARD_RELEASE", str(tmp_path / "r.sqlite"))
    line = told(onward("directory", "search", "--near", "90001"))
    assert str(tmp_path / "r.sqlite") in line
    assert "onward directory build" in line


def test_a_source_that_is_no_registry_file_is_named(onward: Run, tmp_path: Path) -> None:
    (tmp_path / "wrong.csv").write_text("a,b\n1,2\n")
    assert "wrong.csv has no column 'NPI'" in told(onward("directory", "build", str(tmp_path / "wrong.csv")))


@pytest.mark.parametrize(
    ("name", "raw", "says"),
    [
        ("in.txt", b"my knee hurts", "the ending '.txt' says no format"),
        ("in", b"my knee hurts", "the ending '' says no format"),
        ("in.csv", b"", "is empty"),
        ("in.csv", b"id,Text\n", "no column 'text'; did you mean 'Text'? It has 'id', 'Text'"),
        ("in.csv", "text\nmy knee".encode("utf-16"), "UTF-16"),
        ("in.parquet", b"", "is empty"),
        ("in.parquet", b"id,text\n", "is no Parquet file"),
        ("in.parquet", b"PAR1", "cannot be read as Parquet"),
    ],
)
def test_a_list_that_cannot_be_read_is_named(onward: Run, tmp_path: Path, name: str, raw: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(raw)
    line = told(onward("route", str(tmp_path / name)))
    assert str(tmp_path / name) in line
    assert says in line


def test_a_data_folder_that_cannot_be_written_is_named(
    onward: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from store import world

    (tmp_path / "file").touch()
    monkeypatch.setenv("ONWARD_DATA", str(tmp_path / "file" / "data"))
    assert str(tmp_path / "file") in told(onward("directory", "build", str(world.sample_source())))


def test_a_release_that_cannot_be_written_is_named(onward: Run, tmp_path: Path) -> None:
    from store import world

    (tmp_path / "file").touch()
    line = told(onward("directory", "build", str(world.sample_source()), "--out", str(tmp_path / "file" / "r.sqlite")))
    assert str(tmp_path / "file") in line


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ONWARD_DATABASE_URL", "nonsense", "ONWARD_DATABASE_URL is 'nonsense'"),
        ("ONWARD_DATABASE_URL", "postgresql://host:abc/care", "ONWARD_DATABASE_URL"),
        ("ONWARD_DATABASE_URL", "sqlite:////nowhere/care.sqlite3", "ONWARD_DATABASE_URL"),
        ("ONWARD_DATA", "/dev/null/data", "/dev/null"),
    ],
)
def test_a_setting_that_serve_cannot_use_is_named(
    process: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    assert says in told(process("serve", "--port", "8043"))


@pytest.mark.parametrize(
    ("arguments", "names"),
    [(("ask", ""), "no words"), (("ask", KNEE, "--limit", "0"), "--limit"), (("route", "/nowhere"), "/nowhere")],
)
def test_the_real_command_says_the_same(process: Run, arguments: tuple[str, ...], names: str) -> None:
    assert names in told(process(*arguments))


def test_help_is_no_mistake(process: Run) -> None:
    ran = process("ask", "--help")
    assert (ran.status, ran.err) == (0, "")
    assert "--near" in ran.out


def test_a_slip_in_the_place_never_hides_911(onward: Run) -> None:
    line = told(onward("ask", "crushing chest pain right now", "--near", "Fersno, CA"))
    assert line.index("Call 911 now") < line.index("did you mean Fresno, CA?")
