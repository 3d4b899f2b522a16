"""What machines are told of a page: schema.org as JSON-LD."""

import json
import re
from typing import Any

from dashboard.export.citation import licence_words
from dashboard.export.formats import formats_of
from dashboard.figure import Provenance
from dashboard.menu import ATLAS
from dashboard.plain.page import Plain
from dashboard.plain.ways import PLAIN

# Inside a script nothing may end it; these are the only signs that could.
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_SCRIPT = re.compile("[<>&\u2028\u2029]")
_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_MOST, _LONGEST = 12, 4900
# Kinds of pages that are a set of figures; others are pages about one.
_DATASETS = frozenset({"country", "region", "ranking", "indicator", "source"})
# Licences with an address of their own, by the words that sources use for them.
_LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY 3.0": "https://creativecommons.org/licenses/by/3.0/",
}
_MEDIA_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def in_script(told: Any) -> str:
    """JSON that may stand in a script of HTML."""
    return _SCRIPT.sub(lambda found: _UNSAFE[found[0]], json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def kind_of(address: str) -> str:
    """The kind of a page: the first folder below ``plain``, where there is something below that."""
    root, _, rest = address.partition("/")
    name, _, code = rest.partition("/")
    return name if root == PLAIN and code else ""


def _licence(words: str) -> dict[str, str]:
    known = {"url": _LICENCES[words]} if words in _LICENCES else {}
    return {"@type": "CreativeWork", "name": words, **known}


def _source(found: Provenance) -> dict[str, Any]:
    is_safe = bool(found.source_url) and str(found.source_url).lower().startswith("https://")
    return {
        "@type": "CreativeWork",
        "name": found.source,
        **({"url": found.source_url} if is_safe else {}),
        "license": _licence(licence_words(found)),
    }


def _files(page: Plain, base: str) -> list[dict[str, str]]:
    """Where the figures can be had as files, by addresses as seen from the page or whole."""
    made = []
    for view, figure in page.shown:
        offer = view.offer(figure)
        formats = formats_of(offer)
        made += [
            {
                "@type": "DataDownload",
                "name": figure.title,
                "encodingFormat": media,
                "contentUrl": base + offer.address(name),
            }
            for name, media in _MEDIA_TYPES.items()
            if name in formats
        ]
    api = {"@type": "DataDownload", "name": "Data API", "encodingFormat": "application/json"}
    return made[: 2 * _MOST] + ([api | {"contentUrl": base + page.told.api}] if page.told.api else [])


def _span(years: tuple[str, ...]) -> str:
    """From the first year to the last as ISO 8601 has it; empty where no text names a year."""
    found = sorted(year for text in years for year in _YEAR.findall(text))
    return f"{found[0]}/{found[-1]}" if len(set(found)) > 1 else "".join(found[:1])


def _dataset(page: Plain, base: str) -> dict[str, Any]:
    """A set of figures, as searches for data want it."""
    sources = page.sources[:_MOST]
    licences = list(dict.fromkeys(licence_words(each) for each in sources))
    told: dict[str, Any] = {
        "creator": {"@type": "Organization", "name": ATLAS, "url": base or "./"},
        "license": [_licence(words) for words in licences],
        "isBasedOn": [_source(each) for each in sources],
        "citation": list(dict.fromkeys(each.citation for each in sources if each.citation)),
        "spatialCoverage": [{"@type": "Place", "name": name} for name in page.told.places],
        "temporalCoverage": _span(page.told.years),
        "distribution": _files(page, base),
        "version": page.release.id,
        "isAccessibleForFree": True,
        "keywords": ["artificial intelligence", "public sector", "government"],
    }
    return {name: value for name, value in told.items() if value}


def about(page: Plain, base: str) -> str:
    """The JSON-LD of a page, to stand in a script.

    Parameters
    ----------
    page : Plain
        What the page says.
    base : str
        What leads from the page to the atlas: its whole address where it is known.
    """
    is_dataset = kind_of(page.address) in _DATASETS and bool(page.told.api)
    description = f"{page.finding}. {page.lede} {ATLAS}, release {page.release.id}."
    told = {
        "@context": "https://schema.org",
        "@type": "Dataset" if is_dataset else "WebPage",
        "name": page.name if is_dataset else page.finding,
        "description": description[:_LONGEST],
        "url": base + page.address,
        "inLanguage": "en",
        "dateModified": page.release.built_at[:10],
        **(_dataset(page, base) if is_dataset else {}),
    }
    trail = [*page.above, (page.name, page.address)]
    items = [
        {"@type": "ListItem", "position": at, "name": name, "item": base + address}
        for at, (name, address) in enumerate(trail, 1)
    ]
    crumbs = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    return in_script([told, crumbs] if page.above else told)
