"""Tables of the care database. Fields and constraints only; what may be written, and by whom, is in ``actions``."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models


class AppendOnly(Exception):
    """An audit event was about to be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet["AuditEvent"]):
    """Django's bulk calls go round a model's own save and delete."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly("audit events were written once and stay as they are")

    def delete(self) -> NoReturn:
        raise AppendOnly("audit events stay")


class AuditEvent(models.Model):
    """Who did what to which record, when. Written in the same transaction as the change; never a person's words."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=120)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["subject", "at"], name="audit_subject_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise AppendOnly(f"audit event {self.pk} was written once and stays as it is")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly(f"audit event {self.pk} stays")
