"""The limits of a source: numbers that its figures keep, set from what was ever published."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SourceLimits:
    """``[rules]`` of a source.toml; what is left out is not checked, or has the default given here.

    Attributes
    ----------
    jump_limit : float or None
        Largest change of a country's total from one edition to the next of the same framework, in points.
    median_jump_share : float or None
        The same for the median change of any measure, as a share of its range.
    smallest_peak_share : float or None
        Share of its range that the largest value of every measure reaches: fractions where percent are expected
        do not.
    yearly_ratio_limit : float or None
        Largest ratio of a country's values in two consecutive years.
    floor_share : float
        Share of the frozen number of rows that must be there.
    growth_limit : float
        Rows may be at most so many times the frozen number.
    median_shift_share : float
        How far the median of a measure may be from the frozen one, as a share of its range.
    median_ratio_limit : float
        The same as a ratio, where a measure has no range.
    rank_shift_limit : int
        Most places between a published rank and the place of its value. The most ever published is 10, in an edition
        that was corrected after its ranking.
    """

    jump_limit: float | None = None
    median_jump_share: float | None = None
    smallest_peak_share: float | None = None
    yearly_ratio_limit: float | None = None
    floor_share: float = 0.9
    growth_limit: float = 2.0
    median_shift_share: float = 0.15
    median_ratio_limit: float = 3.0
    rank_shift_limit: int = 10
