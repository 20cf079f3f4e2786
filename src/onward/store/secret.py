"""The secret that signs what the site hands out: ONWARD_SECRET, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def secret(given: str | None, data: Path) -> str:
    """The secret; a missing one is written with permissions for its owner only, once, whoever comes first."""
    if given:
        return given
    data.mkdir(parents=True, exist_ok=True)
    path = data / "secret"
    if not path.exists():
        # Written beside and then linked: whoever comes second finds a whole secret, never an empty file.
        part = data / f"secret.{secrets.token_hex(8)}.part"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(part, path)
        part.unlink()
    return path.read_text(encoding="ascii").strip()
