"""What PyTorch's own optimizers make of our problem, recorded for the tests.

    python -m venv /somewhere && /somewhere/bin/pip install -r benchmarks/requirements.txt
    /somewhere/bin/python benchmarks/pytorch_rules.py

It writes tests/rules/recorded/pytorch.json, which tests/rules/test_pytorch.py compares our runs with: for each rule a
whole run at a rate where two right programs agree, and single steps of a run at a rate where they need not, each from
the same parameters and state. Data, gradients by autograd and optimizers are PyTorch's, everything is float64; none of
our code is used.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

TO = Path(__file__).resolve().parents[1] / "tests" / "rules" / "recorded" / "pytorch.json"
M, START = 30, [0.3, -0.2, 0.1]
RATES_OF_STEPS = (1e-4, 0.3, 40.0)
STEPS_ALONE = 8

# Our name → PyTorch's optimizer of the parameters, at a rate; what it keeps; the steady rate; how many steps.
Rules = dict[str, tuple[Callable[[Any, float], Any], tuple[str, ...], float, int]]


def rules(optim: Any) -> Rules:
    """Return the rules as our links write them."""
    return {
        "descent": (lambda p, lr: optim.SGD(p, lr), (), 0.5, 100),
        "heavy-ball:0.9": (lambda p, lr: optim.SGD(p, lr, momentum=0.9), ("momentum_buffer",), 0.1, 100),
        "nesterov:0.9": (lambda p, lr: optim.SGD(p, lr, momentum=0.9, nesterov=True), ("momentum_buffer",), 0.1, 100),
        "adagrad:1e-10": (lambda p, lr: optim.Adagrad(p, lr, eps=1e-10), ("sum",), 0.1, 100),
        "rmsprop:0.9,1e-08": (lambda p, lr: optim.RMSprop(p, lr, alpha=0.9, eps=1e-8), ("square_avg",), 0.01, 30),
        "adam:0.9,0.999,1e-08": (
            lambda p, lr: optim.Adam(p, lr, betas=(0.9, 0.999), eps=1e-8),
            ("exp_avg", "exp_avg_sq"),
            0.1,
            100,
        ),
    }


def descend(
    torch: Any, X: Any, y: Any, made: Callable[[Any, float], Any], kept: tuple[str, ...], rates: list[float]
) -> Any:
    """Return the rows of a run: the parameters, and what the optimizer keeps, at the start and after each step."""
    theta = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer = made([theta], rates[0])
    rows: list[list[float]] = [START + [0.0] * 3 * len(kept)]
    for rate in rates:
        optimizer.param_groups[0]["lr"] = rate
        optimizer.zero_grad()
        z = X @ theta[:2] + theta[2]
        torch.nn.functional.binary_cross_entropy_with_logits(z, y).backward()
        optimizer.step()
        state = optimizer.state[theta]
        rows.append(theta.detach().tolist() + [x for name in kept for x in state[name].tolist()])
    return rows


def main() -> None:
    """Record everything."""
    torch = import_module("torch")
    torch.set_num_threads(1)
    torch.manual_seed(17)
    y = (torch.arange(M) % 2).to(torch.float64)
    X = torch.randn(M, 2, dtype=torch.float64) + torch.outer(y - 0.5, torch.tensor([1.0, 0.5], dtype=torch.float64))
    found: dict[str, Any] = {"torch": torch.__version__, "X": X.tolist(), "y": y.tolist(), "start": START, "rules": {}}
    for word, (made, kept, rate, steps) in rules(torch.optim).items():
        changed = [rate] * (steps // 2) + [rate / 10] * (steps - steps // 2)
        found["rules"][word] = {
            "rate": rate,
            "run": descend(torch, X, y, made, kept, [rate] * steps)[:: 10 if steps > 30 else 5],
            "run with a tenth of the rate from the middle on": descend(torch, X, y, made, kept, changed)[-1],
            "steps": {repr(other): descend(torch, X, y, made, kept, [other] * STEPS_ALONE) for other in RATES_OF_STEPS},
        }
    TO.parent.mkdir(exist_ok=True)
    TO.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
