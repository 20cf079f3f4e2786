"""Score the navigator on labelled messages, beside three plain rivals: ``make eval``.

Rows are JSON Lines with ``text`` and ``label`` (PT, OT, BOTH, URGENT, NEITHER) and, if there, ``basis``. What counts as
right is what ``shared/eval/score.py`` counts. The rivals are "always PT", "always both" and a TF-IDF classifier fitted
on the same phrase bank.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from fit import fit  # noqa: E402

from onward import knowledge  # noqa: E402
from onward.knowledge.compile import read_phrases  # noqa: E402
from onward.knowledge.reader_file import about_reader  # noqa: E402
from onward.navigator import Decision, Navigator, UnreadableText  # noqa: E402
from onward.navigator.age import age_band  # noqa: E402

LABELS = ("PT", "OT", "BOTH", "URGENT", "NEITHER")
HARD = frozenset({"emergency", "crisis", "same_day"})
BINS = 10
_VOICES = (
    ("clinician", re.compile(r"\b(?:\d+[FM]\b|s/p|c/o|h/o|pt |POD|client|patient|mod A|min A|yo\b|dx|hx)")),
    (
        "parent",
        re.compile(
            r"\b(?:my|our) (?:\w+[- ]){0,3}(?:son|daughter|baby|toddler|child|kid|boy|girl|twin)|"
            r"\bmy \d+[- ]?(?:yo|year)",
            re.I,
        ),
    ),
    ("partner", re.compile(r"\bmy (?:husband|wife|partner)\b", re.I)),
    ("adult child", re.compile(r"\b(?:mum|mom|dad|mother|father|gran\w*|nan)\b", re.I)),
    ("first person", re.compile(r"\b(?:I|my|me|I'm|I’m|i)\b")),
)


@dataclass(frozen=True)
class Said:
    """One answer: its label (one of ``LABELS`` or UNSURE), urgency, and the two probabilities where there are any."""

    label: str
    urgency: str
    pt: float | None = None
    ot: float | None = None
    asks: bool = False


def said_by(navigator: Navigator, text: str) -> Said:
    try:
        decision: Decision = navigator.decide(text)
    except UnreadableText:
        return Said("UNSURE", "none")
    label = "URGENT" if decision.urgency in HARD else decision.discipline.upper()
    return Said(label, decision.urgency, decision.pt, decision.ot, decision.next_question is not None)


def right(row: Mapping[str, str], said: Said) -> bool:
    if row["label"] == "URGENT":
        return said.urgency in HARD or (said.urgency == "doctor_first" and "referral first" in row.get("basis", ""))
    if row["label"] == "NEITHER":
        return said.label in {"NEITHER", "UNSURE"}
    return said.label == row["label"]


def share(hits: Iterable[bool]) -> float:
    kept = list(hits)
    return sum(kept) / len(kept) if kept else math.nan


def calibration_error(chances: Sequence[float], true: Sequence[bool]) -> float:
    """Expected calibration error over ten bins of equal width."""
    error = 0.0
    for low, high in pairwise(np.linspace(0, 1, BINS + 1)):
        here = [i for i, p in enumerate(chances) if low <= p < high or (high == 1 and p == 1)]
        if here:
            error += abs(sum(chances[i] - true[i] for i in here))
    return error / max(1, len(chances))


def told(name: str, rows: Sequence[Mapping[str, str]], answers: Sequence[Said]) -> str:
    pairs = list(zip(rows, answers, strict=True))
    calm = [(r, a) for r, a in pairs if r["label"] != "URGENT"]
    sided = [(r, a) for r, a in pairs if r["label"] in {"PT", "OT"}]
    plain = [(r, a) for r, a in pairs if not r.get("basis", "").startswith(("contested:", "either:"))]
    parts = [
        f"{name:20} right {share(right(r, a) for r, a in pairs):.3f}",
        f"(uncontested {share(right(r, a) for r, a in plain):.3f})",
        "opposite {:.3f}".format(share({r["label"], a.label} == {"PT", "OT"} for r, a in sided)),
        f"over-triage {share(a.urgency in HARD for _, a in calm):.3f}",
        "cautious {:.3f}".format(share(a.urgency == "doctor_first" for _, a in calm)),
        "answers {:.3f}".format(share(a.label != "UNSURE" for _, a in pairs)),
        f"asks {share(a.asks for _, a in pairs):.3f}",
    ]
    return "  ".join(parts)


def recall(rows: Sequence[Mapping[str, str]], answers: Sequence[Said]) -> str:
    found = {
        label: [right(r, a) for r, a in zip(rows, answers, strict=True) if r["label"] == label] for label in LABELS
    }
    return "  ".join(f"{label} {sum(hits)}/{len(hits)}" for label, hits in found.items())


def calibration(rows: Sequence[Mapping[str, str]], answers: Sequence[Said]) -> str:
    calm = [(r, a) for r, a in zip(rows, answers, strict=True) if r["label"] != "URGENT" and a.pt is not None]
    pt = calibration_error([a.pt or 0 for _, a in calm], [r["label"] in {"PT", "BOTH"} for r, _ in calm])
    ot = calibration_error([a.ot or 0 for _, a in calm], [r["label"] in {"OT", "BOTH"} for r, _ in calm])
    return f"expected calibration error: PT {pt:.3f}, OT {ot:.3f} ({len(calm)} rows)"


def voice_of(text: str) -> str:
    """Who speaks, guessed from the words."""
    return next((voice for voice, pattern in _VOICES if pattern.search(text)), "nobody named")


def by(name: str, key: Callable[[str], str], rows: Sequence[Mapping[str, str]], answers: Sequence[Said]) -> str:
    groups: dict[str, list[bool]] = defaultdict(list)
    for row, answer in zip(rows, answers, strict=True):
        groups[key(row["text"])].append(right(row, answer))
    return f"by {name}: " + "  ".join(f"{k} {sum(v)}/{len(v)}" for k, v in sorted(groups.items()))


def features(text: str) -> Counter[str]:
    words = re.findall(r"[a-z0-9']+", text.lower())
    return Counter([*words, *(f"{a} {b}" for a, b in pairwise(words))])


class TfIdf:
    """A plain classifier: logistic regression on TF-IDF of words and neighbour pairs, one head for each question."""

    def __init__(self) -> None:
        phrases = read_phrases()
        counted = [features(phrase.text) for phrase in phrases]
        seen: Counter[str] = Counter(f for counts in counted for f in counts)
        self._idf = {f: math.log(len(counted) / n) + 1 for f, n in seen.items() if n > 1}
        rows = [{"": 1.0, **self._weights(counts)} for counts in counted]
        urgent = np.array([p.urgency in HARD for p in phrases], dtype=np.float64)
        calm = [i for i, each in enumerate(urgent) if not each]
        heads = {}
        for who in ("pt", "ot"):
            target = np.array([phrases[i].discipline in (who, "both") for i in calm], dtype=np.float64)
            heads[who] = self._fit([rows[i] for i in calm], target)
        self._heads = {**heads, "urgent": self._fit(rows, urgent)}

    def _fit(self, rows: Sequence[Mapping[str, float]], target: np.ndarray) -> dict[str, float]:
        return fit(rows, target, hold=lambda name: 0.2 if name else 0.0, centre=lambda _: 0.0)

    def _weights(self, counts: Mapping[str, int]) -> dict[str, float]:
        raw = {f: (1 + math.log(n)) * self._idf[f] for f, n in counts.items() if f in self._idf}
        length = math.sqrt(sum(w * w for w in raw.values())) or 1.0
        return {f: w / length for f, w in raw.items()}

    def answer(self, text: str) -> Said:
        row = {"": 1.0, **self._weights(features(text))}
        score = {name: sum(head.get(f, 0.0) * w for f, w in row.items()) for name, head in self._heads.items()}
        chance = {name: 1 / (1 + math.exp(-value)) for name, value in score.items()}
        if chance["urgent"] >= 0.5:
            return Said("URGENT", "same_day", chance["pt"], chance["ot"])
        pt, ot = chance["pt"] >= 0.5, chance["ot"] >= 0.5
        label = "BOTH" if pt and ot else "PT" if pt else "OT" if ot else "NEITHER"
        return Said(label, "none", chance["pt"], chance["ot"])


def main(paths: Sequence[str]) -> None:
    navigator = Navigator(knowledge.load())
    rival = TfIdf()
    for path in paths:
        if not Path(path).is_file():
            sys.stdout.write(f"\n{path}: not there, left out\n")
            continue
        rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
        ours = [said_by(navigator, row["text"]) for row in rows]
        theirs = [rival.answer(row["text"]) for row in rows]
        lines = [
            f"\n{Path(path).name}: {len(rows)} messages",
            told("Onward", rows, ours),
            told("TF-IDF classifier", rows, theirs),
            told("always both", rows, [Said("BOTH", "none")] * len(rows)),
            told("always PT", rows, [Said("PT", "none")] * len(rows)),
            "recall: " + recall(rows, ours),
            calibration(rows, ours),
            by("age", lambda text: (age_band(text, None) or "age not told").removeprefix("age_"), rows, ours),
            by("voice", voice_of, rows, ours),
        ]
        sys.stdout.write("\n".join(lines) + "\n")
    held = about_reader((Path(knowledge.__file__).with_name("reader.npz")).read_bytes()).get("held_out")
    sys.stdout.write(f"\nphrase bank, each writer left out of training in turn: {json.dumps(held)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
