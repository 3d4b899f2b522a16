"""The Equal Earth projection of maps of the world: https://doi.org/10.1080/13658816.2018.1504949."""

import math

#: Extent of the world without Antarctica at scale 1, with a hair of room: its width, how far it reaches over the
#: equator, and its height.
WIDTH, TOP, HEIGHT = 5.43, 1.31, 2.36

# Coefficients of its polynomial.
_A = (1.340264, -0.081106, 0.000893, 0.003796)
_ROOT = math.sqrt(3) / 2
_RADIANS = math.pi / 180


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """A point of the world on the map.

    Parameters
    ----------
    longitude, latitude : float
        Degrees.

    Returns
    -------
    tuple of float
        How far to the right and how far up of the middle of the equator, at scale 1.
    """
    t = math.asin(_ROOT * math.sin(latitude * _RADIANS))
    t2, t6 = t * t, t**6
    x = longitude * _RADIANS * math.cos(t) / (_ROOT * (_A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)))
    return x, t * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))


def expressions(longitude: str, latitude: str) -> tuple[str, str, str]:
    """The same for Vega.

    Parameters
    ----------
    longitude, latitude : str
        Expressions for degrees.

    Returns
    -------
    tuple of str
        Expressions for the angle that the other two need under the name ``datum.t``, for the way to the right, and for
        the way up.
    """
    t = f"asin({_ROOT} * sin(({latitude}) * {_RADIANS}))"
    t2, t6 = "pow(datum.t, 2)", "pow(datum.t, 6)"
    under = f"({_ROOT} * ({_A[0]} + {3 * _A[1]} * {t2} + {t6} * ({7 * _A[2]} + {9 * _A[3]} * {t2})))"
    x = f"({longitude}) * {_RADIANS} * cos(datum.t) / {under}"
    return t, x, f"datum.t * ({_A[0]} + {_A[1]} * {t2} + {t6} * ({_A[2]} + {_A[3]} * {t2}))"
