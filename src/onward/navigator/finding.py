"""What was read from the words, with the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onward.knowledge.model import Status

Kind = Literal["concern", "condition", "cue", "setting"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One concern, condition, cue or setting. ``start`` and ``end`` are a half-open span of the message, None for an
    answer.

    ``status`` says whether it is there now; ``because`` quotes the words that decided this, if any did.
    """

    kind: Kind
    id: str
    rule: str
    clause: int | None
    start: int | None
    end: int | None
    status: Status = "present"
    because: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it speaks about the person's needs. A past stroke does; a denied pain does not."""
        if self.kind == "concern":
            return self.status in {"present", "past", "feared", "hypothetical"}
        if self.kind in {"condition", "setting"}:
            return self.status in {"present", "past"}
        return self.status == "present"
