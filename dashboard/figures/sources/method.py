"""What holds for every figure of the atlas."""

from dashboard.kept import kept


@kept(maxsize=1)
def method() -> tuple[str, ...]:
    """Paragraphs on how figures were taken down, what may be passed on, and what is never done."""
    return (
        "Figures keep the value that was published. Those that come with the atlas were compiled from published "
        "copies; most were then read again from the official file and compared, and each source says so. Those that "
        "the operator fetched are read from the official file itself. Nothing is guessed; what is unknown is empty.",
        "A publisher may forbid to pass on figures that it shows itself. Such figures are shown here after they were "
        "fetched, and stand in no file.",
        "Where only single facts may be used, the atlas holds facts and a citation, and no text of the publisher. Ask "
        "the publisher before you pass on more than that.",
        "The publication of a figure, the day it was compiled and the day its copy was retrieved are three different "
        "dates. A date that was not recorded is empty.",
        "Text cells in the CSV files that a spreadsheet would run as a formula begin with an apostrophe. The Parquet "
        "files hold the text as it is.",
    )
