"""What is to be seen on the S-curve, as HTML."""

from __future__ import annotations


def s_curve_caption(drawn: int, m: int, example: int, *, across: str, clipped: bool) -> str:
    """Return what the picture shows.

    drawn : how many of m examples are there.  example : the picked one, from 1.  across : "z", or a feature's letter.
    clipped : whether some stand at the frame, since they are farther out.
    """
    error = '<b class="gradient" data-col="dL_dz"></b>'
    said = f"Each example at its <i>{across}</i> and ŷ, with a bar to its <i>y</i>: "
    said += f"its error ŷ − <i>y</i>, {error} for {example}."
    if drawn < m:
        said += f" {drawn:,} of {m:,} are drawn."
    if clipped:
        said += " Those farther out stand at the edge."
    return said
