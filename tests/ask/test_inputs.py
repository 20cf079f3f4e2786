"""Three formats, one meaning; and what is wrong with an input is told by name."""

from __future__ import annotations

import json
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ask.bulk_inputs import as_csv, jsonl, read, table, written
from onward.ask.inputs import InputError, Source, format_of, json_lines
from onward.ask.parquet_rows import parquet_rows
from onward.ask.records import LONGEST_LINE, Row

KNEE, BUTTONS = "my knee hurts", "I can't do up my buttons"
# What a spreadsheet holds: commas, quotes, line breaks of every kind, letters of every alphabet.
text = st.one_of(
    st.sampled_from([KNEE, BUTTONS, 'he said "ouch", then\r\nsat down', "", " ", "a\rb", '"', ","]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40),
)


def rows(source: Source) -> list[Any]:
    return list(source.records)


def parquet(path: Path, **columns: Any) -> Path:
    pl.DataFrame(columns).write_parquet(path)
    return path


class TestEveryFormat:
    @settings(max_examples=60, deadline=None, derandomize=True)
    @given(texts=st.lists(text, max_size=8))
    def test_the_same_messages_get_the_same_decisions(
        self, texts: list[str], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        items = [{"id": f"a{n}", "text": each, "age": n * 7 % 100} for n, each in enumerate(texts)]
        path = tmp_path_factory.mktemp("in") / "in.parquet"
        pl.DataFrame(items, schema={"id": pl.String, "text": pl.String, "age": pl.Int64}).write_parquet(path)
        found = [read(source) for source in (jsonl(map(json.dumps, items)), table(as_csv(items)), parquet_rows(path))]
        for answers in found:  # where a mistake stands differs between a file with a header and one without
            for answer in answers:
                answer.pop("line", None)
        assert found[0] == found[1] == found[2]
        assert [answer["id"] for answer in found[0]] == [item["id"] for item in items]

    @pytest.mark.parametrize(
        ("name", "kind"),
        [("a.jsonl", "jsonl"), ("a.NDJSON", "jsonl"), ("a.b.csv", "csv"), ("A.CSV", "csv"), ("a.parquet", "parquet")],
    )
    def test_the_ending_says_what_it_is(self, tmp_path: Path, name: str, kind: str) -> None:
        (tmp_path / name).touch()
        assert format_of(tmp_path / name) == kind

    def test_another_ending_is_refused_by_name(self, tmp_path: Path) -> None:
        (tmp_path / "notes.docx").touch()
        with pytest.raises(InputError, match=r"'\.docx' says no format.*\.parquet.*--format"):
            format_of(tmp_path / "notes.docx")

    def test_a_device_is_json_lines(self) -> None:
        assert format_of(Path("/dev/null")) == "jsonl"

    @pytest.mark.parametrize("bom", ["utf-16", "utf-16-be"])
    def test_utf_16_is_told_and_not_read_as_a_thousand_errors(self, bom: str) -> None:
        raw = ("\ufeff" if bom.endswith("be") else "").encode(bom) + "text\nmy knee\n".encode(bom)
        for open_ in (lambda: jsonl([raw]), lambda: table(raw)):
            with pytest.raises(InputError, match="UTF-16; save it as UTF-8"):
                open_()


class TestJsonLines:
    def test_a_line_without_end_costs_no_memory_and_no_other_line(self) -> None:
        raw = b'{"text": "' + b"x" * (3 * LONGEST_LINE) + b'"}\n{"text": "my knee hurts"}'
        mistake, good = rows(json_lines(BufferedReader(BytesIO(raw)), "in"))
        assert (mistake.line, good.line) == (1, 2)
        assert len(str(mistake)) < 200

    def test_a_byte_order_mark_is_none_of_the_text(self) -> None:
        assert read(jsonl([b'\xef\xbb\xbf{"text": "my knee hurts"}']))[0]["discipline"] == "pt"

    def test_a_stray_byte_is_replaced(self) -> None:
        assert read(jsonl([b'{"text": "my knee\xff hurts"}']))[0]["discipline"] == "pt"


class TestCsv:
    def test_the_columns_may_stand_anywhere_among_others(self) -> None:
        assert rows(table(f"x,age,text,y,id\n1,64,{KNEE},2,a1\n")) == [Row(2, "a1", KNEE, "64")]

    def test_the_text_may_have_another_name(self) -> None:
        assert rows(table(f"id,message\na1,{KNEE}\n", "message")) == [Row(2, "a1", KNEE, None)]

    def test_a_line_is_counted_where_a_row_begins(self) -> None:
        found = rows(table(f'id,text\na,"one\ntwo\r\nthree"\n\nb,{KNEE}\r\nc,{BUTTONS}'))
        assert found == [
            Row(2, "a", "one\ntwo\r\nthree", None),
            Row(6, "b", KNEE, None),
            Row(7, "c", BUTTONS, None),
        ]

    def test_lines_may_end_as_on_an_old_macintosh(self) -> None:
        assert rows(table(f"id,text\ra,{KNEE}\rb,{BUTTONS}\r")) == [Row(2, "a", KNEE, None), Row(3, "b", BUTTONS, None)]

    @pytest.mark.parametrize(
        ("raw", "is_read"),
        [
            (b"\xef\xbb\xbftext\ncaf\xc3\xa9", "café"),
            (b"text\ncaf\xe9", "café"),
            (b"text\nI can\x92t walk", "I can’t walk"),  # as Windows writes an apostrophe
            (b"text\n\x81\xe9", "\x81é"),  # no Windows-1252 either
        ],
        ids=["UTF-8 with its mark", "Latin-1", "Windows-1252", "neither"],
    )
    def test_letters_of_either_encoding_are_read(self, raw: bytes, is_read: str) -> None:
        assert [row.text for row in rows(table(raw))] == [is_read]

    def test_an_old_byte_changes_its_own_line_only(self) -> None:
        assert [row.text for row in rows(table(b"text\ncaf\xc3\xa9\ncaf\xe9\ncaf\xc3\xa9\n"))] == ["café"] * 3

    @pytest.mark.parametrize(
        ("row", "says"),
        [
            ("a,my knee hurts, badly,64", "4 values where the header has 3"),
            ("my knee hurts", "1 value where the header has 3"),
            ("a,,64", "no words"),
            ("a,   ,64", "no words"),
            ("a,my knee hurts,old", "age is 'old'"),
            ("a,my knee hurts,121", "age is 121"),
            ("a,my knee hurts,-1", "age is '-1'"),
            ("a,my knee hurts,6.5", "age is '6.5'"),
            ('a,"my "knee" hurts",64', "no row of CSV"),
            ('a,"my knee hurts,64', "no row of CSV"),
            ("a," + "x" * 200_000 + ",64", "no row of CSV"),
            ("a," + "x" * 2_000_000 + ",64", "longer than 1,048,576 characters"),
            ("a," + "x" * 10_001 + ",64", "10,001 characters"),
        ],
    )
    def test_a_broken_row_is_an_error_in_its_place_and_costs_no_other(self, row: str, says: str) -> None:
        first, error, *others = read(table(f"id,text,age\n1,{KNEE},64\n{row}\n3,{BUTTONS},64\n4,{KNEE},64\n"))
        assert (first["id"], [other["id"] for other in others]) == ("1", ["3", "4"])
        assert error["line"] == 3
        assert says in error["error"]

    def test_an_error_carries_the_id_of_its_row(self) -> None:
        assert [answer["id"] for answer in read(table("id,text\na7,\n,\n"))] == ["a7", None]

    def test_a_quote_that_nobody_closed_swallows_no_row(self) -> None:
        good = "".join(f"{n},{KNEE}\n" for n in range(200))
        answers = read(table(f'id,text\n{good}bad,"my knee hurts\n{good}last,"{BUTTONS}"\n'))
        assert [answer["line"] for answer in answers if "error" in answer] == [202]
        assert [answer["id"] for answer in answers if "error" not in answer] == [*map(str, [*range(200)] * 2), "last"]

    @pytest.mark.parametrize("age", ["64", " 64 ", "64.0"])
    def test_an_age_may_be_written_as_a_table_writes_it(self, age: str) -> None:
        assert read(table(f"text,age\n{KNEE},{age}\n")) == read(jsonl([json.dumps({"text": KNEE, "age": 64})]))

    @pytest.mark.parametrize("empty", ["id,text,age\n,my knee hurts,\n", "text\nmy knee hurts\n"])
    def test_an_empty_id_or_age_is_none(self, empty: str) -> None:
        assert read(table(empty)) == read(jsonl([json.dumps({"text": KNEE})]))

    @pytest.mark.parametrize(
        ("raw", "says"),
        [
            ("", "in.csv is empty"),
            ("\n\n", "in.csv is empty"),
            ("id,Text\n", "no column 'text'; did you mean 'Text'? It has 'id', 'Text'"),
            ("id,txet\n", "did you mean 'txet'?"),
            ("id;text;age\n", "It has 'id;text;age'"),
            ("id,message\n", "no column 'text'; It has 'id', 'message': name the one with the text by --text-column"),
            (",".join(f"c{n}" for n in range(30)), "'c19' and 10 more"),
            ("id,text,text\n", "2 columns 'text'"),
            ("id,id,text\n", "2 columns 'id'"),
            ('"id,text\n', "the first line"),
        ],
    )
    def test_a_header_that_will_not_do_is_told(self, raw: str, says: str) -> None:
        with pytest.raises(InputError) as told:
            table(raw)
        assert says in str(told.value)

    def test_a_header_alone_gives_no_answers(self) -> None:
        assert read(table("id,text,age\n")) == []

    @settings(max_examples=200, deadline=None, derandomize=True)
    @given(raw=st.one_of(st.binary(max_size=80), st.text('ab,"\n\r \t;é', max_size=80).map(str.encode)))
    def test_nothing_that_is_in_a_file_ends_the_run(self, raw: bytes) -> None:
        found = rows(table(b"text\n" + raw))
        assert sorted(row.line for row in found) == [row.line for row in found]

    def test_all_workers_write_the_same(self) -> None:
        kinds = [f'a,"{KNEE}\nand {BUTTONS}",5', "b,c", 'd,"x,1', f"e,{KNEE},9", ""]
        lines = [kinds[n * n % 7 % 5] for n in range(400)]
        raw = "id,text,age\n" + "\n".join(lines)
        one = written(table(raw))
        assert one.count(b"\n") > 200
        for workers in (2, 3):
            assert written(table(raw), workers, batch=7, few=0) == one


class TestParquet:
    def test_columns_are_found_by_name(self, tmp_path: Path) -> None:
        path = parquet(tmp_path / "a.parquet", x=[1.5, 2.5], age=[64, None], message=[KNEE, None], id=[7, 8])
        assert rows(parquet_rows(path, "message")) == [Row(1, 7, KNEE, 64), Row(2, 8, None, None)]

    def test_categories_are_texts_and_ages_may_be_fractions_of_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        parquet(path, text=pl.Series([KNEE, KNEE, KNEE], dtype=pl.Categorical), age=[64.0, float("nan"), 6.5])
        first, second, third = read(parquet_rows(path))
        assert first == read(jsonl([json.dumps({"text": KNEE, "age": 64})]))[0]
        assert second == read(jsonl([json.dumps({"text": KNEE})]))[0]
        assert third == {"id": None, "line": 3, "error": third["error"]}
        assert "age is 6.5" in third["error"]

    def test_a_row_without_text_is_an_error_with_its_number(self, tmp_path: Path) -> None:
        answers = read(parquet_rows(parquet(tmp_path / "a.parquet", id=["a", "b"], text=[None, KNEE])))
        assert (answers[0]["id"], answers[0]["line"]) == ("a", 1)
        assert "no words" in answers[0]["error"]

    def test_slices_join_without_a_seam_and_tell_how_far_they_are(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pl.DataFrame({"text": [f"{n}" for n in range(20_000)]}).write_parquet(path, row_group_size=3_000)
        source = parquet_rows(path)
        assert [(row.line, row.text) for row in source.records] == [(n + 1, str(n)) for n in range(20_000)]  # type: ignore[union-attr]
        assert source.position() == source.total == 20_000

    @pytest.mark.parametrize(
        ("columns", "says"),
        [
            ({"text": [1]}, "the column 'text' has the type Int64; it must be text"),
            ({"text": [b"a"]}, "the type Binary"),
            ({"text": [["a"]]}, "the type List(String)"),
            ({"text": [KNEE], "age": [True]}, "the column 'age' has the type Boolean"),
            ({"text": [KNEE], "id": [1.5]}, "the column 'id' has the type Float64"),
            ({"Text": [KNEE], "id": [1]}, "no column 'text'; did you mean 'Text'? It has 'Text', 'id'"),
        ],
    )
    def test_columns_that_will_not_do_are_told_with_their_type(
        self, tmp_path: Path, columns: dict[str, Any], says: str
    ) -> None:
        with pytest.raises(InputError) as told:
            parquet_rows(parquet(tmp_path / "a.parquet", **columns))
        assert says in str(told.value)

    @pytest.mark.parametrize(
        ("raw", "says"),
        [(b"", "is empty"), (b"id,text\n", "is no Parquet file"), (b"PAR1 and no more", "cannot be read as Parquet")],
    )
    def test_what_is_no_parquet_is_told(self, tmp_path: Path, raw: bytes, says: str) -> None:
        (tmp_path / "a.parquet").write_bytes(raw)
        with pytest.raises(InputError) as told:
            parquet_rows(tmp_path / "a.parquet")
        assert says in str(told.value)
        assert "a.parquet" in str(told.value)

    def test_damage_further_in_is_told_when_it_is_reached(self, tmp_path: Path) -> None:
        path = tmp_path / "a.parquet"
        pl.DataFrame({"text": [f"knee {n}" for n in range(20_000)]}).write_parquet(path, row_group_size=5_000)
        whole = bytearray(path.read_bytes())
        whole[len(whole) // 2 : len(whole) // 2 + 2_000] = bytes(2_000)
        path.write_bytes(whole)
        source = parquet_rows(path)
        assert next(source.records) == Row(1, None, "knee 0", None)
        with pytest.raises(InputError, match=r"a\.parquet cannot be read as Parquet"):
            list(source.records)
