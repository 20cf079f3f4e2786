"""The home page, mistakes in its form, the search form, and the small addresses."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from store import world
from web.conftest import KNEE, Ask
from web.page import Page

if TYPE_CHECKING:
    from django.test import Client


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_example_fills_the_box_without_words_in_the_address(client: Client, number: int) -> None:
    home = Page.of(client.get("/").content)
    example = home.one("p", class_="examples").all("a")[number - 1]
    assert example["href"] == f"/?example={number}#text"
    filled = Page.of(client.get(example["href"]).content).form("/answer/")
    assert filled["text"] == example.text.strip("“”")
    assert client.post("/answer/", filled).status_code == 200


@pytest.mark.parametrize("chosen", ["0", "4", "-1", "x", "", "²", "1 "])
def test_an_example_that_is_none_leaves_the_box_empty(client: Client, chosen: str) -> None:
    response = client.get("/", {"example": chosen})
    assert response.status_code == 200
    assert Page.of(response.content).form("/answer/")["text"] == ""


@pytest.mark.parametrize(
    ("fields", "wrong", "says"),
    [
        ({"text": ""}, "text", "Say in a few words"),
        ({"text": " \n "}, "text", "Say in a few words"),
        ({"text": "\N{SLIGHTLY SMILING FACE}"}, "text", "There are no words to read"),
        ({"text": "a" * 10_001}, "text", "longer than 10,000 characters"),
        ({"text": "me duele la espalda desde ayer"}, "text", "solo lee inglés"),
        ({"text": "my knee\0 hurts"}, "text", "Null characters"),
        ({"text": KNEE, "near": "Fersno, CA"}, "near", "No place called Fersno in California"),
        ({"text": KNEE, "near": "9372"}, "near", "9372 has 4 digits"),
        ({"text": KNEE, "near": "x" * 5_000}, "near", "120 characters"),
        ({"text": KNEE, "age": "old"}, "age", "as a number"),
        ({"text": KNEE, "age": "-1"}, "age", "0 or more"),
        ({"text": KNEE, "age": "121"}, "age", "120 or less"),
        ({"text": KNEE, "who": "nobody"}, "who", "nobody"),
        ({"text": KNEE, "answer": "nope:x"}, "text", "nope"),
        ({"text": KNEE, "a.main_trouble": "nope"}, "text", "nope"),
    ],
)
def test_a_mistake_keeps_what_was_typed_and_leads_to_its_field(
    client: Client, fields: dict[str, str], wrong: str, says: str
) -> None:
    response = client.post("/answer/", {"near": "Fresno, CA", "age": "64", "who": "other", **fields})
    assert response.status_code == 422
    assert response.headers["Cache-Control"] == "no-store"
    page = Page.of(response.content)
    assert page.one("title").text.startswith("Please mend")
    summary = page.one("div", role="alert")
    (link,) = summary.all("a")
    assert link["href"] == f"#{wrong}"
    assert says in link.text
    sent = page.form("/answer/")
    typed = {"near": "Fresno, CA", "age": "64", **fields}
    assert [sent[name] for name in ("text", "near", "age")] == [typed[name] for name in ("text", "near", "age")]
    if wrong != "who":
        field = next(e for e in page.walk() if e["id"] == wrong)
        assert field["aria-invalid"] == "true"
        assert f"{wrong}-error" in field["aria-describedby"].split()
    if "who" not in fields:
        assert page.one("option", value="other").attributes.keys() >= {"selected"}


def test_several_mistakes_are_told_at_once(ask: Ask) -> None:
    page = ask("", near="Fersno, CA", age="old", status=422)
    assert [link["href"] for link in page.one("div", role="alert").all("a")] == ["#text", "#near", "#age"]


def test_an_unknown_place_is_answered_with_a_suggestion(ask: Ask) -> None:
    page = ask(KNEE, near="Fersno, CA", status=422)
    assert "did you mean Fresno, CA?" in page.one("div", role="alert").text
    assert page.form("/answer/")["text"] == KNEE


def test_words_are_shown_as_words_never_as_markup(ask: Ask) -> None:
    page = ask('<script>alert(1)</script>"><img src=x>', near="<b>nowhere</b>", status=422)
    assert page.all("script") == page.all("img") == page.all("b") == []
    assert page.form("/answer/")["near"] == "<b>nowhere</b>"


def test_a_search_shows_cards_with_distance_phone_and_the_sample_note(client: Client) -> None:
    response = client.get("/find/", {"near": "Los Angeles, CA", "discipline": "ot"})
    assert response.headers["X-Robots-Tag"] == "noindex"
    page = Page.of(response.content)
    assert page.h1 == "Therapists near Los Angeles, CA"
    cards = page.all("li", class_="card")
    assert cards
    for card in cards:
        assert card.one("span", class_="miles").text
        assert card.all("span", class_="ot")
        assert "pt" not in {c for span in card.all("span") for c in span["class"].split()} or "PT" in card.text
    assert page.one("p", class_="sample").text.startswith("Sample data.")
    assert page.one("option", value="ot").attributes.keys() >= {"selected"}


@pytest.mark.parametrize(
    ("query", "wrong", "says"),
    [
        ({"near": ""}, "near", "City and state"),
        ({"near": "Fersno, CA"}, "near", "did you mean Fresno, CA?"),
        ({"near": "90001", "specialty": "nope"}, "specialty", "nope"),
        ({"near": "90001", "specialty": "school"}, "specialty", "school"),
        ({"near": "90001", "discipline": "nope"}, "discipline", "nope"),
        ({"near": "\0"}, "near", "Null characters"),
    ],
)
def test_a_mistake_in_a_search_leads_to_its_field(client: Client, query: dict[str, str], wrong: str, says: str) -> None:
    response = client.get("/find/", query)
    assert response.status_code == 422
    (link,) = Page.of(response.content).one("div", role="alert").all("a")
    assert link["href"] == f"#{wrong}"
    assert says.casefold() in link.text.casefold()


def test_a_special_field_of_which_nobody_is_listed_cannot_be_chosen(client: Client) -> None:
    options = {o["value"] for o in Page.of(client.get("/find/").content).one("select", id="specialty").all("option")}
    assert {"", "hand"} <= options
    assert "school" not in options


def test_health_counts_what_is_loaded(client: Client) -> None:
    response = client.get("/healthz")
    assert response.headers["Content-Type"] == "text/plain"
    assert response.content == f"ok {world.ROWS}\n".encode()


def test_robots_are_kept_from_answers_searches_and_the_api(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert set(lines) >= {"Disallow: /answer/", "Disallow: /api/", "Disallow: /find/?"}


def test_a_static_file_is_linked_with_its_hash_and_may_be_kept_a_day(client: Client) -> None:
    address = Page.of(client.get("/").content).one("link", rel="stylesheet")["href"]
    assert "?v=" in address
    with closing(client.get(address)) as response:
        assert response.headers["Content-Type"].startswith("text/css")
        assert "max-age=86400" in response.headers["Cache-Control"]


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
