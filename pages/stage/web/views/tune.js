// @ts-check
/** Takes one of the rates that the second picture has tried, from the start; the best with one press, which the next takes back. */

import { find } from "../core/elements.js";

/** @typedef {import("../stage/payload.js").SweepShown} SweepShown */

export class Tune {
  /** @param {import("../stage/lab.js").LabStage} stage */
  constructor(stage) {
    this.stage = stage;
    this.button = find(stage.root, "[data-slot=tune]");
    /** @type {SweepShown | undefined} of the run on screen */
    this.sweep = undefined;
  }

  /** @param {SweepShown | undefined} sweep */
  show(sweep) {
    this.sweep = sweep;
    const { root, told, predict } = this.stage;
    root.toggleAttribute("data-awaits-sweep", !sweep);
    root.toggleAttribute("data-former-sweep", !sweep && Boolean(told?.sweep) && !predict.on); // what is there is of another run
    if (sweep?.tune) this.button.textContent = sweep.tune;
    this.button.hidden = !sweep?.tune || this.stage.view !== "sweep";
  }

  /**
   * Have a rate act from the start.
   * @param {number | undefined} rate
   */
  take(rate) {
    const { stage } = this;
    if (rate !== undefined && stage.header.controls.includes("rate")) stage.rate.take(rate);
  }

  /** Take the best rate, or go back to those before. */
  press() {
    if (this.sweep?.rate) this.take(this.sweep.rate);
    else this.stage.report({ back: "former" });
  }
}
