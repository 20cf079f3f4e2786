"""The directory release: built from registry files, checked, switched to, searched.

Searching needs nothing but SQLite. Building needs Polars, which takes 0.4 s to import: ``release.build`` and what
it uses are imported by those who build, and never from here.
"""

from onward.release.errors import BuildError, DirectoryError, ReleaseError, SourceError
from onward.release.search import Directory, Info, Town

__all__ = ["BuildError", "Directory", "DirectoryError", "Info", "ReleaseError", "SourceError", "Town"]
