// @ts-check
/** What one does with a stage: its buttons, the slider over the steps, the field for one, and keys. */

import { closest, find } from "../core/elements.js";
import { toTop } from "../core/streamlit_page.js";
import { FillIn } from "../fill/fill_in.js";
import { Blank } from "./blank.js";
import { Focus } from "./focus.js";
import { actionOf } from "./keys.js";

const RISES_KEPT = "gradient-stop-at-rise"; // whether playing stops where J rises, in the browser's storage
const LETTERS_KEPT = "gradient-letter-keys"; // whether keys of one letter act, in the browser's storage

/** @type {Record<string, string>} */
const STANDS_FOR = { onward: "step", backward: "back" }; // what a key does, by the button that does it

export class Controls {
  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {number | undefined} the frame that is to come, while a hand drags the slider */
    this.scrubFrame = undefined;
    this.scrubTo = 0;
    this.focus = new Focus(stage.root);
    this.blank = new Blank();
    this.fillIn = new FillIn(stage);
    /** @type {Set<string>} which slots are open, of those that a button opens */
    this.opened = new Set();
    /** @type {boolean | undefined} */
    this.presented = undefined;
    stage.root.addEventListener("click", (event) => this.#click(event));
    stage.root.addEventListener("pointerover", (event) => {
      const element = closest(event, "[data-col]");
      if (element) element.title = stage.fields.exactly(element);
    });
    this.#listenToSteps();
    const { stopAtRise } = stage.slots;
    stopAtRise.checked = window.localStorage.getItem(RISES_KEPT) === "yes";
    stopAtRise.addEventListener("change", () => window.localStorage.setItem(RISES_KEPT, stopAtRise.checked ? "yes" : "no"));
    /** @param {Event} event a press elsewhere closes the menu that is open */
    this.onPress = ({ target }) => {
      for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (stage.root.querySelectorAll("details.menu[open]"))) {
        if (!(target instanceof Node && menu.contains(target))) menu.open = false;
      }
    };
    document.addEventListener("pointerdown", this.onPress, true);
    /** @param {KeyboardEvent} event */
    this.onKey = (event) => this.#key(event);
    document.addEventListener("keydown", this.onKey, true);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const { stage } = this;
    const button = closest(event, "button");
    if (!button || !stage.drawing) return;
    const { speed, reveals, opens, request } = button.dataset;
    if (button.dataset.do) this.#act(button.dataset.do);
    else if (request) stage.report(JSON.parse(request));
    else if (opens) this.open(opens, !this.opened.has(opens));
    else if (speed) stage.chooseSpeed(speed);
    else if (reveals) stage.reveal.choose(reveals);
    else stage.pressed(button);
  }

  /**
   * Show or hide what a button opens.
   * @param {string} slot
   * @param {boolean} shown
   */
  open(slot, shown) {
    if (shown) this.opened.add(slot);
    else this.opened.delete(slot);
    this.fill();
  }

  /** Show what has been opened, in what Python has sent; as Present begins or ends the page is shown from its top. */
  fill() {
    const { root, payload: { header: { present, blanks } } } = this.stage;
    this.fillIn.fill(blanks);
    if (this.presented !== undefined && this.presented !== present) toTop();
    this.presented = present;
    root.dataset.opened = [...this.opened].join(" ");
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-opens]"))) {
      const { opens = "" } = button.dataset;
      for (const slot of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(`[data-slot=${opens}]`))) slot.hidden = !this.opened.has(opens);
      button.setAttribute("aria-expanded", String(this.opened.has(opens)));
    }
  }

  #listenToSteps() {
    const { stage, stage: { slots: { scrub, t, letters } } } = this;
    letters.checked = window.localStorage.getItem(LETTERS_KEPT) !== "off";
    letters.addEventListener("change", () => window.localStorage.setItem(LETTERS_KEPT, letters.checked ? "on" : "off"));
    scrub.addEventListener("input", () => {
      stage.pause(false);
      this.scrubTo = Number(scrub.value);
      this.scrubFrame ??= requestAnimationFrame(() => {
        this.scrubFrame = undefined;
        stage.goTo(this.scrubTo, { report: false });
      });
    });
    scrub.addEventListener("change", () => stage.goTo(Number(scrub.value)));
    t.addEventListener("change", () => { if (t.value !== "") stage.goTo(Number(t.value)); });
    t.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => {
      if (key === "Enter") t.blur(); // the keys play again
    });
  }

  /** @param {string} name */
  #act(name) {
    const act = this.stage.everyAct[name];
    if (act && !this.#isLeftOut(name)) act();
  }

  /**
   * Return whether what a key does has a button that is left out here, as in a lesson those that it does not need.
   * @param {string} name
   */
  #isLeftOut(name) {
    const button = this.stage.root.querySelector(`[data-do=${STANDS_FOR[name] ?? name}]`);
    return button?.closest("[data-left-out]") instanceof Element && this.stage.payload.header.asks;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const { stage } = this;
    if (this.blank.lift()) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const target = this.focus.targetOf(event);
    const { present } = stage.payload?.header ?? {};
    const { letters, scrub } = stage.slots;
    const action = stage.drawing && actionOf(event, { target, present, letters: letters.checked, scrub });
    if (event.key === "Escape" && !present) this.focus.escape(target);
    if (!action || !stage.everyAct[action]) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat && stage.payload.header.predict) return; // a verdict that is on screen for a moment is not read
    this.#act(action);
  }

  /** Let go of the page's keys. */
  close() {
    document.removeEventListener("keydown", this.onKey, true);
    this.focus.close();
    this.blank.lift();
    document.removeEventListener("pointerdown", this.onPress, true);
  }
}
