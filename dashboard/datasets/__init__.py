"""What may be asked for by address: datasets, their filters and their rows; served by ``dashboard.api``."""

from dashboard.datasets.catalogue import DATASETS
from dashboard.datasets.dataset import Column, Dataset, Filters
from dashboard.datasets.faults import Fault, QuestionError
from dashboard.datasets.metadata import columns, metadata
from dashboard.datasets.parameter import COMMON, Parameter
from dashboard.datasets.question import Question, read_question
from dashboard.datasets.rows import empty_frame, frames, row_count

__all__ = [
    "COMMON",
    "DATASETS",
    "Column",
    "Dataset",
    "Fault",
    "Filters",
    "Parameter",
    "Question",
    "QuestionError",
    "columns",
    "empty_frame",
    "frames",
    "metadata",
    "read_question",
    "row_count",
]
