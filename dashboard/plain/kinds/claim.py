"""One published claim on a page: ``plain/claim/ng-1``."""

from dashboard.menu import ATLAS, entry
from dashboard.plain.page import Crumb, Plain, Told, parts, view
from dashboard.plain.ways import PLAIN
from dashboard.queries import claims
from dashboard.release import Release

NAME, TITLE = "claim", "Claims"


def codes(release: Release) -> tuple[str, ...]:
    """Every published claim."""
    return tuple(each.claim_id for each in claims.published(release))


def page(release: Release, code: str) -> Plain | None:
    """The page of a claim: what is held against it, and the verdict."""
    claim = next((each for each in claims.published(release) if each.claim_id == code), None)
    if claim is None:
        return None
    found = view(entry("claims"), release, {"claim": (code,)})
    years = (claim.edition,) if claim.edition else ()
    return Plain(
        address=f"{PLAIN}/{NAME}/{code}",
        name=claim.claim,
        finding=found.reading.finding,
        lede=found.reading.lede,
        release=release,
        above=(Crumb(ATLAS, PLAIN), Crumb(TITLE, f"{PLAIN}/{NAME}")),
        twin=found.newest,
        parts=parts(found),
        told=Told((claim.country,) if claim.country else (), years),
    )


def listed(release: Release) -> list[tuple[str, str, str]]:
    """Every page: address, name, and what follows it."""
    return [(f"{PLAIN}/{NAME}/{each.claim_id}", each.claim, "") for each in claims.published(release)]
