"""Print docs/reference/commands.md from the commands themselves; a test compares the file with this."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import typer

from onward.cli import app

HEAD = "# Commands\n\nWritten by `tools/document_commands.py` from the program; do not edit.\n"


def document() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_told(typer.main.get_command(app), "onward")])


def _told(command: Any, name: str) -> Iterator[str]:
    children = getattr(command, "commands", {})
    for key, child in children.items():
        yield from _told(child, f"{name} {key}")
    if children:
        return
    yield f"## {name}\n\n{' '.join((command.help or '').split())}\n"
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            shown = (parameter.metavar or parameter.name).upper()
        else:
            shown = parameter.opts[0] + ("" if parameter.is_flag else f" {parameter.name.upper()}")
        yield f"- `{shown}` {parameter.help or ''}".rstrip()
    yield ""


if __name__ == "__main__":
    sys.stdout.write(document())
