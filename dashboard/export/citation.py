"""How to name a figure: a short and a long text, and an entry for BibTeX."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figure import Provenance
from dashboard.words import day

ATLAS = "Public-Sector AI Atlas"

# Somebody who uses a figure of forty sources names the first few; the file names all of them.
_MOST_NAMED = 3
_IN_BIBTEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
})  # fmt: skip
_IN_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"})


@dataclass(frozen=True)
class Citation:
    """How to name a figure.

    Attributes
    ----------
    short : str
        For the line under a chart.
    long : str
        For a list of references.
    bibtex : str
        The same for BibTeX.
    """

    short: str
    long: str
    bibtex: str


def licence_words(found: Provenance) -> str:
    """The licence as the page says it: where no statement was found, that is not the same as no licence."""
    return (found.licence or "not stated").replace("not seen", "not stated where seen", 1)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "\u201d")) else f"{text}."


def _named(found: Provenance) -> str:
    address = f", {found.source_url}" if found.source_url else ""
    retrieved = f", retrieved on {day(found.retrieved_on)}" if found.retrieved_on else ""
    return f"{found.source}{address}{retrieved}"


def _first(texts: list[str], what: str) -> str:
    known = list(dict.fromkeys(texts))
    more = len(known) - _MOST_NAMED
    named = "; ".join(known[:_MOST_NAMED])
    return named if more <= 0 else f"{named}; and {more} more {what}{'s' if more > 1 else ''}"


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_IN_BIBTEX)


def _address(text: str) -> str:
    return text.translate(_IN_ADDRESS)


def _bibtex(key: str, fields: dict[str, str]) -> str:
    written = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{re.sub(r'[^A-Za-z0-9_.:-]', '-', key)},\n{written}}}\n"


def cite(
    name: str, title: str, subtitle: str, sources: Sequence[Provenance], release_id: str, link: str = ""
) -> Citation:
    """Say how to name a figure.

    Parameters
    ----------
    name, title, subtitle : str
        Of the figure.
    sources : sequence of Provenance
        Where its rows are from.
    release_id : str
        The release it was drawn from.
    link : str
        Address of the view, whole; empty where it is not known.
    """
    named = _first([each.source for each in sources], "source")
    licences = _first([licence_words(each) for each in sources], "licence")
    year = release_id[:4]
    # Its first sentence says measure and edition; what follows explains the chart.
    measured = _sentence(subtitle.split(". ", maxsplit=1)[0]) if subtitle else ""
    long = (
        f"{ATLAS} ({year}). \u201c{title}\u201d. {measured} "
        f"Figures from: {_first([_named(each) for each in sources], 'source')}. "
        f"Licence of the source: {_sentence(licences)} Release {release_id}.{' ' + link if link else ''}"
    )
    entry = {
        "author": f"{{{ATLAS}}}",
        "title": f"{{{_escaped(title)}}}",
        "year": year,
        "note": _escaped(f"Figures from: {named}. Licence of the source: {licences}. Release {release_id}"),
        "url": _address(link),
    }
    short = _sentence(f"{named}; {ATLAS}, release {release_id}")
    return Citation(short, " ".join(long.split()), _bibtex(f"atlas-{name}-{release_id}", entry))
