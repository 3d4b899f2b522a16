"""Bad files: what is wrong with each, how it is made, and what must be said of it.

Each is made from a file that is read without a fault (:mod:`tests.official_forms`), so that what is noticed is the
harm and nothing else.
"""

from tests.bad_files.bad_file import BadFile
from tests.bad_files.csv_files import csv_files
from tests.bad_files.json_files import json_files
from tests.bad_files.workbooks import workbook_files

BAD_FILES: tuple[BadFile, ...] = (*csv_files(), *workbook_files(), *json_files())
