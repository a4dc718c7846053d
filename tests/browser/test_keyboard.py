"""The keyboard alone does all of the transport, and a box that is typed in keeps its keys."""

from __future__ import annotations

from .lab import Lab, link


def test_keys_do_all_of_the_transport_also_after_a_click_on_step_but_not_in_a_box(visit):
    lab = Lab.open(visit, link(steps=2000))
    lab.key("ArrowRight")
    lab.shows(1)
    lab.key("PageDown")
    lab.shows(2)
    lab.assert_boundary()
    lab.key("ArrowLeft")
    lab.shows(1)
    lab.key("PageDown", "PageDown", "PageUp")
    lab.shows(2)
    lab.assert_true()
    lab.key("Space")
    lab.plays_past(10)
    assert lab.playing
    lab.key("Space")
    lab.pauses()
    lab.python_at(lab.t)
    lab.assert_true()
    lab.key("Home")
    lab.shows(0)
    lab.python_at(0)
    lab.assert_true()

    lab.key("Space")
    lab.plays_past(5)
    lab.key("ArrowRight")  # a step by key pauses
    lab.pauses()
    lab.python_at(lab.t)
    lab.assert_true()

    lab.key("Home")
    lab.shows(0)
    lab.step()  # by a click
    lab.key("Space")
    lab.plays_past(3)
    assert lab.playing
    lab.press("Pause")
    lab.pauses()
    t = lab.t
    lab.key("ArrowRight")
    lab.shows(t + 1)

    lab.type_t(5)
    lab.shows(5)
    for slot in ("t", "rate"):
        lab.slot(slot).click()
        lab.key("End", "Space", "ArrowLeft", "Home", "PageDown", "PageUp", "ArrowRight", "Backspace")
        lab.key("Escape")
        assert not lab.playing, slot
        assert lab.t == 5, slot
        assert lab.truth.moment.t == 5, slot


def test_tab_reaches_every_control_modified_keys_are_left_to_the_browser_and_a_pick_keeps_the_keys(visit):
    lab = Lab.open(visit)
    lab.key("Shift+ArrowRight", "Control+ArrowRight", "Shift+Space")
    lab.key("ArrowRight")
    lab.shows(1)
    assert not lab.playing

    another = lab.order[2]
    lab.row(another).click()
    lab.picks(another)
    lab.key("ArrowRight")
    lab.shows(2)
    lab.key("Space")
    lab.plays_past(3)
    lab.key("Space")
    lab.pauses()

    # At the first step two of them are disabled.
    lab.key("Home")
    lab.shows(0)
    assert [lab.button(name).is_disabled() for name in ("Reset", "Back")] == [True, True]
    lab.key("ArrowRight")
    lab.shows(1)
    lab.button("Reset").focus()
    seen = []
    for _ in range(60):
        seen.append(
            lab.page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent")
        )
        if seen[-1] == "Hide the chain rule":
            break
        lab.key("Tab")
    wanted = ["Reset", "Back", "Play", "Step", "Predict", "Speed 60/s", "Step t", "Go to step t"]
    assert seen[: len(wanted)] == wanted
    rate = [name.split(",")[0] for name in seen[len(wanted) :]]
    wanted = ["Learning rate", "Learning rate", "Why it is safe", "from here", "from the start", "Hide the chain rule"]
    assert [name for name in rate if name in wanted] == wanted
    lab.button("Step").focus()
    lab.key("Enter")
    lab.shows(2)
    lab.key("Space")  # the focus is still on Step, and so is the key
    lab.shows(3)
    assert not lab.playing
