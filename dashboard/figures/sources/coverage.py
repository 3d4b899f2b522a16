"""What is known of each country, and of which countries nothing is: the coverage of the atlas as figures."""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard import charts
from dashboard.charts.theme import Theme
from dashboard.figure import Column, Figure
from dashboard.figures.frames import table_of_rows
from dashboard.kept import kept
from dashboard.queries import holdings, provenance, readiness, scores
from dashboard.queries.cuts import Row
from dashboard.release import Release
from dashboard.words import count, listed, lower_first, plural

#: The four questions of the atlas, and what each may be answered with beside the indexes.
_QUESTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "accessibility": ("audit_figure", "audited_host"),
        "initiatives": ("initiative", "strategy", "register"),
        "barriers": ("study",),
    }
)
_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "audit_figure": "Audit figures",
        "audited_host": "Scored sites",
        "initiative": "Initiatives",
        "strategy": "Strategies",
        "register": "Registers",
        "study": "Studies",
    }
)
_MANY = MappingProxyType(
    {
        "audit_figure": "Figures from audits of public websites",
        "audited_host": "Public sites with an automated score",
        "initiative": "Initiatives",
        "strategy": "Listed national AI strategies",
        "register": "Registers of AI uses",
        "study": "Studies of barriers",
    }
)
_MOST_NAMED = 12


@kept(maxsize=8)
def _rows(release: Release) -> tuple[Row, ...]:
    """One row a country and kind, with what it is called; 0 where nothing is known. Read only."""
    indexes = {code: name.rsplit(" (", 1)[-1].rstrip(")") for code, name in readiness.index_labels(release).items()}
    labels = {**indexes, **_LABELS}
    return tuple(row | {"label": labels[row["holding"]]} for row in holdings.coverage(release).to_pylist())


@kept(maxsize=8)
def _known(release: Release) -> Mapping[str, tuple[str, ...]]:
    """The questions that something is known of, country by country."""
    of = {holding: question for question, kinds in _QUESTIONS.items() for holding in kinds}
    found: dict[str, dict[str, None]] = {row["country_code"]: {} for row in _rows(release)}
    for row in _rows(release):
        if row["item_count"]:
            found[row["country_code"]][of.get(row["holding"], "readiness")] = None
    return {code: tuple(questions) for code, questions in found.items()}


def headline(release: Release) -> tuple[str, str]:
    """Of how many countries all four questions have an answer, and of how many none."""
    known = list(_known(release).values())
    full = sum(len(questions) == len(_QUESTIONS) + 1 for questions in known)
    empty = sum(not questions for questions in known)
    return (
        f"Of {count(len(known))} countries and territories, {count(full)} have a figure on all four questions; "
        f"{count(empty)} {'has' if empty == 1 else 'have'} none",
        "The questions: readiness, accessibility of public websites, initiatives, barriers. What is not known says "
        "nothing about what exists.",
    )


@kept(maxsize=16)
def known_map(release: Release, theme: Theme) -> Figure:
    """The world by how many of the four questions have an answer."""
    known = _known(release)
    rows = [
        place
        | {
            "question_count": len(known[place["country_code"]]),
            "questions": listed(known[place["country_code"]]) or None,
            "class_label": str(len(known[place["country_code"]])) if known[place["country_code"]] else None,
            "shape_code": place["iso_numeric"] or place["country_code"],
        }
        for place in scores.places(release)
    ]
    classes = [str(number) for number in range(1, len(_QUESTIONS) + 2)]
    empty = [row["country"] for row in rows if not row["question_count"]]
    full = sum(row["question_count"] == len(classes) for row in rows)
    drawn = (
        "shape_code", "country", "value_label", "rank_label", "class_label", "dot_longitude", "dot_latitude",
        "is_small",
    )  # fmt: skip
    for row in rows:
        row["value_label"] = f"{row['question_count']} of 4: {row['questions']}" if row["questions"] else None
    title = f"{count(full)} have a figure on all four questions, {count(len(empty))} on none"
    columns = (
        Column("country", "Country"),
        Column("question_count", "Questions with a figure, of 4", "number"),
        Column("questions", "Which"),
    )
    file_columns = ("country_code", "country", "question_count", "questions")
    return Figure(
        name="atlas_coverage-map",
        title=title,
        subtitle="Questions of the atlas with at least one figure. Circles stand for small countries and territories.",
        frame=table_of_rows(rows, file_columns, drawn),
        columns=columns,
        file_columns=file_columns,
        provenance=provenance.of_atlas(release) | provenance.of_sources(release, ["natural-earth"]),
        spec=charts.world_map(
            theme=theme,
            classes=classes,
            value_title="Questions with a figure, of four",
            no_figure_label=f"None: {count(len(empty))}",
        ),
        drawn_columns=drawn,
        drawn_as={"dot_longitude": "longitude", "dot_latitude": "latitude"},
        table_elsewhere="The numbers stand in the table of countries below.",
        alt=f"World map of how many of four questions have a figure. {title}."[:250],
        notes=(f"Nothing is known of {listed(empty)}.",) if 0 < len(empty) <= _MOST_NAMED else (),
    )


@kept(maxsize=16)
def reach(release: Release, theme: Theme) -> Figure:
    """How many countries each kind of figure reaches."""
    names = {**readiness.index_labels(release), **_MANY}
    found: dict[str, Row] = {}
    for row in _rows(release):
        kind = found.setdefault(
            row["holding"], {"holding": row["holding"], "category_label": names[row["holding"]], "count": 0, "of": 0}
        )
        kind["of"] += 1
        kind["count"] += bool(row["item_count"])
    rows = sorted(found.values(), key=lambda row: -row["count"])
    for place, row in enumerate(rows, start=1):
        row |= {
            "sort_order": place,
            "count_label": count(row["count"]),
            "missing": row["of"] - row["count"],
            "emphasis": "region",
        }
    most, least = rows[0], rows[-1]
    title = (
        f"The {most['category_label']} reaches {count(most['count'])} of {count(most['of'])} countries and "
        "territories; "
        f"{lower_first(least['category_label'])} are known of {count(least['count'])}"
    )
    columns = (
        Column("category_label", "What is held"),
        Column("count", "Known of", "number"),
        Column("missing", "Not known of", "number"),
    )
    file_columns = ("holding", "category_label", "count", "missing")
    drawn = ("category_label", "count", "count_label", "sort_order", "emphasis")
    return Figure(
        name="atlas_coverage-reach",
        title=title,
        subtitle=f"Countries and territories with at least one figure, of {count(most['of'])}.",
        frame=table_of_rows(rows, file_columns, drawn),
        columns=columns,
        file_columns=file_columns,
        provenance=provenance.of_atlas(release),
        spec=charts.category_bars(theme=theme, value_title="Countries and territories", maximum=most["of"]),
        drawn_columns=drawn,
        alt=f"Bar chart of how many countries each of {plural(len(rows), 'kind')} of figures reaches. {title}."[:250],
    )


@kept(maxsize=8)
def matrix(release: Release) -> Figure:
    """Every country beside everything that may be known of it; the file is one value to a row."""
    rows = _rows(release)
    kinds = {row["holding"]: row for row in rows}
    wide: dict[str, Row] = {}
    for row in rows:
        line = wide.setdefault(row["country_code"], {"country": row["country"]})
        limit = f" of {row['item_limit']}" if row["item_limit"] else ""
        line[row["holding"]] = f"{count(row['item_count'])}{limit}" if row["item_count"] else "\u2013"
    known = _known(release)
    for code, line in wide.items():
        line["answered"] = f"{len(known[code])} of 4"
    columns = (
        Column("country", "Country"),
        Column("answered", "Questions", "number"),
        *(Column(holding, kind["label"], "number") for holding, kind in kinds.items()),
    )
    file_columns = ("country_code", "country", "kind", "holding", "label", "item_count", "item_limit")
    return Figure(
        name="atlas_coverage",
        title=f"What is known of {plural(len(wide), 'country or territory', 'countries and territories')}",
        subtitle="Editions of each index that score it, and how much is held of the rest. A dash: nothing is known.",
        frame=table_of_rows(rows, file_columns),
        columns=columns,
        file_columns=file_columns,
        provenance=provenance.of_atlas(release),
        layout=table_of_rows(list(wide.values()), (column.name for column in columns)),
    )
