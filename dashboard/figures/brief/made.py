"""Put a brief together."""

from dashboard.brief import Brief
from dashboard.charts.theme import Theme
from dashboard.figures.brief.cautions import cautions
from dashboard.figures.brief.choice import KEPT, names, score
from dashboard.figures.brief.peers import figures
from dashboard.figures.brief.sentences import sentences
from dashboard.kept import kept
from dashboard.queries import holdings
from dashboard.release import Release
from dashboard.words import day, rank_of, sentence_case


@kept(maxsize=KEPT)
def brief(release: Release, code: str, theme: Theme) -> Brief:
    """All that one page says of a country.

    Parameters
    ----------
    release : Release
        What to draw from.
    code : str
        Code of the country.
    theme : {'light', 'dark'}
        Colours of its charts.
    """
    known = names(release, code)
    return Brief(
        country_code=code,
        country=known.country,
        title=_title(release, code),
        lede=f"Country brief of {known.in_sentence}, made by rule from release {release.id} of "
        f"{day(holdings.made(release).built_at)}.",
        sentences=sentences(release, code),
        figures=figures(release, code, theme),
        cautions=cautions(release, code),
    )


def _title(release: Release, code: str) -> str:
    """Where the country stands, or that it stands nowhere."""
    name, found = names(release, code).in_sentence, score(release, code)
    if found is None or found.row["rank"] is None:
        return sentence_case(f"no readiness index ranks {name}")
    place = rank_of(found.row["rank"], found.row["rank_of"], found.row["is_tied"])
    on = "for AI readiness" if found.choice.index == "gairi" else f"in the {found.row['short_name']}"
    return sentence_case(f"{name} ranks {place} {on} in {found.choice.edition}")
