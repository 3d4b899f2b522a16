"""Countries side by side, and the countries that one country may fairly be compared with."""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

from dashboard.queries.statements import answer
from dashboard.release import Release

#: How peers may be suggested: code to label.
PEER_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "region": "Same region",
        "income": "Same income group",
        "population": "Nearest population",
        "gdp": "Nearest GDP per head",
        "score": "Nearest score",
    }
)

#: Kinds that compare figures of context, and the measure each uses. Purchasing power, because exchange rates
#: move a country's income without anything changing in the country.
CONTEXT_OF_KIND: Mapping[str, str] = MappingProxyType(
    {"population": "population", "gdp": "gdp_per_capita_ppp"}
)


def measures(release: Release, index: str, edition: str, countries: tuple[str, ...]) -> pa.Table:
    """Scores of some countries for every measure of an edition, in the order of the framework."""
    return answer(release, "compare_measures", index=index, edition=edition, countries=countries)


def peers(
    release: Release, kind: str, index: str, edition: str, country: str, scheme: str, region: str, most: int
) -> pa.Table:
    """Countries like one country, the nearest first; only those with a total in the edition.

    Parameters
    ----------
    release : Release
        What to ask.
    kind : str
        A code of ``PEER_KINDS``.
    index, edition : str
        Whose totals count.
    country : str
        Whom to find peers of.
    scheme, region : str
        Where to look, for the kind ``region``.
    most : int
        At most so many.
    """
    where: dict[str, str | int] = {"index": index, "edition": edition, "country": country, "most": most}
    if kind in CONTEXT_OF_KIND:
        return answer(release, "peers_by_context", context=CONTEXT_OF_KIND[kind], **where)
    return answer(release, "peers_by_score", among=kind, scheme=scheme, region=region, **where)
