"""What a reader must know of the audits before comparing them."""

from collections.abc import Iterable

from dashboard.queries import provenance
from dashboard.release import Release
from dashboard.words import sentence_case

#: Said wherever a machine did the testing.
AUTOMATED = (
    "Automated tests find only some of the barriers that people meet. A high score does not show that a site conforms."
)


def of_sources(release: Release, source_ids: Iterable[str], *, each: int = 1, most: int = 6) -> tuple[str, ...]:
    """What to know of some sources; with the publisher where there are several.

    Everything that is odd about a source stands on the page of the sources; the first sentences are those that a
    reader needs beside a chart.

    Parameters
    ----------
    release : Release
        What to ask.
    source_ids : iterable of str
        The sources, in the order of what they say.
    each : int
        At most so many sentences of each source.
    most : int
        At most so many in all.
    """
    wanted = list(dict.fromkeys(source_ids))
    said = []
    for source_id, found in provenance.of_sources(release, wanted).items():
        for text in provenance.oddities(release, source_id)[:each]:
            publisher = sentence_case(found.source.split(",")[0].split(" (")[0])
            said.append(text if len(wanted) == 1 else f"{publisher}: {text}")
    return tuple(dict.fromkeys(said))[:most]
