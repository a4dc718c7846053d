"""What stands around the code: requirements, README, settings, licence, and what no file may name."""

from __future__ import annotations

import ast
import functools
import io
import os
import re
import runpy
import shutil
import subprocess
import sys
import tokenize
import tomllib
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

from pages.figures.theme import CHIP, DARK, INK, LIGHT, LINE, PAGE, PRESSED, SURFACE

ROOT = Path(__file__).resolve().parents[1]
START = "pip install -r requirements.txt && streamlit run app.py"
TEST = "pip install -r requirements-dev.txt && pytest"
RUN_TIME = {"streamlit", "numpy", "plotly", "contourpy", "pandas", "python-calamine"}
BROUGHT = {"pyarrow"}  # Streamlit needs it, and so brings it
RANGE = re.compile(r"([A-Za-z0-9_-]+)>=(\d+(?:\.\d+)*),<(\d+(?:\.\d+)*)")

# Put together here, so that this file does not name them itself.
NEVER = [
    "/".join(["..", "shared"]),
    "/".join(["", "work", ""]),
    "/".join(["", "home", ""]),
    *(".".join(host) for host in [("pypi", "org"), ("files", "pythonhosted"), ("cdn", "plot", "ly")]),
    *(".".join(host) for host in [("npmjs", "com"), ("npmjs", "org"), ("unpkg", "com"), ("jsdelivr", "net")]),
    *(".".join(host) for host in [("cdnjs", "cloudflare"), ("anaconda", "org"), ("deb", "debian", "org")]),
    *(".".join(host) for host in [("fonts", "googleapis"), ("fonts", "gstatic")]),
]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tracked() -> list[Path]:
    """The project's files: what git knows or would take; without git, all but what is hidden or made."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60)
        if done.returncode == 0:
            return [p for name in done.stdout.decode().split("\0") if name and (p := ROOT / name).is_file()]
    made = {"static", "screens", "venv", "__pycache__"}
    hidden = {".ci", ".streamlit", ".gitignore"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(part in made or (part[0] == "." and part not in hidden) for part in path.relative_to(ROOT).parts)
    ]


def requirements(name: str) -> dict[str, tuple[str, str]]:
    lines = [line for line in text(name).splitlines() if line.strip() and not line.startswith(("-r ", "#"))]
    found = [RANGE.fullmatch(line) for line in lines]
    assert all(found), f"{name}: each line is name>=lowest,<first that is too new; {lines}"
    return {match[1]: (match[2], match[3]) for match in found if match}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_ranges_that_hold_something(name: str) -> None:
    for package, bounds in requirements(name).items():
        lowest, beyond = (tuple(map(int, version.split("."))) for version in bounds)
        assert lowest < beyond, package


def test_run_time_needs_six_packages_and_uses_each() -> None:
    assert set(requirements("requirements.txt")) == RUN_TIME
    imported: set[str] = set()
    for path in [ROOT / "app.py", *ROOT.glob("logreg_core/**/*.py"), *ROOT.glob("pages/**/*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    used = {name.replace("_", "-") for name in imported - sys.stdlib_module_names - {"logreg_core", "pages"}}
    assert used - BROUGHT == RUN_TIME


def test_the_tests_requirements_include_the_app_s() -> None:
    assert text("requirements-dev.txt").startswith("-r requirements.txt\n")


def test_python_3_11_and_later() -> None:
    settings = tomllib.loads(text("pyproject.toml"))
    assert settings["project"]["requires-python"] == ">=3.11"
    assert settings["tool"]["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    assert settings["tool"]["mypy"]["strict"] is True
    assert "Python 3.11 or later" in text("README.md")


@pytest.mark.parametrize("command", [START, TEST])
def test_the_readme_gives_the_command(command: str) -> None:
    assert f"```\n{command}\n```" in text("README.md")


def test_the_readme_s_notebook_code_runs() -> None:
    (code,) = re.findall(r"```python\n(.*?)```", text("README.md"), re.DOTALL)
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


DOCS = sorted(p.relative_to(ROOT).as_posix() for p in ROOT.glob("docs/*.md"))


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", *DOCS])
def test_links_to_files_lead_somewhere(name: str) -> None:
    targets = re.findall(r"(?<!!)\[[^\]]*\]\(([^)#:]+)\)", text(name))
    assert [target for target in targets if not (ROOT / name).parent.joinpath(target).exists()] == []


HOUSE = sorted(p.relative_to(ROOT).as_posix() for room in ("logreg_core", "pages") for p in (ROOT / room).rglob("*"))
SPOKEN = ["app.py", *(path for path in HOUSE if path.endswith((".py", ".js", ".css")))]
TEXTS = ["README.md", "CONTRIBUTING.md", *DOCS]
FOLDER = r"(?:logreg_core|pages|tests|docs|benchmarks|\.ci|\.streamlit)/"
NAMED = re.compile(rf"(?<![\w/.*-])({FOLDER}[\w./-]*\w/?|[\w./-]*\w\.(?:py|js|css|md|toml))(?![\w/-])")
ELSEWHERE = ("Node.js", "app/static/")  # how that begins which is named like a file and is none of ours


def spoken(name: str) -> str:
    """What code says to its readers: docstrings and comments."""
    content = text(name)
    if not name.endswith(".py"):
        return "\n".join(re.findall(r"/\*.*?\*/|(?<!:)//[^\n]*", content, re.DOTALL))
    tokens = tokenize.generate_tokens(io.StringIO(content).readline)
    said = [token.string for token in tokens if token.type == tokenize.COMMENT]
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = (node for node in ast.walk(ast.parse(content)) if isinstance(node, documented))
    return "\n".join([*said, *(ast.get_docstring(node) or "" for node in nodes)])


def not_there(said: str, name: str) -> list[str]:
    """The files that a text, said by the file `name`, names and that are nowhere. A path may leave out where it begins.

    A name alone may be that of any file in the house, or beside it; of the tests' and benchmarks' only with the folder.
    """
    ends = endings(name.endswith(".md"))
    named = {re.sub(r"^(\.{1,2}/)+", "", found) for found in NAMED.findall(said)}
    return sorted(p for p in named if p not in ends and not p.startswith(ELSEWHERE) and not (ROOT / p).exists())


@functools.cache
def endings(everywhere: bool) -> set[str]:
    """All ways to name a file: its path, and what is left of that without the first folders."""
    known = [path.relative_to(ROOT).as_posix() for path in tracked()]
    near = [path for path in known if everywhere or not path.startswith(("tests/", "benchmarks/"))]
    return {"/".join(parts[i:]) for path in near for parts in [path.split("/")] for i in range(len(parts))}


@pytest.mark.parametrize("name", TEXTS)
def test_the_files_that_a_text_names_are_there(name: str) -> None:
    assert not_there(text(name), name) == []


def test_the_files_that_the_house_s_docstrings_and_comments_name_are_there() -> None:
    missing = {name: not_there(spoken(name), name) for name in SPOKEN}
    assert {name: paths for name, paths in missing.items() if paths} == {}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
def test_these_texts_name_many_files(name: str) -> None:
    assert len(NAMED.findall(text(name))) > 10


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ("see pages/session/inbox.py, inbox.py, session/inbox.py, ../core/fields.js, tests/rules/ or `.ci/run`.", []),
        ("the table in pages/session/outbox.py", ["pages/session/outbox.py"]),
        ("in example.py and stage.py", ["stage.py"]),  # that is in benchmarks alone
        ("each in tests/roles/", ["tests/roles/"]),
        ("each in tests/roles", ["tests/roles"]),
    ],
)
def test_a_file_that_is_not_there_is_found(said: str, missing: list[str]) -> None:
    assert not_there(said, "pages/stage/header.py") == missing


def defines(path: str, name: str) -> bool:
    """Whether a file has a function, method, class, constant or field of this name, not just the word."""
    if path.endswith(".py"):
        form = rf"^\s*(?:(?:async )?def|class) {name}\b|^\s*{name}(?:: [^=\n]+)?(?: =|$)"
    else:
        method = rf"^  (?:(?:static|async|get|set) )*#?{name}\(.*\{{$|^    this\.{name} = \("
        form = rf"\b(?:function|class|const|let) {name}\b|{method}"
    return re.search(form, text(path), re.MULTILINE) is not None


def test_the_functions_that_a_step_passes_are_there() -> None:
    """In docs/architecture.md `path`: `name`, `name` says that the file at that path defines these names."""
    hops = re.findall(r"`([\w/]+\.(?:py|js))`:\s+((?:`\w+`,?\s*)+)", text("docs/architecture.md"))
    assert len(hops) > 25
    named = [(path, name) for path, names in hops for name in re.findall(r"`(\w+)`", names)]
    assert [f"{path}: {name}" for path, name in named if not defines(path, name)] == []


@pytest.mark.parametrize(
    ("path", "name", "there"),
    [
        ("pages/host/mount.py", "on_report", False),  # a parameter
        ("pages/stage/web/core/mount.js", "setStateValue", False),
        ("pages/stage/web/core/mount.js", "componentOf", True),
        ("pages/stage/web/stage/player.js", "follow", False),
        ("pages/stage/web/stage/player.js", "stop", True),
        ("pages/stage/web/stage/stage.js", "everyAct", True),
        ("pages/session/session.py", "command", True),
        ("pages/session/session.py", "notices", True),
    ],
)
def test_a_definition_is_told_from_a_word(path: str, name: str, there: bool) -> None:
    assert defines(path, name) == there


def test_no_file_names_another_place() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in NEVER if word in content]
    assert found == []


def test_a_name_that_may_not_be_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.py").write_text(f"open('{NEVER[0]}/data')")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    with pytest.raises(AssertionError, match=re.escape(f"a.py: {NEVER[0]}")):
        test_no_file_names_another_place()


def test_plotly_s_javascript_is_never_a_blob_in_git() -> None:
    assert [p for p in tracked() if p.stat().st_size > 1_000_000] == []


def test_ci_runs_the_readme_s_test_command_last() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    lines = text(".ci/run").splitlines()
    assert lines[0] == "#!/usr/bin/env bash"
    assert lines[-1] == TEST
    assert {"set -euo pipefail", "ruff check .", "ruff format --check .", "mypy"} <= set(lines)
    assert "export PYTEST_ADDOPTS=--durations=20" in text(".ci/run")


def test_ci_is_a_script_that_bash_understands() -> None:
    done = subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_ci_tries_the_lowest_version_of_each_package_that_requirements_allow() -> None:
    assert "python .ci/versions" in text(".ci/run").splitlines()
    lowest = runpy.run_path(str(ROOT / ".ci" / "versions"))["lowest"]
    said = lowest(text("requirements.txt")).splitlines()
    assert dict(line.split("==") for line in said) == {
        name: least for name, (least, _) in requirements("requirements.txt").items()
    }
    with pytest.raises(ValueError, match="numpy<3"):
        lowest("numpy<3")


def settings() -> dict[str, Any]:
    """config.toml as one flat table: "server.maxUploadSize" → 50."""

    def flat(table: dict[str, Any], above: str = "") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in table.items():
            found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {above + key: value}
        return found

    return flat(tomllib.loads(text(".streamlit/config.toml")))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("server.enableStaticServing", True),
        ("server.maxUploadSize", 50),
        ("server.showEmailPrompt", False),
        ("browser.gatherUsageStats", False),
        ("browser.serverAddress", "localhost"),
        ("client.showErrorDetails", "none"),
        ("client.toolbarMode", "viewer"),
        ("runner.postScriptGC", False),
    ],
)
def test_a_setting_stands(key: str, value: object) -> None:
    assert settings()[key] == value


def test_streamlit_knows_every_setting() -> None:
    known = {key.lower().replace("-", "") for key in config.get_config_options()}
    assert [key for key in settings() if key.lower() not in known] == []


def test_the_theme_is_told_for_light_and_dark_alike() -> None:
    told = settings()
    light = {key.removeprefix("theme.light.") for key in told if key.startswith("theme.light.")}
    dark = {key.removeprefix("theme.dark.") for key in told if key.startswith("theme.dark.")}
    needed = {"primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor", "borderColor"}
    assert light == dark
    assert needed <= light


# What config.toml takes over from pages/figures/theme.py, which it can't import; it has values of its own for the rest.
COPIED = {
    **dict.fromkeys(["textColor", "linkColor", "codeTextColor"], INK),
    **dict.fromkeys(["secondaryBackgroundColor", "codeBackgroundColor"], CHIP),
    "backgroundColor": PAGE,
    "borderColor": LINE,
}
COPIED_BY_ONE = {
    "light.primaryColor": LIGHT[PRESSED],
    "light.sidebar.secondaryBackgroundColor": LIGHT[SURFACE],
    "dark.sidebar.secondaryBackgroundColor": DARK[CHIP],
}
OWN_COLOURS = {
    "dark.primaryColor",
    *(f"{s}.sidebar.{k}" for s in ("light", "dark") for k in ("backgroundColor", "borderColor")),
}


def test_colours_that_the_settings_copy_are_the_theme_s() -> None:
    told = {key.removeprefix("theme."): value for key, value in settings().items() if str(value).startswith("#")}
    palettes = {"light": LIGHT, "dark": DARK}
    copied = {f"{scheme}.{key}": palette[name] for scheme, palette in palettes.items() for key, name in COPIED.items()}
    copied |= COPIED_BY_ONE
    assert {key: told.get(key) for key in copied} == copied
    assert set(told) - set(copied) == OWN_COLOURS


def test_no_font_comes_from_elsewhere() -> None:
    fonts = {key: value for key, value in settings().items() if "font" in key.lower()}
    assert fonts
    assert not any("//" in str(value) or "fontFaces" in key for key, value in fonts.items())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(scheme: str) -> None:
    told = settings()
    for ground in ("backgroundColor", "secondaryBackgroundColor", "sidebar.backgroundColor"):
        paper = told[f"theme.{scheme}.{ground}"]
        assert contrast(told[f"theme.{scheme}.textColor"], paper) >= 7
        assert contrast(told[f"theme.{scheme}.primaryColor"], paper) >= 4.5  # selected words have this colour
    assert contrast(told[f"theme.{scheme}.primaryColor"], "#ffffff") >= 3  # ticks and knobs on it are white


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast ratio of two colours."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_licence_is_mit() -> None:
    licence = text("LICENSE")
    assert licence.startswith("MIT License\n\nCopyright (c) 2026 The contributors\n")
    assert "without restriction, including without limitation the rights" in licence
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in licence


def test_the_changelog_names_what_is_unreleased() -> None:
    assert "## [Unreleased]" in text("CHANGELOG.md")
