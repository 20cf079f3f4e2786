"""From ONWARD_DATABASE_URL to Django's DATABASES entry."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

# Write-ahead log so that readers never wait for the writer; foreign keys are off in SQLite unless asked for.
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=15000;"
)


class DatabaseUrlError(ValueError):
    """ONWARD_DATABASE_URL cannot be used; the message shows a right one."""


def database(url: str | None, data: Path) -> dict[str, Any]:
    """The DATABASES["default"] entry; without a URL an SQLite file in the data folder."""
    if not url:
        return _sqlite(str(data / "care.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path.strip("/"):
        return _sqlite(unquote(parts.path))
    if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/") and _port(parts) is not None:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": _port(parts),
        }
    shown = f"{parts.scheme}://…" if parts.scheme else repr(url)
    raise DatabaseUrlError(
        f"ONWARD_DATABASE_URL is {shown}; use sqlite:////folder/care.sqlite3 or postgresql://user:password@host/name"
    )


def _port(parts: SplitResult) -> str | None:
    """The port as Django wants it, empty for the usual one; None for one that is no number."""
    try:
        return str(parts.port or "")
    except ValueError:
        return None


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Immediate: a transaction that will write takes its lock at once instead of failing half way.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 15, "init_command": _SQLITE_PRAGMAS},
    }
