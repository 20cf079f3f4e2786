"""The trained reader's file belongs to the phrases beside it, and reads back as it was written."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from onward import knowledge
from onward.knowledge import Knowledge
from onward.knowledge.compile import DATA
from onward.knowledge.reader_file import about_reader, read_reader, untrained, write_reader
from onward.navigator.read import Lexicon, Reading
from onward.navigator.reader import Reader, features, pieces_of, telling_words
from onward.navigator.wordpieces import WordPieces

FILE = Path(knowledge.__file__).with_name("reader.npz")
MOST_MEGABYTES = 30


@pytest.mark.skipif(not DATA.is_dir(), reason="the data files are in a checkout only, not in the package")
def test_it_was_trained_on_these_phrases() -> None:
    total = hashlib.sha256()
    for path in sorted((DATA / "phrases").glob("*.csv")):
        total.update(path.name.encode() + path.read_bytes())
    assert about_reader(FILE.read_bytes())["bank"] == total.hexdigest(), "the phrases changed: run `make train`"


def test_it_is_small(facts: Knowledge) -> None:
    assert FILE.stat().st_size < MOST_MEGABYTES * 1e6


def test_it_names_only_concerns_and_conditions_that_exist(facts: Knowledge) -> None:
    assert set(facts.reader.names) <= {*facts.concerns, *facts.conditions}


def test_what_is_written_reads_back_and_the_same_gives_the_same_bytes(facts: Knowledge) -> None:
    data = write_reader(facts.reader, {"rows": 3})
    assert data == write_reader(facts.reader, {"rows": 3})
    assert about_reader(data) == {"rows": 3}
    again = read_reader(data)
    assert again.weights == facts.reader.weights
    assert np.array_equal(again.needs.embedding, facts.reader.needs.embedding)


def test_a_file_that_lacks_a_layer_says_what_to_do(facts: Knowledge) -> None:
    table = untrained()
    broken = table._replace(needs=table.needs._replace(heads=None))  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="make train"):
        read_reader(write_reader(broken, {}))


def test_unknown_words_are_cut_into_known_pieces() -> None:
    pieces = WordPieces(["un", "##button", "##ing", "sock"])
    assert pieces.of("unbuttoning") == (0, 1, 2)
    assert pieces.of("sock") == (3,)
    assert pieces.of("xyz") == ()
    assert pieces.of("s" * 50) == ()


def test_sentences_are_kept_apart_and_clauses_keep_their_number() -> None:
    got = pieces_of(WordPieces(["a", "b"]), [["a"], [], ["zzz"], ["b", "a"]], [0, 0, 0, 1])
    assert got.ids == [0, -1, -1, 1, 0]
    assert (got.clauses, got.starts) == ([0, 3], [0, 1])


def read(facts: Knowledge, text: str) -> Reading:
    return Lexicon(facts).read(text)


def test_the_order_of_sentences_changes_no_sum(facts: Knowledge) -> None:
    reader = Reader(facts.reader)
    one, two = "My knee hurts on stairs.", "I can't do up my buttons."
    sums = [
        [sum(values) for values in zip(*(pull for pull, _ in reader.hear(read(facts, text))), strict=True)]
        for text in (f"{one} {two}", f"{two} {one}")
    ]
    assert sums[0] == pytest.approx(sums[1], abs=1e-3)


def test_what_was_denied_is_not_heard(facts: Knowledge) -> None:
    reader = Reader(facts.reader)
    heard = reader.hear(read(facts, "No trouble with stairs. I can't do up my buttons."))
    assert heard[0] == ((0.0, 0.0, 0.0), None)
    assert heard[1][0].ot > 0


def test_silence_alarms_nobody(facts: Knowledge) -> None:
    reading = read(facts, "No chest pain.")
    assert Reader(facts.reader).alarm(replace(reading, silenced=frozenset({0}))).urgent < 0


def test_words_that_name_nothing_do_not_tell() -> None:
    assert telling_words("what should i do please help".split()) == 0
    assert telling_words("my knee".split()) == 1


def test_features_are_words_and_neighbours_in_a_stable_place() -> None:
    assert features(["my", "knee"], 1 << 17) == features(["my", "knee"], 1 << 17)
    assert len(features(["my", "knee", "hurts"], 1 << 17)) == 5
