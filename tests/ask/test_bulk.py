"""Records in, JSON Lines out: one answer per record, whatever the record and however many work at it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BufferedReader, BytesIO
from multiprocessing import get_context

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ask.bulk_inputs import jsonl, read, written
from onward.ask import bulk
from onward.ask.bulk import LineError, route, route_one
from onward.ask.inputs import Source, json_lines
from onward.ask.records import JsonLine, Record
from onward.navigator import Navigator
from store import world

KNEE = '{"id": 1, "text": "my knee hurts"}'
BAD = [
    pytest.param("{not json", "not JSON", id="no json"),
    pytest.param('{"text": "my knee"', "not JSON", id="cut short"),
    pytest.param("[" * 200_000, "not JSON", id="nested without end"),
    pytest.param(r'{"text": "my \ud800 knee"}', "surrogates", id="half a character"),
    pytest.param('{"id": NaN, "text": "my knee hurts"}', "JSON compliant", id="not a number"),
    pytest.param("[]", '"text" is needed', id="a list"),
    pytest.param("null", '"text" is needed', id="null"),
    pytest.param('"my knee hurts"', '"text" is needed', id="a bare text"),
    pytest.param('{"id": 7}', '"text" is needed', id="no text"),
    pytest.param('{"text": 5}', '"text" is needed', id="a number for a text"),
    pytest.param('{"text": "my knee hurts", "agee": 5}', "'agee'", id="unknown field"),
    pytest.param('{"text": "my knee hurts", "age": 121}', "age is 121", id="too old"),
    pytest.param('{"text": "my knee hurts", "age": -1}', "age is -1", id="not yet born"),
    pytest.param('{"text": "my knee hurts", "age": "64"}', "age is '64'", id="age as a text"),
    pytest.param('{"text": "my knee hurts", "age": 6.5}', "age is 6.5", id="half years"),
    pytest.param('{"text": "my knee hurts", "age": true}', "age is True", id="age as a truth"),
    pytest.param('{"text": "my knee hurts", "answers": [1]}', "question ids", id="answers in a list"),
    pytest.param(
        '{"text": "my knee hurts", "answers": {"main_trouble": 1}}', "question ids", id="a number for an answer"
    ),
    pytest.param('{"text": "my knee hurts", "answers": {"nope": "x"}}', "'nope'", id="unknown question"),
    pytest.param('{"text": "my knee hurts", "answers": {"main_trouble": "nope"}}', "'nope'", id="unknown option"),
    pytest.param('{"text": ""}', "no words", id="empty"),
    pytest.param('{"text": "\\ud83d\\ude42"}', "no words", id="emoji"),
    pytest.param('{"text": "me duele la espalda desde ayer"}', "solo lee inglés", id="Spanish"),
    pytest.param(json.dumps({"text": "a" * 100_000}), "100,000 characters", id="100 kB"),
    pytest.param(json.dumps({"text": "a" * 3_000_000}), "longer than 1,048,576 bytes", id="3 MB"),
]
TEXTS = ["my knee hurts", "I can't do up my buttons", "help", "crushing chest pain right now", "", "mi café, 2 × “no”"]
# Lines as files have them: good, empty, blank, broken.
line = st.one_of(
    st.builds(lambda n, text: json.dumps({"id": n, "text": text}), st.integers(), st.sampled_from(TEXTS)),
    st.sampled_from(["", "  ", "oops", "[]", '{"id": "x"}', '{"id": 3, "text": "my knee", "age": 200}']),
)


def many(count: int) -> list[str]:
    return [json.dumps({"id": n, "text": TEXTS[n % 5]}) + "\n" for n in range(count)]


@pytest.mark.parametrize(("line", "says"), BAD)
def test_a_bad_line_gives_an_error_with_its_number_and_the_run_goes_on(line: str, says: str) -> None:
    first, error, last = read(jsonl([KNEE, line, KNEE]))
    assert set(error) == {"id", "line", "error"}
    assert error["line"] == 2
    assert says in error["error"]
    assert first == last
    assert first["discipline"] == "pt"


def test_an_error_carries_the_id_of_its_line() -> None:
    (error,) = read(jsonl(['{"id": "a7", "text": ""}']))
    assert error["id"] == "a7"


@pytest.mark.parametrize("id_", ["a1", 17, 0])
def test_a_decision_carries_the_id_of_its_line(id_: str | int) -> None:
    (decision,) = read(jsonl([json.dumps({"id": id_, "text": "my knee hurts"})]))
    assert decision["id"] == id_


def test_a_decision_without_an_id_has_none() -> None:
    (decision,) = read(jsonl(['{"text": "my knee hurts"}']))
    assert "id" not in decision


def test_blank_lines_are_passed_over_and_still_counted() -> None:
    error, decision = read(jsonl(["\n", "  \n", "oops", "", KNEE]))
    assert error["line"] == 3
    assert decision["id"] == 1


@pytest.mark.parametrize("workers", [1, 2])
def test_no_lines_give_no_answers(workers: int) -> None:
    assert written(jsonl([]), workers) == b""


@pytest.mark.parametrize("workers", [1, 2])
def test_there_is_one_answer_per_line_in_the_order_of_the_lines(workers: int) -> None:
    found = read(jsonl(many(1_300)), workers, few=0)  # more batches than the queue holds
    assert [each["id"] for each in found] == list(range(1_300))
    assert [each["line"] for each in found if "error" in each] == list(range(5, 1_301, 5))


@settings(max_examples=8, deadline=None, derandomize=True)
@given(lines=st.lists(line, min_size=50, max_size=200), batch=st.integers(1, 20))
def test_the_bytes_are_the_same_whatever_the_number_of_workers(lines: list[str], batch: int) -> None:
    alone = written(jsonl(lines))
    for workers in (2, 3):
        assert written(jsonl(lines), workers, batch=batch, few=0) == alone


@settings(max_examples=60, deadline=None, derandomize=True)
@given(lines=st.lists(line, max_size=60), batch=st.integers(1, 70))
def test_the_bytes_are_the_same_wherever_the_batches_are_cut(lines: list[str], batch: int) -> None:
    assert written(jsonl(lines), batch=batch) == written(jsonl(lines))


def test_workers_that_had_to_start_from_nothing_answer_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_context", lambda: get_context("spawn"))
    lines = [*many(300), "oops"]
    assert written(jsonl(lines), workers=2, few=0) == written(jsonl(lines))


def test_a_short_input_starts_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "ProcessPoolExecutor", None)
    assert len(read(jsonl(many(min(bulk.FEW.values()) - 1)), workers=8)) == min(bulk.FEW.values()) - 1


def test_lines_are_answered_as_they_come() -> None:
    def endless() -> Iterator[Record]:
        while True:
            yield JsonLine(1, KNEE.encode())

    answers = route(Source(endless()))
    assert sum(next(answers).answers for _ in range(5)) >= 300


def test_no_more_is_read_than_the_workers_can_hold() -> None:
    taken = 0

    def counted() -> Iterator[Record]:
        nonlocal taken
        while True:
            taken += 1
            yield JsonLine(taken, KNEE.encode())

    answers = route(Source(counted()), workers=2, batch=4, few=0)
    answered = 0
    for _ in range(50):
        answered += next(answers).answers
        assert taken - answered <= 4 * 2 * (4 + 1)  # a batch of 4, 2 workers, 4 batches ahead of each
    answers.close()  # type: ignore[attr-defined]


def test_how_far_it_is_and_how_much_was_wrong_is_told_with_every_batch() -> None:
    raw = "\n".join([KNEE, "oops", KNEE, KNEE]) + "\n"
    source = json_lines(BufferedReader(BytesIO(raw.encode())), "in.jsonl", total=len(raw))
    told = [(a.answers, a.errors, a.position) for a in route(source, batch=2)]
    assert told == [(2, 1, raw.index("oops") + 5), (2, 0, len(raw))]


def test_null_fields_are_as_good_as_none(navigator: Navigator) -> None:
    given = {"id": None, "text": "my knee hurts", "age": None, "answers": None}
    assert route_one(given, navigator) == route_one({"text": "my knee hurts"}, navigator)


def test_age_and_answers_count(navigator: Navigator) -> None:
    text = world.vague(navigator)
    plain = route_one({"text": text}, navigator)
    asked = plain["next_question"]
    answered = route_one({"text": text, "age": 70, "answers": {asked["id"]: asked["options"][0]["id"]}}, navigator)
    assert answered["reasons"]
    assert (answered["pt"], answered["ot"]) != (plain["pt"], plain["ot"])


def test_one_item_that_is_none_is_an_error_not_a_crash(navigator: Navigator) -> None:
    with pytest.raises(LineError, match="text"):
        route_one(["my knee hurts"], navigator)
