// @ts-check
/** The row of the learning rate: its box, its slider, and whether it acts from here or from the start. */

import { closest, find, press } from "../core/elements.js";
import { typedNumber } from "../core/typed_numbers.js";

export class RateRow {
  /** @param {import("./lab.js").LabStage} lab */
  constructor(lab) {
    this.lab = lab;
    this.actsFrom = "here";
    this.sliding = false;
    this.tabbed = this.pending = false; // whether Tab leads on from the box, and its rate is yet to be used
    /** @type {import("./payload.js").LabRate | undefined} */
    this.shown = undefined;
    /** @type {number | undefined} which drag of the slider this is */
    this.drag = undefined;
    this.#listen();
  }

  /** What safe rate the header tells of, and how far the slider goes. */
  fill() {
    const { slots, header: { rates }, controls } = this.lab;
    slots.rateSlider.max = rates.scale.length - 1;
    const { safe, safe_why: reason } = rates;
    slots.safe.textContent = safe;
    this.lab.write("safeWhy", reason);
    slots.promise.hidden = slots.limit.hidden = safe === "";
    slots.noPromise.hidden = safe !== "";
    slots.noPromise.textContent = rates.no_promise;
    if (safe === "") controls.open("safeWhy", false);
    if (safe === "") slots.rateSlider.ariaLabel = "Learning rate, logarithmic, over six powers of ten";
  }

  /**
   * Show the rate in force at a step.
   * @param {number} t
   */
  show(t) {
    const { lab, lab: { slots } } = this;
    const entry = lab.header.rates.schedule.findLast(({ start }) => start <= t);
    if (!entry || entry === this.shown) return;
    if (lab.asked !== undefined && lab.asked !== entry.rate) return; // the answer to an earlier move of the slider
    lab.asked = undefined;
    this.shown = entry;
    if (!this.sliding) {
      slots.rateSlider.value = entry.place;
      slots.rateSlider.setAttribute("aria-valuetext", `α = ${entry.text}`);
      if (document.activeElement !== slots.rate) slots.rate.value = entry.text;
    }
  }

  /** Show the rate in force again, whatever was asked for. */
  forget() {
    this.lab.asked = this.shown = undefined;
  }

  /**
   * Have the rate in the box act from here or from the start, and from now on.
   * @param {string} acts
   */
  actFrom(acts) {
    this.#chooseFrom(acts);
    this.#apply();
  }

  /**
   * Take a rate of those that were tried, from the start.
   * @param {number} rate
   */
  take(rate) {
    this.#newDrag();
    this.lab.asked = rate;
    this.lab.report({ rate, from_start: true, drag: this.drag });
  }

  /** @param {string} acts */
  #chooseFrom(acts) {
    this.actsFrom = acts;
    press(this.lab.root, "acts", acts);
  }

  /** Use the rate in the box, as was pressed last. */
  #apply() {
    this.pending = this.tabbed = false;
    this.#newDrag();
    this.#use(this.#typed());
  }

  #newDrag() {
    this.drag = (this.drag ?? 0) + 1;
  }

  #typed() {
    return typedNumber(this.lab.slots.rate.value).value ?? NaN;
  }

  /** @param {number} rate */
  #use(rate) {
    const { lab, lab: { slots } } = this;
    const ok = Number.isFinite(rate) && rate > 0;
    const why = typedNumber(slots.rate.value).why ?? "";
    slots.rateWrong.textContent = ok ? "" : `${why} The learning rate must be a number above 0, such as 0.1.`.trim();
    lab.drawn();
    if (!ok) return;
    lab.asked = rate;
    lab.report({ rate, from_start: this.actsFrom === "start", drag: this.drag });
  }

  #listen() {
    const { lab, lab: { slots } } = this;
    slots.rate.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => {
      if (key === "Enter" && this.#typed() > 0) slots.rate.blur();
    });
    slots.rate.addEventListener("blur", () => {
      if (this.#typed() > 0) return;
      this.shown = undefined; // back to the rate in force
      slots.rateWrong.textContent = "";
      lab.draw();
    });
    slots.rate.addEventListener("keydown", (/** @type {KeyboardEvent} */ { key }) => { this.tabbed = key === "Tab"; });
    slots.rate.addEventListener("change", () => {
      this.pending = this.tabbed; // one of the buttons may be next
      if (!this.pending) this.#apply();
    });
    const row = find(lab.root, ".rate");
    row.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.pending && !row.contains(/** @type {Node | null} */ (relatedTarget))) this.#apply();
    });
    row.addEventListener("pointerdown", (event) => {
      const button = closest(event, "[data-acts]"); // which comes before the box hears that it is left
      if (button?.dataset.acts) this.#chooseFrom(button.dataset.acts);
    });
    slots.rateSlider.addEventListener("input", () => {
      if (!this.sliding) this.#newDrag(); // one drag is one change
      this.sliding = true;
      const rate = lab.header.rates.scale[Number(slots.rateSlider.value)];
      slots.rate.value = String(rate);
      this.#use(rate);
    });
    slots.rateSlider.addEventListener("change", () => { this.sliding = false; });
    slots.rateSlider.addEventListener("pointerup", () => slots.rateSlider.blur());
  }
}
