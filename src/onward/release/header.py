"""Whether a file is a whole release of our version, from its first hundred bytes: no damaged file is ever opened.

Source: https://www.sqlite.org/fileformat2.html, "The Database Header".
"""

from __future__ import annotations

import struct
from pathlib import Path

from onward.release.errors import ReleaseError

APPLICATION_ID = 0x4F4E5744  # "ONWD"
VERSION = 1  # raised with every change of schema.sql

_MAGIC = b"SQLite format 3\x00"


def check_header(path: Path) -> None:
    """Raises ReleaseError, with what to do, unless ``path`` is a complete release file of this version."""
    rebuild = "build it again with `onward directory build SOURCE`"
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(100)
    except FileNotFoundError:
        raise ReleaseError(f"there is no directory release {path}: {rebuild}") from None
    except OSError as error:
        raise ReleaseError(f"the directory release {path} cannot be read: {error.strerror}") from error
    if not head.startswith(_MAGIC) or len(head) < 100:
        raise ReleaseError(f"{path} is not a directory release: {rebuild}")
    (page,) = struct.unpack_from(">H", head, 16)
    (pages,) = struct.unpack_from(">I", head, 28)
    version, application = struct.unpack_from(">I4xI", head, 60)
    if application != APPLICATION_ID:
        raise ReleaseError(f"{path} is a database of another program, not a directory release: {rebuild}")
    if version != VERSION:
        raise ReleaseError(f"{path} is a release of version {version} and this program reads {VERSION}: {rebuild}")
    if size != pages * (65536 if page == 1 else page):
        raise ReleaseError(f"{path} is cut short or damaged ({size:,} bytes): {rebuild}")
