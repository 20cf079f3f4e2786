"""The answer page and the page for the doctor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from onward.ask import ask as decide
from onward.navigator import Navigator
from store import world
from web.conftest import KNEE, Ask
from web.page import Page

if TYPE_CHECKING:
    from django.test import Client

BUTTONS = "I can't do up my buttons"
BOTH = "Since my stroke last spring I can't walk without holding on, and I need help to dress, bathe and cook."
STROKE = "My face droops on one side since this morning, and my knee hurts on stairs"
PLACE = "Los Angeles, CA"


@pytest.fixture
def vague(navigator: Navigator) -> str:
    return world.vague(navigator)


@pytest.mark.parametrize(
    ("text", "says", "marks"),
    [
        (KNEE, "Physical therapy (PT) fits what you describe.", {"PT"}),
        (BUTTONS, "Occupational therapy (OT) fits what you describe.", {"OT"}),
        (BOTH, "Both physical therapy (PT) and occupational therapy (OT) fit", {"PT", "OT"}),
    ],
)
def test_the_headline_says_what_fits_with_its_mark_and_how_sure(
    ask: Ask, text: str, says: str, marks: set[str]
) -> None:
    page = ask(text)
    assert says in page.h1
    assert {mark.text for mark in page.one("h1").all("span", class_="mark")} == marks
    assert re.match("Very likely|Likely|It could go either way", page.one("p", class_="certainty").text)
    assert page.one("p", class_="next").text.startswith("Next step: ")


def test_their_own_words_are_quoted_with_what_each_means(ask: Ask) -> None:
    reasons = ask(BOTH).one("ul", class_="reasons").all("li")
    assert reasons
    for reason in reasons:
        assert reason.one("q").text in BOTH
        assert "point" in reason.text


def test_two_columns_say_what_each_would_work_on(ask: Ask) -> None:
    page = ask(BOTH)
    for discipline in ("pt", "ot"):
        column = page.one("section", class_=discipline)
        assert "work" in column["class"].split()
        assert len(column.one("ul").all("li")) >= 2


def test_people_near_are_named_with_phone_and_the_sample_note(ask: Ask) -> None:
    page = ask(KNEE, near=PLACE)
    near = next(section for section in page.all("section") if section["aria-labelledby"] == "near-title")
    assert near.one("h2").text == "Near Los Angeles, CA"
    assert near.one("p", class_="sample").text.startswith("Sample data.")
    shown = near.all("ul", class_="cards")[0].all("li", class_="card")
    assert len(shown) == 5
    assert all(card.one("h3").text and card.one("span", class_="miles").text for card in shown)
    assert [a["href"] for a in near.all("a") if a["href"].startswith("tel:+1")]
    assert "call and ask" in near.one("summary").text


def test_without_a_place_it_asks_for_one_and_names_nobody(ask: Ask) -> None:
    page = ask(KNEE)
    assert page.all("li", class_="card") == []
    assert "Add a place below to see who is near you." in page.one("main").text


def test_where_no_therapy_fits_nobody_is_named(ask: Ask) -> None:
    page = ask("I have a toothache", near=PLACE)
    assert "dentist" in page.h1
    assert page.all("li", class_="card") == page.all("section", class_="work") == []


def test_a_question_carries_everything_and_its_answer_changes_the_page(client: Client, ask: Ask, vague: str) -> None:
    page = ask(vague, near=PLACE, age="70", who="other")
    question = page.one("section", class_="question")
    carried = {field["name"]: field["value"] for field in question.all("input")}
    assert carried == {"text": vague, "near": PLACE, "age": "70", "who": "other"}
    buttons = [button["value"] for button in question.all("button")]
    asked = buttons[0].partition(":")[0]
    assert {f"{asked}:unknown", f"{asked}:skip"} <= set(buttons)
    answered = Page.of(client.post("/answer/", {**carried, "answer": buttons[0]}).content)
    assert answered.one("title").text == page.one("title").text
    assert answered.one("details", class_="figures").text != page.one("details", class_="figures").text
    assert answered.form("/answer/doctor/")[f"a.{asked}"] == buttons[0].partition(":")[2]
    assert answered.form("/answer/doctor/")["text"] == vague


def test_a_question_is_never_asked_twice(client: Client, ask: Ask, vague: str) -> None:
    page, seen = ask(vague), set[str]()
    for _ in range(12):
        questions = page.all("section", class_="question")
        if not questions:
            break
        asked = questions[0].all("button")[0]["value"].partition(":")[0]
        assert asked not in seen
        seen.add(asked)
        sent = {field["name"]: field["value"] for field in questions[0].all("input")}
        page = Page.of(client.post("/answer/", {**sent, "answer": f"{asked}:skip"}).content)
    assert len(seen) >= 3


def test_the_last_tap_replaces_an_earlier_answer(client: Client, ask: Ask) -> None:
    tapped = client.post("/answer/", {"text": vague, "a.main_trouble": "walking", "answer": "main_trouble:hands"})
    assert Page.of(tapped.content).form("/answer/doctor/")["a.main_trouble"] == "hands"


@pytest.mark.parametrize("answer", ["", "main_trouble", "main_trouble:"])
def test_half_a_tap_is_as_good_as_none(ask: Ask, vague: str, answer: str) -> None:
    assert ask(vague, answer=answer).html == ask(vague).html


def test_the_change_form_keeps_what_was_said(ask: Ask) -> None:
    text = "My knee hurts.\r\nStairs are <hard> & slow."
    page = ask(text, near=PLACE, age="64", who="other")
    forms = page.all("form", action="/answer/")
    sent = page.form("/answer/", len(forms) - 1)
    assert (sent["text"], sent["near"], sent["age"], sent["who"]) == (text, PLACE, "64", "other")


def test_an_emergency_replaces_the_headline_and_asks_nothing(ask: Ask) -> None:
    page = ask(STROKE, near=PLACE)
    assert page.h1.startswith("Call 911")
    urgent = page.one("main").children
    first = next(child for child in urgent if not isinstance(child, str))
    assert first["role"] == "alert"
    assert first.all("a")[0]["href"] == "tel:911"
    assert all(words in STROKE for words in first.one("q").text.split(" … "))
    assert page.all("section", class_="question") == []
    assert page.all("h1", class_="answer") == []
    assert all(card for card in page.one("details", class_="after").all("li", class_="card"))


def test_a_crisis_shows_988_first(ask: Ask) -> None:
    page = ask("I want to kill myself")
    assert "988" in page.h1
    alert = page.one("div", role="alert")
    assert [a["href"] for a in alert.all("a")] == ["tel:988", "sms:988", "tel:911"]
    assert page.all("section", class_="question") == []


def test_two_warnings_have_one_headline_the_more_urgent_one(ask: Ask) -> None:
    page = ask("I have crushing chest pain right now and I want to kill myself")
    assert "911" in page.h1
    assert any("988" in heading.text for heading in page.one("div", role="alert").all("h2"))


def test_a_lesser_warning_adds_words_to_say_and_no_second_thing_to_do(ask: Ask) -> None:
    page = ask("My calf is swollen and warm since my flight and I am short of breath")
    alert = page.one("div", role="alert")
    assert "911" in page.h1
    assert alert.all("h2") == []
    assert [quote.text for quote in alert.all("q")] == ["calf is swollen … short of breath", "calf is swollen and warm"]


@pytest.mark.parametrize(
    ("fields", "age", "child"),
    [
        ({"who": "child"}, None, True),
        ({"age": "6"}, 6, False),
        ({"age": "6", "who": "child"}, 6, True),
        ({}, None, False),
    ],
)
def test_age_and_who_reach_the_decision(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, fields: dict[str, str], age: int | None, child: bool
) -> None:
    from onward.web.views import answer

    seen = []
    monkeypatch.setattr(answer, "ask", lambda *args, **named: (seen.append(named), decide(*args, **named))[1])
    ask("Trouble with handwriting", **fields)
    assert [(named["age"], named["child"]) for named in seen] == [(age, child)]


@pytest.mark.parametrize("address", ["/answer/", "/answer/doctor/"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_without_words_there_is_nothing_to_show(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(address, {"text": "my knee hurts"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/answer/", "/answer/doctor/"])
@pytest.mark.parametrize("text", [KNEE, ""])
def test_an_answer_is_kept_nowhere(client: Client, address: str, text: str) -> None:
    assert client.post(address, {"text": text}).headers["Cache-Control"] == "no-store"


def test_two_tabs_do_not_mix(client: Client, vague: str) -> None:
    """Each tab sends what it carries; the server has nothing to mix them from."""
    one = Page.of(client.post("/answer/", {"text": f"{vague} (one)", "near": PLACE}).content)
    other = Page.of(client.post("/answer/", {"text": f"{vague} (two)", "age": "70"}).content)

    def tap(page: Page, number: int) -> Page:
        question = page.one("section", class_="question")
        sent = {field["name"]: field["value"] for field in question.all("input")}
        return Page.of(client.post("/answer/", {**sent, "answer": question.all("button")[number]["value"]}).content)

    one, other = tap(one, 0), tap(other, 1)
    assert "(two)" not in one.html
    assert "(one)" not in other.html
    first, second = one.form("/answer/doctor/"), other.form("/answer/doctor/")
    assert (first["text"], first["near"], first["age"]) == (f"{vague} (one)", PLACE, "")
    assert (second["text"], second["near"], second["age"]) == (f"{vague} (two)", "", "70")
    assert [v for k, v in first.items() if k.startswith("a.")] != [v for k, v in second.items() if k.startswith("a.")]


def test_the_doctors_page_has_the_words_the_answer_and_the_codes(ask: Ask) -> None:
    page = ask(BOTH, to="/answer/doctor/", age="64")
    assert page.one("blockquote").text == BOTH
    assert "Age: 64" in page.one("main").text
    assert "Both physical therapy (PT) and occupational therapy (OT) fit" in page.one("main").text
    rows = page.one("tbody").all("tr")
    assert rows
    assert any(re.fullmatch(r"[bdse]\d+", row.all("td")[2].text) for row in rows)


def test_the_doctors_page_tells_a_warning_first(ask: Ask) -> None:
    page = ask(STROKE, to="/answer/doctor/")
    assert page.all("p", class_="urgent-line")[0].text.startswith("Please look at this first: Call 911")


def test_the_figures_sum_to_what_is_shown(ask: Ask) -> None:
    from math import exp

    figures = ask(KNEE).one("details", class_="figures")
    rows = [[cell.text for cell in row.all("td")] for row in figures.one("tbody").all("tr")]
    shown = re.findall(r"(\d+) in 100", figures.one("caption").text)
    for column, percent in zip((2, 3), shown, strict=True):
        total = sum(float(row[column]) for row in rows)
        assert 100 / (1 + exp(-total)) == pytest.approx(int(percent), abs=1.5)
