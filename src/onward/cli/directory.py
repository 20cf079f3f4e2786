"""``onward directory``: sample, build, update, rollback, export, search, info."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from onward import knowledge
from onward.cli.console import say, say_json, tell
from onward.cli.listing import provider_lines
from onward.cli.progress import progress
from onward.directory.gazetteer import gazetteer
from onward.directory.search import query_at
from onward.release import current
from onward.release.errors import ReleaseError
from onward.release.search import Directory

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
Out = Annotated[Path | None, typer.Option(help="Write the release here instead of the data folder.")]


@app.command()
def sample(
    rows: Annotated[int, typer.Option(min=1, help="How many providers.")],
    out: Annotated[Path, typer.Option(help="A .csv (a pl_pfile is written beside it) or a .zip.")],
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same file.")] = 1,
) -> None:
    """Write fictional providers in the layout of the registry's file."""
    from onward.release.sample_file import write

    with progress("Inventing providers") as report:
        written = write(rows, seed, out, knowledge.load().taxonomy, gazetteer(), report)
    tell(f"{rows:,} fictional providers in {' and '.join(map(str, written))}")


@app.command()
def build(
    source: Annotated[str, typer.Argument(help="NPPES .csv, .csv.gz or .zip, a folder of them, or an https address.")],
    out: Out = None,
) -> None:
    """Build a release from registry files and, without --out, make it the current one."""
    _build(source, out)


@app.command()
def update(source: Annotated[str, typer.Argument(help="A newer registry file, or its https address.")]) -> None:
    """Build a release from a newer full file and make it the current one."""
    _build(source, None)


@app.command()
def rollback() -> None:
    """Make the release before the current one current again."""
    tell(f"current release: {current.rollback(current.data_folder(os.environ)).name}")


@app.command()
def export(out: Annotated[Path, typer.Option(help="Where to copy the current release.")]) -> None:
    """Copy the current release, to carry it to another machine."""
    if out.exists():
        raise ReleaseError(f"{out} exists; name a file that does not")
    shutil.copyfile(current_release(), out)
    tell(f"{out}: {out.stat().st_size:,} bytes")


@app.command()
def search(
    near: Annotated[str, typer.Option(help='"City, ST", "City, State name", a ZIP or "lat,lon".')],
    within: Annotated[float | None, typer.Option(help="Miles; widens by itself when left out.")] = None,
    discipline: Annotated[str | None, typer.Option(help="pt or ot.")] = None,
    specialty: Annotated[str | None, typer.Option(help="A specialty id, such as hand.")] = None,
    setting: Annotated[str | None, typer.Option(help="A setting id, such as home_health.")] = None,
    role: Annotated[str | None, typer.Option(help="therapist, assistant, clinic, facility or any.")] = None,
    both: Annotated[bool, typer.Option("--both", help="Only addresses where PT and OT are both listed.")] = False,
    name: Annotated[str | None, typer.Option(help="Words that begin words of the name.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Providers near a place, nearest first."""
    facts = knowledge.load()
    place = gazetteer().resolve(near)
    directory = Directory.open(current_release())
    query = query_at(
        place,
        facts.specialties,
        facts.settings,
        within=within,
        discipline=discipline,
        specialty=specialty,
        setting=setting,
        role=role,
        both=both,
        name=name,
        limit=limit,
    )
    result = directory.search(query)
    if json:
        say_json({"place": place.to_json(), **result.to_json()})
        return
    say(f"{result.total:,} within {result.within:g} miles of {place.label}")
    for hit in result.hits:
        for line in provider_lines(hit, facts):
            say(line)


@app.command()
def info(json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False) -> None:
    """Where the current release comes from, and what is in it."""
    about = Directory.open(current_release()).info()
    if json:
        say_json(about)
        return
    for key in ("source", "date", "providers", "source_rows"):
        say(f"{key:12} {about[key]}")
    say("sample data" if about["sample"] else "registry data")
    for title in ("by_discipline", "rejected", "by_state"):
        say(f"{title}: " + (", ".join(f"{name} {count:,}" for name, count in about[title].items()) or "none"))


def make_sample_release(rows: int) -> None:
    """Write a sample, build it and make it current: what ``onward serve`` does in an empty data folder."""
    with TemporaryDirectory() as folder:
        source = Path(folder) / "npidata_pfile_sample.csv"
        sample(rows, source)
        _build(str(source), None)


def current_release() -> Path:
    """The release that the environment or the data folder names."""
    return current.resolve_release(os.environ, current.data_folder(os.environ))


def _build(source: str, out: Path | None) -> None:
    from onward.release.build import prepare  # brings in Polars, which searching must not wait for
    from onward.release.download import fetch, is_address

    data = current.data_folder(os.environ)
    if is_address(source):
        with progress("Fetching the registry") as report:
            fetched = fetch(source, data / "downloads", report)
        _build(str(fetched), out)
        fetched.unlink()
        return
    with progress("Reading the registry") as report:
        prepared = prepare(source, knowledge.load().taxonomy, gazetteer(), datetime.now(UTC).date(), report)
    built = prepared.write(out) if out else current.install(data, prepared.file_name, prepared.write)
    rejected = ", ".join(f"{reason} {count:,}" for reason, count in built.rejected.items())
    tell(
        f"{built.path}: {built.providers:,} providers from {built.source_rows:,} rows"
        + (f"; left out: {rejected}" if rejected else "")
    )
