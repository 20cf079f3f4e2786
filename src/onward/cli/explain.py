"""``onward explain``: the whole account of one answer, for whoever wants to check it."""

from __future__ import annotations

import json as json_library
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer

from onward import knowledge
from onward.cli.console import say, say_json
from onward.cli.opening import opening, question
from onward.navigator import OLDEST, Navigator
from onward.navigator.decision import Answer
from onward.navigator.explain import Account, ClauseAccount, FlagAccount, Line, Side
from onward.navigator.explain import explain as account_of

WIDTH = 92
_ANSWERS: dict[Answer, str] = {
    "pt": "physical therapy (PT)",
    "ot": "occupational therapy (OT)",
    "both": "both PT and OT",
    "neither": "another profession",
    "unsure": "not enough to say",
}
_FLAG_STATES = {
    "fired": "raised",
    "covered": "rests on the same words as one above",
    "explained": "explained by something else",
    "incomplete": "not raised",
}


def explain(
    text: Annotated[str, typer.Argument(help="What is hard, in the person's own words.", show_default=False)],
    age: Annotated[int | None, typer.Option(min=0, max=OLDEST, help="Age of the person, in years.")] = None,
    answers: Annotated[
        str | None, typer.Option(help='Answers to questions, as JSON: \'{"main_trouble": "walking"}\'.')
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Show how an answer came about: every rule, weight and source, and what would change it."""
    facts = knowledge.load()
    decision = Navigator(facts).decide(text, age=age, answers=_answers(answers))
    account = account_of(facts, decision, text, age=age)
    if json:
        say_json(account.to_json())
        return
    for line in [*opening(decision), *question(decision), *account_lines(account)]:
        say(line)


def account_lines(account: Account) -> list[str]:
    """The account, to read on a terminal. Amounts are log-odds."""
    numbers = {key: number for number, key in enumerate(account.sources, start=1)}
    return [
        *_headed("What was read, clause by clause, and what it adds (log-odds)", _clauses(account, numbers)),
        *_headed("The sums", _sums(account)),
        *_headed("What speaks against this answer", _against(account)),
        *_headed("What would change it", _changes(account)),
        *_headed(f"The {len(account.flags)} red flags that were looked at", _flags(account.flags, numbers)),
        *_headed("Sources", _sources(account)),
        "",
        f"Knowledge {account.knowledge}, engine {account.engine}. No clinician has reviewed these rules yet.",
    ]


def _answers(given: str | None) -> dict[str, str]:
    if given is None:
        return {}
    try:
        answers = json_library.loads(given)
    except (ValueError, RecursionError):
        answers = None
    if not isinstance(answers, dict) or not all(isinstance(option, str) for option in answers.values()):
        raise typer.BadParameter(
            f'{given!r} is no JSON object of question ids and option ids, such as {{"main_trouble": "walking"}}',
            param_hint="--answers",
        )
    return answers


def _headed(title: str, lines: Iterable[str]) -> list[str]:
    return ["", f"{title}:", *(lines or ("  nothing",))]


def _filled(text: str, indent: int, hanging: int = 2) -> str:
    start = " " * indent
    after = start + " " * hanging
    return textwrap.fill(text, WIDTH, initial_indent=start, subsequent_indent=after, break_on_hyphens=False)


def _clauses(account: Account, numbers: dict[str, int]) -> list[str]:
    lines = []
    for number, clause in enumerate(account.clauses, start=1):
        lines += [_filled(f"{number}. {_quoted(clause.quote)}", 2, 3), *_clause(clause, account, numbers)]
    if account.unworded:
        lines.append("  Answers, and what has no words behind it")
        lines += [told for line in account.unworded for told in _line(line, account, numbers)]
    return lines


def _clause(clause: ClauseAccount, account: Account, numbers: dict[str, int]) -> Iterator[str]:
    for line in clause.lines:
        yield from _line(line, account, numbers)
    if not any(line.kind == "reader" for line in clause.lines):
        yield "     learned reader: adds nothing here"


def _line(line: Line, account: Account, numbers: dict[str, int]) -> Iterator[str]:
    code = f" (ICF {line.icf})" if line.icf else ""
    if line.kind == "reader":
        took = f", which takes it for: {line.label}{code}" if line.id else ""
        yield _filled(f"learned reader on the whole clause{took}", 5)
    else:
        said = f"{_quoted(line.quote)} read as: " if line.quote else ""
        yield _filled(f"{said}{line.label}{code}", 5)
        yield _filled("; ".join(filter(None, _rule(line, numbers))), 7)
    if line.counted:
        changes = "" if line.without == account.discipline else f"   without it: {_named(line.without)}"
        yield f"       PT {line.pt:+.2f}   OT {line.ot:+.2f}{changes}"


def _rule(line: Line, numbers: dict[str, int]) -> Iterator[str | None]:
    yield f"rule {line.rule}"
    if line.status:
        yield line.status + (f", because of {_quoted(line.because)}" if line.because else "")
    yield line.note
    if line.sources:
        yield f"source {_cited(line.sources, numbers)}"


def _sums(account: Account) -> list[str]:
    def row(title: str, pt: float, ot: float, sign: str = "+") -> str:
        return f"  {title:32}{pt:{sign}9.2f}{ot:{sign}9.2f}"

    pt, ot = account.pt, account.ot
    return [
        f"  {'':32}{'PT':>9}{'OT':>9}",
        row("where nothing is known", pt.intercept, ot.intercept),
        row("what was read", pt.terms, ot.terms),
        row("log-odds", pt.log_odds, ot.log_odds),
        row("probability", pt.probability, ot.probability, sign=""),
        f"  answer: {_named(account.discipline)}"
        + ("" if account.urgency == "none" else f"; medical care first ({account.urgency})"),
    ]


def _against(account: Account) -> list[str]:
    return [_filled(f"{line.against:.2f} {_told(line)}", 2, 5) for line in account.against() if line.against >= 0.005]


def _changes(account: Account) -> list[str]:
    lines = [_filled(f"without {_told(line)} it would be: {_named(line.without)}", 2) for line in account.decisive()]
    if len(lines) < sum(line.counted for line in account.lines()):
        lines.append(f"  leaving out any {'other ' * bool(lines)}one of the reasons gives the same answer")
    if not account.says_enough:
        lines.append("  there is no reason strong enough to answer from, whatever the sums are")
    return [*lines, *(_margin(name, side) for name, side in (("PT", account.pt), ("OT", account.ot)))]


def _margin(name: str, side: Side) -> str:
    if side.above_bar >= 0:
        return f"  {name} is {side.above_bar:.2f} above what an answer needs: that much less would drop it"
    return f"  {name} is {-side.above_bar:.2f} short of what an answer needs: that much more would add it"


def _flags(flags: Sequence[FlagAccount], numbers: dict[str, int]) -> list[str]:
    """Those of which anything was read, the raised ones first; the rest as a number."""
    told = [flag for state in _FLAG_STATES for flag in flags if flag.state == state]
    lines = [line for flag in told for line in _flag(flag, numbers)]
    others = "of the others" if told else "of any of them"
    return [*lines, f"  no sign was read {others}"]


def _flag(flag: FlagAccount, numbers: dict[str, int]) -> Iterator[str]:
    on = f' on "{flag.quote}"' if flag.quote else ""
    state = f"{_FLAG_STATES[flag.state]}{on}; source {_cited(flag.sources, numbers)}"
    yield _filled(f"{flag.label} ({flag.urgency}): {state}", 2)
    if flag.state != "fired":
        for sign in flag.signs:
            why = f', because of "{sign.because}"' if sign.because else ""
            yield _filled(f'read: "{sign.quote}", {sign.label} ({sign.status}{why})', 5)
    if flag.lacking:
        yield _filled(f"lacking: {'; '.join(flag.lacking)}", 5)
    if flag.explained_by:
        yield _filled(f"explained by: {'; '.join(flag.explained_by)}", 5)


def _sources(account: Account) -> list[str]:
    lines = [
        _filled(
            f"[{number}] {source.body}: {source.title} ({source.year or 'no year'}). Checked: {source.checked}", 2, 4
        )
        for number, source in enumerate(account.sources.values(), start=1)
    ]
    if any(line.kind == "reader" for line in account.lines()):
        lines.append(
            _filled("The learned reader: fitted to example phrases that were written for this project; no source", 2)
        )
    return lines


def _told(line: Line) -> str:
    if line.kind == "reader":
        return f"the learned reader on {_quoted(line.quote)}"
    return f"{_quoted(line.quote)} ({line.label})" if line.quote else f"{line.label} ({line.rule})"


def _quoted(words: str | None) -> str:
    return f'"{" ".join((words or "").split())}"'


def _cited(sources: Iterable[str], numbers: dict[str, int]) -> str:
    return " ".join(f"[{numbers[key]}]" for key in sources)


def _named(answer: Answer | None) -> str:
    return _ANSWERS[answer] if answer else ""
