"""Train the learned reader on the phrase bank: ``make train`` (needs PyTorch, which nothing else does).

One seeded command over committed data: the phrases, the rules that say which words were denied, and ``wordpieces.npz``
(a vocabulary and its starting vectors; see ``make_wordpieces.py``). It trains three times with a third of the writers
left out, to learn how far to trust the network on words of somebody it has never read, and once on all. On one machine
the same data gives the same bytes; across machines the figures of ``make eval`` are held to within one point.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random  # noqa: TID251  # from the seed of the training
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "src"))
sys.path.insert(0, str(HERE))

from fit import Floats, fit  # noqa: E402

from onward import knowledge as package  # noqa: E402
from onward.knowledge import Knowledge  # noqa: E402
from onward.knowledge.compile import DATA, read_phrases  # noqa: E402
from onward.knowledge.model import Layer, NetworkTable, Phrase, ReaderTable, WordTable  # noqa: E402
from onward.knowledge.reader_file import untrained, write_reader  # noqa: E402
from onward.navigator.age import age_band  # noqa: E402
from onward.navigator.read import Lexicon, Reading  # noqa: E402
from onward.navigator.reader import Network, Pieces, Words, features, heard_words, pieces_of  # noqa: E402
from onward.navigator.weigh import BESIDE_THE_READER, columns, prior  # noqa: E402
from onward.navigator.wordpieces import WordPieces  # noqa: E402

TARGET = HERE.parent / "src/onward/knowledge/reader.npz"
COMPILED = TARGET.with_name("compiled.json")
URGENT = frozenset({"emergency", "crisis", "same_day"})
FOLDS = 3
HOLD_FINDINGS = 4.0
HOLD_WORDS = 0.2
WORD_ROWS = 1 << 17
MOST_PIECES = 120  # of one example, while training


@dataclass(frozen=True)
class Recipe:
    """How one network is trained. ``dropped``: the share of pieces left out of an example at each turn."""

    channels: int
    hidden: int
    turns: int
    heads: int
    naming: int
    rate: float = 2e-3
    batch: int = 64
    dropout: float = 0.2
    dropped: float = 0.1
    naming_share: float = 0.03


@dataclass(frozen=True)
class Example:
    """One message for one network. ``mask`` is 0 where a head learns nothing from it."""

    pieces: Pieces
    target: tuple[float, ...]
    mask: tuple[float, ...]
    names: tuple[int, ...]


class Net(nn.Module):  # type: ignore[misc]  # torch is not there where types are checked
    """The network of ``navigator.reader``, as it is trained."""

    def __init__(self, vectors: torch.Tensor, recipe: Recipe) -> None:
        super().__init__()
        width = vectors.shape[1]
        self.embedding = nn.Embedding.from_pretrained(vectors.clone(), freeze=False)
        self.convolutions = nn.ModuleList(
            nn.Conv1d(size, recipe.channels, 3, padding=1 << number, dilation=1 << number)
            for number, size in enumerate((width, recipe.channels))
        )
        self.hidden = nn.Linear(3 * recipe.channels, recipe.hidden)  # of a piece, and of the mean and maximum around it
        self.heads = nn.Linear(recipe.hidden, recipe.heads)
        self.attention = nn.Linear(recipe.hidden, recipe.heads)
        self.intercept = nn.Parameter(torch.zeros(recipe.heads))
        self.naming_hidden = nn.Linear(2 * recipe.channels, recipe.hidden) if recipe.naming else None
        self.naming = nn.Linear(recipe.hidden, recipe.naming) if recipe.naming else None
        self.drop = nn.Dropout(recipe.dropout)

    def forward(self, ids: torch.Tensor, clauses: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor | None]:
        """``ids`` (batch, pieces), 0 for a gap; ``clauses`` (batch, clauses, pieces) is 1 where a piece is of a
        clause."""
        there = (clauses.sum(1) > 0).float()[..., None]
        spoken = self.drop(self.embedding(ids)) * there
        for number, convolution in enumerate(self.convolutions):
            after = functional.relu(convolution(spoken.transpose(1, 2)).transpose(1, 2)) * there
            spoken = after if number == 0 else spoken + after
        pooled = _pooled(self.drop(spoken), clauses)
        around = torch.bmm(clauses.transpose(1, 2), pooled)
        hidden = self.drop(functional.relu(self.hidden(torch.cat([self.drop(spoken), around], -1))))
        share = torch.softmax(self.attention(hidden).masked_fill(there == 0, -1e4), 1)
        logits = self.intercept + (share * self.heads(hidden)).sum(1)
        if self.naming is None or self.naming_hidden is None:
            return logits, None
        said = clauses.sum(-1, keepdim=True) > 0
        named = self.naming(self.drop(functional.relu(self.naming_hidden(pooled))))
        return logits, named.masked_fill(~said, -1e4).max(1).values


def _pooled(spoken: torch.Tensor, clauses: torch.Tensor) -> torch.Tensor:
    count = clauses.sum(-1, keepdim=True)
    mean = torch.bmm(clauses, spoken) / count.clamp(min=1)
    most = (spoken[:, None] + ((clauses - 1) * 1e4)[..., None]).max(2).values * (count > 0)
    return torch.cat([mean, most], -1)


def _batched(examples: Sequence[Pieces]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(len(pieces.ids) for pieces in examples) or 1
    most = max(len(pieces.starts) for pieces in examples) or 1
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    clauses = torch.zeros(len(examples), most, longest)
    for row, pieces in enumerate(examples):
        starts, told, clause = set(pieces.starts), 0, -1
        for place, piece in enumerate(pieces.ids):
            if piece >= 0:
                clause += told in starts
                told += 1
                ids[row, place] = piece
                clauses[row, clause, place] = 1
    return ids, clauses


def _thinned(pieces: Pieces, share: float, dice: random.Random) -> Pieces:
    """The example with a share of its pieces left out, never a whole clause."""
    ids: list[int] = []
    starts: list[int] = []
    told = seen = 0
    begun = set(pieces.starts)
    for piece in pieces.ids:
        if piece < 0:
            ids.append(piece)
            continue
        first = seen in begun
        seen += 1
        if first:
            starts.append(told)
        if first or dice.random() > share:
            ids.append(piece)
            told += 1
    return Pieces(ids, pieces.clauses, starts)


def train(vectors: torch.Tensor, recipe: Recipe, examples: Sequence[Example], seed: int) -> Net:
    """A network trained on ``examples``; the same seed gives the same network."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    dice = random.Random(seed)
    net = Net(vectors, recipe)
    steps = recipe.turns * (len(examples) // recipe.batch)
    plain = [p for name, p in net.named_parameters() if name != "embedding.weight"]
    optimizer = torch.optim.AdamW(
        [{"params": [net.embedding.weight], "weight_decay": 0.0}, {"params": plain}], lr=recipe.rate, weight_decay=0.05
    )
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, recipe.rate, total_steps=steps + 1, pct_start=0.1)
    for chosen in _turns(examples, recipe, dice):
        batch = [examples[i] for i in chosen]
        ids, clauses = _batched([_thinned(example.pieces, recipe.dropped, dice) for example in batch])
        logits, named = net(ids, clauses)
        loss = functional.binary_cross_entropy_with_logits(
            logits, torch.tensor([e.target for e in batch]), weight=torch.tensor([e.mask for e in batch])
        )
        if named is not None:
            wanted = torch.zeros_like(named)
            for row, example in enumerate(batch):
                wanted[row, list(example.names)] = 1.0
            per_row = functional.binary_cross_entropy_with_logits(named, wanted, reduction="none").sum(1)
            told = torch.tensor([float(bool(e.names)) for e in batch])  # a row without names says nothing about names
            loss = loss + recipe.naming_share * (per_row * told).mean()
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        pace.step()
    net.eval()
    return net


def _turns(examples: Sequence[Example], recipe: Recipe, dice: random.Random) -> Iterator[list[int]]:
    """Batches of examples of like length, in an order drawn anew at each turn."""
    order = list(range(len(examples)))
    for _ in range(recipe.turns):
        dice.shuffle(order)
        wide = recipe.batch * 20
        groups = [
            sorted(order[i : i + wide], key=lambda j: len(examples[j].pieces.ids)) for i in range(0, len(order), wide)
        ]
        batches = [g[i : i + recipe.batch] for g in groups for i in range(0, len(g), recipe.batch)]
        dice.shuffle(batches)
        yield from [batch for batch in batches if len(batch) == recipe.batch][: len(order) // recipe.batch]


def table_of(net: Net) -> NetworkTable:
    """The trained network as the running program reads it: vectors in whole numbers, layers in half precision."""
    vectors = net.embedding.weight.detach().numpy()
    scale = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / 127
    return NetworkTable(
        embedding=np.round(vectors / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float16),
        convolutions=tuple(_convolution(each) for each in net.convolutions),
        hidden=_layer(net.hidden),
        heads=_layer(net.heads),
        attention=_layer(net.attention),
        naming_hidden=_layer(net.naming_hidden) if net.naming_hidden is not None else None,
        naming=_layer(net.naming) if net.naming is not None else None,
    )


def _layer(linear: nn.Linear) -> Layer:
    return linear.weight.detach().numpy().T.astype(np.float16), linear.bias.detach().numpy().astype(np.float16)


def _convolution(module: nn.Module) -> Layer:
    weight: NDArray[np.float32] = module.weight.detach().numpy()
    bias: NDArray[np.float32] = module.bias.detach().numpy()
    return np.concatenate(np.moveaxis(weight, 2, 0).transpose(0, 2, 1)).astype(np.float16), bias.astype(np.float16)


def scores(table: NetworkTable, examples: Sequence[Example]) -> Floats:
    """What the running program would say: the sums over the clauses, without the intercept; shape (examples, heads)."""
    network = Network(table)
    heads = table.heads[1].shape[0]
    return np.array(
        [
            network.scores(network.listen(e.pieces)).sum(axis=0) if e.pieces.clauses else np.zeros(heads)
            for e in examples
        ],
        np.float64,
    )


@dataclass(frozen=True)
class Bank:
    """The phrases, read, and as the two networks hear them."""

    phrases: list[Phrase]
    readings: list[Reading]
    heard: list[list[list[str]]]
    needs: list[Example]
    urgency: list[Example]
    names: tuple[str, ...]
    vocabulary: tuple[str, ...]
    vectors: torch.Tensor


def read_bank(knowledge: Knowledge) -> Bank:
    """Read every phrase with the rules of ``knowledge``."""
    start = np.load(HERE / "wordpieces.npz")
    vocabulary = tuple(start["vocabulary"].tobytes().decode().split("\n"))
    vectors = torch.from_numpy(start["vectors"].astype(np.float32) * start["scale"].astype(np.float32)[:, None])
    phrases = read_phrases()
    lexicon, cut = Lexicon(knowledge), WordPieces(vocabulary)
    readings = [lexicon.read(phrase.text) for phrase in phrases]
    names = (*knowledge.concerns, *knowledge.conditions)
    number = {name: i for i, name in enumerate(names)}
    needs, urgency = [], []
    said = [heard_words(reading) for reading in readings]
    for phrase, reading, words in zip(phrases, readings, said, strict=True):
        sentences = [clause.sentence for clause in reading.clauses]
        calm = float(phrase.urgency not in URGENT)
        heard = _short(pieces_of(cut, words, sentences))
        loud = [() if n in reading.silenced else clause.words for n, clause in enumerate(reading.clauses)]
        every = _short(pieces_of(cut, loud, sentences))
        named = tuple(number[c] for c in phrase.concerns)
        needs.append(Example(heard, (*_sides(phrase), _neither(phrase)), (calm, calm, calm), named))
        alarm = (1.0 - calm, float(phrase.urgency != "none"))
        urgency.append(Example(every, alarm, (1.0, 1.0), ()))
    return Bank(phrases, readings, said, needs, urgency, names, vocabulary, vectors)


def _short(pieces: Pieces) -> Pieces:
    """Cut at a clause, so that one long note does not slow every batch down."""
    kept = [i for i, start in enumerate(pieces.starts) if start < MOST_PIECES]
    if len(kept) == len(pieces.starts):
        return pieces
    end = pieces.starts[len(kept)]
    ids: list[int] = []
    told = 0
    for piece in pieces.ids:
        if told == end:
            break
        ids.append(piece)
        told += piece >= 0
    return Pieces(ids, pieces.clauses[: len(kept)], pieces.starts[: len(kept)])


# A label that was given blind counts for three of the writer's, who knew what the row was meant to be.
BLIND = 3


def _readers(phrase: Phrase) -> list[str]:
    """What the writer and, where there is one, the second reader say."""
    return [phrase.discipline, *([phrase.second] * BLIND if phrase.second not in {"", "urgent"} else [])]


def _sides(phrase: Phrase) -> tuple[float, float]:
    said = _readers(phrase)
    return (
        sum(each in {"pt", "both"} for each in said) / len(said),
        sum(each in {"ot", "both"} for each in said) / len(said),
    )


def _neither(phrase: Phrase) -> float:
    said = _readers(phrase)
    return sum(each == "neither" for each in said) / len(said)


def count_words(bank: Bank, learn: Sequence[int]) -> tuple[WordTable, list[float]]:
    """The linear model fitted on the rows ``learn``, and its intercepts."""
    heard = {i: _spoken(bank, i) for i in learn}
    seen = Counter(row for i in learn for row in {f for words in heard[i] for f in features(words, WORD_ROWS)})
    idf = np.zeros(WORD_ROWS, np.float16)
    for row, times in seen.items():
        if times > 1:
            idf[row] = math.log(len(learn) / times) + 1
    rows = [_counted(heard[i], idf) for i in learn]
    weights = np.zeros((WORD_ROWS, 3), np.float16)
    base = []
    for head in range(3):
        target = np.array([bank.needs[i].target[head] for i in learn])
        fitted = fit(rows, target, hold=lambda name: HOLD_WORDS if name else 0.0, centre=lambda _: 0.0)
        base.append(fitted.pop(""))
        for name, weight in fitted.items():
            weights[int(name), head] = weight
    return WordTable(idf, weights), base


def _spoken(bank: Bank, number: int) -> list[list[str]]:
    return [words for words in bank.heard[number] if words]


def _counted(clauses: Sequence[Sequence[str]], idf: NDArray[np.float16]) -> dict[str, float]:
    """The row of one message: as ``navigator.reader.Words`` scales it, and 1 for the intercept."""
    found: dict[str, float] = {"": 1.0}
    every = [row for words in clauses for row in features(words, WORD_ROWS)]
    length = math.sqrt(sum(float(idf[row]) ** 2 for row in every)) or 1.0
    for row in every:
        if idf[row]:
            found[str(row)] = found.get(str(row), 0.0) + float(idf[row]) / length
    return found


def word_scores(bank: Bank, table: WordTable, rows: Sequence[int]) -> Floats:
    """What the word counts of each row add up to, shape (rows, 3)."""
    words = Words(table)
    return np.array([words.scores(_spoken(bank, i)).sum(axis=0) if _spoken(bank, i) else np.zeros(3) for i in rows])


@dataclass(frozen=True)
class Job:
    """One training: which network, and which examples it may learn from."""

    urgency: bool
    learn: tuple[int, ...]
    seed: int


_bank: Bank | None = None


def _run(job: Job) -> tuple[NetworkTable, list[float]]:
    assert _bank is not None
    started = time.time()
    examples = _bank.urgency if job.urgency else _bank.needs
    recipe = recipe_of(_bank, urgency=job.urgency)
    chosen = [examples[i] for i in job.learn if examples[i].pieces.clauses]
    net = train(_bank.vectors, recipe, chosen, job.seed)
    sys.stderr.write(f"{'urgency' if job.urgency else 'needs'}: {len(chosen)} rows, {time.time() - started:.0f} s\n")
    return table_of(net), net.intercept.detach().tolist()


def recipe_of(bank: Bank, *, urgency: bool) -> Recipe:
    if urgency:
        return Recipe(channels=128, hidden=64, turns=TURNS, heads=2, naming=0)
    return Recipe(channels=256, hidden=192, turns=TURNS, heads=3, naming=len(bank.names))


TURNS = 6


def folds_of(phrases: Sequence[Phrase]) -> list[int]:
    """The fold of each phrase: all phrases of a writer are in one, the folds about equally large."""
    size: dict[str, int] = {}
    for phrase in phrases:
        size[phrase.writer] = size.get(phrase.writer, 0) + 1
    load, fold = [0] * FOLDS, {}
    # Writers of many urgent rows are dealt out first: each third needs some to learn from.
    urgent = Counter(phrase.writer for phrase in phrases if phrase.urgency in URGENT)
    for writer in sorted(size, key=lambda w: (urgent[w] < 200, -size[w], w)):
        fold[writer] = load.index(min(load))
        load[fold[writer]] += size[writer]
    return [fold[phrase.writer] for phrase in phrases]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--out", type=Path, default=TARGET)
    arguments.add_argument("--held-out", type=Path, help="write the scores of writers held out here (.npz)")
    arguments.add_argument("--workers", type=int, default=2)
    options = arguments.parse_args()
    global _bank  # handed to the worker processes by fork
    facts = package.parse(COMPILED.read_bytes(), untrained())
    bank = _bank = read_bank(facts)
    fold = folds_of(bank.phrases)
    every = range(len(bank.phrases))
    calm = [i for i in every if bank.phrases[i].urgency not in URGENT]
    jobs = [
        Job(urgency, tuple(i for i in every if fold[i] != out), seed=out)
        for out in (FOLDS, *range(FOLDS))  # no row is of fold FOLDS: that one learns from all
        for urgency in (False, True)
    ]
    with ProcessPoolExecutor(options.workers) as pool:
        (needs, urgency), *held = _pairs(list(pool.map(_run, jobs)))
    needs_score = np.zeros((len(bank.phrases), 3))
    words_score = np.zeros((len(bank.phrases), 3))
    urgency_score = np.zeros((len(bank.phrases), 2))
    for out, ((needs_table, needs_base), (urgency_table, urgency_base)) in enumerate(held):
        rows = [i for i in every if fold[i] == out]
        needs_score[rows] = scores(needs_table, [bank.needs[i] for i in rows]) + needs_base
        urgency_score[rows] = scores(urgency_table, [bank.urgency[i] for i in rows]) + urgency_base
        word_table, word_base = count_words(bank, [i for i in calm if fold[i] != out])
        words_score[rows] = word_scores(bank, word_table, rows) + word_base
    words = count_words(bank, calm)
    table, fitted = _assembled(facts, bank, needs, urgency, words, needs_score, words_score)
    about = {
        "rows": len(bank.phrases),
        "bank": bank_digest(),
        "torch": torch.__version__,
        "command": "tools/train_reader.py",
        "held_out": _held_out(bank, fitted, urgency_score),
    }
    options.out.write_bytes(write_reader(table, about))
    if options.held_out:
        np.savez(options.held_out, needs=needs_score, urgency=urgency_score, words=words_score, logits=fitted)


def _pairs(
    done: list[tuple[NetworkTable, list[float]]],
) -> list[tuple[tuple[NetworkTable, list[float]], tuple[NetworkTable, list[float]]]]:
    return list(zip(done[::2], done[1::2], strict=True))


def bank_digest() -> str:
    """SHA-256 over the phrases that the reader was trained on."""
    total = hashlib.sha256()
    for path in sorted((DATA / "phrases").glob("*.csv")):
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _assembled(
    facts: Knowledge,
    bank: Bank,
    needs: tuple[NetworkTable, list[float]],
    urgency: tuple[NetworkTable, list[float]],
    words: tuple[WordTable, list[float]],
    needs_held: Floats,
    words_held: Floats,
) -> tuple[ReaderTable, Floats]:
    """Fit how far the network and the word counts are to be trusted, and what findings, age and setting weigh beside
    them, on scores of writers whom they had not read; then fold the scales into their last layers. Also the log-odds of
    every phrase that come of it, shape (phrases, 3)."""
    calm = [i for i, phrase in enumerate(bank.phrases) if phrase.urgency not in URGENT]
    every = range(len(bank.phrases))
    beside = [columns(bank.readings[i].findings, age_band(bank.phrases[i].text, None)) for i in every]
    scale, base = np.ones((2, 3)), np.zeros(3)
    weights: dict[str, list[float]] = {}
    logits = np.zeros((len(bank.phrases), 3))
    for head, who in enumerate(("pt", "ot", None)):
        rows = [
            {
                "": 1.0,
                "reader": needs_held[i, head],
                "words": words_held[i, head],
                **dict.fromkeys(beside[i] if who else (), 1.0),
            }
            for i in every
        ]
        fitted = fit(
            [rows[i] for i in calm],
            np.array([bank.needs[i].target[head] for i in calm]),
            hold=lambda name: HOLD_FINDINGS if ":" in name else 0.0,
            centre=lambda name, who=who: _centre(facts, name, who),  # type: ignore[misc]
        )
        logits[:, head] = [sum(fitted.get(name, 0.0) * value for name, value in row.items()) for row in rows]
        scale[:, head], base[head] = (fitted["reader"], fitted["words"]), fitted[""]
        for name in fitted if who else ():
            if ":" in name:
                weights.setdefault(name, [0.0, 0.0])[head] = _round(fitted[name])
    sys.stderr.write(json.dumps({"scale": scale.tolist(), "intercept": base.tolist()}) + "\n")
    table, told = needs
    weight, bias = table.heads
    starts = [_round(base[h] + scale[0, h] * told[h] + scale[1, h] * words[1][h]) for h in range(3)]
    return (
        ReaderTable(
            vocabulary=bank.vocabulary,
            names=bank.names,
            intercept=(starts[0], starts[1], starts[2]),
            urgency_intercept=(_round(urgency[1][0]), _round(urgency[1][1])),
            weights={name: (pt, ot) for name, (pt, ot) in sorted(weights.items())},
            needs=table._replace(heads=((weight * scale[0]).astype(np.float16), (bias * scale[0]).astype(np.float16))),
            urgency=urgency[0],
            words=words[0]._replace(weights=(words[0].weights * scale[1]).astype(np.float16)),
        ),
        logits,
    )


def _centre(facts: Knowledge, name: str, who: Literal["pt", "ot"] | None) -> float:
    if name in {"reader", "words"}:
        return 0.5
    return BESIDE_THE_READER * prior(facts, name, who) if who and ":" in name else 0.0


def _held_out(bank: Bank, logits: Floats, urgency: Floats) -> dict[str, float]:
    """Figures on writers left out of training, for the model card."""
    calm = [i for i, phrase in enumerate(bank.phrases) if phrase.urgency not in URGENT]
    said = [(phrase.discipline in {"pt", "both"}, phrase.discipline in {"ot", "both"}) for phrase in bank.phrases]
    got = [(bool(logits[i, 0] > 0), bool(logits[i, 1] > 0)) for i in range(len(bank.phrases))]
    opposite = [i for i in calm if said[i] != got[i] and sum(said[i]) == sum(got[i]) == 1]
    sided = [i for i in calm if sum(said[i]) == 1]
    figures = {"calm": float(len(calm)), "right": sum(said[i] == got[i] for i in calm) / len(calm)}
    figures["opposite"] = len(opposite) / len(sided)
    for head, who in enumerate(("pt", "ot")):
        chance = 1 / (1 + np.exp(-logits[calm, head]))
        true = np.array([float(said[i][head]) for i in calm])
        bins = np.minimum((chance * 10).astype(int), 9)
        figures[f"calibration_error_{who}"] = sum(
            abs(float((chance - true)[bins == each].sum())) for each in range(10)
        ) / len(calm)
    urgent = [i for i, phrase in enumerate(bank.phrases) if phrase.urgency in URGENT]
    figures["urgent_by_the_reader_alone"] = float((urgency[urgent, 0] > 0).mean())
    figures["calm_called_urgent"] = float((urgency[calm, 0] > 0).mean())
    return {name: round(value, 4) for name, value in figures.items()}


def _round(number: float) -> float:
    assert math.isfinite(number)
    return round(number, 4)


if __name__ == "__main__":
    main()
