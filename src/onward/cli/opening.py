"""What every answer says, however much is told beside it: what is urgent, what fits, what to do, what to ask next."""

from __future__ import annotations

from onward.ask import wording
from onward.navigator import Decision


def opening(decision: Decision) -> list[str]:
    """Urgent advice before anything else, each with the words that called for it; then the answer."""
    return [*_urgent(decision), *_headline(decision)]


def question(decision: Decision) -> list[str]:
    """The question that would help most, where one would."""
    asked = decision.next_question
    if asked is None:
        return []
    return [
        "",
        f"{'To be safe' if asked.safety else 'One more question would help'}: {asked.text}",
        f"  ({' / '.join(option.label for option in asked.options)})",
        f"  Why we ask: {asked.why}",
    ]


def _urgent(decision: Decision) -> list[str]:
    lines: list[str] = []
    for warning in decision.red_flags:
        lines += [f"!! {warning.say}", f"   {warning.more}", f'   Because of: "{warning.quote}"', ""]
    return lines


def _headline(decision: Decision) -> list[str]:
    if decision.urgency in {"emergency", "crisis"}:
        later = wording.afterwards(decision)
        return [f"For afterwards: {later}"] if later else []
    sure = wording.certainty(decision)
    return [f"{wording.headline(decision)}{f' {sure}' if sure else ''}", f"Next step: {wording.next_step(decision)}"]
