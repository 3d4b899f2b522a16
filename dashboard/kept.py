"""Keep answers between runs, apart for each number format: one reader never gets another's numbers."""

from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from dashboard import formats
from dashboard.figure import Figure

_Asked = ParamSpec("_Asked")
_Answer = TypeVar("_Answer")


def kept(*, maxsize: int) -> Callable[[Callable[_Asked, _Answer]], Callable[_Asked, _Answer]]:
    """Keep the last answers of a function whose answer may hold written numbers.

    Parameters
    ----------
    maxsize : int
        How many answers to keep.
    """

    def decorated(function: Callable[_Asked, _Answer]) -> Callable[_Asked, _Answer]:
        @lru_cache(maxsize=maxsize)
        def made(form: formats.NumberFormat, *asked: Any, **named: Any) -> _Answer:
            answer = function(*asked, **named)
            if form != formats.PLAIN:
                _remember(answer, lambda: made(formats.PLAIN, *asked, **named))
            return answer

        @wraps(function)
        def answered(*asked: _Asked.args, **named: _Asked.kwargs) -> _Answer:
            return made(formats.current(), *asked, **cast(dict[str, Any], named))

        return answered

    return decorated


def _figures(answer: object) -> Iterator[Figure]:
    """Every figure of an answer, in order: alone, or in tuples and lists at any depth."""
    if isinstance(answer, Figure):
        yield answer
    elif isinstance(answer, tuple | list):
        for part in answer:
            yield from _figures(part)


def _remember(answer: object, plainly: Callable[[], object]) -> None:
    """Let every figure know how it is made again with plain numbers, which its files hold."""

    def remade(place: int) -> Figure:
        with formats.written_in(formats.PLAIN):
            return list(_figures(plainly()))[place]

    for place, figure in enumerate(_figures(answer)):
        if figure.remade is None:
            object.__setattr__(figure, "remade", lambda place=place: remade(place))
