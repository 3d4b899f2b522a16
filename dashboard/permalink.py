"""Addresses of views: the page, every parameter, and the release.

An address is relative wherever it can be, because a relative one holds behind any proxy path. Only what leaves the
site (a citation, a file, a report, the copied link) needs the absolute one.
"""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import lru_cache
from urllib.parse import parse_qs, urlencode

from dashboard.settings import settings

#: Name of the release in the URL.
RELEASE = "release"
#: Most characters of a text that a reader typed.
LONGEST_TEXT = 80
#: A view has fewer parameters and a shorter query.
MOST_PARAMETERS, LONGEST_QUERY = 60, 4000

# Where the atlas is in this page run; outside of one nobody's browser is known.
_base: ContextVar[str | None] = ContextVar("base", default=None)


def permalink(page_address: str, parameters: Mapping[str, Sequence[str]], release_id: str = "") -> str:
    """The address of a view, relative to the atlas.

    Parameters
    ----------
    page_address : str
        Address of the page in the menu; empty for the front page.
    parameters : mapping of str to sequence of str
        Every filter with its values, in the order of the page; a filter without a value is written empty.
    release_id : str
        Release that the view was drawn from; empty for a link that always shows the newest.

    Returns
    -------
    str
        Such as ``readiness?country=PAK&index=gairi&release=20261122-bb1e6a90``.
    """
    return _written(page_address, tuple((name, tuple(values)) for name, values in parameters.items()), release_id)


# Every figure of a page asks for the same one.
@lru_cache(maxsize=1024)
def _written(page_address: str, parameters: tuple[tuple[str, tuple[str, ...]], ...], release_id: str) -> str:
    pairs = [(name, value) for name, values in parameters for value in (values or ("",))]
    if release_id:
        pairs.append((RELEASE, release_id))
    # The front page needs the dot: a query alone would stay on the page that holds the link.
    return f"{page_address or './'}?{urlencode(pairs)}"


def parameters_of(query: str) -> dict[str, list[str]]:
    """What the query of an address asks for; nothing where no page can have given out this address.

    Parameters
    ----------
    query : str
        As it was sent, without the question mark.
    """
    if len(query) > LONGEST_QUERY:
        return {}
    try:
        return parse_qs(query, keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return {}


def absolute(relative: str) -> str:
    """An address of the atlas with the public address before it.

    It may hold what the reader's own browser said, so nothing made of it is kept for others without it in the key.

    Parameters
    ----------
    relative : str
        As ``permalink`` gives it.
    """
    base = _base.get()
    return (settings().public_url if base is None else base) + relative.removeprefix("./")


def remember_browser(url: str, page_address: str) -> None:
    """Note the address that the browser used for this run, for ``absolute`` where none is configured.

    Parameters
    ----------
    url : str
        Address of the page in the browser; empty where it is not known.
    page_address : str
        Address of the page in the menu.
    """
    is_web = url.startswith(("https://", "http://"))
    base = url.split("?", 1)[0].split("#", 1)[0].removesuffix("/").removesuffix(page_address).removesuffix("/")
    _base.set(settings().public_url or (f"{base}/" if is_web else ""))
