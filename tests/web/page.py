"""A page taken apart, as far as the tests look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Element:
    """A tag, its attributes, and what is in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    @property
    def text(self) -> str:
        """The words in it, with single blanks."""
        parts = [child if isinstance(child, str) else f" {child.text} " for child in self.children]
        return " ".join("".join(parts).split())

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Elements with this tag and these attributes; ``class_`` is one of the classes."""
        wanted_class = attributes.pop("class_", None)
        return [
            element
            for element in self.walk()
            if element.tag == tag
            and all(element[name] == value for name, value in attributes.items())
            and (wanted_class is None or wanted_class in element["class"].split())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} of <{tag} {attributes}>"
        return found[0]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.open = [self.root]
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag != tag:
            self.faults.append(f"</{tag}> closes <{self.open[-1].tag}>")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


class Page(Element):
    """A whole page."""

    faults: list[str]
    html: str

    @classmethod
    def of(cls, content: bytes) -> Page:
        builder = _Builder()
        html = content.decode("utf-8")
        builder.feed(html)
        builder.close()
        page = cls("", {}, builder.root.children)
        page.html = html
        page.faults = builder.faults + [f"<{element.tag}> is never closed" for element in builder.open[1:]]
        return page

    @property
    def h1(self) -> str:
        return self.one("h1").text

    def form(self, action: str, number: int = 0) -> dict[str, str]:
        """What a form of the page would send, without any button."""
        form = self.all("form", action=action)[number]
        sent = {field["name"]: field["value"] for field in form.all("input")}
        return sent | {area["name"]: "".join(map(str, area.children)) for area in form.all("textarea")}
