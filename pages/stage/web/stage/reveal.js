// @ts-check
/** Shows a page's factors one at a time: an element with data-reveal is covered until its number is reached. */

import { find } from "../core/elements.js";

export class Reveal {
  /**
   * @param {HTMLElement} root
   * @param {Record<string, any>} slots
   * @param {() => void} said called where other words stand there, whose numbers are to be filled in
   * @param {() => void} done called where somebody has asked for more, or for less
   */
  constructor(root, slots, said, done) {
    this.root = root;
    this.said = said;
    this.done = done;
    this.slots = slots;
    /** @type {string | undefined} "all", "forward" or "one"; what the payload says until somebody chooses */
    this.how = undefined;
    /** @type {string[]} */
    this.sentences = [];
    /** @type {boolean | undefined} whether it is shown to a class */
    this.present = undefined;
    this.forward = 0;
    this.shown = 0;
    /** @type {number | undefined} the step at which one was revealed last, until they are covered anew */
    this.at = undefined;
    this.begun = false; // whether anybody has asked for factors, since the page is as it is
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
      this.at = undefined;
      this.begun = false;
    }
    this.draw();
  }

  /**
   * Show all, the forward pass or one at a time.
   * @param {string} how
   */
  choose(how) {
    this.how = how;
    this.begun = true;
    this.shown = this.#first;
    this.at = undefined;
    this.draw();
    this.#speak();
    this.done();
  }

  /** How many are in sight before the first one is revealed. */
  get #first() {
    return this.how === "forward" ? this.forward : 0;
  }

  /** The number of the last one that there is room for: a strip that is folded has but its first line. */
  get #last() {
    const there = [...this.root.querySelectorAll("[data-reveal]:not(.sentence *)")].filter((element) => element.getClientRects().length);
    return Math.max(0, ...there.map((element) => Number(/** @type {HTMLElement} */ (element).dataset.reveal)));
  }

  /** Whether some are covered, and for that to be seen. */
  get covers() {
    return this.how !== "all" && this.shown < this.#last;
  }

  /**
   * Bring the next factor into sight, up to the last one; where all are shown to one who reads alone, the first of them.
   * @param {number} t the step on screen
   */
  next(t) {
    if (this.how === "all") {
      if (this.present) return;
      this.how = "one";
      this.shown = 0;
    }
    if (this.shown >= (this.#last || this.sentences.length)) return;
    this.shown += 1;
    this.at = t;
    this.begun = true;
    this.draw();
    this.#speak();
    this.done();
  }

  /** Cover the last one in sight. */
  cover() {
    if (this.how === "all") {
      this.how = "one";
      this.shown = this.sentences.length;
    }
    if (this.shown === 0) return;
    this.shown -= 1;
    this.draw();
    this.#speak();
    this.done();
  }

  /**
   * Return whether one was revealed at the step on screen, and is still in sight.
   * @param {number} t
   */
  cameAt(t) {
    return this.how !== "all" && this.at === t && this.shown > this.#first;
  }

  /** Cover them all again, as they were to begin with. */
  anew() {
    this.at = undefined;
    if (this.how === "all") return;
    this.shown = this.#first;
    this.draw();
    this.#speak();
    this.done();
  }

  // A screen reader hears what came into sight when somebody asked for it, not at every step of a run that plays.
  #speak() {
    this.slots.spoken.textContent = this.slots.revealed.textContent;
  }

  /** Whether factors can be shown one at a time here. */
  get offered() {
    return !find(this.root, "[data-control=reveal]").hasAttribute("data-left-out");
  }

  /** Let go of the page around the stage. */
  close() {
    delete document.documentElement.dataset.covered;
  }

  draw() {
    const { how, shown, sentences, slots } = this;
    const all = how === "all";
    this.root.dataset.revealed = all ? "all" : shown === 0 && this.begun ? "none" : String(shown);
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (this.root.querySelectorAll("[data-reveal]"))) {
      const number = Number(element.dataset.reveal);
      const covered = !all && number > shown;
      element.classList.toggle("covered", covered);
      element.classList.toggle("newest", !all && number === shown);
      if (covered) element.querySelectorAll("[title]").forEach((each) => each.removeAttribute("title"));
    }
    // Nothing else on a page for a class gives away what is covered: its style sheet hides what stands around the stage.
    document.documentElement.toggleAttribute("data-covered", this.present === true && this.covers);
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
