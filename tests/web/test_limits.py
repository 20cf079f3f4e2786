"""How much one address may ask of the API."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from onward.web.limits import A_MINUTE, Limiter, most_a_minute, rate_limit


def test_each_address_has_a_minute_of_its_own() -> None:
    now = [100.0]
    limiter = Limiter(2, lambda: now[0])
    assert [limiter.take("a").requests for _ in range(3)] == [1, 0, -1]
    assert limiter.take("b").requests == 1
    now[0] += 59
    assert limiter.take("a") == (-2, 1)
    now[0] += 1
    assert limiter.take("a") == (1, 60)


@pytest.mark.parametrize(("value", "most"), [("off", None), ("5", 5), (" 7 ", 7)])
def test_an_operator_sets_the_limit(value: str, most: int | None) -> None:
    assert most_a_minute({"ONWARD_RATE_LIMIT": value}) == most
    assert most_a_minute({}) == A_MINUTE


@pytest.mark.parametrize("value", ["", "0", "-3", "many"])
def test_a_limit_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="a number of requests a minute, or off"):
        most_a_minute({"ONWARD_RATE_LIMIT": value})


def asked(path: str, address: str = "192.0.2.1") -> HttpRequest:
    request = HttpRequest()
    request.path, request.META["REMOTE_ADDR"] = path, address
    return request


def test_too_much_is_refused_with_the_time_to_wait_and_only_for_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_RATE_LIMIT", "2")
    answer = rate_limit(lambda _: HttpResponse("fine"))
    found = [answer(asked("/api/v1/search")) for _ in range(3)]
    assert [response.status_code for response in found] == [200, 200, 429]
    assert [response["RateLimit-Remaining"] for response in found] == ["1", "0", "0"]
    assert {response["RateLimit-Limit"] for response in found} == {"2"}
    assert 1 <= int(found[2]["Retry-After"]) <= 60
    assert b"too_many_requests" in found[2].content
    assert answer(asked("/api/v1/search", "192.0.2.2")).status_code == 200
    assert "RateLimit-Limit" not in answer(asked("/find/"))


def test_off_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONWARD_RATE_LIMIT", "off")
    answer = rate_limit(lambda _: HttpResponse("fine"))
    assert {answer(asked("/api/v1/places")).status_code for _ in range(2 * A_MINUTE)} == {200}
