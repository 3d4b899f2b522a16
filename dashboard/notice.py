"""What a page says of something that it could not do as asked, and where the nearest to it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Notice:
    """A sentence for a reader, and a way on.

    Attributes
    ----------
    text : str
        What could not be done, and why.
    label : str
        What the way on leads to; empty where there is none.
    instead : mapping of str to str
        Parameters of this same page that the way on puts in place of those of the view.
    """

    text: str
    label: str = ""
    instead: Mapping[str, str] = field(default_factory=dict)
