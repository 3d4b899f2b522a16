"""Which region schemes hold for an edition, and why the others do not."""

from collections.abc import Mapping

from dashboard.kept import kept
from dashboard.notice import Notice
from dashboard.queries import geography, regions
from dashboard.release import Release


@kept(maxsize=256)
def schemes_of(release: Release, edition: str) -> Mapping[str, str]:
    """Schemes whose memberships hold for an edition: code to label."""
    known = regions.validities(release)
    return {
        scheme: label
        for scheme, label in geography.scheme_labels(release).items()
        if scheme in known and known[scheme].holds(edition)
    }


@kept(maxsize=256)
def default_scheme(release: Release, edition: str) -> str:
    """The publisher's own regions where they are known for the edition, else those of the UN."""
    held = schemes_of(release, edition)
    return next(scheme for scheme in ("oxford", "oxford-2019", "un-subregion", *held) if scheme in held)


@kept(maxsize=256)
def scheme_refusals(release: Release, edition: str) -> Mapping[str, Notice]:
    """What to say of a scheme that does not hold for an edition."""
    held = schemes_of(release, edition)
    labels = geography.scheme_labels(release)
    shown = labels[default_scheme(release, edition)]
    return {
        scheme: Notice(
            f"{labels[scheme]}: members are known for {_years(found)} only, not for {edition}. Showing {shown}."
        )
        for scheme, found in regions.validities(release).items()
        if scheme in labels and scheme not in held
    }


def _years(found: regions.Validity) -> str:
    ends = [year for year in (found.from_edition, found.to_edition) if year]
    return "\u2013".join(dict.fromkeys(ends))


def home_or_first(release: Release, scheme: str, country: str) -> str:
    """The region of a scheme that a country belongs to; the first by label where it is in none."""
    home = geography.home_region(release, scheme, country)
    return home if home != geography.WORLD else next(iter(geography.region_labels(release, scheme)))
