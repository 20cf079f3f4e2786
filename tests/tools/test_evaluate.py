"""The scorer counts as the shared one does, and the fit finds what it should."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from evaluate import Said, calibration_error, right, voice_of  # noqa: E402
from fit import fit  # noqa: E402

PAGES = ROOT / "tests/eval/pages.jsonl"


@pytest.mark.parametrize(
    ("label", "basis", "said", "expected"),
    [
        ("PT", "", Said("PT", "none"), True),
        ("PT", "", Said("PT", "doctor_first"), True),
        ("PT", "", Said("BOTH", "none"), False),
        ("URGENT", "", Said("URGENT", "same_day"), True),
        ("URGENT", "", Said("PT", "doctor_first"), False),
        ("URGENT", "referral first", Said("PT", "doctor_first"), True),
        ("NEITHER", "", Said("UNSURE", "none"), True),
        ("NEITHER", "", Said("URGENT", "same_day"), False),
    ],
)
def test_what_counts_as_right(label: str, basis: str, said: Said, expected: bool) -> None:
    assert right({"label": label, "basis": basis}, said) is expected


def test_it_agrees_with_the_shared_scorer(tmp_path: Path, shared: Path) -> None:
    rows = [json.loads(line) for line in PAGES.read_text(encoding="utf-8").splitlines()[:60]]
    kinds = [("pt", "none"), ("ot", "same_day"), ("both", "doctor_first"), ("neither", "none"), ("unsure", "none")]
    decisions = [
        {"id": row["id"], "discipline": kinds[n % 5][0], "urgency": kinds[n % 5][1]} for n, row in enumerate(rows)
    ]
    for name, items in (("rows", rows), ("decisions", decisions)):
        (tmp_path / name).write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    report = tmp_path / "report.json"
    command = [sys.executable, str(shared / "eval/score.py"), str(tmp_path / "rows"), str(tmp_path / "decisions")]
    subprocess.run([*command, "--json", str(report)], check=True, capture_output=True)
    ours = [
        right(row, Said("URGENT" if d["urgency"] == "same_day" else d["discipline"].upper(), d["urgency"]))
        for row, d in zip(rows, decisions, strict=True)
    ]
    assert sum(ours) / len(ours) == pytest.approx(json.loads(report.read_text())["accuracy"])


def test_calibration_is_perfect_where_chances_come_true() -> None:
    assert calibration_error([0.5, 0.5], [True, False]) == 0
    assert calibration_error([1.0, 1.0], [False, False]) == 1


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("78F s/p CVA", "clinician"),
        ("my son can't run", "parent"),
        ("my husband fell", "partner"),
        ("Mum fell", "adult child"),
        ("I fell", "first person"),
        ("knee exercises", "nobody named"),
    ],
)
def test_the_voice_is_guessed_from_the_words(text: str, voice: str) -> None:
    assert voice_of(text) == voice


def test_a_fit_with_a_strong_hold_stays_where_it_is_held() -> None:
    rows = [{"": 1.0, "a": 1.0}, {"": 1.0}] * 20
    target = np.array([1.0, 0.0] * 20)
    held = fit(rows, target, hold=lambda name: 1e6 if name else 0.0, centre=lambda name: 0.7 if name else 0.0)
    assert held["a"] == pytest.approx(0.7, abs=1e-3)


def test_a_fit_finds_the_odds_and_leaves_a_fixed_part_alone() -> None:
    rows = [{"": 1.0}] * 40
    target = np.array([1.0] * 30 + [0.0] * 10)
    free = fit(rows, target, hold=lambda _: 0.0, centre=lambda _: 0.0)
    assert free[""] == pytest.approx(math.log(3), abs=1e-3)
    shifted = fit(rows, target, hold=lambda _: 0.0, centre=lambda _: 0.0, fixed=np.full(40, 1.0))
    assert shifted[""] == pytest.approx(math.log(3) - 1, abs=1e-3)


def test_the_pages_are_labelled_messages_of_one_voice_each() -> None:
    rows = [json.loads(line) for line in PAGES.read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 500
    assert {row["label"] for row in rows} == {"PT", "OT", "BOTH", "URGENT", "NEITHER"}
    assert len({row["text"] for row in rows}) == len(rows)
