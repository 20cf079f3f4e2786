"""A disk that fills up while a release is written: one clear error, and the release that was there still is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BUILD = """
import datetime, resource, signal, sys
from pathlib import Path
from onward import knowledge
from onward.directory import gazetteer
from onward.release import BuildError
from onward.release.build import prepare

source, out, room = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
ready = prepare(source, knowledge.load().taxonomy, gazetteer(), datetime.date(2026, 11, 1))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    ready.write(out)
except BuildError as error:
    sys.exit(f"BuildError: {error}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limit for the size of a file there")
@pytest.mark.parametrize("room", [0, 100, 9_000, 200_000])
def test_a_full_disk_leaves_the_old_release_and_says_so_in_one_line(
    room: int, sample: Path, released: Path, tmp_path: Path
) -> None:
    out = tmp_path / "release.sqlite"
    out.write_bytes(released.read_bytes())
    assert room < out.stat().st_size
    command = [sys.executable, "-c", BUILD, str(sample), str(out), str(room)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith(f"BuildError: the release {out} could not be written")
    assert done.stderr.count("\n") == 1
    assert out.read_bytes() == released.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["release.sqlite"]
