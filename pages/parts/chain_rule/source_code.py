"""The live source of what works out each link of the chain: what a page shows is what runs."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from typing import Any

from logreg_core.model.chain_rule import fill_links
from logreg_core.model.forward import linear, losses, sigmoid_pair, softplus
from logreg_core.model.saturation import stable, textbook

# For each of pages.figures.graph.FACTORS: what works out its step, then its derivative. The derivative of z is x.
OF_FACTOR: Mapping[str, tuple[Callable[..., Any], ...]] = {
    "loss": (losses, softplus, fill_links),
    "sigma": (sigmoid_pair, fill_links),
    "w1": (linear,),
    "w2": (linear,),
    "b": (linear,),
}
OF_SATURATION = (textbook, stable)


def source(*functions: Callable[..., Any]) -> str:
    """Return the functions' source as it stands in the core, each below the name of its file."""
    files = [function.__module__.replace(".", "/") for function in functions]
    texts = [inspect.getsource(function).rstrip() for function in functions]
    return "\n\n".join(f"# {file}.py\n{text}" for file, text in zip(files, texts, strict=True))
