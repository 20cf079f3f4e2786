"""``onward serve``: prepare an empty data folder, then serve the site."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from typing import Annotated

import typer

from onward.cli.console import tell
from onward.cli.directory import make_sample_release
from onward.release.current import data_folder, has_release
from onward.store.database import DatabaseUrlError

SAMPLE_ROWS = 40_000
# The path and nothing of what a person typed: no query string, no body, no address.
ACCESS_LOG = '[%(time)s] "%(method)s %(path)s" %(status)d %(dt_ms).1f ms'


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Server processes.")] = 1,
) -> None:
    """Serve the site. The first run makes a secret, a database and, where there is no release, a sample one."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onward.web.settings")
    _check_free(host, port)
    if not has_release(os.environ, data_folder(os.environ)):
        tell("No directory release yet: making one of fictional providers to show how it works ...")
        make_sample_release(SAMPLE_ROWS)
    _prepare_database()
    tell(f"Onward is at http://{host}:{port}  (data in {data_folder(os.environ)}; Ctrl+C stops it)")
    _serve(host, port, workers)


def _check_free(host: str, port: int) -> None:
    """The server would share a port that another one has, and each would get some of the visitors."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise OSError(error.errno, f"{error.strerror}; choose another --host or --port", f"{host}:{port}") from None


def _prepare_database() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        from onward.actions.installation import prepare_database

        prepare_database(datetime.now(UTC))
    except (DatabaseError, ImproperlyConfigured) as error:
        raise DatabaseUrlError(f"the database cannot be opened ({error}): look at ONWARD_DATABASE_URL") from None


def _serve(host: str, port: int, workers: int) -> None:
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "onward.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_access=True,
        log_access_format=ACCESS_LOG,
        websockets=False,
    ).serve()
