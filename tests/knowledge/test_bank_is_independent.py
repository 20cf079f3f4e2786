"""Whoever writes phrases has not seen the evaluation set: none shares most of its words with one of its rows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from onward.knowledge.compile import read_phrases

DEV = Path(__file__).parents[3] / "shared/eval/dev.jsonl"
# Share of the words of three letters and more of the phrase that may not be reached.
TOO_ALIKE = 0.6
# Texts of two or three words are alike by chance ("knee pain on stairs").
FEWEST_WORDS = 4


def content(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", text.lower()))


@pytest.mark.skipif(not DEV.is_file(), reason="the shared evaluation set is not beside the project")
def test_no_phrase_shares_most_of_its_words_with_a_row_of_the_evaluation_set() -> None:
    rows = [content(json.loads(line)["text"]) for line in DEV.read_text(encoding="utf-8").splitlines()]
    alike = []
    for phrase in read_phrases():
        mine = content(phrase.text)
        if len(mine) < FEWEST_WORDS:
            continue
        if any(len(mine & row) / len(mine) >= TOO_ALIKE for row in rows):
            alike.append(f"{phrase.writer}: {phrase.text}")
    assert alike == []
