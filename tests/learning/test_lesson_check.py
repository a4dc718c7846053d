"""The check of lessons: all that ship are so, and each kind of fault is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from logreg_core.learning.claim import words
from logreg_core.learning.lesson_check import faults, main
from logreg_core.learning.lesson_file import read_lesson
from logreg_core.learning.library import FOLDER, library

from .test_lesson_file import GOOD

DOCS = Path(__file__).resolve().parents[2] / "docs" / "lessons.md"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_all_is_so_in_a_lesson_that_ships(path: Path) -> None:
    assert faults(read_lesson(path.read_text(encoding="utf-8"), path.stem)) == ()


def test_there_are_lessons() -> None:
    assert library()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("L(27, 21) > L(27, 20)", "L(27, 21) < L(27, 20)", "is the right one, yet its claim"),
        ("L(27, 21) < L(27, 20)", "L(27, 21) > L(27, 20)", "is not the right one, yet its claim"),
        ('when = "L(27, 21) < L(27, 20)"\n', "", "has no claim"),
        ("{L(27, 21)}", "1.524", "the number 1.524"),
        ("{L(27, 21)}", "{L(27, 301)}", "step 301 is not in this run"),
        ("It rose to", "word " * 41, "words; 40 are the most"),
        ('"rate 60", "step"', '"rate 5", "step"', "does not reach the goal"),
        ('"rate 60", "step"', '"rate 60", "back"', "its way can't be gone"),
        ("step = 1 }", 'step = 1 }\nso_far = "J was 0.6931."', "the number 0.6931"),
        ("step = 1", "step = 0", "its way needs 1 of step"),
        ('goal = "J(1) > J(0)"', 'goal = "J(1) < J(0)"', "met before anything is done"),
        ("pick = 27", "pick = 201", "example 201 is not there"),
    ],
)
def test_a_fault_is_found(old: str, new: str, said: str) -> None:
    assert old in GOOD
    assert faults(read_lesson(GOOD)) == ()
    found = faults(read_lesson(GOOD.replace(old, new, 1)))
    assert any(said in fault for fault in found), found


def test_a_click_is_checked() -> None:
    click = GOOD.partition("[[beats.answers]]")[0] + 'accepts = "pull(i) > 1.8"\n[[beats.mistakes]]\nexample = NUMBER\n'
    click += 'because = "It is far, and right."\n'
    assert faults(read_lesson(click.replace("NUMBER", "150"))) == ()
    assert "is accepted" in faults(read_lesson(click.replace("NUMBER", "27")))[0]
    assert "no example is accepted" in faults(read_lesson(click.replace("NUMBER", "150").replace("1.8", "9")))[0]


def test_the_command_says_what_is_not_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(GOOD, encoding="utf-8")
    bad.write_text(GOOD.replace("minutes = 4", "minutes = 0"), encoding="utf-8")
    assert main([str(good)]) == 0
    assert "all is so" in capsys.readouterr().out
    assert main([str(good), str(bad), str(tmp_path / "none.toml")]) == 1
    said = capsys.readouterr().out
    assert "Line 2" in said
    assert "none.toml" in said


def test_the_documents_know_each_word() -> None:
    told = set(re.findall(r"^\| `(\w+)(?:\([^)]*\))?` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert set(words()) <= told


def test_the_lesson_in_the_documents_is_so() -> None:
    (text,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert faults(read_lesson(text)) == ()
