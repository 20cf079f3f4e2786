"""What is written where: data to standard output, the rest to standard error."""

from __future__ import annotations

import json
import sys
from typing import Any


def say_json(document: Any) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def say(text: str = "") -> None:
    """A line of data."""
    sys.stdout.write(text + "\n")


def tell(text: str) -> None:
    """A line about what is going on."""
    sys.stderr.write(text + "\n")
