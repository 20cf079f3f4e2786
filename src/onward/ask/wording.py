"""The sentences in which an answer is told, the same on the command line and on the page."""

from __future__ import annotations

from onward.navigator import Decision

_HEADLINE = {
    "pt": "Physical therapy (PT) fits what you describe.",
    "ot": "Occupational therapy (OT) fits what you describe.",
    "both": "Both physical therapy (PT) and occupational therapy (OT) fit what you describe.",
    "unsure": "We need to know a little more to say which therapy fits.",
}
_AFTERWARDS = {
    "pt": "Once that is taken care of, physical therapy (PT) may help.",
    "ot": "Once that is taken care of, occupational therapy (OT) may help.",
    "both": "Once that is taken care of, physical (PT) and occupational therapy (OT) may both help.",
}
_NEXT_STEP = {
    "pt": "Call a physical therapist near you, or ask your doctor for a PT referral.",
    "ot": "Call an occupational therapist near you, or ask your doctor for an OT referral.",
    "both": "Ask your doctor for PT and OT together, so that they can share one plan.",
    "unsure": "Answer the question below, or say a little more about what is hard.",
}
_NOT_OURS = "This does not sound like something that PT or OT treats."
_SAY_MORE = (
    "If something is hard for your body or in your day, say it in your own words. If you feel ill, ask a doctor."
)
VERY_LIKELY, LIKELY = 0.85, 0.65


def headline(decision: Decision) -> str:
    """The answer in one line."""
    if decision.discipline == "neither":
        return (
            f"This sounds like something for {_an(decision.see)}, more than for PT or OT."
            if decision.see
            else _NOT_OURS
        )
    return _HEADLINE[decision.discipline]


def afterwards(decision: Decision) -> str | None:
    """What may help once the urgent matter is taken care of."""
    return _AFTERWARDS.get(decision.discipline)


def next_step(decision: Decision) -> str:
    """The one thing to do next."""
    if decision.discipline == "neither":
        return f"Ask your doctor about seeing {_an(decision.see)}." if decision.see else _SAY_MORE
    return _NEXT_STEP[decision.discipline]


def certainty(decision: Decision) -> str | None:
    """How sure we are, as a band; None where there is no answer to be sure of."""
    sides = {"pt": [decision.pt], "ot": [decision.ot], "both": [decision.pt, decision.ot]}.get(decision.discipline)
    if sides is None:
        return None
    weakest = min(sides)
    if weakest >= VERY_LIKELY:
        return "Very likely."
    return "Likely." if weakest >= LIKELY else "It could go either way; one more answer would help."


def points_to(pt: float, ot: float) -> str:
    """What one reason says, in words, from its two log-odds."""
    towards = [name for name, pull in (("PT", pt), ("OT", ot)) if pull > 0.3]
    return "points to " + " and ".join(towards) if towards else "does not point to PT or OT by itself"


def phone(digits: str) -> str:
    """``5595550142`` as ``(559) 555-0142``; anything else as it is."""
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 and digits.isdigit() else digits


def _an(profession: str) -> str:
    return f"an {profession}" if profession[0] in "aeiou" else f"a {profession}"
