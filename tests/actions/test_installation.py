"""An empty or older data folder is brought up to date, once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onward._version import __version__

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_second_preparation_changes_nothing(connection: BaseDatabaseWrapper) -> None:
    from onward.actions.installation import prepare_database
    from onward.store.models import AuditEvent

    assert prepare_database(NOW) is True
    assert prepare_database(NOW) is False
    event = AuditEvent.objects.get()
    assert (event.at, event.verb, event.detail) == (NOW, "migrated", {"version": __version__})


def test_preparation_makes_the_tables(connection: BaseDatabaseWrapper) -> None:
    from onward.actions.installation import prepare_database

    assert connection.introspection.table_names() == []
    prepare_database(NOW)
    assert "store_auditevent" in connection.introspection.table_names()
