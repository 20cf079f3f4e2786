"""How much one address may ask of the API in a minute, said in headers (draft-ietf-httpapi-ratelimit-headers).

Counted in the memory of each process and forgotten with the minute: nothing is stored. Pages for people have no limit.
``ONWARD_RATE_LIMIT`` is a number of requests a minute, or ``off``.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse

from onward.web.middleware import error_shape

API = "/api/"
A_MINUTE = 120
_WINDOW = 60.0


class Left(NamedTuple):
    """Requests that are left until ``seconds`` from now; below 0 where there were too many."""

    requests: int
    seconds: int


class Limiter:
    """Counts requests of each address in a window of a minute; safe to share between threads."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.most, self._clock, self._lock = most, clock, threading.Lock()
        self._ends, self._counts = 0.0, dict[str, int]()

    def take(self, address: str) -> Left:
        """One request from ``address``."""
        with self._lock:
            now = self._clock()
            if now >= self._ends:
                self._ends, self._counts = now + _WINDOW, {}
            self._counts[address] = self._counts.get(address, 0) + 1
            return Left(self.most - self._counts[address], max(1, round(self._ends - now)))


def most_a_minute(environment: Mapping[str, str]) -> int | None:
    """The limit, or None where it is off. Raises ImproperlyConfigured for a value that is neither."""
    value = environment.get("ONWARD_RATE_LIMIT", str(A_MINUTE)).strip()
    if value == "off":
        return None
    if not value.isdecimal() or int(value) < 1:
        raise ImproperlyConfigured(f"ONWARD_RATE_LIMIT is {value!r}: give a number of requests a minute, or off")
    return int(value)


def rate_limit(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: 429 with Retry-After for an address that asks too much of the API."""
    most = most_a_minute(os.environ)
    limiter = Limiter(most) if most else None

    def middleware(request: HttpRequest) -> HttpResponse:
        if limiter is None or not request.path.startswith(API):
            return get_response(request)
        left = limiter.take(request.META.get("REMOTE_ADDR", ""))
        response = get_response(request) if left.requests >= 0 else _too_many(left)
        response["RateLimit-Limit"] = str(limiter.most)
        response["RateLimit-Remaining"] = str(max(0, left.requests))
        response["RateLimit-Reset"] = str(left.seconds)
        return response

    return middleware


def _too_many(left: Left) -> HttpResponse:
    message = f"too many requests from this address: try again in {left.seconds} seconds"
    error = json.dumps(error_shape("too_many_requests", message))
    response = HttpResponse(error, status=429, content_type="application/json; charset=utf-8")
    response["Retry-After"] = str(left.seconds)
    return response
