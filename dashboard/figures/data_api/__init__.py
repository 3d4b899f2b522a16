"""The data API: what can be asked for, and how to ask from the tools that people use."""

from dashboard.figures.data_api.examples import Example, examples
from dashboard.figures.data_api.listing import columns, dataset_labels, datasets, facts, filters, headline, method

__all__ = [
    "Example",
    "columns",
    "dataset_labels",
    "datasets",
    "examples",
    "facts",
    "filters",
    "headline",
    "method",
]
