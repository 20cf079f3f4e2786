"""The secret is made once, for its owner only."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from onward.store.secret import secret


def test_a_given_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert secret("from the operator", tmp_path / "data") == "from the operator"
    assert not (tmp_path / "data").exists()


def test_a_missing_secret_is_made_once(tmp_path: Path) -> None:
    first = secret(None, tmp_path / "deep" / "data")
    assert len(first) >= 50
    assert secret(None, tmp_path / "deep" / "data") == first


def test_two_folders_have_two_secrets(tmp_path: Path) -> None:
    assert secret(None, tmp_path / "a") != secret(None, tmp_path / "b")


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    secret(None, tmp_path)
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_nothing_else_is_left_behind(tmp_path: Path) -> None:
    secret(None, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_racing_threads_get_the_same_whole_secret(tmp_path: Path) -> None:
    threads = 8
    for attempt in range(25):
        start = Barrier(threads)

        def racer(folder: Path, start: Barrier = start) -> str:
            start.wait()
            return secret(None, folder)

        with ThreadPoolExecutor(threads) as pool:
            got = set(pool.map(racer, [tmp_path / str(attempt)] * threads))
        assert len(got) == 1
        assert len(got.pop()) >= 50
