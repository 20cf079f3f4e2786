"""Denied, resolved, past, feared, hypothetical, somebody else's, an animal's: how a trigger acts.

What counts as a trigger is data; the pairs of ``tests/spec/status.csv`` hold that, and ``tests/spec`` runs them.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onward.knowledge.model import ContextRule, Entry
from onward.knowledge.pattern import parse
from onward.navigator.finding import Finding
from onward.navigator.matcher import Match, Matcher
from onward.navigator.status import context_of, decide_status

TABLE = Path(__file__).parents[1] / "spec" / "status.csv"

RULES = {
    rule.id: rule
    for rule in (
        ContextRule(id="no", status="denied", direction="after", reach=3, patterns=("no",)),
        ContextRule(id="fine", status="denied", direction="before", reach=2, patterns=("fine",)),
        ContextRule(id="gone", status="resolved", direction="before", patterns=("gone",)),
        ContextRule(id="ago", status="past", patterns=("years ago",)),
        ContextRule(id="dog", status="animal", patterns=("my dog",)),
        ContextRule(id="can", status="denied", direction="after", applies_to="activity", patterns=("can",)),
        ContextRule(id="never", status="denied", direction="after", applies_to="problem", patterns=("never",)),
        ContextRule(id="no_better", status="pseudo", patterns=("no better",)),
        ContextRule(id="hard", status="problem", patterns=("hurt*",)),
    )
}
LEXICON = [
    Entry(kind, key, steps)
    for kind, key, pattern in (
        ("cue", "fever", "fever"),
        ("cue", "no_balance", "no balance"),
        ("concern", "stairs", "stairs"),
        ("concern", "stairs", "stairs hurt"),
        *(("context", rule.id, pattern) for rule in RULES.values() for pattern in rule.patterns),
    )
    for steps in parse(pattern, {})
]


def status_of(text: str, key: str, immune: frozenset[str] = frozenset()) -> str:
    found = list(Matcher(LEXICON).matches(text.split()))
    context = context_of((m for m in found if m.entry.kind == "context"), RULES)
    match = max((m for m in found if m.entry.id == key), key=lambda m: len(m.words))
    return decide_status(match, context, immune)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("fever", "fever", "present"),
        ("no fever", "fever", "denied"),
        ("no a b fever", "fever", "denied"),
        ("no a b c fever", "fever", "present"),
        ("fever no", "fever", "present"),
        ("fever a fine", "fever", "denied"),
        ("fever a b fine", "fever", "present"),
        ("fine fever", "fever", "present"),
        ("years ago a b c d e f g h fever", "fever", "past"),
        ("fever years ago", "fever", "past"),
        ("my dog had a fever years ago", "fever", "animal"),
        ("no fever years ago", "fever", "denied"),
        ("fever years ago now gone", "fever", "resolved"),
        ("no better fever", "fever", "present"),
        ("no balance", "no_balance", "present"),
        ("can do stairs", "stairs", "denied"),
        ("can fever", "fever", "present"),
        ("never fever", "fever", "denied"),
        ("never stairs", "stairs", "present"),
        ("never stairs hurt", "stairs", "denied"),
        ("can stairs hurt", "stairs", "present"),
    ],
)
def test_a_trigger_acts_on_what_it_reaches_and_the_first_in_order_wins(text: str, key: str, expected: str) -> None:
    assert status_of(text, key) == expected


def test_an_immune_finding_is_left_alone_by_that_status_only() -> None:
    assert status_of("no fever years ago", "fever", frozenset({"denied"})) == "past"
    assert status_of("no fever years ago", "fever", frozenset({"denied", "past"})) == "present"


def test_the_trigger_that_decided_is_given_back() -> None:
    found = list(Matcher(LEXICON).matches("no fever".split()))
    context = context_of((m for m in found if m.entry.kind == "context"), RULES)
    _, trigger = decide_status(Match(LEXICON[0], (1,)), context)
    assert trigger is not None
    assert (trigger.entry.id, trigger.words) == ("no", (0,))


@pytest.mark.parametrize(
    ("kind", "statuses"),
    [
        ("concern", {"present", "past", "feared", "hypothetical"}),
        ("condition", {"present", "past"}),
        ("cue", {"present"}),
    ],
)
def test_what_counts_depends_on_the_kind_of_finding(kind: str, statuses: set[str]) -> None:
    every = ("present", "past", "hypothetical", "feared", "resolved", "denied", "other", "animal")
    counting = {s for s in every if Finding(kind, "x", "x", 0, 0, 1, status=s).counts}  # type: ignore[arg-type]
    assert counting == statuses


def test_the_table_holds_at_least_sixty_minimal_pairs_of_every_status() -> None:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    pairs = list(zip(rows[::2], rows[1::2], strict=True))
    assert [one["text"] for one, other in pairs if (one["id"], one["kind"]) != (other["id"], other["kind"])] == []
    assert [one["text"] for one, _ in pairs if one["status"] != "present"] == []
    changed = [other["status"] for _, other in pairs if other["status"] != "present"]
    assert len(changed) >= 60
    assert set(changed) == {"past", "hypothetical", "feared", "resolved", "denied", "other", "animal"}
