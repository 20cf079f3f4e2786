"""Commands. Data goes to standard output, everything else to standard error; a user's mistake is one clear line
and exit status 2, never a traceback.
"""

from __future__ import annotations

import io
import sys

import typer
from typer.exceptions import TyperException

from onward.cli import ask, directory, errors, explain, route, serve

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Physical therapy, occupational therapy, or both? From a person's words to an answer and people near.",
)
app.command("ask")(ask.ask)
app.command("explain")(explain.explain)
app.command("route")(route.route)
app.command("serve")(serve.serve)
app.add_typer(directory.app, name="directory", help="Build, search and look after the provider directory.")


def main() -> None:
    """The ``onward`` command."""
    for stream in (sys.stdout, sys.stderr):
        # A byte of an argument that is no text, or a letter that the terminal cannot show, must not end the run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        # Not standalone: the library would tell a mistake in a box of several lines.
        status = app(prog_name="onward", standalone_mode=False)
    except (TyperException, *errors.MISTAKES) as error:
        if told := errors.line(error):  # empty where the help was shown instead
            sys.stderr.write(f"onward: {told}\n")
        raise SystemExit(2) from None
    raise SystemExit(status or 0)
