"""What is said of a step and of a rate is true by the core's numbers."""

import re
from pathlib import Path

from logreg_core import Experiment, Generated, run
from logreg_core.descent.safe_rate import quicker_rate
from pages.words.why import RISES, rate_text, why_safe

ROOT = Path(__file__).parents[2]
GONE = re.compile(
    r"best possible|local limit|both limits|guaranteed|local_rate|data-(col|slot)=.?(local|standing)\b", re.IGNORECASE
)


def test_no_page_and_no_document_speaks_of_a_local_limit_a_guaranteed_rate_or_what_is_best_possible():
    found = [
        f"{path.relative_to(ROOT)}: {each[0]}"
        for where in ("pages", "logreg_core", "docs", "benchmarks", "README.md", "CHANGELOG.md", "CONTRIBUTING.md")
        for path in ([ROOT / where] if (ROOT / where).is_file() else (ROOT / where).rglob("*"))
        if path.suffix in {".py", ".js", ".html", ".css", ".md"}
        for each in GONE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_why_a_rate_is_safe_is_said_with_this_data_s_numbers():
    done = run(Generated().load(), Experiment())
    safe = done.experiment.safe_rate(done)
    said = why_safe(safe, done.smoothness, quicker_rate(done))
    assert "2/steepest bend = 2/0.5286 = 3.783" in said
    assert "α</i> = 5 comes within 0.001 of <i>J</i>* in 5 steps, 3.78 in 11." in said
    assert "More" not in why_safe(safe, done.smoothness, None)


def test_a_safe_rate_is_cut_and_not_rounded_up():
    assert [rate_text(x) for x in (3.7899, 0.000989, 7.0, 12345.0)] == ["3.78", "0.000989", "7", "12300"]


def test_the_browser_knows_a_rise_by_the_same_numbers():
    script = (ROOT / "pages/stage/web/stage/player.js").read_text(encoding="utf-8")
    kind, rose = (int(re.search(rf"const {name} = (\d+);", script)[1]) for name in ("KIND", "ROSE"))
    assert [code for code in range(kind + 1) if code >= rose] == list(RISES)
