"""A message in another language is noticed; an English one never is."""

from __future__ import annotations

import pytest

from onward.knowledge import Knowledge
from onward.knowledge.compile import DATA, read_phrases
from onward.knowledge.words import words
from onward.navigator import Navigator, UnreadableText
from onward.navigator.language import foreign


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("me duele la espalda desde ayer", "Spanish"),
        ("Mi hijo no puede caminar y tiene dolor", "Spanish"),
        ("J'ai mal au dos depuis hier", "French"),
        ("Ich kann nicht mit der Hand schreiben", "German"),
        ("Tenho dor na perna e nao consigo andar", "Portuguese"),
        ("Masakit ang aking likod", "Tagalog"),
        ("Tengo artritis", "Spanish"),
        ("rodilla hinchada", "Spanish"),
        ("Knie Schmerzen", "German"),
        ("我的背疼", "another alphabet"),
        ("У меня болит спина", "another alphabet"),
        ("ظهري يؤلمني", "another alphabet"),
    ],
)
def test_another_language_is_noticed(text: str, expected: str) -> None:
    assert foreign(words(text, {})) == expected


@pytest.mark.parametrize(
    "text",
    [
        "my back hurts",
        "knee pain",
        "José's knee hurts",
        "stairs",
        "Pain in the calf, r/o DVT",
        "I want to die",
        "bathe me, dress me, feed me",
        "let me die, please just let me die",
        "physical therapist La Mesa El Cajon",
        "Meds PO, allergies NA",
        "can't pour water",
        "C6 para",
    ],
)
def test_english_is_taken_for_english(text: str) -> None:
    assert foreign(words(text, {})) is None


@pytest.mark.skipif(not DATA.is_dir(), reason="the data files are in a checkout only, not in the package")
def test_no_example_phrase_is_taken_for_another_language(facts: Knowledge) -> None:
    texts = [phrase.text for phrase in read_phrases()]
    assert [text for text in texts if foreign(words(text, facts.spellings))] == []


def test_a_spanish_reader_is_told_so_in_spanish_and_where_to_call(navigator: Navigator) -> None:
    with pytest.raises(UnreadableText, match=r"solo lee inglés.*911"):
        navigator.decide("Me duele mucho la espalda desde ayer")


@pytest.mark.parametrize("text", ["我的背疼", "J'ai mal au dos"])
def test_another_reader_is_told_where_to_call(navigator: Navigator, text: str) -> None:
    with pytest.raises(UnreadableText, match="911"):
        navigator.decide(text)
