"""What a reader must know of the audits before comparing them."""

from collections.abc import Iterable

from dashboard.queries import provenance
from dashboard.release import Release

#: Said wherever a machine did the testing.
AUTOMATED = (
    "Automated tests find only some of the barriers that people meet. A high score does not show that a site conforms."
)


def of_sources(release: Release, source_ids: Iterable[str]) -> tuple[str, ...]:
    """What is odd about some sources, in their order, each sentence once."""
    said = (text for source in dict.fromkeys(source_ids) for text in provenance.oddities(release, source))
    return tuple(dict.fromkeys(said))
