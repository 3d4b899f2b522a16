"""What a file says of itself, as lines of text: the README of the zip, and the notes of the workbook."""

from dataclasses import fields as members

from dashboard.export.account import Account
from dashboard.export.citation import ATLAS, licence_words
from dashboard.figure import Provenance
from dashboard.words import plural

_IN_WORDS = {
    "bundle": "came with the atlas",
    "snapshot": "read from the official file",
    "own": "from a file of one's own",
}
_NAMED = {"source_check": "How it is known", "source_sha256": "SHA-256 of the official file"}
# What is said of a source in words of its own, or goes without saying.
_SAID_APART = {"source", "source_url", "licence", "citation", "origin", "may_be_passed_on"}


def plain(text: object) -> str:
    """A text on one line."""
    return " ".join(str(text).split())


def source_facts(found: Provenance) -> list[tuple[str, str]]:
    """Everything that is known of a source: what, and its value."""
    facts = [("Source", found.source)]
    if found.source_url:
        facts.append(("Address", found.source_url))
    facts.append(("Licence", licence_words(found)))
    if found.citation:
        facts.append(("Citation of the source", found.citation))
    if found.origin:
        facts.append(("Origin", "; ".join(_IN_WORDS.get(part, part) for part in found.origin.split("; "))))
    others = [each.name for each in members(found) if each.name not in _SAID_APART]
    known = [(name, str(value)) for name in others if (value := getattr(found, name))]
    facts += [(_NAMED.get(name, name.replace("_", " ").capitalize()), value) for name, value in known]
    return [(what, plain(value)) for what, value in facts]


def general_facts(told: Account) -> list[tuple[str, str]]:
    """What holds for the whole file: what, and its value."""
    facts = [("Title", told.title), ("Subtitle", told.subtitle), ("Rows", plural(told.frame.height, "row"))]
    facts += [("Release", f"{told.release_id} of the {ATLAS}")]
    if told.link:
        facts.append(("Link", told.link))
    facts += [("Cite, short", told.citation.short), ("Cite, long", told.citation.long)]
    return [(what, plain(value)) for what, value in facts if value]


def _markdown(text: object) -> str:
    """Text that Markdown leaves as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in plain(text))


def _lines(facts: list[tuple[str, str]]) -> list[str]:
    return [f"- {what}: {value if what in {'Address', 'Link'} else _markdown(value)}" for what, value in facts]


def readme(told: Account) -> str:
    """The README of the zip, in Markdown."""
    lines = [f"# {_markdown(told.title)}", "", *([_markdown(told.subtitle), ""] if told.subtitle else [])]
    lines += ["`data.csv` holds the rows, `metadata.json` and `datapackage.json` say what they are.", ""]
    lines += ["## Filters", ""]
    lines += [f"- {_markdown(each.label)}: {_markdown(each.value)} (`{each.parameter}`)" for each in told.filters]
    lines += ["None: the page has no filters."] if not told.filters else []
    lines += ["", "## Columns", "", "| Column | Type | What it holds |", "| --- | --- | --- |"]
    lines += [f"| `{field.name}` | {field.type} | {_markdown(field.meaning)} |" for field in told.fields]
    lines += ["", "An empty cell means that no figure is known. Text that a spreadsheet would run as a formula"]
    lines += ["begins with an apostrophe in `data.csv`.", "", "## Cautions", ""]
    lines += [f"- {_markdown(text)}" for text in told.cautions] or ["None beyond what the columns say."]
    lines += ["", "## How to cite", "", f"Short: {_markdown(told.citation.short)}", ""]
    lines += [f"Long: {_markdown(told.citation.long)}", "", "```bibtex", told.citation.bibtex.strip(), "```", ""]
    lines += ["## Sources and licences", ""]
    for found in told.sources:
        lines += [*_lines(source_facts(found)), ""]
    lines += ["The licence of each source holds for its rows. The atlas adds no conditions of its own.", ""]
    said = [fact for fact in general_facts(told) if fact[0] in {"Rows", "Release", "Link"}]
    lines += ["## The view", "", *_lines(said)]
    return "\n".join(lines) + "\n"
