"""Decide, match, answer: what the command line, the page and the API share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onward.directory.place import Place
from onward.directory.search import Hit, Query
from onward.knowledge.model import Discipline
from onward.navigator import Decision, Navigator
from onward.navigator.decision import Reason
from onward.release.search import Directory

_FACILITIES = 3
_REASONS_SHOWN = 6
# A reason that moves neither side by this much is not worth a tired person's attention.
_WORTH_SHOWING = 0.3


@dataclass(frozen=True, slots=True)
class Answer:
    """A decision and, where a place was given, who is near: ``within`` is the radius in miles that was needed."""

    decision: Decision
    place: Place | None = None
    within: float | None = None
    providers: tuple[Hit, ...] = ()
    facilities: tuple[Hit, ...] = ()

    def shown_reasons(self) -> tuple[Reason, ...]:
        """The reasons worth reading, strongest first: no label twice, no guess about words that were understood."""
        strongest = sorted(self.decision.reasons, key=lambda r: -max(abs(r.pt), abs(r.ot)))
        if self.decision.discipline == "unsure":  # a guess too weak to answer with is too weak to show
            strongest = [reason for reason in strongest if reason.rule != "reader"]
        understood = [r for r in strongest if r.rule != "reader" and r.start is not None]
        shown: dict[str, Reason] = {}
        for reason in strongest:
            guessed_again = reason.rule == "reader" and any(_inside(known, reason) for known in understood)
            if max(abs(reason.pt), abs(reason.ot)) >= _WORTH_SHOWING and not guessed_again:
                shown.setdefault(reason.label, reason)
        return tuple(shown.values())[:_REASONS_SHOWN]

    def to_json(self) -> dict[str, Any]:
        """The document of ``onward ask --json``."""
        return {
            "decision": self.decision.to_json(),
            "place": self.place.to_json() if self.place else None,
            "within": self.within,
            "providers": [hit.to_json() for hit in self.providers],
            "facilities": [hit.to_json() for hit in self.facilities],
        }


def ask(
    navigator: Navigator,
    text: str,
    *,
    place: Place | None = None,
    directory: Directory | None = None,
    within: float | None = None,
    limit: int = 5,
    age: int | None = None,
    child: bool = False,
    answers: Mapping[str, str] | None = None,
) -> Answer:
    """The whole job. Without a place, or where no therapy fits, nobody is looked for.

    Raises what ``Navigator.decide`` and ``Directory.search`` raise.
    """
    decision = navigator.decide(text, age=age, child=child, answers=answers)
    wanted: tuple[Discipline, ...] = {"pt": ("pt",), "ot": ("ot",), "both": ("pt", "ot")}.get(decision.discipline, ())  # type: ignore[assignment]
    if place is None or directory is None or not wanted:
        return Answer(decision, place)
    found = [_nearest(directory, place, decision, who, within, -(-limit // len(wanted))) for who in wanted]
    radius = max(reach for _, reach in found)
    providers = tuple(sorted(_merged([hits for hits, _ in found]), key=_distance)) if len(found) > 1 else found[0][0]
    facilities = directory.search(
        Query(lat=place.lat, lon=place.lon, within=radius, role="facility", limit=_FACILITIES)
    )
    return Answer(decision, place, radius, providers[:limit], facilities.hits)


def _nearest(
    directory: Directory, place: Place, decision: Decision, who: Discipline, within: float | None, limit: int
) -> tuple[tuple[Hit, ...], float]:
    """The nearest of one discipline; those with a wanted specialty first when they are within the same radius."""
    result = directory.search(_around(place, within, who, None, limit))
    recorded = directory.recorded.specialties
    specialists = [
        directory.search(_around(place, result.within, who, wanted.id, limit)).hits
        for wanted in decision.specialties
        if wanted.discipline == who and wanted.id in recorded
    ]
    return _merged([*specialists, result.hits])[:limit], result.within or 0.0


def _around(place: Place, within: float | None, who: Discipline, specialty: str | None, limit: int) -> Query:
    return Query(lat=place.lat, lon=place.lon, within=within, disciplines=(who,), specialty=specialty, limit=limit)


def _merged(groups: list[tuple[Hit, ...]]) -> tuple[Hit, ...]:
    """One list, each provider once, groups in their order."""
    seen: dict[str, Hit] = {}
    for group in groups:
        for hit in group:
            seen.setdefault(hit.provider.npi, hit)
    return tuple(seen.values())


def _distance(hit: Hit) -> float:
    return hit.miles or 0.0


def _inside(part: Reason, whole: Reason) -> bool:
    return whole.start is not None and whole.start <= (part.start or 0) and (part.end or 0) <= (whole.end or 0)
