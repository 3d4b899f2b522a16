"""The finding of the initiatives page, by rule."""

import polars as pl

from dashboard.figures.initiatives.choice import ALL, KEPT, LATEST, Choice, context, counted
from dashboard.figures.initiatives.kinds import by_kind
from dashboard.kept import kept
from dashboard.queries import initiatives
from dashboard.release import Release
from dashboard.words import count, listed, lower_first, plural

_NAMED = 3
# The register of zones says of them that they are notified or licensed; whether they are occupied it does not say.
_ZONES_OF, _ZONE = "PAK", "special_technology_zone"


def _kind_name(label: str) -> str:
    """The name of a kind inside a sentence: an abbreviation keeps its capitals."""
    return label if label[:2].isupper() else lower_first(label)


@kept(maxsize=KEPT)
def headline(release: Release, choice: Choice) -> tuple[str, str]:
    """The finding of the page and the line under it."""
    known = context(release, choice)
    kinds = by_kind(release, choice).to_dicts()
    total = sum(row["initiative_count"] for row in kinds)
    if not total:
        return _empty(release, choice)
    parts = [
        f"{count(row['initiative_count'])} "
        f"{_kind_name(row['kind_label'] if row['initiative_count'] == 1 else row['kind_plural'])}"
        for row in kinds[:_NAMED]
    ]
    rest = sum(row["initiative_count"] for row in kinds[_NAMED:])
    if rest:
        parts.append(plural(rest, "other"))
    verb = "is" if total == 1 else "are"
    if len(kinds) == 1:
        finding = f"{parts[0]} {verb} on record{known.within}"
    else:
        finding = f"{plural(total, 'initiative')} {verb} on record{known.within}: {listed(parts)}"
    return finding, " ".join(_lede(release, choice))


def _lede(release: Release, choice: Choice) -> list[str]:
    rows = counted(release, choice)
    states = [
        f"{count(number)} {word}"
        for word, number in (
            ("active", rows.filter(pl.col("status") == "active").height),
            ("planned", rows.filter(pl.col("status") == "planned").height),
            ("retired", rows.filter(pl.col("status") == "retired").height),
            ("without a stated status", rows.filter(pl.col("status") == "unknown").height),
        )
        if number
    ]
    said = [f"{listed(states)}."]
    is_zone = (pl.col("country_code") == _ZONES_OF) & (pl.col("kind") == _ZONE) & (pl.col("status") == "active")
    if rows.filter(is_zone).height:
        said.append(
            "For a special technology zone of Pakistan, active means notified or licensed, not proven occupied."
        )
    if choice.register == LATEST:
        said.append("A record says what sources report, not all that there is.")
    else:
        said.append("An earlier edition of a register, never added to the latest one.")
    return said


def _empty(release: Release, choice: Choice) -> tuple[str, str]:
    """What to say when nothing fits, and what to do."""
    known = context(release, choice)
    held = counted(release, _opened(choice)).height
    if held:
        return (
            f"None of the {plural(held, 'initiative')} on record{known.within} fits what is chosen",
            "Set a filter back to All, or clear the search, to see more.",
        )
    unclassified = initiatives.unclassified_counts(release).get(choice.country, 0)
    said = "Choose another country, or All, to see what is held."
    if unclassified:
        entries = plural(unclassified, "entry of the OECD list names", "entries of the OECD list name")
        said = f"{entries} this country and could not be put into a kind. {said}"
    return f"No initiative is on record{known.within}", said


def _opened(choice: Choice) -> Choice:
    """The choice with every filter open but the place and the edition."""
    return Choice(choice.country, choice.scheme, choice.region, ALL, ALL, ALL, ALL, "", choice.register)
