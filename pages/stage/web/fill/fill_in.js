// @ts-check
/**
 * Numbers to be filled in: each place holds a box to type in, which gives way to the number once that has been found.
 * What is typed goes to Python, which checks it; until then the number is nowhere on the page.
 */

import { closest, find, put } from "../core/elements.js";

const COVER = "▢"; // what stands for a number that is filled in elsewhere

/** @typedef {import("../stage/payload.js").BlanksHeader} BlanksHeader */

/**
 * What the stage does for it.
 * @typedef {object} FillStage
 * @property {HTMLElement} root
 * @property {Record<string, any>} slots
 * @property {(request: Record<string, any>) => void} report
 * @property {() => void} pause
 */

export class FillIn {
  /** @param {FillStage} stage */
  constructor(stage) {
    this.stage = stage;
    /** @type {BlanksHeader | undefined} what Python told last */
    this.header = undefined;
    this.t = 0;
    this.opened = false; // whether the choice of how many is open without any
    this.looked = ""; // the blank whose verdict is read again
    this.moving = false; // while the next box is given the keys: what was said of the last one stays
    const { root } = stage;
    root.addEventListener("change", (event) => this.#typed(event));
    root.addEventListener("keydown", (event) => { if (event.key === "Enter") this.#typed(event); });
    root.addEventListener("click", (event) => this.#click(event));
    root.addEventListener("focusin", (event) => {
      const place = closest(event, "[data-blank]");
      if (!place) return;
      stage.pause();
      const name = place.dataset.blank ?? "";
      if (this.moving || !this.header?.tried[name] || this.header.t !== this.t) return;
      this.looked = name;
      this.#say();
    });
  }

  /**
   * Take from a payload which numbers there are to fill in, once they have their places.
   * @param {BlanksHeader} header
   */
  fill(header) {
    const { stage: { slots } } = this;
    this.header = header;
    this.looked = "";
    const { asked, most, levels, list } = header;
    const html = levels.map(({ blanks, words }) => `<button type="button" data-blanks="${blanks}">${words}</button>`).join("");
    if (slots.fillLevels.dataset.html !== html) slots.fillLevels.innerHTML = slots.fillLevels.dataset.html = html;
    for (const button of slots.fillLevels.children) button.setAttribute("aria-pressed", String(Number(button.dataset.blanks) === asked));
    slots.fillCount.textContent = `${asked} of ${most}`;
    this.#button("fewer").disabled = asked === 0;
    this.#button("more").disabled = asked === most;
    if (slots.fillList.dataset.html !== list) slots.fillList.innerHTML = slots.fillList.dataset.html = list;
    slots.fillList.hidden = list === "";
    this.#open();
    this.#show();
  }

  /**
   * Show the blanks of a step: they are empty but where they were filled in at that very step.
   * @param {number} t
   */
  at(t) {
    if (t === this.t) return;
    this.t = t;
    if (!this.header?.asked) return;
    for (const box of this.#boxes()) box.value = box.dataset.sent = "";
    this.#show();
  }

  #open() {
    const { stage: { slots, root } } = this;
    const open = this.opened || (this.header?.asked ?? 0) > 0;
    slots.fillHow.hidden = !open;
    this.#button("open").setAttribute("aria-expanded", String(open));
    slots.fillSaid.hidden = !this.header?.asked;
    slots.fillSays.role = this.header?.asked ? "status" : null; // a page has no more that speaks than it needs
    put(root.dataset, "blanks", String(this.header?.asked ?? 0));
  }

  /** @param {string} name */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (find(this.stage.root, `[data-fills=${name}]`));
  }

  #boxes() {
    return /** @type {NodeListOf<HTMLInputElement>} */ (this.stage.root.querySelectorAll("[data-blank] input"));
  }

  #show() {
    const { header, stage: { root } } = this;
    if (!header) return;
    const tried = header.t === this.t ? header.tried : {};
    /** @type {HTMLInputElement | undefined} the box that was typed in, where it has given way */
    let left;
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-blank]"))) {
      const { right, value, typed } = tried[place.dataset.blank ?? ""] ?? { right: false, value: "", typed: "" };
      const [box, number] = /** @type {HTMLInputElement[]} */ ([...place.children]);
      if (right && document.activeElement === box) left = box;
      if (typed && !right && box.value === "" && document.activeElement !== box) box.value = box.dataset.sent = typed;
      put(number, "textContent", right ? value : "");
      put(number, "hidden", !right);
      place.toggleAttribute("data-tried", !right && typed !== "");
      if (typed || box.ariaInvalid) box.ariaInvalid = String(!right && typed !== "");
      put(box, "hidden", right);
    }
    for (const place of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-filled]"))) {
      const known = tried[place.dataset.filled ?? ""];
      put(place, "textContent", known?.right ? known.value : COVER);
      place.toggleAttribute("data-right", known?.right === true);
    }
    if (left) this.#goOn(left);
    this.#say();
  }

  /**
   * Give the keys to the next box that is yet to be filled in, after the one that has given way; to the stage after all.
   * @param {HTMLInputElement} left
   */
  #goOn(left) {
    const boxes = [...this.#boxes()];
    const at = boxes.indexOf(left);
    const next = [...boxes.slice(at), ...boxes.slice(0, at)].find(({ hidden }) => !hidden);
    this.moving = true;
    (next ?? this.stage.root).focus();
    this.moving = false;
  }

  #say() {
    const { header, looked, stage: { slots } } = this;
    const here = header?.t === this.t ? header : undefined;
    const said = here?.tried[looked || here.last];
    const html = said?.says ?? "";
    if (slots.fillSays.dataset.html !== html) slots.fillSays.innerHTML = slots.fillSays.dataset.html = html;
    this.#button("show").hidden = !said?.show;
    this.#button("elsewhere").hidden = !said?.elsewhere.length;
  }

  /** @param {Event} event */
  #typed(event) {
    const place = closest(event, "[data-blank]");
    const box = event.target;
    if (!place || !(box instanceof HTMLInputElement)) return;
    const typed = box.value.trim();
    if (!typed || typed === box.dataset.sent) return;
    box.dataset.sent = typed;
    this.looked = "";
    this.stage.report({ fill: [place.dataset.blank, typed] });
  }

  /** @param {Event} event */
  #click(event) {
    const button = closest(event, "button");
    const { header, stage } = this;
    if (!button || !header) return;
    const { blanks, fills, show } = button.dataset;
    if (blanks !== undefined) stage.report({ blanks: Number(blanks) });
    else if (show) stage.report({ show });
    else if (fills === "fewer" || fills === "more") stage.report({ blanks: header.asked + (fills === "more" ? 1 : -1) });
    else if (fills === "show") stage.report({ show: this.looked || header.last });
    else if (fills === "elsewhere") stage.report({ elsewhere: header.tried[this.looked || header.last].elsewhere });
    else if (fills === "open") this.#toggle();
  }

  #toggle() {
    this.opened = this.stage.slots.fillHow.hidden;
    if (!this.opened && this.header?.asked) this.stage.report({ blanks: 0 });
    this.#open();
  }
}
