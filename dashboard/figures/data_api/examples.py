"""How to read a dataset with the tools that people use; the tests run those that can run there."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

_QUESTIONS: Mapping[str, str] = MappingProxyType(
    {
        "scores": "index=gairi&country=PAK&country=IND",
        "rankings": "index=gairi&edition=latest&scheme=oxford&region=south-and-central-asia",
        "regions": "index=gairi&edition=latest&measure=total&scheme=oxford",
        "countries": "scheme=oxford&region=south-and-central-asia",
        "audits": "country=LUX&method=manual_conformance",
        "own-audits": "outcome=failed",
        "initiatives": "country=PAK",
        "literature": "study_country=PAK",
        "sources": "family=readiness",
        "editions": "index=gairi",
        "measures": "index=gairi&edition=latest",
        "releases": "",
        "diffs": "dataset=scores",
    }
)


@dataclass(frozen=True)
class Example:
    """One way to read a dataset.

    Attributes
    ----------
    tool : str
        With what.
    how : str
        What to do, in a sentence.
    code : str
        What to type or paste.
    """

    tool: str
    how: str
    code: str


def examples(dataset: str, base: str) -> tuple[Example, ...]:
    """How to read a dataset, tool by tool.

    Parameters
    ----------
    dataset : str
        Its name.
    base : str
        Public address of the atlas, with a slash at the end; empty where it is not known.
    """
    query = f"?{_QUESTIONS[dataset]}" if _QUESTIONS[dataset] else ""
    start = f"{base or 'https://atlas.example.org/'}api/v1/{dataset}"
    written, packed, told = (f"{start}.{ending}{query}" for ending in ("csv", "parquet", "metadata.json"))
    return (
        Example("Address", "Open it in a browser, or hand it to any program.", written),
        Example("curl", "Saves the file under the name that the atlas gives it.", f"curl --compressed -OJ '{written}'"),
        Example(
            "Excel", "Data, From Web, paste the address; or in the editor of Power Query:",
            f'= Csv.Document(Web.Contents("{written}"), [Encoding = 65001])',
        ),
        Example("Google Sheets", "In a cell:", f'=IMPORTDATA("{written}")'),
        Example(
            "Python", "With pandas; Parquet keeps the types of the columns:",
            f'import pandas as pd\n\ntable = pd.read_csv("{written}", keep_default_na=False, na_values=[""])\n'
            f'typed = pd.read_parquet("{packed}")',
        ),
        Example(
            "Python, Polars", "",
            f'import polars as pl\n\ntable = pl.read_csv("{written}", infer_schema_length=None)',
        ),
        Example("R", "", f'table <- read.csv("{written}", fileEncoding = "UTF-8", na.strings = "")'),
        Example("Stata", "", f'import delimited using "{written}", encoding("utf-8") bindquote(strict) clear'),
        Example("What it is made of", "Columns, sources, licences, what was held back.", told),
    )  # fmt: skip
