"""Errors of the API that Django makes itself, in the API's one shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

API = "/api/v1/"
_SAYS = {
    400: ("bad_request", "the request cannot be read, or is too large"),
    404: ("not_found", "there is nothing at this address"),
    405: ("method_not_allowed", "this address does not take that method"),
    500: ("broken", "something broke on our side; nothing was kept"),
}


def error_shape(code: str, message: str, field: str | None = None) -> dict[str, Any]:
    """The one shape of an error (contracts.md)."""
    return {"error": {"code": code, "message": message, "field": field}}


def one_error_shape(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Outermost, so that it sees what every other middleware refuses. Headers stay as they are."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        status, kind = response.status_code, response.headers.get("Content-Type", "")
        if status >= 400 and request.path.startswith(API) and not kind.startswith("application/json"):
            code, message = _SAYS.get(status, ("error", response.reason_phrase))
            response.content = json.dumps(error_shape(code, message)).encode()
            response.headers["Content-Type"] = "application/json; charset=utf-8"
            response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware
