"""A browser without a browser: Django's client on the sample release, and pages taken apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store import world
from web.page import Page

if TYPE_CHECKING:
    from django.test import Client

KNEE = "My knee is stiff and stairs hurt"
Ask = Callable[..., Page]


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the site, which reads its settings as it goes."""
    world.set_up_django()
    folder = world.folder() / "data"
    monkeypatch.setenv("ONWARD_DATA", str(folder))
    monkeypatch.setenv("ONWARD_RELEASE", str(world.sample_release()))
    return folder


@pytest.fixture
def client(data: Path) -> Client:
    from django.test import Client

    return Client(SERVER_NAME="localhost", enforce_csrf_checks=True)


@pytest.fixture
def ask(client: Client) -> Ask:
    """``ask("my knee hurts", near="Fresno, CA")`` sends the form of the home page."""

    def send(text: str, *, to: str = "/answer/", status: int = 200, **fields: str) -> Page:
        response = client.post(to, {"text": text, **fields})
        assert response.status_code == status
        return Page.of(response.content)

    return send
