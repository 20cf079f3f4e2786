"""Fetch a registry file from an address: only when an operator asks, resumed where it broke off, and checked.

The address may end in ``#sha256=`` and 64 hexadecimal digits; the file is then kept only if it has that digest.
"""

from __future__ import annotations

import hashlib
import json
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urldefrag, urlsplit
from urllib.request import Request, urlopen

from onward.release.errors import SourceError
from onward.release.load import Progress

ENDINGS = (".zip", ".csv", ".csv.gz")
_BLOCK = 1 << 20
_PATIENCE = 60  # seconds without a byte
_OURSELVES = frozenset({"localhost", "127.0.0.1"})
_SATISFIED = 416  # "range not satisfiable": the part is the whole already


def is_address(source: str) -> bool:
    """Whether a source is an address and no path."""
    return source.startswith(("https://", "http://"))


def fetch(source: str, folder: Path, progress: Progress = lambda done, total: None) -> Path:
    """The file at the address ``source``, in ``folder``. A part from an earlier try is gone on with.

    ``progress`` is called with bytes there and bytes in all. Raises SourceError with what to do; the part is kept,
    unless its digest is wrong.
    """
    address, digest = _checked(source)
    path = folder / Path(unquote(urlsplit(address).path)).name
    part, note = path.with_name(f"{path.name}.part"), path.with_name(f"{path.name}.part.json")
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _go_on(address, part, note, progress)
    except HTTPError as error:
        raise SourceError(f"{address} answered {error.code} {error.reason}: check the address") from error
    except (URLError, HTTPException, OSError) as error:
        raise SourceError(
            f"{address} broke off ({error}): run the same command again, it goes on from there"
        ) from error
    if digest and (found := _digest(part)) != digest:
        part.unlink()
        raise SourceError(f"{address}: the file has the SHA-256 {found} and not {digest}: it was not kept")
    part.replace(path)
    note.unlink(missing_ok=True)
    return path


def _checked(source: str) -> tuple[str, str]:
    """The address and the digest that is asked for, if any."""
    address, fragment = urldefrag(source)
    _check_way(address)
    if not urlsplit(address).path.lower().endswith(ENDINGS):
        raise SourceError(f"{address}: the address of a registry file ends in {', '.join(ENDINGS)}")
    name, _, digest = fragment.partition("=")
    if fragment and (name != "sha256" or len(digest) != 64 or set(digest.lower()) - set("0123456789abcdef")):
        raise SourceError(f"{source}: after # stands sha256= and 64 hexadecimal digits, or nothing")
    return address, digest.lower()


def _check_way(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _OURSELVES:
        raise SourceError(f"{address}: give an https address, so that nobody can change the file on its way")


def _go_on(address: str, part: Path, note: Path, progress: Progress) -> None:
    """Bring ``part`` to its whole length. ``note`` keeps the version that the part is of."""
    have = part.stat().st_size if part.exists() else 0
    version = json.loads(note.read_text())["version"] if have and note.exists() else ""
    headers = {"User-Agent": "onward", "Accept-Encoding": "identity"}
    if have and version:
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    try:
        with urlopen(Request(address, headers=headers), timeout=_PATIENCE) as answer:
            _check_way(answer.url)
            if answer.status != 206:  # not a part: from the start
                have = 0
            note.write_text(
                json.dumps({"version": answer.headers.get("ETag") or answer.headers.get("Last-Modified") or ""})
            )
            _take(answer, part, have, progress)
    except HTTPError as error:
        if error.code != _SATISFIED:
            raise


def _take(answer: HTTPResponse, part: Path, have: int, progress: Progress) -> None:
    total = have + int(answer.headers.get("Content-Length") or 0)
    with part.open("ab" if have else "wb") as out:
        while block := answer.read(_BLOCK):
            out.write(block)
            have += len(block)
            progress(have, max(total, have))
    if have < total:
        raise OSError(f"{have:,} of {total:,} bytes came")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
