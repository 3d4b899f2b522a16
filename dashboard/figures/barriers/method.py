"""What the literature here covers, what it does not, and what a filter leaves out."""

from dashboard.figures.barriers.choice import KEPT, Choice, chosen, place
from dashboard.figures.frames import frame_of
from dashboard.kept import kept
from dashboard.queries import literature, provenance
from dashboard.queries.literature import ALL
from dashboard.release import Release
from dashboard.words import listed, plural, sentence_case, the

# Oddities of these sources are about what is on the page; those of the review on Pakistan are about its claims.
_SOURCES = ("borges-2024", "campion-2020", "uk-blog-2025")


@kept(maxsize=KEPT)
def left_out(release: Release, choice: Choice) -> tuple[str, ...]:
    """What the chosen country of study has nothing of, in one sentence; nothing where all is shown."""
    if choice.study_country == ALL:
        return ()
    parts = {
        "the matrix of challenges and benefits": literature.challenge_benefits(release),
        "the routines of collaboration": literature.routines(release),
        "the stages of implementation": literature.stages(release),
        "the types of use": literature.use_case_types(release),
        "the institutional pressures": literature.pressures(release),
    }
    missing = [name for name, table in parts.items() if chosen(table, choice).is_empty()]
    if not missing:
        return ()
    verb = "come" if len(missing) > 1 or missing[0].endswith("s") else "comes"
    return (
        f"{sentence_case(listed(missing))} {verb} from studies that are not about {place(release, choice)}. "
        "Choose all studies to see them.",
    )


@kept(maxsize=KEPT)
def method(release: Release) -> tuple[str, ...]:
    """Paragraphs on classification, reporting, scope and what is not known."""
    named = [study for study in literature.studies(release).values() if study.challenge_count]
    reporters = dict.fromkeys(code for study in named for code in (study.known_through or "").split(";") if code)
    through = sum(study.known_through is not None for study in named)
    labels = literature.labels(release)
    evidence = frame_of(literature.challenges(release))
    untitled = sum(study.title is None for study in named)
    said = [
        f"Categories: each challenge was put into one of {evidence['category_id'].n_unique()} categories by us, after "
        f"{listed(literature.category_origins(release))}. The studies themselves group them in other ways.",
        f"Reporting: {through} of the {len(named)} studies that name a challenge are known here only through the study "
        f"that reports them ({listed([labels[code] for code in reporters])}). Their wording is the reporter's.",
        _scope(release),
        "Not known: how often a challenge occurs, how grave it is, whether it was overcome, and what studies that "
        f"are not held here say. Of {untitled} of the studies no more is known than authors and year.",
    ]
    said.extend(text for source in _SOURCES for text in provenance.oddities(release, source))
    return tuple(said)


def _scope(release: Release) -> str:
    """Whom the studies are about."""
    named = [study for study in literature.studies(release).values() if study.challenge_count]
    counts: dict[str, int] = {}
    for study in named:
        if study.country:
            counts[study.country] = counts.get(study.country, 0) + 1
    told = [
        f"{plural(number, 'study', 'studies')} about {the(name)}"
        for name, number in sorted(counts.items(), key=lambda c: -c[1])
    ]
    none = sum(study.country is None for study in named)
    return (
        f"Scope: {listed(told)}; {none} about no single country. Of other countries no study is held: that does not "
        "mean that nothing stands in the way there."
    )
