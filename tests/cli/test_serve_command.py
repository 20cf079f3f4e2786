"""``onward serve``, as a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cli.conftest import Run

# The real command, with a small sample: making the real one takes several seconds.
SMALL = "import onward.cli.serve as s; s.SAMPLE_ROWS = 500; from onward.cli import main; main()"
CANARY = "zanzibarquokka"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(address: str, body: bytes | None = None) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data=body), timeout=10) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


@contextmanager
def serving(port: int, log: Path) -> Iterator[str]:
    """A server that answers; stopped in the end as Ctrl+C stops it."""
    with log.open("wb") as out:
        command = [sys.executable, "-c", SMALL, "serve", "--port", str(port)]
        server = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True, env={**os.environ})
        try:
            address = f"http://127.0.0.1:{port}"
            for _ in range(300):
                assert server.poll() is None, log.read_text()
                try:
                    if get(f"{address}/healthz")[0] == 200:
                        break
                except urllib.error.URLError:
                    time.sleep(0.1)
            yield address
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)
                server.wait()


@pytest.fixture
def port() -> int:
    return free_port()


def test_an_empty_data_folder_is_prepared_and_served(data: Path, tmp_path: Path, port: int, process: Run) -> None:
    log = tmp_path / "log"
    with serving(port, log) as address:
        assert get(f"{address}/healthz") == (200, "ok 500\n")
        assert {path.name for path in data.iterdir()} >= {"secret", "care.sqlite3", "releases", "current"}
        assert "fits what you describe" in get(f"{address}/answer/", b"text=my+knee+hurts+" + CANARY.encode())[1]
        assert get(f"{address}/find/?near={CANARY}")[0] == 422
        taken = process("serve", "--port", str(port))
        assert (taken.status, taken.out) == (2, "")
        assert f"127.0.0.1:{port}: Address already in use" in taken.err
        assert taken.err.count("\n") == 1
    told = log.read_text()
    assert f"Onward is at http://127.0.0.1:{port}" in told
    assert '"POST /answer/" 200' in told
    assert '"GET /find/" 422' in told  # the path, and nothing of what was typed
    assert CANARY not in told
    assert "Traceback" not in told
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert [path for path in kept if CANARY.encode() in path.read_bytes()] == []
    secret, release = (data / "secret").read_text(), (data / "current").read_text()
    with serving(port, log) as address:  # again: quick, and nothing is lost
        assert get(f"{address}/healthz") == (200, "ok 500\n")
    assert ((data / "secret").read_text(), (data / "current").read_text()) == (secret, release)
    assert "No directory release yet" not in log.read_text()
