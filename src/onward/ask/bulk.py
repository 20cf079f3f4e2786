"""The same decision for thousands of lines: JSON Lines in, JSON Lines out, over worker processes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import Any

from onward import knowledge
from onward.navigator import OLDEST, AnswerError, Navigator, UnreadableText

_BATCH = 256
_FIELDS = frozenset({"id", "text", "age", "answers"})

_navigator: Navigator | None = None


class LineError(ValueError):
    """An input line that cannot be decided; the message says why."""


def route(lines: Iterable[str], workers: int = 1) -> Iterator[dict[str, Any]]:
    """A decision, or an error with its line number, for every line, in the order of the lines."""
    numbered = enumerate(lines, start=1)
    if workers <= 1:
        for batch in _batches(numbered):
            yield from _route_batch(batch)
        return
    with ProcessPoolExecutor(workers) as pool:
        pending = []
        for batch in _batches(numbered):
            pending.append(pool.submit(_route_batch, batch))
            # A bounded queue: a file of any length needs no more memory than a few batches.
            if len(pending) > 2 * workers:
                yield from pending.pop(0).result()
        for future in pending:
            yield from future.result()


def route_one(item: Any, navigator: Navigator) -> dict[str, Any]:
    """The Decision of one input object. Raises LineError where it is none."""
    text, age, answers = _fields(item)
    try:
        decision = navigator.decide(text, age=age, answers=answers)
    except (UnreadableText, AnswerError) as error:
        raise LineError(str(error)) from None
    return decision.to_json(item.get("id"))


def _route_batch(batch: list[tuple[int, str]]) -> list[dict[str, Any]]:
    return [_route_line(number, line) for number, line in batch if line.strip()]


def _route_line(number: int, line: str) -> dict[str, Any]:
    item: Any = None
    try:
        item = _parsed(line)
        return route_one(item, _loaded())
    except LineError as error:
        known = item.get("id") if isinstance(item, dict) else None
        return {"id": known, "line": number, "error": str(error)}


def _loaded() -> Navigator:
    """One navigator per worker process, loaded at its first line."""
    global _navigator
    if _navigator is None:
        _navigator = Navigator(knowledge.load())
    return _navigator


def _parsed(line: str) -> Any:
    try:
        item = json.loads(line)
        json.dumps(item, ensure_ascii=False, allow_nan=False).encode()  # half a character or NaN cannot be given back
        return item
    except (ValueError, RecursionError) as error:
        raise LineError(
            f'not JSON ({error}); one object a line, such as {{"id": 1, "text": "my knee hurts"}}'
        ) from None


def _fields(item: Any) -> tuple[str, int | None, dict[str, str]]:
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise LineError('an object with a "text" is needed, such as {"id": 1, "text": "my knee hurts"}')
    if unknown := set(item) - _FIELDS:
        raise LineError(f"unknown field {sorted(unknown)[0]!r}; an input line has id, text, age and answers")
    age, answers = item.get("age"), item.get("answers") or {}
    if age is not None and (isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= OLDEST):
        raise LineError(f"age is {age!r}; it must be a whole number of years from 0 to {OLDEST}")
    if not isinstance(answers, dict) or not all(isinstance(v, str) for v in answers.values()):
        raise LineError("answers must map question ids to option ids")
    return item["text"], age, answers


def _batches(numbered: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    iterator = iter(numbered)
    while batch := list(islice(iterator, _BATCH)):
        yield batch
