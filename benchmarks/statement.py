"""Write the accessibility statement from what was measured.

    .venv/bin/python -m benchmarks.statement

Reads docs/accessibility/ (written by the test run) and benchmarks/results/ (written by the long runs), and writes
docs/accessibility-statement.md and the page that the atlas serves at /accessibility-statement. A test fails where the
two say something else than the results.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from dashboard.api.statement import FILE as PAGE
from dashboard.menu import ATLAS
from tests.sessions import ROOT

AXE = ROOT / "benchmarks" / "results" / "axe.json"
_LEAST_SCANS = 100
DOCUMENT = ROOT / "docs" / "accessibility-statement.md"

#: What keeps somebody out and cannot be mended by this atlas: what it is, and what to do instead.
LIMITS = (
    (
        "An open list of choices stands outside the landmarks of the page.",
        "Streamlit puts it at the end of the document. It is announced with the field that opened it; choosing works "
        "with the arrow keys and Enter.",
    ),
    (
        "Single marks of a chart cannot be reached with the keyboard.",
        "Vega draws them as pictures with names that a screen reader can read. The same numbers stand in the table "
        "under each chart.",
    ),
    (
        "With letters set far wider (WCAG 1.4.12) some labels inside charts and chosen values in lists are cut.",
        "Words in charts are placed by the browser's drawing of the chart. The table under each chart is not cut, "
        "and the text of the page wraps.",
    ),
    (
        "Languages that are written from right to left are not supported.",
        "Sliders and tables of Streamlit break there. The atlas is in English; names and titles in other languages "
        "are marked as such.",
    ),
    (
        "The pages with filters need JavaScript.",
        "Without it an address says what its page finds and leads to a plain page that says the same, with its charts "
        "and tables.",
    ),
    (
        "Documents of other publishers that the atlas links to were not checked.",
        "Many are PDF files. Write to the publisher, or ask us for the figure.",
    ),
)


@dataclass(frozen=True)
class Part:
    """A heading with paragraphs and a list."""

    title: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...] = ()


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def _axe() -> list[str]:
    found = _read(AXE)
    if not found:
        return []
    ended = "" if found["is_complete"] else f" The run was ended after {found['scans']} of {found['planned']} scans."
    waived = ", ".join(f"{waiver['rule']} ({waiver['reason']})" for waiver in found["waivers"])
    return [
        f"axe-core scanned {found['pages']} pages {found['scans']} times: light and dark, 1,280, 390 and 320 pixels "
        f"wide and at 200 percent, with folds and lists opened. It found {found['wcag_violations']} violations of WCAG "
        f"and {found['other_violations']} of its own further advice. Waived: {waived}.{ended}",
    ]


def _keyboard() -> list[str]:
    rows = _read(ROOT / "docs" / "accessibility" / "keyboard.json")
    if not rows:
        return []
    most, least = max(row["stops"] for row in rows), min(row["lowest_ring_contrast"] for row in rows)
    return [
        f"With the Tab key every page was walked from end to end in both themes: {len(rows)} walks, at most {most} "
        f"stops on a page, each with a name, in sight, with a ring of at least {least} to 1, and no trap.",
    ]


def _contrast() -> list[str]:
    rows = _read(ROOT / "docs" / "accessibility" / "contrast.json")
    if not rows:
        return []
    texts, marks = ([row["contrast"] for row in rows if row["needed"] == needed] for needed in (4.5, 3.0))
    return [
        f"The contrast of {len(rows)} pairs of colours was computed: words have at least {min(texts)} to 1, marks and "
        f"edges at least {min(marks)} to 1, in both themes. Colours that carry meaning were also computed as readers "
        "see them who lack one of three kinds of cones; shape, words or place always say the same.",
    ]


def _lighthouse() -> list[str]:
    found = _read(ROOT / "benchmarks" / "results" / "lighthouse.json")
    if not found:
        return []
    kinds = {"accessibility": "accessibility", "seo": "search", "best-practices": "best practices"}
    said = ", ".join(f"{label} {min(row[name] for row in found['pages'])}" for name, label in kinds.items())
    return [f"Lighthouse {found['lighthouse']} gave {len(found['pages'])} pages at least: {said}, of 100."]


def conforms(scanned: Mapping[str, Any] | None) -> bool:
    """Whether the long run says so: every planned scan made, a hundred at least, and no violation of WCAG.

    Parameters
    ----------
    scanned : mapping or None
        Results of ``benchmarks.axe``; none where it has not run.
    """
    if not scanned or not scanned["is_complete"]:
        return False
    return bool(scanned["scans"] >= _LEAST_SCANS and scanned["wcag_violations"] == 0)


def parts() -> Sequence[Part]:
    """The statement, as the results have it."""
    measured = (*_axe(), *_keyboard(), *_contrast(), *_lighthouse())
    status = "conforms as far as tools can tell" if conforms(_read(AXE)) else "conforms in part"
    return (
        Part(
            "How far it goes",
            (
                f"The {ATLAS} aims at WCAG 2.2, level AA. By the checks below it {status}, with the exceptions named "
                "here. No audit by people with disabilities has been made yet.",
            ),
        ),
        Part("What was checked", ("All checks are part of the source code and can be run again.",), measured),
        Part(
            "What cannot be mended here, and what to do instead",
            (),
            tuple(f"{what} {instead}" for what, instead in LIMITS),
        ),
        Part(
            "If something keeps you out",
            (
                "Under every chart, \u201cDownload and cite\u201d leads to a report of a problem where the operator of "
                "this copy has named an address. Say which page, what you use to read it, and what you expected.",
            ),
        ),
    )


def as_markdown(content: Sequence[Part]) -> str:
    """The statement as a document."""
    blocks = ["# Accessibility statement", "Written by `python -m benchmarks.statement`; edit that, not this."]
    for part in content:
        blocks += [f"## {part.title}", *part.paragraphs]
        blocks += ["\n".join(f"- {item}" for item in part.items)] if part.items else []
    return "\n\n".join(blocks) + "\n"


_STYLE = (
    "body{font:1.0625rem/1.6 'Source Sans 3',sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark;color:light-dark(#16181d,#f2f4f7);background:light-dark(#ffffff,#111418)}"
    "a{color:light-dark(#0b2a6b,#9ec5ff)}li{margin-bottom:.5rem}"
    ":focus-visible{outline:3px solid light-dark(#0b2a6b,#9ec5ff);outline-offset:2px}"
)


def as_page(content: Sequence[Part]) -> str:
    """The statement as a page that needs nothing."""
    title = f"Accessibility statement \u2013 {ATLAS}"
    blocks = []
    for part in content:
        blocks += [f"<h2>{escape(part.title)}</h2>", *(f"<p>{escape(text)}</p>" for text in part.paragraphs)]
        blocks += [f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in part.items)}</ul>"] if part.items else []
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="description" content="How accessible the {escape(ATLAS)} is, how that was measured, and what '
        'cannot be mended."><link rel="icon" href="./favicon.png">'
        f'<style>{_STYLE}</style></head><body><main>\n<p><a href="./">{escape(ATLAS)}</a></p>\n'
        f"<h1>Accessibility statement</h1>\n{chr(10).join(blocks)}\n</main></body></html>\n"
    )


def main() -> None:
    """Write both."""
    content = parts()
    DOCUMENT.write_text(as_markdown(content), encoding="utf-8")
    PAGE.write_text(as_page(content), encoding="utf-8")


if __name__ == "__main__":
    main()
