"""``onward ask``: one person's words, one answer."""

from __future__ import annotations

import textwrap
from typing import Annotated

import typer

from onward import knowledge
from onward.ask import Answer, wording
from onward.ask import ask as answer_to
from onward.cli.console import say, say_json
from onward.cli.directory import current_release
from onward.cli.explain import account_lines
from onward.cli.listing import provider_lines
from onward.cli.opening import opening, question
from onward.directory.gazetteer import gazetteer
from onward.directory.place import Place, PlaceNotFound
from onward.knowledge import Knowledge
from onward.navigator import OLDEST, Navigator
from onward.navigator.explain import explain
from onward.release.search import Directory

WIDTH = 92


def ask(
    text: Annotated[str, typer.Argument(help="What is hard, in the person's own words.", show_default=False)],
    near: Annotated[str | None, typer.Option(help='"City, ST", a ZIP or "lat,lon".')] = None,
    within: Annotated[
        float | None, typer.Option(min=0.1, max=500, help="Miles; widens by itself when left out.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Providers to show.")] = 5,
    age: Annotated[int | None, typer.Option(min=0, max=OLDEST, help="Age of the person, in years.")] = None,
    why: Annotated[bool, typer.Option("--why", help="Show the whole account after the answer.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Say whether PT, OT, both or urgent care fits, why, and who is near."""
    facts = knowledge.load()
    navigator = Navigator(facts)
    place = _place(near, navigator, text, age) if near is not None else None
    directory = Directory.open(current_release()) if place else None
    found = answer_to(navigator, text, place=place, directory=directory, within=within, limit=limit, age=age)
    account = explain(facts, found.decision, text, age=age) if why else None
    if json:
        say_json({**found.to_json(), **({"account": account.to_json()} if account else {})})
        return
    for line in [*_told(found, facts), *(account_lines(account) if account else ())]:
        say(line)
    if directory and directory.info()["sample"]:
        say("\nThese providers are made-up sample data. To list real ones: onward directory build NPPES_FILE")


def _place(near: str, navigator: Navigator, text: str, age: int | None) -> Place:
    """The place; a slip in it must not hide that somebody should call 911."""
    try:
        return gazetteer().resolve(near)
    except PlaceNotFound as error:
        advice = [f"{warning.say} {warning.more}" for warning in navigator.warnings(text, age=age)[:1]]
        raise PlaceNotFound(" And then: ".join([*advice, str(error)]), error.suggestions) from None


def _told(found: Answer, facts: Knowledge) -> list[str]:
    decision = found.decision
    lines = [*opening(decision), *_why(found), *question(decision)]
    if decision.discipline in {"pt", "ot", "both"}:
        lines += _work("A physical therapist (PT) would work on", decision.pt_work)
        lines += _work("An occupational therapist (OT) would work on", decision.ot_work)
    if found.place and found.within:
        lines += ["", f"Near {found.place.label}, within {found.within:g} miles:"]
        lines += [line for hit in found.providers for line in provider_lines(hit, facts)] or ["  nobody is listed"]
    if found.facilities:
        lines += ["", "These may offer it too; call and ask:"]
        lines += [line for hit in found.facilities for line in provider_lines(hit, facts)]
    return [*lines, "", "Onward does not diagnose. No clinician has reviewed its rules yet."]


def _why(found: Answer) -> list[str]:
    lines = [
        *(
            f'  "{reason.quote}"  {reason.label}: {wording.points_to(reason.pt, reason.ot)}'
            for reason in found.shown_reasons()
            if reason.quote
        ),
        *(f'  (left out: "{aside.quote}", {aside.status})' for aside in found.decision.set_aside),
    ]
    return ["", "Because you said:", *lines] if lines else []


def _work(title: str, tasks: tuple[str, ...]) -> list[str]:
    if not tasks:
        return []
    wrapped = [textwrap.fill(task, WIDTH, initial_indent="  - ", subsequent_indent="    ") for task in tasks]
    return ["", f"{title}:", *wrapped]
