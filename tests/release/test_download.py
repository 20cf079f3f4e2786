"""Fetching a registry file: whole, in parts, changed on the server, cut off, and with a digest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from onward.release.download import fetch
from onward.release.errors import SourceError

CONTENT = bytes(range(256)) * 9_000


class Server(ThreadingHTTPServer):
    """Serves ``content`` as version ``version``; breaks off after ``most`` bytes; ``asked`` keeps the ranges."""

    content, version, most = CONTENT, '"1"', len(CONTENT)

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/files/npi%20data.zip"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        server = self.server
        wanted = self.headers.get("Range", "")
        server.asked.append(wanted)
        start = 0
        if wanted and self.headers.get("If-Range") == server.version:
            start = int(re.findall(r"\d+", wanted)[0])
        if "missing" in self.path:
            self.send_error(404)
            return
        if start >= len(server.content):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("ETag", server.version)
        self.send_header("Content-Length", str(len(server.content) - start))
        self.end_headers()
        self.wfile.write(server.content[start : server.most])

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as made:
        thread = Thread(target=made.serve_forever, args=(0.01,))
        thread.start()
        yield made
        made.shutdown()
        thread.join()


def test_a_file_comes_whole_and_says_how_far_it_is(server: Server, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = fetch(server.address, tmp_path / "new", lambda done, total: told.append((done, total)))
    assert (path.name, path.read_bytes()) == ("npi data.zip", CONTENT)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert [each.name for each in path.parent.iterdir()] == ["npi data.zip"]


def test_a_file_that_broke_off_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    server.most = 1_000_000
    with pytest.raises(SourceError, match=r"broke off.*it goes on from there"):
        fetch(server.address, tmp_path)
    server.most = len(CONTENT)
    assert fetch(server.address, tmp_path).read_bytes() == CONTENT
    assert server.asked == ["", "bytes=1000000-"]


def test_a_part_of_another_version_is_thrown_away(server: Server, tmp_path: Path) -> None:
    server.most = 1_000_000
    with pytest.raises(SourceError):
        fetch(server.address, tmp_path)
    server.content, server.version, server.most = b"new" * 500, '"2"', 1_500
    assert fetch(server.address, tmp_path).read_bytes() == b"new" * 500


def test_a_part_that_is_the_whole_already_is_enough(server: Server, tmp_path: Path) -> None:
    (tmp_path / "npi data.zip.part").write_bytes(CONTENT)
    (tmp_path / "npi data.zip.part.json").write_text('{"version": "\\"1\\""}')
    assert fetch(server.address, tmp_path).read_bytes() == CONTENT


def test_a_digest_is_checked_and_a_wrong_file_not_kept(server: Server, tmp_path: Path) -> None:
    right = hashlib.sha256(CONTENT).hexdigest()
    assert fetch(f"{server.address}#sha256={right}", tmp_path / "a").read_bytes() == CONTENT
    with pytest.raises(SourceError, match="was not kept"):
        fetch(f"{server.address}#sha256={'0' * 64}", tmp_path / "b")
    assert not list((tmp_path / "b").glob("*.zip*.part"))


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("http://example.com/npi.zip", "give an https address"),
        ("https://example.com/npi.html", "ends in .zip, .csv, .csv.gz"),
        ("https://example.com/npi.zip#md5=0", "after # stands sha256="),
        ("https://example.com/npi.zip#sha256=xyz", "after # stands sha256="),
    ],
)
def test_an_address_that_is_none_is_refused_before_anything_is_fetched(source: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=re.escape(said)):
        fetch(source, tmp_path / "never")
    assert not (tmp_path / "never").exists()


def test_what_the_server_refuses_is_told(server: Server, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="answered 404"):
        fetch(server.address.replace("files", "missing"), tmp_path)
    with pytest.raises(SourceError, match="broke off"):
        fetch("https://127.0.0.1:1/npi.zip", tmp_path)
