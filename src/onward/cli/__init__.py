"""Commands. Data goes to standard output, everything else to standard error; a user's mistake is one clear line
and exit status 2, never a traceback.
"""

from __future__ import annotations

import sys

import typer

from onward.cli import ask, directory, errors, route, serve

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Physical therapy, occupational therapy, or both? From a person's words to an answer and people near.",
)
app.command("ask")(ask.ask)
app.command("route")(route.route)
app.command("serve")(serve.serve)
app.add_typer(directory.app, name="directory", help="Build, search and look after the provider directory.")


def main() -> None:
    """The ``onward`` command."""
    try:
        app(prog_name="onward")
    except errors.MISTAKES as error:
        sys.stderr.write(f"onward: {errors.line(error)}\n")
        raise SystemExit(2) from None
