"""Reads a person's words and decides which help fits. Pure: no clock, no randomness, no database, no network."""

from onward.navigator.age import OLDEST
from onward.navigator.decision import Decision
from onward.navigator.instruments import AnswerError
from onward.navigator.interview import Step, interview
from onward.navigator.navigator import LONGEST_TEXT, Navigator, NotEnglish, UnreadableText

__all__ = [
    "LONGEST_TEXT",
    "OLDEST",
    "AnswerError",
    "Decision",
    "Navigator",
    "NotEnglish",
    "Step",
    "UnreadableText",
    "interview",
]
