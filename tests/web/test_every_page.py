"""What holds for every page: it is sound, keeps its promises of privacy and needs nobody else."""

from __future__ import annotations

import re
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from web.page import Element, Page

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.test import Client

KNEE = "My knee is stiff and stairs hurt"
BOTH = "Since my stroke last spring I can't walk without holding on, and I need help to dress, bathe and cook."
PLACE = "Los Angeles, CA"
Asked = tuple[str, dict[str, str] | None]
SOUND = [
    pytest.param(("/", None), id="home"),
    pytest.param(("/?example=1", None), id="home with an example"),
    pytest.param(("/find/", None), id="find"),
    pytest.param(("/find/?near=Los+Angeles,+CA&specialty=hand", None), id="found"),
    pytest.param(("/find/?near=Adak,+AK", None), id="nobody found"),
    pytest.param(("/find/california/", None), id="state"),
    pytest.param(("/find/guam/", None), id="territory"),
    pytest.param(("/find/california/los-angeles/", None), id="city"),
    pytest.param(("/find/california/los-angeles/both/", None), id="both in a city"),
    pytest.param(("/find/alaska/adak/", None), id="city where nobody is listed"),
    pytest.param(("/guides/pt-or-ot/", None), id="difference"),
    pytest.param(("/about/", None), id="about"),
    pytest.param(("/answer/", {"text": KNEE, "near": PLACE, "age": "64"}), id="pt"),
    pytest.param(("/answer/", {"text": "I can't do up my buttons", "near": PLACE}), id="ot"),
    pytest.param(("/answer/", {"text": BOTH, "near": PLACE}), id="both"),
    pytest.param(("/answer/", {"text": BOTH, "near": "Adak, AK"}), id="both and nobody near"),
    pytest.param(("/answer/", {"text": "Something is wrong"}), id="unsure"),
    pytest.param(("/answer/", {"text": "I have a toothache", "near": PLACE}), id="neither"),
    pytest.param(("/answer/", {"text": "My face droops on one side this morning and I can't walk"}), id="emergency"),
    pytest.param(("/answer/", {"text": "I want to kill myself"}), id="crisis"),
    pytest.param(
        ("/answer/", {"text": "I have crushing chest pain right now and I want to kill myself", "near": PLACE}),
        id="two flags",
    ),
    pytest.param(("/answer/", {"text": "My calf is swollen, red and hot", "near": PLACE}), id="same day"),
    pytest.param(
        ("/answer/", {"text": 'My knee <b>hurts</b> "><script>x</script> & swells'}), id="markup in the words"
    ),
    pytest.param(("/answer/doctor/", {"text": BOTH, "age": "64"}), id="doctor"),
]
REFUSED = [
    pytest.param(("/answer/", {"text": ""}), 422, id="nothing said"),
    pytest.param(("/answer/", {"text": KNEE, "near": "Fersno, CA", "age": "old", "who": "x"}), 422, id="all wrong"),
    pytest.param(("/answer/doctor/", {"text": ""}), 422, id="doctor without words"),
    pytest.param(("/find/?near=", None), 422, id="find without a place"),
    pytest.param(("/find/?near=90001&specialty=nope&discipline=nope", None), 422, id="find all wrong"),
    pytest.param(("/nowhere/", None), 404, id="not here"),
    pytest.param(("/find/california/fersno/", None), 404, id="no such city"),
    pytest.param(("/find/us/", None), 404, id="no such state"),
    pytest.param(("/", {"text": KNEE}), 403, id="a form to a page that takes none"),
    pytest.param(("/answer/", {f"a.{n}": "x" for n in range(99)}), 400, id="too many fields"),
]
ALL = [*SOUND, *(pytest.param(each.values[0], id=each.id) for each in REFUSED)]


def fetch(client: Client, asked: Asked) -> HttpResponse:
    address, form = asked
    return client.get(address) if form is None else client.post(address, form)


@pytest.fixture
def response(client: Client, asked: Asked) -> HttpResponse:
    return fetch(client, asked)


@pytest.fixture
def page(response: HttpResponse) -> Page:
    return Page.of(response.content)


@pytest.mark.parametrize("asked", SOUND)
def test_it_is_there(response: HttpResponse) -> None:
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(("asked", "status"), REFUSED)
def test_what_cannot_be_done_is_refused_with_a_page(response: HttpResponse, page: Page, status: int) -> None:
    assert response.status_code == status
    assert page.h1


@pytest.mark.parametrize("asked", ALL)
def test_its_tags_close_as_they_open(page: Page) -> None:
    assert page.faults == []


@pytest.mark.parametrize("asked", ALL)
def test_it_has_one_title_one_heading_and_a_language(page: Page) -> None:
    assert page.one("html")["lang"] == "en"
    assert page.one("title").text
    assert page.h1
    assert page.one("main")["id"] == "main"


@pytest.mark.parametrize("asked", ALL)
def test_no_level_of_heading_is_passed_over(page: Page) -> None:
    levels = [int(element.tag[1]) for element in page.walk() if re.fullmatch("h[1-6]", element.tag)]
    before = 0
    for level in levels:
        # An error summary stands before the h1 of its page.
        assert level <= before + 1 or (before == 0 and level == 2)
        before = level


@pytest.mark.parametrize("asked", ALL)
def test_every_id_is_given_once(page: Page) -> None:
    ids = [element["id"] for element in page.walk() if element["id"]]
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("asked", ALL)
def test_what_points_to_an_id_finds_it(page: Page) -> None:
    ids = {element["id"] for element in page.walk() if element["id"]}
    for element in page.walk():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(element[name].split()) <= ids, f"{element.tag} {name}"
        if element["href"].startswith("#"):
            assert element["href"][1:] in ids


@pytest.mark.parametrize("asked", ALL)
def test_a_section_is_named_by_a_heading(page: Page) -> None:
    named = {element["id"]: element.tag for element in page.walk() if element["id"]}
    for section in page.all("section"):
        if section["aria-labelledby"]:
            assert named[section["aria-labelledby"]] in {"h2", "h3"}


@pytest.mark.parametrize("asked", ALL)
def test_every_field_has_its_label(page: Page) -> None:
    labelled = {label["for"] for label in page.all("label")}
    fields = [e for e in page.walk() if e.tag in {"input", "select", "textarea"} and e["type"] != "hidden"]
    assert [element["name"] for element in fields if element["id"] not in labelled] == []
    assert labelled <= {element["id"] for element in fields}


@pytest.mark.parametrize("asked", ALL)
def test_every_button_and_link_says_something(page: Page) -> None:
    for element in [*page.all("a"), *page.all("button")]:
        assert element.text or element["aria-label"]


@pytest.mark.parametrize("asked", ALL)
def test_it_has_no_inline_style_or_script(page: Page) -> None:
    assert page.all("style") == []
    # A block of data is no script: nothing in it runs.
    assert {script["type"] for script in page.all("script") if not script["src"]} <= {"application/ld+json"}
    for element in page.walk():
        assert [name for name in element.attributes if name == "style" or name.startswith("on")] == []


def loaded(element: Element) -> list[str]:
    """The addresses that a browser fetches by itself."""
    if element["rel"] == "canonical":  # names the page and is not fetched
        return []
    names = {"link": "href", "use": "href", "form": "action", "object": "data"}
    return [element[name] for name in ("src", "srcset", "poster", names.get(element.tag, "src")) if element[name]]


@pytest.mark.parametrize("asked", ALL)
def test_it_loads_nothing_from_anybody_else(page: Page, client: Client) -> None:
    addresses = {address.partition("#")[0] for element in page.walk() for address in loaded(element)}
    assert addresses
    assert [address for address in addresses if not re.match("/(?!/)", address)] == []
    for address in addresses:
        if address.startswith("/static/"):
            with closing(client.get(address)) as response:
                assert response.status_code == 200


@pytest.mark.parametrize("asked", ALL)
def test_its_policy_allows_nothing_inline_and_nobody_else(response: HttpResponse) -> None:
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not re.search(r"unsafe|https?:|\*|data:", policy)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "address",
    ["/healthz", "/robots.txt", "/answer/", "/static/onward.css", "/api/v1/openapi.json", "/api/v1/places?q=fr"],
)
def test_other_addresses_set_no_cookie(client: Client, address: str) -> None:
    with closing(client.get(address)) as response:
        assert response.status_code in {200, 302}
        assert not response.cookies


@pytest.mark.parametrize("asked", ALL)
def test_it_sets_no_cookie(response: HttpResponse) -> None:
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("asked", ALL)
def test_every_link_within_the_site_leads_somewhere(page: Page, client: Client) -> None:
    links = {a["href"].partition("#")[0] for a in page.all("a") if a["href"].startswith("/")}
    assert "/find/" in links
    assert [link for link in links if client.get(link).status_code != 200] == []


@pytest.mark.parametrize("address", ["/", "/find/", "/about/", "/guides/pt-or-ot/", "/healthz", "/robots.txt"])
def test_a_head_request_is_answered_like_a_get_without_its_body(client: Client, address: str) -> None:
    response = client.head(address)
    assert response.status_code == 200
    assert response.content == b""
