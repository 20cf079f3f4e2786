"""The main job as one call: decide, find a place, match, answer."""

from onward.ask.answer import Answer, ask

__all__ = ["Answer", "ask"]
