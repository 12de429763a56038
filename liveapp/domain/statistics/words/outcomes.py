"""Words about all outcomes of a difficulty together."""

from typing import TYPE_CHECKING

from liveapp.domain.number_texts import counted
from liveapp.domain.statistics.words.chances import Band, band_of, share_words

if TYPE_CHECKING:
    from liveapp.domain.statistics.outcomes import OutcomeFigures

CAUTIONS = {
    Band.UNUSUAL: "looked at all the time, nearly half of all fair streams get here within 10,000 rounds",
    Band.RARE: "the evidence allows for all looks, and decides",
}


def fit_words(figures: "OutcomeFigures", is_partial: bool = False) -> str:
    """Whether the outcomes together are as a fair game's."""
    rounds = counted(figures.rounds, f"{figures.difficulty} round", f"{figures.difficulty} rounds")
    fit = figures.fit
    if is_partial:
        return f"{rounds} recorded. Too much is missing to compare the outcomes."
    if fit.p_value is None:
        return f"{rounds}: too few to compare the outcomes."
    figure = (
        f"All {len(figures.counts)} outcomes of {rounds} together: chi-square {fit.chi_square:.1f} with "
        f"{counted(fit.degrees_of_freedom, 'degree', 'degrees')} of freedom; "
        f"{share_words(fit.p_value)} are at least this far off"
    )
    band = band_of(fit.p_value)
    return f"{figure}." if band is Band.ORDINARY else f"{figure}: {band.value}; {CAUTIONS[band]}."
