"""The secret that signs what the site hands out: ONWARD_SECRET, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret(given: str | None, data: Path) -> str:
    """The secret; a missing one is written with permissions for its owner only, once, whoever comes first."""
    if given:
        return given
    data.mkdir(parents=True, exist_ok=True)
    path = data / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()
