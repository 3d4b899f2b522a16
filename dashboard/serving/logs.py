"""The log: one JSON object a line, and nothing in it about a reader.

What is written: time, level, who says it, what happened; of an error its kind and the places in the code, but not its
text, which may hold what a reader asked for. What is not written: addresses, query strings, cookies, browsers.
"""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Literal

Form = Literal["text", "json"]

# These write the reader's address and the query into the line of every socket that is opened.
_TALKATIVE = ("uvicorn.error", "uvicorn.access")
#: Fields that ``extra=`` may add to a line.
FIELDS = ("page", "cpu_ms", "outcome", "release")


def _places(record: logging.LogRecord) -> dict[str, object]:
    """The kind of an error and where in the code it happened."""
    if not record.exc_info or record.exc_info[0] is None:
        return {}
    frames = traceback.extract_tb(record.exc_info[2])
    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": record.exc_info[0].__name__, "places": places[-12:]}


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        # What others log with an error may quote the request, so of theirs only the fixed words are kept.
        is_ours = record.name.startswith("dashboard")
        said = record.getMessage() if is_ours or not (record.args or record.exc_info) else str(record.msg)
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": said.partition("\n")[0],
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        return json.dumps(line | _places(record), ensure_ascii=False)


class _NoReaders(logging.Filter):
    """Drops lines that tell who opened or was refused a socket."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record may be written."""
        return record.levelno >= logging.WARNING


def set_up(form: Form) -> None:
    """Have everything logged in one form, without anything about readers.

    Parameters
    ----------
    form : {'text', 'json'}
        ``json`` for machines; ``text`` leaves the lines of Streamlit and uvicorn as they are, but for those that tell
        of a reader.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).addFilter(_NoReaders())
    if form == "text":
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.getLogger().handlers = [handler]
    logging.getLogger("dashboard").setLevel(logging.INFO)
    for name in [*logging.root.manager.loggerDict]:
        if name.split(".")[0] in {"streamlit", "uvicorn"}:
            logger = logging.getLogger(name)
            logger.handlers = []
            logger.propagate = True
