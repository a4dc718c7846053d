"""The letters of one example at one step, by name: what the formulas of numbers and of mistakes stand for."""

from __future__ import annotations

import math

from logreg_core.descent.rules.rule import Rule
from logreg_core.model.chain_rule import ChainRule
from logreg_core.model.forward import Forward
from logreg_core.points.dataset import Floats

PARAMETERS = ("w1", "w2", "b")
BOTH = (0, 1)


def letters_of(
    x: Floats,
    y: float,
    ahead: Forward,
    chain: ChainRule,
    row: int,
    *,
    rows: Floats,
    gradient: Floats,
    m: float,
    rate: float,
    rule: Rule,
    t: int,
    after: Floats,
    there: tuple[int, ...] = BOTH,
    raw: Floats | None = None,
) -> dict[str, float]:
    """Return each letter's number.

    x : (2,), its features as z sees them;  ahead, chain : of examples among which it stands in `row`;
    rows : (3 + rule.width,), the parameters and what the rule keeps;  gradient : (3,), ∂J by each parameter;
    m, rate, rule, t : how many examples the mean gradient is of, and what the next step is;
    after : (3 + rule.width,), as `rows`, after that step;
    there : which features, from 0, there are;  raw : (2,), its features before they were scaled, if they were.
    """
    s = 1 / (1 + math.exp(-float(ahead.y_hat[row])))
    features = {f"x{k + 1}": float(x[k]) for k in there}
    before = {} if raw is None else {f"raw{k + 1}": float(raw[k]) for k in there}
    each = [(f"{kept}_" if kept else "") + name for kept in ("", *rule.keeps) for name in PARAMETERS]
    then = zip((f"next_{name}" for name in each), after.tolist(), strict=True)
    return {
        **features,
        **before,
        **dict(zip(each, rows.tolist(), strict=True)),
        **{f"dJ_d{name}": float(value) for name, value in zip(PARAMETERS, gradient, strict=True)},
        **{name: value for name, value in then if name.split("_")[1] in rule.given},
        **{name: float(value) for name, value in rule.known(t).items()},
        "y": y,
        "z": float(ahead.z[row]),
        "y_hat": float(ahead.y_hat[row]),
        "one_minus_y_hat": float(ahead.one_minus_y_hat[row]),
        "sigma_of_y_hat": s,
        "L": float(ahead.L[row]),
        "dL_dyhat": float(chain.dL_dyhat[row]),
        "dyhat_dz": float(chain.dyhat_dz[row]),
        "dz_dw1": float(x[0]),
        "dz_dw2": float(x[1]),
        "dz_db": 1.0,
        "dL_dz": float(chain.dL_dz[row]),
        "dL_dw1": float(chain.dL_dw[row, 0]),
        "dL_dw2": float(chain.dL_dw[row, 1]),
        "dL_db": float(chain.dL_db[row]),
        "m": float(m),
        "alpha": rate,
        "ln10": math.log(10),
    }
