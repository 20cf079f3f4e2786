"""The learned reader: what the words of a clause say about PT, OT, another profession and urgency, and which concern
they resemble.

A small convolutional network over word pieces, trained on the phrase bank by ``tools/train_reader.py`` and answered
here in NumPy. A piece is read with its neighbours in the same sentence and beside the whole of its clause; the score of
a message is the sum over its pieces, each counted by its share of attention, so that a clause is the sum of its pieces,
a message the sum of its clauses, and the order of its sentences changes nothing. PT and OT each have an attention of
their own: "trips on rugs and can't do her buttons" is heard by one at "trips", by the other at "buttons".
Two networks stand side by side, one for needs and one for urgency; neither
hears what was denied or belongs to somebody else. Beside the first, ``Words`` counts words and neighbour pairs: it errs
elsewhere, so that the sum of both is right more often than either.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onward.knowledge.model import Layer, NetworkTable, ReaderTable, WordTable
from onward.navigator.read import Reading
from onward.navigator.wordpieces import WordPieces

Floats = NDArray[np.float32]
Dense = tuple[Floats, Floats]  # weights (inputs x outputs) and biases
# Terms are rounded to this many decimals, so that the last bits of a platform's arithmetic do not show.
_DECIMALS = 4
# Pieces of one message; a long note is heard up to here (about 1,500 words).
MOST_PIECES = 2048
# Between sentences: as wide as the farthest piece that a convolution looks at.
_GAP = [-1] * 2
# Words that name no need, however many of them there are: "what should I do", "please help".
_SAYS_NOTHING = frozenset(
    (
        "i a an the my his her to of and in it is am are was he she on for with at that this me him so as be what "
        "should do can could not help helps need needs needed please who see how now but or if then have has had "
        "having get got getting feel feeling well good bad thing things something anything go going want wants "
        "would just really very much more any some all been being there no yes know tell say said think therapy "
        "therapist pt ot doctor us we you they them their our your new since when where why which better best "
        "right hello hi thanks advise advice question wrong problem problems trouble issue issues start started "
        "hard difficult difficulty one two three four five six seven eight nine ten"
    ).split()
)


class Near(NamedTuple):
    """A concern or condition that the words of a clause resemble; ``score`` is its probability."""

    concern: str
    score: float


class Pull(NamedTuple):
    """Log-odds that a clause adds for PT, for OT and for another profession."""

    pt: float
    ot: float
    neither: float


class Alarm(NamedTuple):
    """Log-odds that a message needs care today (``urgent``) or a doctor first, and the clause that says so loudest."""

    urgent: float
    doctor: float
    loudest: int


QUIET = Pull(0.0, 0.0, 0.0)
# Log-odds of urgency where nothing was said that could be urgent.
QUIET_ALARM = -10.0


def telling_words(words: Sequence[str]) -> int:
    """How many of ``words`` can name a need."""
    return sum(word not in _SAYS_NOTHING for word in words)


def heard_words(reading: Reading) -> list[list[str]]:
    """The words of each clause that the reader may hear: none of a clause that denies, speaks of somebody or something
    else, or names nothing, and none that were read as denied or feared in a clause that goes on to say more."""
    heard = [
        [] if number in reading.silenced else _unsilenced(reading, number) for number in range(len(reading.clauses))
    ]
    return [words if telling_words(words) else [] for words in heard]


def _unsilenced(reading: Reading, number: int) -> list[str]:
    unheard = [f for f in reading.findings if f.clause == number and f.status not in {"present", "past"}]
    return [
        token.word
        for token in reading.clauses[number].tokens
        if not any((f.start or 0) <= token.start < (f.end or 0) for f in unheard)
    ]


class Pieces(NamedTuple):
    """A message as pieces: ``ids`` with a gap (-1) between sentences; clause ``clauses[i]`` begins at ``starts[i]``
    among the pieces that are no gap. A clause without a known word is left out."""

    ids: list[int]
    clauses: list[int]
    starts: list[int]


def pieces_of(pieces: WordPieces, words: Sequence[Sequence[str]], sentences: Sequence[int]) -> Pieces:
    """Cut the words of each clause; ``sentences`` gives the number of the sentence of each."""
    ids: list[int] = []
    clauses: list[int] = []
    starts: list[int] = []
    before: int | None = None
    told = 0
    for number, (clause, sentence) in enumerate(zip(words, sentences, strict=True)):
        cut = [piece for word in clause for piece in pieces.of(word)]
        if not cut or told + len(cut) > MOST_PIECES:
            continue
        if before is not None and sentence != before:
            ids += _GAP
        before = sentence
        clauses.append(number)
        starts.append(told)
        ids += cut
        told += len(cut)
    return Pieces(ids, clauses, starts)


class Sound(NamedTuple):
    """What a network makes of the pieces of a message, shape (pieces, channels), and of its clauses, shape (clauses,
    2 x channels): the mean and the maximum over the pieces, of which clause ``i`` has those from ``starts[i]`` on."""

    pieces: Floats
    clauses: Floats
    starts: list[int]


class Network:
    """One trained network, ready to answer."""

    def __init__(self, table: NetworkTable) -> None:
        self._embedding, self._scale = table.embedding, table.scale.astype(np.float32)
        self._convolutions = [_floats(layer) for layer in table.convolutions]
        weight, self._bias = _floats(table.hidden)
        channels = len(weight) // 3
        self._of_piece, self._of_clause = weight[:channels], weight[channels:]
        self._heads = _floats(table.heads)
        self._attention = _floats(table.attention)
        self._naming: tuple[Dense, Dense] | None = None
        if table.naming_hidden is not None and table.naming is not None:
            self._naming = _floats(table.naming_hidden), _floats(table.naming)

    def listen(self, heard: Pieces) -> Sound:
        """What a message with at least one known word holds."""
        ids = np.array(heard.ids)
        there = ids >= 0
        spoken: Floats = self._embedding[ids].astype(np.float32) * self._scale[ids][:, None]
        spoken[~there] = 0
        for number, (weight, bias) in enumerate(self._convolutions):
            after = np.maximum(_windows(spoken, 1 << number) @ weight + bias, 0)
            after[~there] = 0
            spoken = after if number == 0 else spoken + after
        kept = spoken[there]
        counts = np.diff([*heard.starts, len(kept)])[:, None]
        mean = np.add.reduceat(kept, heard.starts) / counts
        clauses = np.concatenate([mean, np.maximum.reduceat(kept, heard.starts)], axis=1).astype(np.float32)
        return Sound(kept, clauses, heard.starts)

    def scores(self, sound: Sound) -> Floats:
        """Log-odds that each clause adds, shape (clauses, heads)."""
        counts = np.diff([*sound.starts, len(sound.pieces)])
        around = np.repeat(sound.clauses @ self._of_clause + self._bias, counts, axis=0)
        hidden = np.maximum(sound.pieces @ self._of_piece + around, 0)
        told = _softmax(_linear(hidden, self._attention)) * _linear(hidden, self._heads)
        return np.asarray(np.add.reduceat(told, sound.starts), np.float32)

    def names(self, clauses: Floats) -> Floats:
        """Probability of each concern and condition in each clause, shape (clauses, names)."""
        assert self._naming is not None
        hidden, naming = self._naming
        return np.asarray(1 / (1 + np.exp(-_linear(_relu(clauses, hidden), naming))), np.float32)


class Words:
    """A linear model over words and pairs of neighbours, TF-IDF, the message scaled to length one."""

    def __init__(self, table: WordTable) -> None:
        self._idf, self._weights = table.idf.astype(np.float32), table.weights.astype(np.float32)

    def scores(self, clauses: Sequence[Sequence[str]]) -> Floats:
        """Log-odds that each clause adds, shape (clauses, 3); no clause may be empty."""
        hashed = [features(words, len(self._idf)) for words in clauses]
        rows = np.array([row for each in hashed for row in each])
        telling = self._idf[rows]
        length = float(np.sqrt(telling @ telling)) or 1.0
        starts = np.cumsum([0, *(len(each) for each in hashed[:-1])])
        return np.asarray(np.add.reduceat(self._weights[rows] * (telling / length)[:, None], starts), np.float32)


def features(words: Sequence[str], rows: int) -> list[int]:
    """The rows of the words and neighbour pairs of a clause."""
    pairs = (f"{a} {b}" for a, b in pairwise(words))
    return [crc32(feature.encode()) % rows for feature in (*words, *pairs)]


class Reader:
    """Answers from the trained tables."""

    def __init__(self, table: ReaderTable) -> None:
        self._table = table
        self._pieces = WordPieces(table.vocabulary)
        self._needs, self._urgency, self._words = Network(table.needs), Network(table.urgency), Words(table.words)

    def hear(self, reading: Reading) -> list[tuple[Pull, Near | None]]:
        """What each clause adds, and the concern that it resembles most."""
        answers: list[tuple[Pull, Near | None]] = [(QUIET, None)] * len(reading.clauses)
        words = heard_words(reading)
        heard = pieces_of(self._pieces, words, [clause.sentence for clause in reading.clauses])
        if not heard.clauses:
            return answers
        sound = self._needs.listen(heard)
        names = self._needs.names(sound.clauses)
        best = names.argmax(axis=1)
        scores = self._needs.scores(sound) + self._words.scores([words[number] for number in heard.clauses])
        for row, (number, score) in enumerate(zip(heard.clauses, scores.tolist(), strict=True)):
            near = Near(self._table.names[best[row]], float(names[row, best[row]]))
            answers[number] = (Pull(*(round(each, _DECIMALS) for each in score)), near)
        return answers

    def alarm(self, reading: Reading) -> Alarm:
        """How urgent the message sounds, from the same words as ``hear``."""
        base_urgent, base_doctor = self._table.urgency_intercept
        heard = pieces_of(self._pieces, heard_words(reading), [clause.sentence for clause in reading.clauses])
        if not heard.clauses:
            return Alarm(QUIET_ALARM, QUIET_ALARM, 0)
        scores = self._urgency.scores(self._urgency.listen(heard))
        urgent, doctor = scores.sum(axis=0).tolist()
        loudest = heard.clauses[int(scores[:, 0].argmax())]
        return Alarm(round(base_urgent + urgent, _DECIMALS), round(base_doctor + doctor, _DECIMALS), loudest)


def _windows(rows: Floats, reach: int) -> Floats:
    """Each row with the one that is ``reach`` before and the one that is as far after it, shape (rows, 3 x width)."""
    width = rows.shape[1]
    wide = np.zeros((len(rows), 3 * width), np.float32)
    wide[reach:, :width] = rows[:-reach]
    wide[:, width : 2 * width] = rows
    wide[:-reach, 2 * width :] = rows[reach:]
    return wide


def _floats(layer: Layer) -> Dense:
    weight, bias = layer
    return weight.astype(np.float32), bias.astype(np.float32)


def _linear(rows: Floats, layer: Dense) -> Floats:
    weight, bias = layer
    return np.asarray(rows @ weight + bias, np.float32)


def _relu(rows: Floats, layer: Dense) -> Floats:
    return np.maximum(_linear(rows, layer), 0)


def _softmax(rows: Floats) -> Floats:
    """Shares over the pieces, one column a head."""
    raised = np.exp(rows - rows.max(axis=0))
    return np.asarray(raised / raised.sum(axis=0), np.float32)
