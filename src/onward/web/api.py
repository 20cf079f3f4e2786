"""The JSON API (contracts.md): the same answers as the command line. One error shape for everything that goes wrong."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError, ValidationError
from pydantic import ConfigDict, Field, StrictInt, StrictStr

from onward._version import __version__
from onward.ask.bulk import LineError, route_one
from onward.directory import search as directory_search
from onward.directory.npi import Npi
from onward.directory.place import PlaceNotFound
from onward.navigator import OLDEST
from onward.web.middleware import error_shape
from onward.web.site import site

api = NinjaAPI(
    title="Onward",
    version=__version__,
    description="PT, OT, both or urgent care, from a person's words; and therapists from the national registry.",
    docs_url=None,  # the interactive page of the library loads scripts from elsewhere; the document itself is enough
    urls_namespace="api",
)


class RouteLine(Schema):
    """One message to decide."""

    model_config = ConfigDict(extra="forbid")

    id: StrictStr | StrictInt | None = None
    text: str = Field(description="What is hard, in the person's own words.")
    age: StrictInt | None = Field(None, ge=0, le=OLDEST, description="Years.")
    answers: dict[str, str] = Field(
        default_factory=dict,
        description="Question id to option id, skip or unknown; or the item of an instrument to its value.",
    )


class SearchParameters(Schema):
    """What to look for, and where."""

    model_config = ConfigDict(extra="forbid")

    near: str = Field(description='"City, ST", "City, State name", a ZIP or "lat,lon".')
    within: float | None = Field(None, gt=0, le=500, description="Miles; widens by itself when left out.")
    discipline: str | None = None
    specialty: str | None = None
    setting: str | None = None
    role: str | None = None
    both: bool = False
    name: str | None = None
    limit: int = Field(25, ge=1, le=200)
    cursor: str | None = None


class ApiError(Exception):
    """Something that the caller can mend, with the field to mend."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status, self.code, self.field = status, code, field


@api.post("/route", summary="Decide one message")
def route(request: HttpRequest, line: RouteLine) -> dict[str, Any]:
    """A Decision. Nothing of the message is stored or logged."""
    item = {key: value for key, value in line.model_dump().items() if value is not None}
    try:
        return route_one(item, site().navigator)
    except LineError as error:
        raise ApiError(422, "unreadable", str(error), "text") from None


@api.get("/search", summary="Providers near a place")
def search(request: HttpRequest, parameters: Query[SearchParameters]) -> dict[str, Any]:
    """Providers by place, discipline, specialty, setting, role and name, nearest first."""
    _no_unknown(request, SearchParameters)
    here = site()
    try:
        place = here.gazetteer.resolve(parameters.near)
    except PlaceNotFound as error:
        raise ApiError(422, "unknown_place", str(error), "near") from None
    try:
        query = directory_search.query_at(
            place, here.knowledge.specialties, here.knowledge.settings, **parameters.model_dump(exclude={"near"})
        )
        result = here.directory.search(query)
    except directory_search.SearchError as error:
        raise ApiError(422, "bad_parameter", str(error), error.field) from None
    return {"place": place.to_json(), **result.to_json()}


@api.get("/providers/{npi}", summary="One provider by NPI")
def provider(request: HttpRequest, npi: str) -> dict[str, Any]:
    """A provider of the current release."""
    try:
        number = Npi(npi)
    except ValueError as error:
        raise ApiError(422, "bad_npi", str(error), "npi") from None
    found = site().directory.by_npi(number)
    if found is None:
        raise ApiError(404, "not_found", f"no provider with NPI {npi} is in the current directory", "npi")
    return found.to_json()


@api.get("/places", summary="Places that begin so")
def places(request: HttpRequest, q: str) -> dict[str, Any]:
    """Up to eight places for a box that completes what is typed."""
    return {"places": [place.to_json() for place in site().gazetteer.suggest(q)]}


def _no_unknown(request: HttpRequest, schema: type[Schema]) -> None:
    """A misspelt parameter is an error: ignoring it would answer another question than the one that was asked."""
    for name in request.GET:
        if name not in schema.model_fields:
            known = ", ".join(schema.model_fields)
            raise ApiError(422, "unknown_parameter", f"{name!r} is no parameter of this search; it has {known}", name)


@api.exception_handler(ApiError)
def _told(request: HttpRequest, error: ApiError) -> HttpResponse:
    return api.create_response(request, error_shape(error.code, str(error), error.field), status=error.status)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    first = error.errors[0]
    # Where it is (body, query), the name of our own parameter, then the field; a union adds a name of its own behind.
    where = [str(part) for part in first.get("loc", ()) if part not in {"body", "query", "path", "line", "parameters"}]
    field = where[0] if where else None
    message = f"{field}: {first['msg']}" if field else "send one JSON object with the fields of the documentation"
    return api.create_response(request, error_shape("invalid", message, field), status=422)


@api.exception_handler(HttpError)
def _unread(request: HttpRequest, error: HttpError) -> HttpResponse:
    return api.create_response(request, error_shape("bad_request", str(error), None), status=error.status_code)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return api.create_response(request, error_shape("not_found", "there is nothing at this address", None), status=404)
