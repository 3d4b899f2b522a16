"""What a reader takes away from a figure: its files, how to name it, the link of the view, a report.

A page of its own beside the files of the figure. The dashboard fetches it when the fold under the figure is opened
(``access.js``), so that no run writes it and no reader is sent it who does not ask.
"""

from html import escape

from dashboard.embed import snippet
from dashboard.export.account import withheld
from dashboard.export.citation import cite
from dashboard.export.formats import formats_of
from dashboard.export.handout import Offer
from dashboard.markup import sources
from dashboard.menu import ATLAS
from dashboard.plain.document import style
from dashboard.report import report_address
from dashboard.words import plural

# From the address of the page back to the atlas; the dashboard takes links as they are seen from there.
_LEAD = "../../"


def page(offer: Offer) -> str:
    """The whole HTML of the page; every piece of data escaped.

    Parameters
    ----------
    offer : Offer
        The figure with its view.
    """
    title = escape(offer.figure.title)
    lede = f'<p class="lede">{escape(offer.figure.subtitle)}</p>' if offer.figure.subtitle else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} \u2013 {ATLAS}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f'<style>{style()}</style></head><body><header><p class="brand"><a href="{_LEAD}">{ATLAS}</a></p></header>'
        f"<main><h1>{title}</h1>{lede}{taken(offer)}</main>"
        "</body></html>\n"
    )


def taken(offer: Offer) -> str:
    """What stands on the page and in the fold.

    Parameters
    ----------
    offer : Offer
        The figure with its view.
    """
    # What is pasted elsewhere is read there by others: its numbers are written as in files.
    figure = offer.figure.plain
    cited = cite(
        figure.name, figure.title, figure.subtitle, list(figure.provenance.values()), offer.release_id, offer.link
    )
    caution, named = withheld(offer), sources(figure)
    parts = [
        ("Download", _files(offer) + (f"<p>{escape(caution)}</p>" if caution else "")),
        ("Cite", f"<p>{escape(cited.long)}</p>"),
        ("BibTeX", f"<pre>{escape(cited.bibtex.strip())}</pre>"),
        ("Link", _links(offer)),
        ("Embed", f"<pre>{escape(snippet(offer.link, figure))}</pre>"),
        ("Sources" if len(named) > 1 else "Source", "".join(f"<p>{source}</p>" for source in named)),
    ]
    said = "".join(f"<dt>{name}</dt><dd>{body}</dd>" for name, body in parts if body)
    return f'<dl class="facts taken">{said}</dl>'


def _files(offer: Offer) -> str:
    rows = plural(offer.row_count, "row")
    made = []
    for extension, found in formats_of(offer).items():
        label = f"Download {found.label}" + ("" if found.is_picture else f" ({rows})")
        # Many links of a page read the same: heard one after the other they say of what.
        name = escape(f"{label}: {offer.figure.title}", quote=True)
        address = escape(_LEAD + offer.address(extension), quote=True)
        made.append(
            f'<li><a href="{address}" download aria-label="{name}">{label}</a> <span>{escape(found.holds)}</span></li>'
        )
    return f'<ul class="files">{"".join(made)}</ul>' if made else ""


def _links(offer: Offer) -> str:
    address = escape(_LEAD + offer.view.removeprefix("./"), quote=True)
    report = report_address(offer.link, offer.figure.plain.title)
    told = f'<a class="report" href="{escape(report, quote=True)}">Report a problem with this number</a>'
    return f'<p><a href="{address}">This view, with these figures</a></p>' + (f"<p>{told}</p>" if report else "")
