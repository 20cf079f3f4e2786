"""The audit trail is written with the change or not at all, and never rewritten."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def trail(connection: BaseDatabaseWrapper) -> BaseDatabaseWrapper:
    """A migrated database: one event is in it."""
    from onward.actions.installation import prepare_database

    prepare_database(NOW)
    return connection


def events() -> list[tuple[str, str, str]]:
    from onward.store.models import AuditEvent

    return list(AuditEvent.objects.values_list("actor", "verb", "subject"))


@pytest.mark.usefixtures("trail")
def test_an_event_is_kept_as_it_was_recorded() -> None:
    from django.db import transaction

    from onward.actions.audit import record
    from onward.store.models import AuditEvent

    with transaction.atomic():
        written = record(NOW, "ann", "opened", "episode/7", reason="visit")
    kept = AuditEvent.objects.get(pk=written.pk)
    assert (kept.at, kept.actor, kept.verb, kept.subject) == (NOW, "ann", "opened", "episode/7")
    assert kept.detail == {"reason": "visit"}
    assert str(kept) == "2026-11-22 09:30 ann opened episode/7"


@pytest.mark.usefixtures("trail")
def test_recording_outside_a_transaction_is_refused() -> None:
    from onward.actions.audit import record

    before = events()
    with pytest.raises(RuntimeError, match="opened episode/7: open a transaction"):
        record(NOW, "ann", "opened", "episode/7")
    assert events() == before


@pytest.mark.usefixtures("trail")
def test_an_event_goes_when_its_change_is_undone() -> None:
    from django.db import transaction

    from onward.actions.audit import record

    def fail() -> None:
        with transaction.atomic():
            record(NOW, "ann", "opened", "episode/7")
            raise LookupError

    before = events()
    with pytest.raises(LookupError):
        fail()
    assert events() == before


@pytest.mark.usefixtures("trail")
def test_an_event_cannot_be_changed_or_deleted() -> None:
    from onward.store.models import AppendOnly, AuditEvent

    event = AuditEvent.objects.get()
    event.actor = "somebody else"
    with pytest.raises(AppendOnly):
        event.save()
    with pytest.raises(AppendOnly):
        event.delete()
    assert events() == [("onward", "migrated", "installation")]


@pytest.mark.usefixtures("trail")
def test_events_cannot_be_changed_or_deleted_in_bulk() -> None:
    from onward.store.models import AppendOnly, AuditEvent

    with pytest.raises(AppendOnly):
        AuditEvent.objects.all().delete()
    with pytest.raises(AppendOnly):
        AuditEvent.objects.filter(actor="onward").update(actor="somebody else")
    with pytest.raises(AppendOnly):
        AuditEvent.objects.bulk_update([AuditEvent.objects.get()], ["actor"])
    assert events() == [("onward", "migrated", "installation")]


@pytest.mark.usefixtures("trail")
def test_the_trail_is_read_in_the_order_of_time() -> None:
    from django.db import transaction

    from onward.actions.audit import record

    with transaction.atomic():
        record(NOW.replace(hour=11), "ann", "closed", "episode/7")
        record(NOW.replace(hour=10), "ann", "opened", "episode/7")
    assert [verb for _, verb, _ in events()] == ["migrated", "opened", "closed"]
