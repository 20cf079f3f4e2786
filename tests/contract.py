"""The fields that other programs rely on (contracts.md): those of a Decision and of a Provider."""

DECISION = (
    "discipline urgency pt ot intercept reasons specialties red_flags works_on next_question see knowledge engine"
).split()
PROVIDER = (
    "npi kind name credential disciplines role specialties setting address phone lat lon miles "
    "both_disciplines_at_address licences updated matched"
).split()
