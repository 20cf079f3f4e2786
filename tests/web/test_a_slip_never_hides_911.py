"""A mistake in another field, or a text too long to weigh, must not hide urgent advice."""

from __future__ import annotations

import pytest
from django.test import Client

CHEST = "crushing chest pain right now and my arm is numb"


@pytest.mark.parametrize(
    "fields",
    [
        {"text": CHEST, "near": "Fersno, CA"},
        {"text": CHEST, "age": "x"},
        {"text": CHEST + " and more" * 2000},
    ],
    ids=["place", "age", "length"],
)
def test_urgent_advice_stands_above_the_mistake(client: Client, fields: dict[str, str]) -> None:
    response = client.post("/answer/", fields)
    html = response.content.decode()
    assert response.status_code == 422
    assert html.index("Call 911 now") < html.index('id="errors-title"')
    assert 'href="tel:911"' in html


def test_a_calm_slip_shows_no_alarm(client: Client) -> None:
    html = client.post("/answer/", {"text": "my knee is stiff", "near": "Fersno, CA"}).content.decode()
    assert 'class="urgent' not in html
