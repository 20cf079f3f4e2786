"""The JSON API."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from contract import DECISION, PROVIDER
from onward.navigator import Navigator
from store import world
from web.conftest import KNEE

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

ROUTE = "/api/v1/route"
SEARCH = "/api/v1/search"


def send(client: Client, line: Any) -> HttpResponse:
    body = line if isinstance(line, str | bytes) else json.dumps(line)
    return client.post(ROUTE, body, content_type="application/json")


def error(response: HttpResponse) -> dict[str, Any]:
    """The one shape of every error."""
    assert response.headers["Content-Type"].startswith("application/json")
    document = json.loads(response.content)
    assert set(document) == {"error"}
    told = document["error"]
    assert set(told) == {"code", "message", "field"}
    assert isinstance(told["code"], str)
    assert told["code"]
    assert isinstance(told["message"], str)
    assert told["message"]
    assert told["field"] is None or isinstance(told["field"], str)
    return told


def test_route_answers_with_the_decision_of_the_command_line(client: Client, navigator: Navigator) -> None:
    response = send(client, {"id": "a1", "text": KNEE, "age": 64})
    assert response.status_code == 200
    decision = response.json()
    assert decision["id"] == "a1"
    assert set(decision) >= set(DECISION)
    assert decision == navigator.decide(KNEE, age=64).to_json("a1")


def test_an_emergency_is_an_emergency_here_too(client: Client) -> None:
    decision = send(client, {"text": "My face droops on one side since this morning"}).json()
    assert decision["urgency"] == "emergency"
    assert decision["next_question"] is None
    assert "911" in decision["red_flags"][0]["say"]


def test_an_answer_to_the_question_counts(client: Client, navigator: Navigator) -> None:
    text = world.vague(navigator)
    asked = send(client, {"text": text}).json()["next_question"]
    answers = {asked["id"]: asked["options"][0]["id"]}
    answered = send(client, {"text": text, "answers": answers}).json()
    assert answered["reasons"]
    assert answered["next_question"] != asked


@pytest.mark.parametrize(
    ("line", "status", "field"),
    [
        ("{not json", 400, None),
        ("", 422, None),
        ("[1]", 422, None),
        ('"my knee"', 422, None),
        (b'{"text": "my \xff knee"}', 400, None),
        ("[" * 100_000, 400, None),
        ({}, 422, "text"),
        ({"text": None}, 422, "text"),
        ({"text": 5}, 422, "text"),
        ({"text": ""}, 422, "text"),
        ({"text": "\N{SLIGHTLY SMILING FACE}"}, 422, "text"),
        ({"text": "me duele la espalda desde ayer"}, 422, "text"),
        ({"text": "a" * 100_000}, 422, "text"),
        ({"text": KNEE, "age": 121}, 422, "age"),
        ({"text": KNEE, "age": -1}, 422, "age"),
        ({"text": KNEE, "age": 6.5}, 422, "age"),
        ({"text": KNEE, "age": "64"}, 422, "age"),
        ({"text": KNEE, "age": True}, 422, "age"),
        ({"text": KNEE, "id": 1.5}, 422, "id"),
        ({"text": KNEE, "id": [1]}, 422, "id"),
        ({"text": KNEE, "answers": [1]}, 422, "answers"),
        ({"text": KNEE, "answers": {"main_trouble": 1}}, 422, "answers"),
        ({"text": KNEE, "agee": 5}, 422, "agee"),
    ],
)
def test_a_line_that_cannot_be_decided_is_an_error_of_the_one_shape(
    client: Client, line: Any, status: int, field: str | None
) -> None:
    response = send(client, line)
    assert response.status_code == status
    assert error(response)["field"] == field


def test_an_answer_that_does_not_exist_is_named(client: Client) -> None:
    response = send(client, {"text": KNEE, "answers": {"nope": "x"}})
    assert response.status_code == 422
    assert "'nope'" in error(response)["message"]


def test_a_body_beyond_all_bounds_is_refused(client: Client) -> None:
    response = send(client, {"text": "a" * 3_000_000})
    assert response.status_code == 400
    error(response)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", ROUTE, 405),
        ("PUT", ROUTE, 405),
        ("POST", SEARCH, 405),
        ("DELETE", "/api/v1/providers/1234567893", 405),
        ("POST", "/api/v1/places", 405),
        ("GET", "/api/v1/nowhere", 404),
        ("GET", "/api/v1/", 404),
        ("GET", "/api/v1/providers/", 404),
        ("GET", "/api/v1/providers/1234567893", 404),
        ("GET", "/api/v1/providers/1234567890", 422),
        ("GET", "/api/v1/providers/knee", 422),
        ("GET", "/api/v1/places", 422),
        ("GET", SEARCH, 422),
    ],
)
def test_every_endpoint_errs_in_the_one_shape(client: Client, method: str, address: str, status: int) -> None:
    response = client.generic(method, address)
    assert response.status_code == status
    error(response)
    assert "Content-Security-Policy" in response.headers


def test_a_refused_method_is_told_which_one_to_use(client: Client) -> None:
    assert client.get(ROUTE).headers["Allow"] == "POST"


def test_a_host_that_is_not_ours_is_an_error_of_the_one_shape(client: Client) -> None:
    response = client.get("/api/v1/places?q=a", headers={"host": "evil.example"})
    assert response.status_code == 400
    error(response)


def test_what_breaks_is_an_error_of_the_one_shape(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("ONWARD_RELEASE", "/nowhere/r.sqlite")
    from onward.web import api
    from onward.web.site import Site

    fresh = Site()
    monkeypatch.setattr(api, "site", lambda: fresh)
    client.raise_request_exception = False
    response = client.get(SEARCH, {"near": "90001"})
    assert response.status_code == 500
    assert error(response)["code"] == "broken"
    assert b"Traceback" not in response.content


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"near": "Fersno, CA"}, "near"),
        ({"near": ""}, "near"),
        ({"near": "\0"}, "near"),
        ({"near": "90001", "limit": "0"}, "limit"),
        ({"near": "90001", "limit": "201"}, "limit"),
        ({"near": "90001", "limit": "many"}, "limit"),
        ({"near": "90001", "within": "0"}, "within"),
        ({"near": "90001", "within": "nan"}, "within"),
        ({"near": "90001", "within": "501"}, "within"),
        ({"near": "90001", "discipline": "slp"}, "discipline"),
        ({"near": "90001", "specialty": "hnad"}, "specialty"),
        ({"near": "90001", "specialty": "school"}, "specialty"),
        ({"near": "90001", "setting": "school"}, "setting"),
        ({"near": "90001", "role": "boss"}, "role"),
        ({"near": "90001", "both": "maybe"}, "both"),
        ({"near": "90001", "cursor": "nope"}, "cursor"),
        ({"near": "90001", "cursor": "1-1234567890"}, "cursor"),
        ({"near": "90001", "specialities": "hand"}, "specialities"),
        ({"near": "90001", "Limit": "3"}, "Limit"),
    ],
)
def test_a_search_for_what_is_not_there_names_the_parameter(client: Client, query: dict[str, str], field: str) -> None:
    response = client.get(SEARCH, query)
    assert response.status_code == 422
    assert error(response)["field"] == field


def test_search_answers_as_the_contract_says(client: Client) -> None:
    document = client.get(SEARCH, {"near": "Los Angeles, CA", "within": "25", "limit": "4"}).json()
    assert document["place"]["label"] == "Los Angeles, CA"
    assert document["within"] == 25
    assert document["total"] > len(document["providers"]) == 4
    for provider in document["providers"]:
        assert set(provider) >= set(PROVIDER)
        assert provider["miles"] <= 25


@pytest.mark.parametrize("limit", [1, 7, 200])
@pytest.mark.parametrize("more", [{}, {"discipline": "ot"}, {"role": "any"}])
def test_pages_cover_every_result_once_and_in_order(client: Client, limit: int, more: dict[str, str]) -> None:
    query = {"near": "Los Angeles, CA", "within": "25", **more, "limit": str(limit)}
    page = client.get(SEARCH, query).json()
    found = list(page["providers"])
    while page["next"]:
        assert len(page["providers"]) == limit
        page = client.get(SEARCH, {**query, "cursor": page["next"]}).json()
        assert page["providers"]
        found += page["providers"]
    assert len(found) == page["total"] > 7
    assert len({provider["npi"] for provider in found}) == len(found)
    assert [p["miles"] for p in found] == sorted(p["miles"] for p in found)


def test_one_provider_is_found_by_its_npi(client: Client) -> None:
    listed = client.get(SEARCH, {"near": "90001", "limit": "1"}).json()["providers"][0]
    alone = client.get(f"/api/v1/providers/{listed['npi']}").json()
    assert (alone["npi"], alone["name"], alone["licences"]) == (listed["npi"], listed["name"], listed["licences"])


def test_places_complete_what_is_typed(client: Client) -> None:
    places = client.get("/api/v1/places", {"q": "Fres"}).json()["places"]
    assert 1 <= len(places) <= 8
    assert places[0]["label"] == "Fresno, CA"
    assert client.get("/api/v1/places", {"q": "qqqqq"}).json() == {"places": []}


def test_the_description_has_every_path_of_the_contract(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths) >= {ROUTE, SEARCH, "/api/v1/providers/{npi}", "/api/v1/places"}


def test_the_interactive_page_of_the_library_is_off(client: Client) -> None:
    assert client.get("/api/v1/docs").status_code == 404


def test_the_api_needs_no_token_and_sets_no_cookie(client: Client) -> None:
    response = send(client, {"text": KNEE})
    assert response.status_code == 200
    assert not response.cookies


def test_the_api_leaves_the_data_folder_as_it_was(client: Client, data: Path) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    send(client, {"text": KNEE})
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before
