// @ts-check
/** Shows a page's factors one at a time: an element with data-reveal is covered until its number is reached. */

import { find } from "../core/elements.js";

export class Reveal {
  /**
   * @param {HTMLElement} root
   * @param {Record<string, any>} slots
   * @param {() => void} said called where other words stand there, whose numbers are to be filled in
   */
  constructor(root, slots, said) {
    this.root = root;
    this.said = said;
    this.slots = slots;
    /** @type {string | undefined} "all", "forward" or "one"; what the payload says until somebody chooses */
    this.how = undefined;
    /** @type {string[]} */
    this.sentences = [];
    /** @type {boolean | undefined} whether it is shown to a class */
    this.present = undefined;
    this.forward = 0;
    this.shown = 0;
  }

  /**
   * Take from a payload what there is to show. The header has a sentence for each number, from 1, and how many are of the
   * forward pass, where that is a phase of its own; while presenting, all begins covered.
   * @param {{ reveal: string[], forward?: number, present: boolean }} header
   */
  fill({ reveal, forward, present }) {
    this.sentences = reveal;
    this.forward = forward ?? 0;
    if (this.present !== present) {
      this.present = present;
      this.how = present ? "one" : "all";
      this.shown = 0;
    }
    this.draw();
  }

  /**
   * Show all, the forward pass or one at a time.
   * @param {string} how
   */
  choose(how) {
    this.how = how;
    this.shown = how === "forward" ? this.forward : 0;
    this.draw();
    this.#speak();
  }

  /** Bring the next factor into sight; after the last one they are covered again. */
  next() {
    if (this.how === "all") this.how = "one";
    this.shown = this.shown >= this.sentences.length ? 0 : this.shown + 1;
    this.draw();
    this.#speak();
  }

  // A screen reader hears what came into sight when somebody asked for it, not at every step of a run that plays.
  #speak() {
    this.slots.spoken.textContent = this.slots.revealed.textContent;
  }

  get onScreen() {
    return find(this.root, "[data-do=next]").offsetParent !== null;
  }

  draw() {
    const { how, shown, sentences, slots } = this;
    const all = how === "all";
    this.root.dataset.revealed = all ? "all" : String(shown);
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("[data-reveal]"))) {
      const number = Number(element.dataset.reveal);
      element.classList.toggle("covered", !all && number > shown);
      element.classList.toggle("newest", !all && number === shown);
    }
    for (const button of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("[data-reveals]"))) {
      button.setAttribute("aria-pressed", String(button.dataset.reveals === how));
    }
    const rest = shown === 0 ? "All is covered: press Next factor." : sentences[shown - 1];
    const html = all ? "" : rest;
    if (slots.revealed.dataset.html === html) return;
    slots.revealed.innerHTML = slots.revealed.dataset.html = html;
    this.said();
  }
}
