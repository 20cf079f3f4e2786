"""The interview on the page: danger signs first, answers that can be taken back, things that are named, two buttons in
another language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.conftest import Ask

if TYPE_CHECKING:
    from django.test import Client

BACK = "my back hurts when I sit"
SPANISH = "Me duele la espalda desde ayer y no puedo caminar"


def test_danger_signs_are_asked_first_set_apart_and_counted(ask: Ask) -> None:
    question = ask(BACK).one("section", class_="question")
    assert "safety" in question["class"].split()
    assert "Question 1, of 8 at most" in question.text
    assert "Why we ask:" in question.text
    values = [button["value"] for button in question.all("button")]
    assert values[-2:] == ["safe_back:unknown", "safe_back:skip"]


def test_a_danger_sign_comes_before_everything_else_and_ends_the_questions(ask: Ask) -> None:
    page = ask(BACK, answer="safe_back:saddle")
    assert "emergency room" in page.h1 or "911" in page.h1
    assert page.all("section", class_="question") == []


def test_none_of_these_leaves_the_answer_and_stands_among_the_answers(ask: Ask) -> None:
    page = ask(BACK, answer="safe_back:none")
    assert "Physical therapy" in page.h1
    given = page.one("section", class_="given")
    assert "None of these" in given.text
    assert [button["value"] for button in given.all("button")] == ["safe_back"]


def test_an_answer_can_be_taken_back(ask: Ask) -> None:
    page = ask(BACK, **{"a.safe_back": "saddle", "drop": "safe_back"})
    assert page.all("section", class_="given") == []
    assert "Physical therapy" in page.h1


def test_a_skipped_danger_sign_is_said_to_be_open(ask: Ask) -> None:
    assert "still open" in ask(BACK, answer="safe_back:skip").one("section", class_="given").text


def test_named_things_come_back_and_stand_on_the_page_for_the_doctor(ask: Ask, client: Client) -> None:
    typed = {"words_1": "carry my grandson", "rating_1": "3", "words_2": "  ", "rating_2": "0"}
    page = ask(BACK, **typed)
    assert page.one("input", id="words_1")["value"] == "carry my grandson"
    carried = page.all("input", name="a.thing.1")
    assert {field["value"] for field in carried} == {"carry my grandson|3"}
    sheet = client.post("/answer/doctor/", {"text": BACK, "a.thing.1": "carry my grandson|3"})
    assert "carry my grandson: now 3 of 10" in sheet.content.decode()


def test_another_language_is_answered_by_two_buttons(ask: Ask, client: Client) -> None:
    response = client.post("/answer/", {"text": SPANISH})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Dos preguntas" in page
    assert 'lang="es"' in page
    answered = ask(SPANISH, **{"a.fallback_kind": "body", "a.fallback_safety": "none"})
    assert "Physical therapy" in answered.h1
    urgent = ask(SPANISH, **{"a.fallback_safety": "chest"})
    assert "911" in urgent.h1
