"""ONWARD_DATABASE_URL to Django's settings, and what the database then says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onward.store.database import DatabaseUrlError, database

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

DATA = Path("/somewhere/onward")


@pytest.mark.parametrize("url", [None, ""])
def test_without_a_url_the_database_is_a_file_in_the_data_folder(url: str | None) -> None:
    entry = database(url, DATA)
    assert entry["ENGINE"] == "django.db.backends.sqlite3"
    assert entry["NAME"] == "/somewhere/onward/care.sqlite3"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("sqlite:////folder/care.sqlite3", "//folder/care.sqlite3"),
        ("sqlite:///folder/care.sqlite3", "/folder/care.sqlite3"),
        ("sqlite:////my%20folder/care.sqlite3", "//my folder/care.sqlite3"),
    ],
)
def test_an_sqlite_url_names_a_file(url: str, name: str) -> None:
    assert database(url, DATA)["NAME"] == name


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_postgresql_url_is_taken_apart(scheme: str) -> None:
    assert database(f"{scheme}://dr%40:p%3Ass@db.example:5433/care%20base", DATA) == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "care base",
        "USER": "dr@",
        "PASSWORD": "p:ss",
        "HOST": "db.example",
        "PORT": "5433",
    }


def test_a_postgresql_url_may_leave_out_all_but_the_name() -> None:
    entry = database("postgresql:///care", DATA)
    assert [entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == ["care", "", "", "", ""]


@pytest.mark.parametrize(
    "url",
    [
        "care.sqlite3",
        "mysql://host/care",
        "postgresql://host",
        "postgresql://host/",
        "postgresql://host:abc/care",
        "postgresql://host:99999/care",
        "sqlite://",
        "sqlite:///",
        "://",
    ],
)
def test_a_bad_url_is_refused_with_a_right_one(url: str) -> None:
    with pytest.raises(DatabaseUrlError, match=r"use sqlite:.* or postgresql://"):
        database(url, DATA)


def test_a_bad_url_keeps_its_password_to_itself() -> None:
    with pytest.raises(DatabaseUrlError) as told:
        database("mysql://user:hunter2@host/care", DATA)
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 15_000), ("synchronous", 1)],
)
def test_sqlite_runs_with_the_settings_it_was_given(
    connection: BaseDatabaseWrapper, pragma: str, value: str | int
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value


def test_a_transaction_takes_its_lock_at_once(connection: BaseDatabaseWrapper) -> None:
    import sqlite3
    from contextlib import closing

    from django.db import transaction

    name = connection.settings_dict["NAME"]
    locked = pytest.raises(sqlite3.OperationalError, match="locked")
    with transaction.atomic(), closing(sqlite3.connect(name, timeout=0)) as other, locked:
        other.execute("BEGIN IMMEDIATE")
    with closing(sqlite3.connect(name, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")  # free again


def test_the_migrations_are_complete(connection: BaseDatabaseWrapper) -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
