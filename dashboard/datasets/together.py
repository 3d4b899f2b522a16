"""Codes that exist and yet do not go together, such as an edition that an index does not have."""

from collections.abc import Iterable, Iterator, Sequence

from dashboard.datasets.dataset import Dataset, Filters
from dashboard.datasets.faults import Fault
from dashboard.datasets.parameter import LATEST
from dashboard.queries import geography, interface, provenance
from dashboard.release import Release

_MEASURED = ("index", "edition", "measure")


def misfits(release: Release, dataset: Dataset, filters: Filters) -> Iterator[Fault]:
    """Filters that leave nothing because of the ones before them, with the codes that would leave something.

    Parameters
    ----------
    release : Release
        Which release answers.
    dataset : Dataset
        What is asked for.
    filters : Filters
        Codes that are each known.
    """
    names = [name for name in _MEASURED if dataset.parameter(name)]
    if names and not _all_withheld(release, filters.get("index")):
        yield from _unmeasured(release, names, filters)
    if filters.get("region") and filters.get("scheme"):
        yield from _regions_elsewhere(release, filters)


def _all_withheld(release: Release, indexes: object) -> bool:
    """Whether only indexes are asked for whose figures may not be passed on: that is said by the metadata."""
    held = provenance.of_sources(release, interface.codes(release, "source"))
    return isinstance(indexes, tuple) and all(
        index in held and not held[index].may_be_passed_on for index in indexes
    )  # fmt: skip


def _unmeasured(release: Release, names: Sequence[str], filters: Filters) -> Iterator[Fault]:
    left = set(interface.measured(release))
    newest = interface.latest(release)
    for place, name in enumerate(_MEASURED):
        wanted = filters.get(name) if name in names else None
        if not isinstance(wanted, tuple):
            continue
        known = {triple[place] for triple in left}
        fitting = {
            triple
            for triple in left
            if triple[place] in wanted or (name == "edition" and LATEST in wanted and newest[triple[0]] == triple[1])
        }
        if not fitting:
            yield _nothing(name, wanted, known)
            return
        left = fitting


def _nothing(name: str, wanted: Iterable[str], known: Iterable[str]) -> Fault:
    value = ", ".join(wanted)
    detail = f"Nothing is held under {name} {value} together with the other filters."
    return Fault(name, value[:80], detail, tuple(sorted(known)), is_absent=True)


def _regions_elsewhere(release: Release, filters: Filters) -> Iterator[Fault]:
    schemes, regions = filters["scheme"] or (), filters["region"] or ()
    known = [geography.WORLD, *(code for scheme in schemes for code in geography.region_labels(release, scheme))]
    if not set(regions) & set(known):
        yield _nothing("region", regions, known)
