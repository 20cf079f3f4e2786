"""What a person writes is kept nowhere: a phrase that nobody else would write is sent everywhere, then looked for."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import world

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

CANARY = "zanzibarquokka"
TEXT = f"My knee hurts on stairs since {CANARY}"
BIG = TEXT + "x" * 3_000_000


def everywhere(client: Client) -> Iterator[HttpResponse]:
    """The phrase sent in every way that there is, right and wrong."""
    for address in ("/answer/", "/answer/doctor/"):
        yield client.post(address, {"text": TEXT, "near": "Los Angeles, CA"})
        yield client.post(address, {"text": TEXT, "near": CANARY})
        yield client.post(address, {"text": TEXT, "age": CANARY, "who": CANARY})
        yield client.post(address, {"text": TEXT, "answer": f"{CANARY}:{CANARY}"})
        yield client.post(address, {"text": TEXT, f"a.{CANARY}": CANARY})
        yield client.post(address, {"text": f"\0{TEXT}"})
        yield client.post(address, BIG, content_type="application/x-www-form-urlencoded")
        yield client.post(address, {f"a.{CANARY}{n}": TEXT for n in range(99)})
        yield client.post(address, f"--{CANARY}", content_type="multipart/form-data")
        yield client.get(address, {"text": TEXT})
    yield client.post("/", {"text": TEXT})
    yield client.post("/find/", {"text": TEXT})
    for body in (
        json.dumps({"text": TEXT}),
        json.dumps({"text": TEXT, "age": CANARY}),
        json.dumps({"text": TEXT, CANARY: 1}),
        json.dumps({"text": TEXT, "answers": {CANARY: CANARY}}),
        json.dumps({"text": BIG}),
        f'{{"text": "{TEXT}',
    ):
        yield client.post("/api/v1/route", body, content_type="application/json")
    yield client.put("/api/v1/route", TEXT)


def test_their_words_are_in_no_log_no_file_and_no_address(
    client: Client, data: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    client.raise_request_exception = False
    responses = list(everywhere(client))
    assert any(CANARY.encode() in response.content for response in responses)  # it did arrive
    assert {response.status_code for response in responses} >= {200, 302, 400, 422}
    assert caplog.records  # refused requests are logged, without what was in them
    kept = logging.Formatter("%(message)s %(args)s %(pathname)s")
    assert [line for line in map(kept.format, caplog.records) if CANARY in line] == []
    assert CANARY not in "".join(capfd.readouterr())
    files = [path for path in data.rglob("*") if path.is_file()]
    assert data / "secret" in files
    assert [path for path in files if CANARY.encode() in path.read_bytes()] == []
    assert [response.headers["Location"] for response in responses if CANARY in response.get("Location", "")] == []


def test_nothing_remembers_their_words_for_the_next_visitor(client: Client) -> None:
    client.post("/answer/", {"text": TEXT})
    for address in ("/", "/find/", "/about/", "/guides/pt-or-ot/", "/answer/"):
        assert CANARY.encode() not in client.get(address, follow=True).content


def test_no_page_puts_their_words_into_an_address(client: Client) -> None:
    from web.page import Page

    for address in ("/answer/", "/answer/doctor/"):
        page = Page.of(client.post(address, {"text": TEXT, "near": "Los Angeles, CA"}).content)
        links = [e[name] for e in page.walk() for name in ("href", "action", "formaction", "src") if e[name]]
        assert links
        assert [link for link in links if CANARY in link] == []
        assert {form["method"] for form in page.all("form")} <= {"post"}


def test_the_release_is_not_written_to(client: Client) -> None:
    before = world.sample_release().read_bytes()
    client.post("/answer/", {"text": TEXT, "near": "Los Angeles, CA"})
    client.get("/find/", {"near": "Los Angeles, CA"})
    assert world.sample_release().read_bytes() == before
    assert [path.name for path in world.sample_release().parent.glob("sample.sqlite-*")] == []
