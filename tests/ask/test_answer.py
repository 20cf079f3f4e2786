"""One call decides, matches and answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onward.ask import Answer, ask
from onward.directory.gazetteer import Gazetteer
from onward.directory.search import Query
from onward.navigator import Navigator
from onward.navigator.decision import Reason
from onward.release.search import Directory
from store import world

BOTH = "Since my stroke last spring I can't walk without holding on, and I need help to dress, bathe and cook."
HAND = "I cut a tendon in my finger and can't pinch or hold a pen"
KNEE = "My knee is stiff and stairs hurt"
TEXTS = (
    BOTH,
    HAND,
    KNEE,
    "My 6-year-old melts down over socks and loud rooms",
    "I get dizzy when I turn over in bed, and my knee, my hip and my back hurt, and I fall, and I can't cook",
    "My knee hurts. My knee really hurts. My knee hurts on stairs.",
    "help",
    "I have a toothache",
)


def reason(label: str, pt: float, start: int | None = 0, end: int | None = 4, rule: str = "concern:x") -> Reason:
    quote = None if start is None else "word"
    return Reason(rule, "x", label, None, quote, start, end, pt, 0.0)


@pytest.fixture
def blank(navigator: Navigator) -> Answer:
    """An answer for PT, to be given other reasons."""
    return ask(navigator, KNEE)


def shown(answer: Answer, *reasons: Reason) -> list[str]:
    other = replace(answer, decision=replace(answer.decision, reasons=reasons))
    return [reason.label for reason in other.shown_reasons()]


@pytest.mark.parametrize("city", ["Los Angeles, CA", "New York, NY", "Chicago, IL"])
@pytest.mark.parametrize("limit", [2, 5, 10])
def test_where_both_fit_some_of_each_are_named_nearest_first(
    navigator: Navigator, directory: Directory, places: Gazetteer, city: str, limit: int
) -> None:
    answer = ask(navigator, BOTH, place=places.resolve(city), directory=directory, limit=limit)
    assert answer.decision.discipline == "both"
    offered = [hit.provider.disciplines for hit in answer.providers]
    assert sum("pt" in each for each in offered) >= limit // 2
    assert sum("ot" in each for each in offered) >= limit // 2
    assert len(offered) == limit
    distances = [hit.miles for hit in answer.providers]
    assert distances == sorted(distances, key=lambda miles: miles or 0.0)


def test_nobody_is_named_twice(navigator: Navigator, directory: Directory, places: Gazetteer) -> None:
    answer = ask(navigator, BOTH, place=places.resolve("Los Angeles, CA"), directory=directory, limit=60)
    npis = [hit.provider.npi for hit in answer.providers]
    assert npis
    assert len(npis) == len(set(npis))


def test_for_one_discipline_specialists_come_first(
    navigator: Navigator, directory: Directory, places: Gazetteer
) -> None:
    place = places.resolve("Los Angeles, CA")
    answer = ask(navigator, HAND, place=place, directory=directory, within=100, limit=5)
    assert answer.decision.discipline == "ot"
    wanted = {each.id for each in answer.decision.specialties} & set(directory.recorded.specialties)
    special = [bool(wanted & set(hit.provider.specialties)) for hit in answer.providers]
    assert special == sorted(special, reverse=True)
    around = Query(lat=place.lat, lon=place.lon, within=100, disciplines=("ot",), limit=5)
    nearest = directory.search(around).hits
    assert [hit.provider.npi for hit in answer.providers] != [hit.provider.npi for hit in nearest]
    assert answer.providers[0].provider.specialties == ("hand",)


def test_everybody_named_offers_the_therapy_within_the_radius(
    navigator: Navigator, directory: Directory, places: Gazetteer
) -> None:
    answer = ask(navigator, HAND, place=places.resolve("Los Angeles, CA"), directory=directory, within=40, limit=30)
    assert answer.within == 40
    assert answer.providers
    assert all("ot" in hit.provider.disciplines for hit in answer.providers)
    assert all((hit.miles or 0.0) <= 40 for hit in answer.providers)


def test_the_radius_widens_by_itself(navigator: Navigator, directory: Directory, places: Gazetteer) -> None:
    answer = ask(navigator, KNEE, place=places.resolve("Anchorage, AK"), directory=directory, limit=5)
    assert answer.within is not None
    assert answer.within > 10
    assert answer.providers


def test_without_a_place_nobody_is_looked_for(navigator: Navigator, directory: Directory) -> None:
    answer = ask(navigator, KNEE, directory=directory)
    assert answer.decision.discipline == "pt"
    assert (answer.place, answer.within, answer.providers, answer.facilities) == (None, None, (), ())


@pytest.mark.parametrize("discipline", ["neither", "unsure"])
def test_where_no_therapy_fits_nobody_is_named(
    navigator: Navigator, directory: Directory, places: Gazetteer, discipline: str
) -> None:
    text = "I have a toothache" if discipline == "neither" else world.vague(navigator)
    answer = ask(navigator, text, place=places.resolve("Los Angeles, CA"), directory=directory)
    assert answer.decision.discipline == discipline
    assert answer.providers == answer.facilities == ()


def test_facilities_are_offered_apart_from_therapists(
    navigator: Navigator, directory: Directory, places: Gazetteer
) -> None:
    answer = ask(navigator, KNEE, place=places.resolve("Los Angeles, CA"), directory=directory)
    assert 1 <= len(answer.facilities) <= 3
    assert {hit.provider.role for hit in answer.facilities} == {"facility"}
    assert all(hit.provider.disciplines == () for hit in answer.facilities)
    assert all((hit.miles or 0.0) <= (answer.within or 0.0) for hit in answer.facilities)
    assert "facility" not in {hit.provider.role for hit in answer.providers}


def test_age_and_answers_reach_the_decision(navigator: Navigator) -> None:
    text = world.vague(navigator)
    asked = ask(navigator, text).decision.next_question
    assert asked is not None
    answered = ask(navigator, text, answers={asked.id: asked.options[0].id}, age=70).decision
    assert answered.reasons
    assert answered.next_question != asked


@pytest.mark.parametrize("text", TEXTS)
def test_shown_reasons_never_repeat_and_are_few(navigator: Navigator, text: str) -> None:
    answer = ask(navigator, text)
    labels = [each.label for each in answer.shown_reasons()]
    assert len(labels) == len(set(labels)) <= 6
    assert {each.label for each in answer.decision.reasons} >= set(labels)


def test_the_strongest_reason_is_shown_first(blank: Answer) -> None:
    assert shown(blank, reason("weak", 0.4), reason("strong", -2.0), reason("middle", 1.0)) == [
        "strong",
        "middle",
        "weak",
    ]


def test_one_label_is_shown_once(blank: Answer) -> None:
    assert shown(blank, reason("knee", 1.0), reason("knee", 2.0, 9, 13)) == ["knee"]


def test_a_reason_that_moves_nothing_is_not_shown(blank: Answer) -> None:
    assert shown(blank, reason("silent", 0.29), reason("just", 0.3)) == ["just"]


def test_a_guess_about_words_that_were_understood_is_not_shown(blank: Answer) -> None:
    guess = reason("guess", 2.0, 0, 30, rule="reader")
    assert shown(blank, guess, reason("known", 1.0, 5, 9)) == ["known"]
    assert shown(blank, guess, reason("known", 1.0, 40, 44)) == ["guess", "known"]


def test_an_unsure_answer_shows_no_guess(blank: Answer) -> None:
    unsure = replace(blank, decision=replace(blank.decision, discipline="unsure"))
    assert shown(unsure, reason("guess", 0.6, rule="reader"), reason("known", 0.4)) == ["known"]


def test_the_json_has_what_the_contract_names(navigator: Navigator, directory: Directory, places: Gazetteer) -> None:
    document = ask(navigator, KNEE, place=places.resolve("90001"), directory=directory).to_json()
    assert set(document) >= {"decision", "place", "providers", "facilities"}
    assert ask(navigator, KNEE).to_json()["place"] is None
