"""Bring an empty or older data folder to where this version of Onward can serve from it."""

from __future__ import annotations

from datetime import datetime

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from onward._version import __version__
from onward.actions.audit import record


def prepare_database(now: datetime) -> bool:
    """Migrate the care database if it needs it, and say so in the audit trail. Returns whether it did."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        record(now, "onward", "migrated", "installation", version=__version__)
    return True
