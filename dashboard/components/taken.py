"""What a reader takes away from a figure: its files, how to name it, the link of the view, a report.

It waits in a fold under the figure, so it is no stop of the Tab key until it is opened.
"""

from collections.abc import Sequence
from html import escape

from dashboard.embed import snippet
from dashboard.export.account import withheld
from dashboard.export.citation import cite
from dashboard.export.formats import formats_of
from dashboard.export.handout import Offer
from dashboard.words import plural


def taken(offer: Offer, view_address: str, report: str, sources: Sequence[str] = ()) -> str:
    """HTML of the fold; every piece of data escaped.

    Parameters
    ----------
    offer : Offer
        The figure with its view.
    view_address : str
        Address of the view, relative to the atlas.
    report : str
        Where a problem is reported; empty where nobody takes reports.
    sources : sequence of str
        The sources as HTML, to stand at the end.
    """
    # What is pasted elsewhere is read there by others: its numbers are written as in files.
    figure = offer.figure.plain
    cited = cite(
        figure.name, figure.title, figure.subtitle, list(figure.provenance.values()), offer.release_id, offer.link
    )
    caution = withheld(offer)
    parts = [
        ("Download", _files(offer) + (f"<p>{escape(caution)}</p>" if caution else "")),
        ("Cite", f"<p>{escape(cited.long)}</p>"),
        ("BibTeX", f"<pre>{escape(cited.bibtex.strip())}</pre>"),
        ("Link", _links(view_address, report)),
        ("Embed", f"<pre>{escape(snippet(offer.link, figure))}</pre>" if offer.link else ""),
        ("Sources" if len(sources) > 1 else "Source", "".join(f"<p>{source}</p>" for source in sources)),
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
        address = escape(offer.address(extension), quote=True)
        made.append(
            f'<li><a href="{address}" download aria-label="{name}">{label}</a> <span>{escape(found.holds)}</span></li>'
        )
    return f"<ul class=files>{''.join(made)}</ul>" if made else ""


def _links(view_address: str, report: str) -> str:
    view = f'<a href="{escape(view_address, quote=True)}">This view, with these figures</a>'
    told = f'<a class=report href="{escape(report, quote=True)}">Report a problem with this number</a>'
    return f"<p>{view}</p>" + (f"<p>{told}</p>" if report else "")
