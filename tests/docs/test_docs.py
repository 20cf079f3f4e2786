"""What is documented is what is there: commands, settings, version, links, and the examples in the code."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import sys
from pathlib import Path

import onward
from onward._version import __version__

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_page_of_commands_is_what_the_program_says() -> None:
    from document_commands import document

    assert read("docs/reference/commands.md") == document(), (
        "run: python tools/document_commands.py > docs/reference/commands.md"
    )


def test_every_setting_that_the_code_reads_is_documented() -> None:
    used = {
        name for path in (ROOT / "src").rglob("*.py") for name in re.findall(r"ONWARD_[A-Z_]+", path.read_text("utf-8"))
    }
    assert used
    page = read("docs/reference/settings.md")
    assert [name for name in sorted(used) if f"`{name}`" not in page] == []


def test_the_newest_change_is_of_this_version() -> None:
    newest = re.search(r"^## (\S+)", read("CHANGELOG.md"), re.M)
    assert newest is not None
    assert newest.group(1) == __version__


def test_the_readme_shows_the_two_commands() -> None:
    assert "make run" in read("README.md")
    assert "make test" in read("README.md")


def test_every_relative_link_of_the_documents_leads_somewhere() -> None:
    broken = []
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} -> {target}")
    assert broken == []


def test_every_decision_record_says_when_and_whether() -> None:
    for record in (ROOT / "docs/adr").glob("*.md"):
        assert re.search(r"^\d{4}-\d\d-\d\d · (accepted|proposed|superseded)", record.read_text("utf-8"), re.M), (
            record.name
        )


def test_the_examples_in_the_code_are_true() -> None:
    examples = 0
    for module in pkgutil.walk_packages(onward.__path__, "onward."):
        if module.name.startswith(("onward.web", "onward.store", "onward.actions")) or module.name == "onward.__main__":
            continue  # these need Django to be set up, and hold no examples
        result = doctest.testmod(importlib.import_module(module.name))
        assert result.failed == 0, module.name
        examples += result.attempted
    assert examples > 10
