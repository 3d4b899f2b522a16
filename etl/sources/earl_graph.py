"""EARL in JSON-LD as people write it: one flat ``@graph``, or assertions nested in their tool or their page.

Only the names of EARL are understood, with or without a prefix or in full; a context is never fetched. The prefixes are
those of https://act-rules.github.io/earl-context.json, which every report of an ACT implementation uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

EARL = "http://www.w3.org/ns/earl#"
PREFIXES = {
    "earl": EARL,
    "WCAG": "http://www.w3.org/TR/WCAG/#",
    "WCAG2": "http://www.w3.org/TR/WCAG2/#",
    "WCAG20": "http://www.w3.org/TR/WCAG20/#",
    "WCAG21": "http://www.w3.org/TR/WCAG21/#",
    "WCAG22": "http://www.w3.org/TR/WCAG22/#",
    "dct": "http://purl.org/dc/terms/",
    "doap": "http://usefulinc.com/ns/doap#",
}
_VOCABULARIES = {
    **dict.fromkeys(("title", "source", "isPartOf", "date"), "dct"),
    **dict.fromkeys(("name", "release", "revision"), "doap"),
}

Node = Mapping[str, Any]


def in_full(name: str) -> str:
    """A name with its prefix written out: ``earl:passed``, ``WCAG2:keyboard``."""
    prefix, colon, rest = name.partition(":")
    return PREFIXES[prefix] + rest if colon and prefix in PREFIXES else name


def as_list(value: Any) -> list[Any]:
    """One or several values as a list; JSON-LD writes a single one without brackets."""
    return [] if value is None else value if isinstance(value, list) else [value]


def part(node: Node, name: str) -> Any:
    """What a node says under a name of EARL, Dublin Core or DOAP, however the name is written."""
    prefix = _VOCABULARIES.get(name, "earl")
    written = (name, f"{prefix}:{name}", PREFIXES[prefix] + name)
    return next((node[key] for key in written if key in node), None)


def text(value: Any) -> str | None:
    """A value or the address of a node as text."""
    if isinstance(value, Mapping):
        value = value.get("@value", value.get("@id"))
    return value if isinstance(value, str) and value else None


def is_a(node: Node, kind: str) -> bool:
    """Whether a node is of a class of EARL."""
    return kind in {in_full(str(name)).removeprefix(EARL) for name in as_list(node.get("@type"))}


@dataclass(frozen=True)
class Assertion:
    """One assertion with the tool and the page it is nested in, if it is."""

    node: Node
    assertor: Any = None
    subject: Any = None


class Graph:
    """A report.

    Parameters
    ----------
    document : Any
        The JSON.
    """

    def __init__(self, document: Any):
        self._document = document

    @cached_property
    def _nodes(self) -> dict[str, dict[str, Any]]:
        """Nodes by their address; a node that is described in several places is put together."""
        nodes: dict[str, dict[str, Any]] = {}
        for node in self._walk(self._document):
            if isinstance(node.get("@id"), str):
                nodes.setdefault(node["@id"], {}).update(node)
        return nodes

    def _walk(self, value: Any) -> Iterator[Node]:
        waiting = [value]
        while waiting:
            found = waiting.pop()
            if isinstance(found, Mapping):
                yield found
                waiting += found.values()
            elif isinstance(found, list):
                waiting += found

    def described(self, value: Any) -> Node:
        """The node that a value is, or that it names by its address."""
        name = text(value) if isinstance(value, str) else value.get("@id") if isinstance(value, Mapping) else None
        known = self._nodes.get(name, {}) if isinstance(name, str) else {}
        own = value if isinstance(value, Mapping) else {"@id": value} if isinstance(value, str) else {}
        return {**known, **own}

    def assertions(self) -> Iterator[Assertion]:
        """Every assertion, in the order of the report."""
        top = as_list(self._document)
        entries = [entry for item in top if isinstance(item, Mapping) for entry in as_list(item.get("@graph", item))]
        for entry in entries:
            if not isinstance(entry, Mapping):
                continue
            if is_a(entry, "Assertion"):
                yield Assertion(entry)
            for inner in as_list(part(entry, "assertedThat")):
                yield Assertion(self.described(inner), assertor=entry)
            for inner in as_list(part(entry, "assertions")):
                yield Assertion(self.described(inner), subject=entry)
