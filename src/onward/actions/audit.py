"""Append to the audit trail, inside the caller's transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from onward.store.models import AuditEvent


def record(now: datetime, actor: str, verb: str, subject: str, **detail: Any) -> AuditEvent:
    """Write one event. Raises RuntimeError outside a transaction: a change and its trace land together or not."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"audit of {verb} {subject}: open a transaction around the change and its audit event")
    event = AuditEvent(at=now, actor=actor, verb=verb, subject=subject, detail=detail)
    event.save()
    return event
