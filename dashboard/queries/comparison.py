"""Countries side by side, and the countries that one country may fairly be compared with.

Each answer holds all countries, so that no choice of countries asks the release again.
"""

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
CONTEXT_OF_KIND: Mapping[str, str] = MappingProxyType({"population": "population", "gdp": "gdp_per_capita_ppp"})

#: Region scheme of the income groups.
INCOME_SCHEME = "wb-income"


def edition_scores(release: Release, index: str, edition: str) -> pa.Table:
    """Scores of all countries for every measure of an edition."""
    return answer(release, "edition_scores", index=index, edition=edition)


def context_values(release: Release, measure: str) -> pa.Table:
    """Population or income of every country and year."""
    return answer(release, "context_values", measure=measure)
