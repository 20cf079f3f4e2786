"""What can go wrong with releases; every message is one line that says what to do.

::

    DirectoryError
    ├── SourceError         the registry files cannot be read as what they should be
    └── ReleaseError        a release file is missing, damaged, or of another version
        └── BuildError      a release could not be written; the one before is untouched
"""

from __future__ import annotations


class DirectoryError(Exception):
    """Something is wrong with the directory's files, not with what was asked."""


class SourceError(DirectoryError):
    """The source is missing or is no registry file; the message names the file and what it lacks."""


class ReleaseError(DirectoryError):
    """The release cannot be opened or read."""


class BuildError(ReleaseError):
    """The release could not be written. The current one was not touched."""
