"""The shapes of curated facts. Every model is frozen and rejects unknown keys.

Weights run from 0 to 1 and are independent of each other: how far a need belongs to physical
therapy (``pt``) and to occupational therapy (``ot``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, SkipValidation, StringConstraints, model_validator

from onward.knowledge.codes import Icd10cmRange, IcfCode, NuccCode
from onward.knowledge.pattern import Step

Discipline = Literal["pt", "ot"]
Urgency = Literal["emergency", "crisis", "same_day", "doctor_first"]
Role = Literal["therapist", "assistant", "clinic", "facility"]
# Whether a finding is there now, and if not, why not.
Status = Literal["present", "past", "hypothetical", "feared", "resolved", "denied", "other", "animal"]
Id = Annotated[str, StringConstraints(pattern=re.compile(r"^[a-z][a-z0-9_]*$"))]
# The item of an instrument: "tug", "gg0130.e".
ItemId = Annotated[str, StringConstraints(pattern=re.compile(r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)?$"))]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Weight = Annotated[float, Field(ge=0, le=1)]
Layer = tuple[NDArray[np.float16], NDArray[np.float16]]


class Fact(BaseModel):
    """A value that says what it is and nothing else."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Fact):
    """Where a fact comes from: a body, a title and a year; never an address that nobody opened."""

    id: Id
    body: Text
    title: Text
    year: int | None
    checked: Text  # how far it was read for this project, in one line


class Sourced(Fact):
    """A rule with its provenance. In the data files a ``defaults`` block may give it for the whole file."""

    source: tuple[Id, ...] = Field(min_length=1)
    author: Text
    clinician_review: Literal["none"] | date
    reviewed: date
    next_review: date


class Concern(Sourced):
    """Something a person cannot do or feels. ``see`` names the profession that helps where therapy does not lead."""

    id: Id
    icf: IcfCode | None
    label: Text
    pt: Weight
    ot: Weight
    why: Text
    pt_work: tuple[Text, ...] = ()
    ot_work: tuple[Text, ...] = ()
    specialties: tuple[Id, ...] = ()
    see: Text | None = None
    patterns: tuple[Text, ...] = ()


class Condition(Sourced):
    """A diagnosis or event that the person names."""

    id: Id
    icd10cm: tuple[Icd10cmRange, ...] = Field(min_length=1)
    label: Text
    lead: Literal["both", "pt", "ot", "depends"]
    pt: Weight
    ot: Weight
    why: Text
    pt_work: tuple[Text, ...]
    ot_work: tuple[Text, ...]
    specialties: tuple[Id, ...] = ()
    patterns: tuple[Text, ...] = ()


class Cue(Fact):
    """A sign that red-flag rules look for: one thing, in the many ways that people say it.

    ``immune`` lists the statuses that nothing can give it: "this morning" is never denied, and a wish to die
    that somebody is afraid of is still a wish to die. A ``modifier`` says when or how and names nothing by itself.
    """

    id: Id
    label: Text
    modifier: bool = False
    immune: tuple[Status, ...] = ()
    patterns: tuple[Text, ...] = ()


class RedFlag(Sourced):
    """A reason for medical care before, or instead of, therapy.

    It fires when every id of one list in ``when`` was read as present (not denied, past, feared or about
    someone else) and none of ``unless`` was. An id is a cue, a concern, a condition or an age band.
    ``past_counts`` lists the ids that also count when they are past or over (a surgery three weeks ago, a face
    that drooped for ten minutes). ``say`` is what to do, in one sentence; ``more`` is why, and when to do more.
    """

    id: Id
    label: Text
    urgency: Urgency
    say: Text
    more: Text
    when: tuple[Annotated[tuple[Id, ...], Field(min_length=1)], ...] = Field(min_length=1)
    unless: tuple[Id, ...] = ()
    past_counts: tuple[Id, ...] = ()

    @cached_property
    def first_signs(self) -> frozenset[Id]:
        """One id of each list in ``when``: where none of these was said, the flag cannot fire."""
        return frozenset(each[0] for each in self.when)


class Specialty(Fact):
    """A field of practice, as the registry codes it and as a person would say it."""

    id: Id
    label: Text
    plain: Text
    disciplines: tuple[Discipline, ...] = Field(min_length=1)


class Taxonomy(Fact):
    """One NUCC code that Onward lists. Codes: (c) AMA / NUCC; the labels are our own."""

    code: NuccCode
    label: Text
    role: Role
    disciplines: tuple[Discipline, ...]
    specialty: Id | None
    setting: Id | None


class Setting(Fact):
    """A kind of place where therapy happens. ``recorded`` says whether the registry tells it; ``patterns`` are words
    that show that the person is there."""

    id: Id
    label: Text
    plain: Text
    recorded: bool
    patterns: tuple[Text, ...] = ()


class DisciplineFacts(Sourced):
    """What a discipline is, wants, does, and asks of those who practise it."""

    id: Discipline
    name: Text
    practitioner: Text
    assistant: Text
    idea: Text
    focus: Text
    goal: Text
    body_systems: Text
    activities: Text
    helps: Text
    goals: tuple[Text, ...] = Field(min_length=3)
    techniques: tuple[Text, ...] = Field(min_length=3)
    mental_health: Text
    education: Text
    examination: Text
    licence: Text
    continuing: Text
    specialisations: tuple[Text, ...] = Field(min_length=3)
    settings: tuple[Id, ...] = Field(min_length=3)


class Option(Fact):
    """One answer to a question: what it says of the person, as concern ids found present or absent, and the red flag
    that it ``raises``, if any. No answer clears a red flag."""

    id: Id
    label: Text
    present: tuple[Id, ...] = ()
    absent: tuple[Id, ...] = ()
    raises: Id | None = None
    spanish: Text | None = None


class Question(Sourced):
    """A question worth asking. ``about`` names the findings that make it relevant; empty means always.

    ``harm`` is what a wrong turn would cost that the answer can prevent: 1 a visit to the wrong therapist, 2 weeks lost
    or a fall, 3 lasting damage or death. ``burden`` is what asking costs a tired person: 1 answered at a glance, 2 long
    or private. ``safety`` marks a panel of danger signs, asked before anything else; ``fallback`` what is asked where
    the words cannot be read, and then in Spanish too.
    """

    id: Id
    text: Text
    why: Text
    harm: Annotated[float, Field(ge=1, le=3)]
    burden: Annotated[float, Field(ge=1, le=2)]
    safety: bool = False
    fallback: bool = False
    spanish: Text | None = None
    about: tuple[Id, ...] = ()
    options: tuple[Option, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _told_in_both_languages(self) -> Self:
        if self.fallback and not (self.spanish and all(option.spanish for option in self.options)):
            raise ValueError("a fallback question and each of its options need their words in Spanish")
        return self


class Level(Fact):
    """One step of a scale of help, or the reason why there is none; ``code`` is the one that CMS gives it."""

    code: Annotated[str, StringConstraints(pattern=re.compile(r"^\d\d$"))]
    label: Text


class LevelItem(Fact):
    """An activity and the level of help that it took; the level speaks for ``concern``."""

    kind: Literal["level"]
    id: ItemId
    label: Text
    concern: Id


class YesNoItem(Fact):
    """A question answered with yes or no; yes speaks for ``concern``."""

    kind: Literal["yes_no"]
    id: ItemId
    label: Text
    concern: Id


class Norm(Fact):
    """Below these numbers people of this age (in years, both ends included) are below average for their sex."""

    ages: tuple[int, int]
    male: float
    female: float


class NumberItem(Fact):
    """A measured number from ``least`` to ``most``. At ``risk_from`` and above, below ``risk_below``, or below the norm
    for age and sex, it speaks for ``concern``."""

    kind: Literal["number"]
    id: ItemId
    label: Text
    unit: Text
    least: float
    most: float
    concern: Id | None = None
    risk_from: float | None = None
    risk_below: float | None = None
    norms: tuple[Norm, ...] = ()


class ChoiceItem(Fact):
    """Something about the person that a norm needs."""

    kind: Literal["choice"]
    id: ItemId
    label: Text
    options: tuple[Id, ...] = Field(min_length=2)


Item = Annotated[LevelItem | YesNoItem | NumberItem | ChoiceItem, Field(discriminator="kind")]


class Instrument(Sourced):
    """A published way of measuring, told in our own words, and how it is scored.

    ``value`` says what the one number is: the ``sum`` of the levels of the items that have one, how many answers were
    ``yes``, or the ``number`` of the item that is the measure. ``trouble_to`` and ``fine_from`` are levels: up to the
    one an activity is a concern, from the other on it is none.
    """

    id: Id
    name: Text
    how: Text
    scale: Text
    scoring: Text
    value: Literal["sum", "yes", "number"]
    levels: tuple[Level, ...] = ()
    not_attempted: tuple[Level, ...] = ()
    trouble_to: int = 0
    fine_from: int = 99
    items: tuple[Item, ...] = Field(min_length=1)


class ContextRule(Fact):
    """Words that change the status of what stands near them (the idea is NegEx's and ConText's).

    ``direction``: a trigger changes what stands after it ("no pain"), before it ("pain went away"), or anywhere
    in its clause. ``applies_to``: a bare activity ("stairs") or a problem said as one ("knee pain").
    ``pseudo`` looks like a trigger and is none ("no longer able"); ``problem`` marks words that say something is
    wrong; ``self`` marks that the writer speaks of themselves.
    """

    id: Id
    status: Literal[
        "denied", "resolved", "past", "feared", "hypothetical", "other", "family", "animal", "pseudo", "problem", "self"
    ]
    direction: Literal["after", "before", "clause"] = "clause"
    applies_to: Literal["any", "activity", "problem"] = "any"
    reach: Annotated[int, Field(ge=1)] = 7
    patterns: tuple[Text, ...] = ()


class Phrase(Fact):
    """An example of how somebody says what is hard, written for this project.

    ``concerns`` are the concerns and conditions that it names (none for a plain emergency); ``discipline`` is who
    should help, ``urgency`` whether medical care comes first. ``second`` is the discipline that a second reader gave
    who saw only the text (``urgent`` for care today), empty where nobody did.
    """

    concerns: tuple[Id, ...]
    discipline: Literal["pt", "ot", "both", "neither"]
    urgency: Literal["none", "doctor_first", "same_day", "emergency", "crisis"]
    second: Literal["pt", "ot", "both", "neither", "urgent", ""] = ""
    voice: Text
    text: Text
    writer: Id


class NetworkTable(NamedTuple):
    """One trained network of the learned reader. A layer is its weights (inputs x outputs) and biases.

    ``embedding`` holds a row for each piece of the vocabulary as whole numbers from -127 to 127, which ``scale`` (one
    for each row) turns into values; ``convolutions`` look at three pieces at a time, each twice as far apart as the
    one before; ``hidden`` takes a piece with the mean and the maximum of its clause; ``naming`` (with the hidden layer
    before it) says which concern a clause is about, where the network was taught to.
    """

    embedding: NDArray[np.int8]
    scale: NDArray[np.float16]
    convolutions: tuple[Layer, ...]
    hidden: Layer
    heads: Layer
    attention: Layer
    naming_hidden: Layer | None
    naming: Layer | None


class WordTable(NamedTuple):
    """The part of the learned reader that counts words and pairs of neighbours. A feature's row is its CRC-32 modulo
    the number of rows: ``idf`` how telling it is, ``weights`` (rows x 3) its log-odds of PT, OT and another
    profession."""

    idf: NDArray[np.float16]
    weights: NDArray[np.float16]


class ReaderTable(NamedTuple):
    """The learned reader, made by ``tools/train_reader.py`` and kept in ``reader.npz``.

    ``intercept`` gives the log-odds of PT, OT and another profession for everybody, ``urgency_intercept`` those of care
    today and of a doctor first; ``weights`` the fitted log-odds (PT, OT) of a finding (see
    ``navigator.weigh.columns``); ``names`` the concerns and conditions in the order of the naming layer. Calibration is
    folded into all of them.
    """

    vocabulary: tuple[str, ...]
    names: tuple[str, ...]
    intercept: tuple[float, float, float]
    urgency_intercept: tuple[float, float]
    weights: dict[str, tuple[float, float]]
    needs: NetworkTable
    urgency: NetworkTable
    words: WordTable


class Entry(NamedTuple):
    """One compiled lexical rule: what it means and the steps that match it."""

    kind: Literal["concern", "condition", "cue", "setting", "context"]
    id: str
    steps: tuple[Step, ...]


class Knowledge(Fact):
    """Everything that Onward knows, as one value. ``hash`` goes into every decision so that it can be reproduced."""

    model_config = ConfigDict(arbitrary_types_allowed=True)  # the arrays of the reader

    version: str
    hash: str
    sources: dict[str, Source]
    disciplines: dict[str, DisciplineFacts]
    settings: dict[str, Setting]
    specialties: dict[str, Specialty]
    taxonomy: dict[str, Taxonomy]
    concerns: dict[str, Concern]
    conditions: dict[str, Condition]
    cues: dict[str, Cue]
    red_flags: dict[str, RedFlag]
    questions: dict[str, Question]
    instruments: dict[str, Instrument]
    context: dict[str, ContextRule]
    spellings: dict[str, str]
    # Large, made by the compiler and never by hand: taken as they are, so that loading stays quick.
    lexicon: SkipValidation[tuple[Entry, ...]] = Field(repr=False)
    reader: SkipValidation[ReaderTable] = Field(repr=False)

    @property
    def stamp(self) -> str:
        """Version and hash as they stand in a decision: ``0.1.0+3f2a91c0``."""
        return f"{self.version}+{self.hash[:8]}"

    def rules(self) -> Iterator[tuple[str, Sourced]]:
        """Every rule that has a review date, as (kind/id, rule)."""
        for kind in ("disciplines", "concerns", "conditions", "red_flags", "questions", "instruments"):
            for key, rule in getattr(self, kind).items():
                yield f"{kind}/{key}", rule
