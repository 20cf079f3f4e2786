"""The same decision for thousands of records, over worker processes: records in, finished lines of JSON out.

What a worker is handed and hands back is as little as can be: records as they were read, and one piece of text for
a whole batch, decided, turned to JSON and encoded by the worker. This process only reads, passes on and writes. The
lines are the same, byte for byte, whatever the number of workers.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from json import JSONEncoder
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from threading import current_thread, main_thread
from typing import Any, NamedTuple

from onward import knowledge
from onward.ask.inputs import Source
from onward.ask.records import LineError, Record
from onward.navigator import OLDEST, AnswerError, Navigator, UnreadableText

__all__ = ["MOST_WORKERS", "Answered", "LineError", "WorkerLost", "cores", "route", "route_one"]

MOST_WORKERS = 64
# Records that one process answers sooner than it has started others: a fork took 0.05 s, a new process 0.5 s, and a
# decision 1.1 ms, on two cores.
FEW = {"fork": 128, "spawn": 1024}
_BATCH = 64
# Batches handed out for each worker, so that a file of any length needs no more memory than these.
_AHEAD = 4
_FIELDS = frozenset({"id", "text", "age", "answers"})
_json = JSONEncoder(ensure_ascii=False).encode

_navigator: Navigator | None = None


class WorkerLost(Exception):
    """A worker process ended by itself; the message says what may have ended it."""


class Answered(NamedTuple):
    """The answers to one batch: their lines, how many, how many of them errors, and ``Source.position`` after it."""

    lines: bytes
    answers: int
    errors: int
    position: int


class _Batch(NamedTuple):
    records: Sequence[Record]
    position: int


def cores() -> int:
    """Processors that this process may use, and no more than MOST_WORKERS."""
    if sys.version_info >= (3, 13):
        count = os.process_cpu_count()
    else:
        count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(count or 1, MOST_WORKERS)


def route(source: Source, workers: int = 1, *, batch: int = _BATCH, few: int | None = None) -> Iterator[Answered]:
    """A decision, or an error with its line number, for every record, in the order of the records.

    Fewer records than ``few`` (FEW, where it is None) are answered by this process alone. Raises WorkerLost, and
    what reading the records raises.
    """
    context = _context()
    few = FEW[context.get_start_method()] if few is None else few
    begun = list(islice(source.records, max(few, workers * batch) if workers > 1 else 0))
    batches = _batches(Source(chain(begun, source.records), source.position), batch)
    needed = min(workers, -(-len(begun) // batch))
    return map(_answer, batches) if needed <= 1 or len(begun) < few else _spread(batches, needed, context)


def route_one(item: Any, navigator: Navigator) -> dict[str, Any]:
    """The Decision of one input object. Raises LineError where it is none."""
    text, age, answers = _fields(item)
    try:
        decision = navigator.decide(text, age=age, answers=answers)
    except (UnreadableText, AnswerError) as error:
        raise LineError(str(error)) from None
    return decision.to_json(item.get("id"))


def _spread(batches: Iterable[_Batch], workers: int, context: BaseContext) -> Iterator[Answered]:
    """The answers to the batches, in their order, by so many processes."""
    pending: deque[Future[Answered]] = deque()
    _loaded()  # before the workers start: those that are forked have it then, and a mistake in it is told once
    pool = ProcessPoolExecutor(workers, context, initializer=_end_at_once)
    try:
        for batch in batches:
            pending.append(pool.submit(_answer, batch))
            while len(pending) > _AHEAD * workers or (pending and pending[0].done()):
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    except BrokenProcessPool:
        raise WorkerLost(
            "a worker process ended by itself, perhaps for want of memory; try again with fewer --workers"
        ) from None
    finally:
        with _undisturbed():
            pool.shutdown(cancel_futures=True)


def _context() -> BaseContext:
    """A fork shares what is loaded here and starts in milliseconds, but is only safe from a process with one thread."""
    alone = sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1
    return get_context("fork" if alone else "spawn")


def _end_at_once() -> None:
    """Ctrl+C reaches every process of a terminal: a worker ends without a word, and what it was doing is not waited
    for."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """A second Ctrl+C while the workers are being ended would leave them waiting for work for ever."""
    if current_thread() is not main_thread():  # others get no signals, and may not set what they do
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _batches(source: Source, size: int) -> Iterator[_Batch]:
    while records := list(islice(source.records, size)):
        yield _Batch(records, source.position())


def _answer(batch: _Batch) -> Answered:
    answers = [_answer_one(record) for record in batch.records]
    lines = "".join(_json(answer) + "\n" for answer in answers)
    return Answered(lines.encode(), len(answers), sum("error" in answer for answer in answers), batch.position)


def _answer_one(record: Record) -> dict[str, Any]:
    item: Any = None
    try:
        item = record.item()
        return route_one(item, _loaded())
    except LineError as error:
        known = item.get("id") if isinstance(item, dict) else None
        return {"id": known, "line": record.line, "error": str(error)}


def _loaded() -> Navigator:
    """One navigator per process, loaded at its first record."""
    global _navigator
    if _navigator is None:
        _navigator = Navigator(knowledge.load())
    return _navigator


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
