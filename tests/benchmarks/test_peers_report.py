"""The benchmark's tables from times made up here: no clock, no peers."""

from benchmarks.peers_report import ADAPTIVE, LINEAR, OURS, TARGETS, tables

SIZES = {200: (1000, 500), 2_000: (1000, 200), 1_000_000: (16, 3)}


def report(slower, *, avx512=True, left_out=()):
    """All peers take `slower` times as long as the project."""
    names = {peer for _, _, peer, _ in TARGETS} - set(left_out)
    rows = {OURS: [1e-6, 2e-6, 1e-6]} | {name: [slower * 1e-6, slower * 2e-6, slower * 1e-6] for name in names}
    seconds = {task: {str(m): rows for m in SIZES} for task in ("step", "run", "components", "race")}
    step = {f"{word}, {OURS}": [1e-6 * times] * 3 for word, times in {"descent": 1.0, "newton": 50.0}.items()}
    step |= {f"{word}, {OURS}": [1e-6 * (2 - slower / 100)] * 3 for word in LINEAR}
    for word in ADAPTIVE:
        step |= {f"{word}, {name}": [1e-6 if name == OURS else slower * 1e-6] * 3 for name in rows}
    machine = {"processor": "P", "cores": 2, "avx512": avx512, "python": "3", "versions": {"numpy": "2"}, "kernel": "K"}
    return tables({"machine": machine, "left out": list(left_out), "seconds": seconds, "rules": step}, SIZES)


def verdicts(text):
    rows = text.partition("**Targets.**")[2].partition("**A step of each rule")[0].splitlines()[4:-1]
    return [row.split("|")[-2].strip() for row in rows]


def test_each_target_is_met_or_missed():
    assert verdicts(report(100.0)) == ["met"] * len(TARGETS)
    assert verdicts(report(1.0))[0] == "**MISSED** by 86 %"
    assert all("MISSED" in verdict for verdict in verdicts(report(1.0)))


def test_without_avx512_the_target_is_lower():
    assert verdicts(report(6.0))[0] == "**MISSED** by 14 %"
    assert verdicts(report(6.0, avx512=False))[0] == "met"


def test_a_peer_that_is_not_installed_is_said():
    text = report(100.0, left_out=["numba"])
    assert "Not installed, and so left out: numba." in text
    assert verdicts(text).count("not installed") == sum(peer == "numba" for _, _, peer, _ in TARGETS)


def test_times_have_units_spread_and_ratio():
    assert "| textbook NumPy | 3.00 ±25 % (3.00 ×)" in report(3.0)
    assert "m = 200 (1000 steps)" in report(3.0)


def of_rules(text):
    rows = text.partition("**A step of each rule")[2].splitlines()[4:]
    return {row.split("|")[1].strip(): row.split("|")[-2].strip() for row in rows}


def test_each_rule_has_its_target():
    met = of_rules(report(100.0))
    assert met == {"descent": "", "newton": ""} | dict.fromkeys((*LINEAR, *ADAPTIVE), "met")
    assert of_rules(report(3.0)) == met | dict.fromkeys((*LINEAR, *ADAPTIVE), "**MISSED**")
    assert of_rules(report(20.0))["adam"] == "**MISSED**"  # 3.5 times NumPy, and not 30 times PyTorch
    assert of_rules(report(100.0, left_out=["PyTorch eager"]))["adam"] == "met"
