"""The whole HTML of a plain page."""

import re
from functools import cache
from html import escape
from pathlib import Path

from dashboard.charts.theme import PALETTES, Palette
from dashboard.menu import ATLAS
from dashboard.plain import machines
from dashboard.plain.page import Plain
from dashboard.plain.pieces import Writer
from dashboard.plain.ways import PLAIN, up
from dashboard.words import day, shortened

_STYLESHEET = Path(__file__).parent / "style.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def _colours(palette: Palette) -> str:
    """The colours of charts as properties, the same as those of the dashboard."""
    names = ("ink", "quiet", "accent", "second", "middle", "faint", "rule", "band", "below", "above")
    said = [f"--{name}:{getattr(palette, name)}" for name in names]
    said += [f"--q{at}:{colour}" for at, colour in enumerate(palette.sequential)]
    said += [f"--s{at}:{colour}" for at, colour in enumerate(palette.series)]
    return ";".join([*said, f"--paper:{palette.background}"])


@cache
def style() -> str:
    """Our look: small enough to travel in the page, so that it is drawn with the first answer."""
    rules = " ".join(_COMMENT.sub("", _STYLESHEET.read_text(encoding="utf-8")).split())
    for sign in "{};,>":
        rules = rules.replace(f" {sign}", sign).replace(f"{sign} ", sign)
    series = "".join(f".s{at}{{fill:var(--s{at});stroke:var(--s{at})}}.t-s{at}{{fill:var(--s{at})}}" for at in range(8))
    classes = "".join(f".q{at}{{fill:var(--q{at})}}" for at in range(5))
    dark = f"@media screen and (prefers-color-scheme:dark){{:root{{{_colours(PALETTES['dark'])}}}}}"
    return f":root{{color-scheme:light dark;{_colours(PALETTES['light'])}}}{dark}{rules}{series}{classes}"


def _head(page: Plain, public_url: str) -> str:
    description = shortened(f"{page.finding}. {page.lede}")
    title = f"{page.finding if len(page.finding) <= 90 else page.name} \u2013 {ATLAS}" if page.above else page.finding
    address, image = public_url + page.address, f"{public_url}{page.address}.png"
    told = {
        "og:type": "website", "og:site_name": ATLAS, "og:locale": "en_GB", "og:title": page.finding,
        "og:description": page.lede or page.finding,
        # Whoever shows a preview takes whole addresses only.
        **({"og:url": address, "og:image": image, "og:image:width": "1200", "og:image:height": "630",
            "og:image:alt": page.finding} if public_url else {}),
    }  # fmt: skip
    tags = "".join(f'<meta property="{name}" content="{escape(words, quote=True)}">' for name, words in told.items())
    own = page.address.rsplit("/", 1)[-1]
    return (
        f'<meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="description" content="{escape(description, quote=True)}">'
        f'<link rel="canonical" href="{escape(address if public_url else own, quote=True)}">'
        f'<meta name="twitter:card" content="summary{"_large_image" if public_url else ""}">{tags}'
        f"<style>{style()}</style>"
        f'<script type="application/ld+json">{machines.about(page, public_url or up(page.address))}</script>'
    )


def _trail(page: Plain, lead: str) -> str:
    """The pages above this one."""
    if not page.above:
        return ""
    named = ((lead + crumb.address, "Plain pages" if crumb.address == PLAIN else crumb.name) for crumb in page.above)
    items = "".join(f'<li><a href="{escape(to, quote=True)}">{escape(name)}</a></li>' for to, name in named)
    return f'<nav aria-label="Breadcrumb"><ol>{items}<li aria-current="page">{escape(page.name)}</li></ol></nav>'


def _foot(page: Plain, lead: str) -> str:
    ways = [
        *([(page.told.api, "The same as JSON, from the data API")] if page.told.api else []),
        (PLAIN, "All plain pages"),
        (f"{PLAIN}/sources", "Sources and licences"),
        (f"{PLAIN}/api", "Data API"),
        ("accessibility-statement", "Accessibility statement"),
    ]
    items = "".join(f'<li><a href="{escape(lead + to, quote=True)}">{name}</a></li>' for to, name in ways)
    return (
        f"<footer><p>{ATLAS}, release {escape(page.release.id)} of {day(page.release.built_at)}. "
        f"Name the source of a figure, then the atlas with its release.</p><ul>{items}</ul></footer>"
    )


def html(page: Plain, public_url: str = "") -> str:
    """A page as it is sent; every piece of data in it is escaped.

    Parameters
    ----------
    page : Plain
        What it says.
    public_url : str
        Where readers reach the atlas, with a slash at the end; empty where nobody said so.
    """
    lead, writer = up(page.address), Writer(page.address)
    body = "".join(writer.written(part) for part in page.parts)
    twin = escape(lead + page.twin.removeprefix("./"), quote=True)
    return (
        f'<!DOCTYPE html><html lang="en"><head>{_head(page, public_url)}</head><body>'
        '<a class="skip" href="#content">Skip to content</a>'
        f'<header><p class="brand"><a href="{lead}">{ATLAS}</a></p>{_trail(page, lead)}</header>'
        f'<main id="content"><h1>{escape(page.finding)}</h1><p class="lede">{escape(page.lede)}</p>'
        f'<p class="twin"><a href="{twin}">See this in the dashboard</a></p>{body}</main>'
        f"{_foot(page, lead)}</body></html>\n"
    )
