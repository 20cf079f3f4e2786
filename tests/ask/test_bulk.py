"""JSON Lines in, JSON Lines out: one answer per line, whatever the line."""

from __future__ import annotations

import json
from typing import Any

import pytest

from onward.ask.bulk import LineError, route, route_one
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
]


def many(count: int) -> list[str]:
    texts = ["my knee hurts", "I can't do up my buttons", "help", "crushing chest pain right now", ""]
    return [json.dumps({"id": n, "text": texts[n % len(texts)]}) + "\n" for n in range(count)]


@pytest.mark.parametrize(("line", "says"), BAD)
def test_a_bad_line_gives_an_error_with_its_number_and_the_run_goes_on(line: str, says: str) -> None:
    first, error, last = route([KNEE, line, KNEE])
    assert set(error) == {"id", "line", "error"}
    assert error["line"] == 2
    assert says in error["error"]
    assert first == last
    assert first["discipline"] == "pt"


def test_an_error_carries_the_id_of_its_line() -> None:
    (error,) = route(['{"id": "a7", "text": ""}'])
    assert error["id"] == "a7"


@pytest.mark.parametrize("id_", ["a1", 17, 0])
def test_a_decision_carries_the_id_of_its_line(id_: str | int) -> None:
    (decision,) = route([json.dumps({"id": id_, "text": "my knee hurts"})])
    assert decision["id"] == id_


def test_a_decision_without_an_id_has_none() -> None:
    (decision,) = route(['{"text": "my knee hurts"}'])
    assert "id" not in decision


def test_blank_lines_are_passed_over_and_still_counted() -> None:
    error, decision = route(["\n", "  \n", "oops", "", KNEE])
    assert error["line"] == 3
    assert decision["id"] == 1


def test_no_lines_give_no_answers() -> None:
    assert list(route([])) == []


@pytest.mark.parametrize("workers", [1, 2])
def test_there_is_one_answer_per_line_in_the_order_of_the_lines(workers: int) -> None:
    lines = many(1_300)  # more batches than the queue holds
    found = list(route(lines, workers=workers))
    assert [each["id"] for each in found] == list(range(1_300))
    assert [each["line"] for each in found if "error" in each] == list(range(5, 1_301, 5))


def test_two_workers_answer_as_one_does() -> None:
    lines = [*many(600), "oops"]
    assert list(route(lines, workers=2)) == list(route(lines, workers=1))


def test_lines_are_answered_as_they_come() -> None:
    def endless() -> Any:
        while True:
            yield KNEE

    answers = route(endless())
    assert [next(answers)["id"] for _ in range(300)] == [1] * 300


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
