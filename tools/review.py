"""Fail when a rule is past its review date, and name every one that is."""

import sys
from datetime import UTC, datetime

from onward import knowledge

today = datetime.now(UTC).date()
rules = list(knowledge.load().rules())
overdue = [f"{name}: due {rule.next_review}" for name, rule in rules if rule.next_review < today]
unreviewed = sum(rule.clinician_review == "none" for _, rule in rules)
sys.stderr.write(
    "\n".join([*overdue, f"{len(rules)} rules, {len(overdue)} overdue, {unreviewed} without a clinician's review"])
    + "\n"
)
sys.exit(1 if overdue else 0)
