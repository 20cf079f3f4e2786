"""Which exceptions are a user's mistake or the machine's state, to be told in one line, and how."""

from __future__ import annotations

import errno

from pydantic import ValidationError
from typer.exceptions import TyperException

from onward.ask.bulk import WorkerLost
from onward.ask.inputs import InputError
from onward.directory.place import PlaceNotFound
from onward.directory.search import SearchError
from onward.knowledge import NotBuilt
from onward.navigator import AnswerError, UnreadableText
from onward.release.errors import DirectoryError
from onward.store.database import DatabaseUrlError

MISTAKES = (
    AnswerError,
    DatabaseUrlError,
    DirectoryError,
    InputError,
    NotBuilt,
    OSError,
    PlaceNotFound,
    SearchError,
    UnreadableText,
    WorkerLost,
)


def line(error: BaseException) -> str:
    """One line: what was wrong, which value, what to do."""
    if isinstance(error, TyperException):
        return " ".join(f"{error.format_message()}{_given(error)}".split())
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        todo = "; free some space and try again" if error.errno == errno.ENOSPC else ""
        return f"{where}{error.strerror or error}{todo}"
    return " ".join(str(error).split())


def _given(error: TyperException) -> str:
    """The value that an option did not take: the library names the option only."""
    cause = error.__cause__
    return f" (it is {cause.errors()[0]['input']})" if isinstance(cause, ValidationError) else ""
